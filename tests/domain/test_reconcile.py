"""Reconciling a day: proven, reported or missing, and a difference whose causes add up."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from batikpos.commands.shapes import reconciliation_shape
from batikpos.domain.causes.cause import Grade
from batikpos.domain.differences import Differences
from batikpos.domain.fair import Booth
from batikpos.domain.journalday import Aside, JournalDay, Origin
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.reconcile import DayState, producers_of, reconcile, say_cause, say_worth
from batikpos.domain.sale import Sale, returned_lines, sold_lines
from batikpos.domain.till import DrawerCount, DrawerOpening, Till
from batikpos.i18n import translator
from tests.domain.baskets import AT, sales
from tests.domain.test_till import till
from tests.shop import CLOTH, DAY, SHIRT, basket, catalogue, line


def closed(of: Till, difference: int = 0, number: str = "A01-20261211-Z1") -> Till:
    """Count a till and close it, so much over or short."""
    counted = of.figures.expected_cash + Rupiah(difference)
    return replace(of, closed_at=AT, counted=counted, number=number)


def day(*tills: Till, booth: str = "A01", device: int = 1, is_held: bool = True) -> JournalDay:
    """Put a device's day together."""
    return JournalDay(Booth(booth, device), tills, is_held)


BOOTHS = [Booth("A01"), Booth("A02"), Booth("A03")]


def states(*journals: JournalDay) -> dict[str, DayState]:
    """Say what the reconciliation of booths A01 to A03 calls each device."""
    return {row.booth.prefix: row.state for row in reconcile(DAY, BOOTHS, journals).devices}


def test_a_booth_that_sent_nothing_is_missing() -> None:
    found = reconcile(DAY, [Booth("A01"), Booth("A02")], [])
    assert [(r.booth.code, r.state, r.figures) for r in found.devices] == [
        ("A01", DayState.MISSING, None),
        ("A02", DayState.MISSING, None),
    ]
    assert found.total == ZERO
    assert [[c.code for c in r.causes] for r in found.devices] == [["not_sent"]] * 2


def test_a_closed_till_whose_chain_is_held_is_proven() -> None:
    assert states(day(closed(till())))["A01"] is DayState.PROVEN


def test_an_open_till_is_reported_only() -> None:
    assert states(day(till()))["A01"] is DayState.REPORTED
    assert states(day(closed(till()), till()))["A01"] is DayState.REPORTED


def test_a_chain_with_a_hole_is_reported_only() -> None:
    assert states(day(closed(till()), is_held=False))["A01"] is DayState.REPORTED


def test_a_journal_without_a_till_that_day_is_missing() -> None:
    assert states(day())["A01"] is DayState.MISSING


def test_a_drawer_opened_without_a_sale_and_counted_anew_are_evidence() -> None:
    seen = DrawerOpening("tukar uang", AT, "Rini", "Sari")
    counts = tuple(DrawerCount(n, 2, Rupiah(n * 1_000), AT, "Rini") for n in (7, 9))
    used = replace(closed(till()), openings=(seen,) * 3, counts=counts)
    (row,) = reconcile(DAY, [Booth("A01")], [day(used)]).devices
    assert [(c.code, c.amount) for c in row.causes] == [("drawer_opened", ZERO), ("counts", ZERO)]
    opened, counted = row.causes
    assert say_cause(opened, row.figures, translator("id")) == "Lacinya dibuka 3 kali tanpa penjualan."
    assert opened.evidence[0].endswith("Rini + Sari: tukar uang")
    assert [e.rsplit(" ", 1)[1] for e in counted.evidence] == ["Rp7.000", "Rp9.000"]
    assert row.state is DayState.PROVEN

    alike = replace(closed(till()), counts=(replace(counts[0], counted=closed(till()).counted or ZERO),))
    (row,) = reconcile(DAY, [Booth("A01")], [day(alike)]).devices
    assert row.causes == ()


def test_a_day_of_which_a_copy_wrote_another_is_reported_and_says_so() -> None:
    aside = Aside(("A01-20261211-0009",), sales=1, total=Rupiah(395_000))
    forked = replace(day(closed(till(), difference=-5_000)), aside=aside)
    (row,) = reconcile(DAY, [Booth("A01")], [forked]).devices
    assert row.state is DayState.REPORTED
    *possible, fork, rest = row.causes
    assert {c.grade for c in possible} == {Grade.POSSIBLE}
    assert (fork.code, fork.amount, fork.evidence) == ("fork", ZERO, aside.papers)
    assert (rest.code, rest.amount) == ("unexplained", Rupiah(-5_000))
    assert "1 sales, Rp395.000" in say_cause(fork, row.figures, translator("en"))
    assert total(c.amount for c in row.causes) == Rupiah(-5_000)

    (silent,) = reconcile(DAY, [Booth("A01")], [replace(day(), aside=Aside(("#3",)))]).devices
    assert (silent.state, [c.code for c in silent.causes]) == (DayState.REPORTED, ["fork"])


def test_every_device_of_a_booth_has_its_row() -> None:
    found = states(day(closed(till())), day(till(), device=2))
    assert found == {
        "A01": DayState.PROVEN,
        "A01.2": DayState.REPORTED,
        "A02": DayState.MISSING,
        "A03": DayState.MISSING,
    }


def test_a_cause_that_moved_nothing_is_said_without_a_sum() -> None:
    tr = translator("id")
    opened = replace(till(), openings=(DrawerOpening("Tukar uang", AT, "Rini", ""),))
    found = reconcile(DAY, [Booth("A01"), Booth("A02")], [day(closed(opened, -700))])
    said = [say_worth(cause, row.figures, tr) for row in found.devices for cause in row.causes]
    assert len(said) == 3  # the drawer opened, the rest, and A02 from which nothing came
    assert not any("Rp0" in line.split(":")[0] for line in said)
    assert any(line.startswith("-Rp700: Belum") for line in said)


@given(sales(), sales())
def test_what_is_proven_and_what_only_was_reported_are_two_sums(one: Sale, two: Sale) -> None:
    found = reconcile(DAY, BOOTHS, [day(closed(till(one))), day(till(two), booth="A02")])
    assert (found.proven, found.reported) == (one.total, two.total)
    assert found.total == found.proven + found.reported


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.lists(sales(), max_size=2), st.integers(-100_000, 100_000)), min_size=1, max_size=3)
)
def test_the_causes_add_up_to_the_difference(tills: list[tuple[list[Sale], int]]) -> None:
    each = [closed(till(*taken), over, f"A01-20261211-Z{n}") for n, (taken, over) in enumerate(tills, 1)]
    (row,) = reconcile(DAY, [Booth("A01")], [day(*each)]).devices
    assert row.figures is not None
    assert row.figures.difference == Rupiah(sum(over for _, over in tills))
    assert total(cause.amount for cause in row.causes) == row.figures.difference
    assert row.figures.counted_cash == row.figures.expected_cash + row.figures.difference


def test_a_difference_names_the_slips_that_show_it() -> None:
    tills = closed(till(), -50_000, "A01-20261211-Z1"), closed(till(), 0, "A01-20261211-Z2")
    (row,) = reconcile(DAY, [Booth("A01")], [day(*tills)]).devices
    *possible, cause = row.causes
    assert [(c.grade, c.amount) for c in possible] == [(Grade.POSSIBLE, ZERO)] * 2
    assert (cause.code, cause.amount, cause.evidence) == (
        "unexplained",
        Rupiah(-50_000),
        ("A01-20261211-Z1",),
    )


def test_one_drawer_over_and_another_short_are_two_sums_and_no_zero() -> None:
    over, short = day(closed(till(), difference=50_000)), day(closed(till(), difference=-50_000), booth="A02")
    open_ = replace(day(closed(till(), difference=-7_000), booth="A03"), is_held=False)
    found = reconcile(DAY, BOOTHS, [over, short, open_])
    assert found.differences == Differences(Rupiah(50_000), Rupiah(-50_000), 2)
    assert found.differences.headline == Rupiah(-50_000)
    assert found.differences_reported == Differences(ZERO, Rupiah(-7_000), 1)
    shape = reconciliation_shape(found, translator("en"))
    assert shape["differences_proven"] == {"over": 50_000, "short": -50_000, "drawers": 2}
    assert shape["differences_reported"] == {"over": 0, "short": -7_000, "drawers": 1}


def test_two_tills_that_cancel_out_still_show_no_difference() -> None:
    tills = closed(till(), -50_000, "Z1"), closed(till(), 50_000, "Z2")
    (row,) = reconcile(DAY, [Booth("A01")], [day(*tills)]).devices
    assert row.figures is not None
    assert row.figures.difference == ZERO
    assert total(cause.amount for cause in row.causes) == ZERO


@settings(max_examples=25)
@given(sales(), sales())
def test_a_till_that_another_journal_carries_on_is_one_drawer_with_it(one: Sale, two: Sale) -> None:
    """A store was replaced in the middle of the day: the drawer, its money and its count are one."""
    first = till(one)
    held = first.figures.expected_cash
    second = replace(till(two), float_=held, carries=("j1", first.opened_seq))
    taken = second.figures.expected_cash - held
    done = closed(second, difference=-7_000, number="A01-20261211-Z11")
    origin = Origin("j1", 9, "damaged")
    old = replace(day(first), journal_id="j1")
    new = replace(day(done), journal_id="j2", origin=origin)
    (row,) = reconcile(DAY, [Booth("A01")], [old, new]).devices
    assert row.state is DayState.PROVEN
    assert row.figures is not None
    assert row.figures.expected_cash == held + taken
    assert row.figures.difference == Rupiah(-7_000)
    assert row.figures.sales == first.figures.sales + second.figures.sales
    assert [c.code for c in row.causes] == ["went_on", "unexplained"]
    assert "fact 9" in say_cause(row.causes[0], row.figures, translator("en"))

    (late,) = reconcile(DAY, [Booth("A01")], [replace(old, is_held=False), new]).devices
    assert late.state is DayState.REPORTED
    (alone,) = reconcile(DAY, [Booth("A01")], [old]).devices
    assert alone.state is DayState.REPORTED


def test_an_open_till_has_no_difference_yet() -> None:
    (row,) = reconcile(DAY, [Booth("A01")], [day(till())]).devices
    assert row.figures is not None
    assert (row.figures.counted_cash, row.figures.difference) == (None, None)
    assert [(c.code, c.amount) for c in row.causes] == [("sent_in_part", ZERO)]
    assert "12.34" in say_cause(row.causes[0], row.figures, translator("en"))


@settings(max_examples=25)
@given(st.lists(sales(), max_size=3))
def test_producers_and_booths_add_up_to_the_day(taken: list[Sale]) -> None:
    found = reconcile(DAY, [Booth("A01")], [day(closed(till(*taken)))])
    assert total(p.total for p in found.producers) == found.total == total(s.total for s in taken)
    assert sum(p.pieces for p in producers_of(taken)) == sum(row.counted for s in taken for row in s.lines)


def test_cloth_by_length_counts_as_one_piece_and_back_as_one_less_once_all_is_back() -> None:
    lines = sold_lines(basket(line(CLOTH, 2_500), line(SHIRT, 3)), catalogue())
    assert [one.counted for one in lines] == [1, 3]
    assert [one.counted for one in returned_lines(lines, [], [(1, 500), (2, 2), (1, 2_000)])] == [0, -2, -1]


def test_a_float_unlike_that_of_most_drawers_of_the_day_is_named() -> None:
    booths = [day(closed(till()), booth=f"A{n:02}") for n in range(1, 5)]
    wrong = day(closed(till(float_=50_000), difference=450_000), booth="A05")
    rows = {row.booth.code: row for row in reconcile(DAY, [], [*booths, wrong]).devices}
    assert [(c.code, c.amount) for c in rows["A05"].causes] == [("float", Rupiah(450_000))]
    few = reconcile(DAY, [], [booths[0], wrong]).devices
    assert [c.code for c in few[1].causes] == ["unexplained"]
