"""Statements taken in at the desk: kept once, matched whenever sales come, and used by the reconciliation."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from batikpos.domain.causes.cause import Cause
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import DESK, Booth, Role
from batikpos.domain.fairplan import BoothPlan, FairPlan, HeldBefore, plan_to_body
from batikpos.domain.money import Rupiah
from batikpos.domain.reconcile import DeviceDay
from batikpos.domain.settlement import Holding, Party, PartyKind
from batikpos.domain.takenstatement import statement_to_bodies
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.decisions import decide
from batikpos.services.desk import Desk, open_desk
from batikpos.services.orders import take_order
from batikpos.services.organizer import NotTheDesk
from batikpos.services.people import enrol
from batikpos.services.reconcile import Days, reconcile_day
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.setup import Plan, set_up
from batikpos.services.statement import within
from batikpos.services.statements import (
    AlreadyTaken,
    CheckedStatements,
    NoSuchBooth,
    NothingPaid,
    NotTaken,
    check_statements,
    drop_statement,
    load_statements,
    take_statement,
)
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.services.wholefair import DeviceResult, read_fair
from batikpos.settings import Settings
from batikpos.sheets.faults import BadList
from batikpos.store.engine import Store
from batikpos.store.journal import append
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import (
    DAY,
    FLOAT,
    KEYRING,
    NOON,
    RINI,
    SHIRT,
    basket,
    cash,
    catalogue,
    facts_of,
    line,
    qris,
    sell,
    set_up_booth,
)

HEAD = "Tanggal;RRN;Nominal;MDR;Stan"
NIGHT = NOON + timedelta(hours=9)
WATI = enrol("Wati", Role.SUPERVISOR, "9182")


def desk_at(home: Path) -> Desk:
    """Make a desk of the sample fair."""
    plan = Plan(SAMPLE_FAIR, Booth(DESK), catalogue(), (WATI,), Settings())
    set_up(home, plan, now=NOON - timedelta(days=60))
    return open_desk(home)


@pytest.fixture
def organizer(tmp_path: Path) -> Iterator[Desk]:
    desk = desk_at(tmp_path / "desk")
    with closing(desk.store):
        yield desk


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Store]:
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as made:
        yield made


def statement(folder: Path, *rows: str, name: str = "mutasi.csv") -> Path:
    """Write what an acquirer would: hours of Jakarta, where NOON is 12.00."""
    path = folder / name
    path.write_text("\n".join((HEAD, *rows)))
    return path


def take(organizer: Desk, path: Path, *booths: str, **also: date) -> None:
    take_statement(organizer, path, by="Wati", now=NIGHT, booths=booths, **also)  # type: ignore[arg-type]


def checked(centre: Store, *desks: Desk) -> CheckedStatements:
    for desk in desks:
        push(desk.store, centre)
    with centre.reading() as tx:
        return check_statements(tx, SAMPLE_FAIR)


def facts(desk: Desk) -> int:
    return sum(fact.kind == FactKind.STATEMENT for fact in facts_of(desk.store))


def test_it_is_matched_with_what_came_before_and_after_it_and_with_down_payments(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    take(organizer, statement(
        tmp_path,
        "11/12/2026 12:00:30;634512907781;395.000;2.765;",
        "11/12/2026 12:30;634512907782;300.000;0;A03",
        "11/12/2026 13:00;634512907783;77.000;0;A03",
    ))  # fmt: skip
    assert not checked(centre, organizer).match.matches
    sold = sell(desk, tenders=(qris(395_000),))
    lost = sell(desk, line(KEYRING), tenders=(qris(10_000),))
    order = take_order(
        desk,
        basket(line(SHIRT, 2)),
        (Tender(TenderKind.QRIS, Rupiah(300_000), "7782"),),
        customer="Bu Tejo",
        due=date(2026, 12, 20),
        cashier=RINI,
        now=NOON + timedelta(minutes=31),
    )
    found = checked(centre, desk)
    assert [(m.payment.number, m.line.row) for m in found.match.matches] == [
        (sold.kept.sale.number, 2),
        (order.order.number, 3),
    ]
    assert [p.number for p in found.match.missing] == [lost.kept.sale.number]
    assert [row.row for row in found.match.strangers] == [4]
    (kept,) = found.statements
    assert (kept.file, kept.by, kept.first, kept.last) == ("mutasi.csv", "Wati", DAY, DAY)
    assert (kept.columns[""]["paid_at"], kept.columns[""]["gross"]) == ("Tanggal", "Nominal")
    assert not verify(centre).faults
    assert not verify(organizer.store).faults


def test_the_same_file_is_taken_once_under_whatever_name_and_at_whichever_desk(
    organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    rows = ("11/12/2026 12:00;1;395.000;0;",)
    take(organizer, statement(tmp_path, *rows))
    before = facts(organizer)
    with pytest.raises(AlreadyTaken, match="Wati"):
        take(organizer, statement(tmp_path, *rows, name="lain.csv"))
    assert facts(organizer) == before
    push(organizer.store, centre)
    with centre.reading() as tx:
        known = load_statements(tx, SAMPLE_FAIR.fair_id)
    second = desk_at(tmp_path / "second")
    with closing(second.store), pytest.raises(AlreadyTaken):
        take_statement(second, statement(tmp_path, *rows), by="Wati", now=NIGHT, known=known)
    take(organizer, statement(tmp_path, *rows, "11/12/2026 12:01;2;5.000;0;"))


def test_a_statement_with_a_fault_is_not_taken_at_all(organizer: Desk, tmp_path: Path) -> None:
    before = facts(organizer)
    rows = [f"11/12/2026 12:00;{n};395.000;0;" for n in range(1_200)]
    with pytest.raises(BadList) as refusal:
        take(organizer, statement(tmp_path, *rows, "kemarin;9;-5;0;", "11/12/2025 12:00;3;5.000;0;"))
    assert {fault.row for fault in refusal.value.faults} == {1_202, 1_203}
    with pytest.raises(NothingPaid):
        take(organizer, statement(tmp_path, "01/12/2026 12:00;3;5.000;0;"))
    with pytest.raises(NoSuchBooth, match="Z99"):
        take(organizer, statement(tmp_path, *rows), "Z99")
    assert facts(organizer) == before
    take(organizer, statement(tmp_path, *rows))
    assert facts(organizer) == before + 3


def test_only_the_desk_takes_statements_and_what_a_booth_writes_is_none(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    file = statement(tmp_path, "11/12/2026 12:00;1;395.000;0;")
    with pytest.raises(NotTheDesk):
        take(desk, file)
    take(organizer, file)
    with organizer.store.reading() as tx:
        (kept,) = load_statements(tx, SAMPLE_FAIR.fair_id)
    with desk.writing() as tx:
        for body in statement_to_bodies(replace(kept, sha256="ff")):
            append(tx, FactKind.STATEMENT, desk.fair.local(NOON), body)
    assert [one.sha256 for one in checked(centre, desk, organizer).statements] == [kept.sha256]


def test_what_was_taken_by_mistake_is_dropped_and_may_be_taken_again(
    organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    file = statement(tmp_path, "11/12/2026 12:00;1;395.000;0;")
    take(organizer, file)
    for name in ("other.csv", "", "zz"):
        with pytest.raises(NotTaken):
            drop_statement(organizer, name, "salah", by="Wati", now=NIGHT)
    drop_statement(organizer, "mutasi.csv", "salah kolom", by="Wati", now=NIGHT)
    assert checked(centre, organizer).statements == ()
    take(organizer, file, "A03")
    assert [one.booths for one in checked(centre, organizer).statements] == [("A03",)]


def test_only_what_a_statement_must_have_is_missing_from_it(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    set_up_booth(tmp_path / "other", booth="A04")
    other = open_desk(tmp_path / "other")
    with closing(other.store):
        open_till(other, FLOAT, cashier=RINI, now=NOON)
        sell(other, tenders=(qris(395_000),))
        missed = sell(desk, line(KEYRING), tenders=(qris(10_000),))
        sell(desk, line(KEYRING, 2), tenders=(qris(20_000),), now=NIGHT + timedelta(minutes=5))
        sell(desk, line(KEYRING, 3), tenders=(qris(30_000),), now=NOON + timedelta(days=1))
        take(organizer, statement(tmp_path, "11/12/2026 10:00;1;1.000;0;"), "A03")
        found = checked(centre, desk, other, organizer)
    assert [p.number for p in found.match.missing] == [missed.kept.sale.number]
    assert (found.is_known("A03", DAY), found.is_known("A04", DAY)) == (True, False)
    assert not found.is_known("A03", DAY + timedelta(days=1))


def test_two_merchants_statements_are_matched_with_their_own_booths_alone(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    set_up_booth(tmp_path / "other", booth="A04")
    other = open_desk(tmp_path / "other")
    with closing(other.store):
        open_till(other, FLOAT, cashier=RINI, now=NOON)
        ours, theirs = (sell(each, tenders=(qris(395_000),)) for each in (desk, other))
        row = "11/12/2026 12:00;{n};395.000;0;"
        take(organizer, statement(tmp_path, row.format(n=1), name="a.csv"), "A03")
        take(organizer, statement(tmp_path, row.format(n=2), name="b.csv"), "A04")
        found = checked(centre, desk, other, organizer)
    assert {(m.payment.number, m.line.reference) for m in found.match.matches} == {
        (ours.kept.sale.number, "1"),
        (theirs.kept.sale.number, "2"),
    }
    assert (found.match.ambiguous, found.match.missing) == ((), ())


@pytest.mark.parametrize("until", [DAY, DAY + timedelta(days=1)])
def test_a_statement_must_have_what_its_payee_got_on_the_day_and_nothing_of_others(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path, until: date
) -> None:
    """The sticker of A03 was Tom's up to a day, and is the organizer's now, whose file is of two booths."""
    booths = (BoothPlan("A03", qris="organizer"), BoothPlan("A01", qris="organizer"))
    held = HeldBefore("A03", until, Holding(Party(PartyKind.PRODUCER, "TOM")))
    decide(organizer, FactKind.FAIR, plan_to_body(FairPlan(booths=booths, held=(held,))), now=NOON)
    sold = sell(desk, tenders=(qris(395_000),))
    take(
        organizer,
        statement(tmp_path, "11/12/2026 12:30;634512907782;300.000;0;A01"),
        "A03",
        "A01",
        first=DAY,
        last=DAY,
    )
    missing = [payment.number for payment in checked(centre, desk, organizer).match.missing]
    assert missing == ([] if until > DAY else [sold.kept.sale.number])


def test_a_day_and_its_neighbours_tell_of_it_what_the_whole_fair_tells(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    rows = []
    for n in range(60):
        at = NOON + timedelta(hours=n)
        sell(desk, line(KEYRING), tenders=(qris(10_000),), now=at)
        told = desk.fair.local(at + timedelta(minutes=(n * 7) % 23))
        if n % 5:
            rows.append(f"{told:%d/%m/%Y %H:%M};{634512907000 + n % 50};{10_000 if n % 9 else 11_000};0;")
    take_statement(organizer, statement(tmp_path, *rows), by="Wati", now=NOON + timedelta(days=3))
    whole = checked(centre, desk, organizer).match
    assert whole.matches
    assert whole.missing
    assert whole.strangers
    for day in (DAY, DAY + timedelta(days=1), DAY + timedelta(days=2)):
        with centre.reading() as tx:
            near = check_statements(tx, SAMPLE_FAIR, day=day).match
        assert within(near, Days(day, day)) == within(whole, Days(day, day))


# The reconciliation


def causes(centre: Store, *desks: Desk) -> dict[str, tuple[Cause, ...]]:
    for desk in desks:
        push(desk.store, centre)
    return {
        row.booth.code: row.causes
        for row in reconcile_day(centre, DAY).reconciliation.devices
        if isinstance(row, DeviceDay) and row.figures
    }


def test_a_sale_keyed_as_qris_and_paid_in_cash_is_named_once_the_statement_is_there(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    right = sell(desk, tenders=(qris(395_000),))
    wrong = sell(desk, line(KEYRING, 5), tenders=(qris(50_000),), now=NOON + timedelta(hours=1))
    close_till(desk, {100_000: 5, 50_000: 1}, cashier=RINI, now=NIGHT - timedelta(hours=1))
    before = causes(centre, desk)["A03"]
    assert (before[-1].code, before[-1].amount.amount) == ("unexplained", 50_000)
    take(organizer, statement(tmp_path, "11/12/2026 12:01;634512907781;395.000;2.765;"))
    (named,) = causes(centre, organizer)["A03"]
    assert (named.code, named.amount.amount, named.qris.amount) == ("tender", 50_000, -50_000)
    assert named.evidence == (wrong.kept.sale.number,)
    assert right.kept.sale.number not in named.evidence


def test_the_report_of_the_fair_knows_the_statements_as_that_of_the_day_does(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    """A payment that never came leaves the drawer as it should be: only the statement tells."""
    never = sell(desk, tenders=(qris(395_000),))
    close_till(desk, {100_000: 5}, cashier=RINI, now=NIGHT - timedelta(hours=1))
    (before,) = of_fair(centre, desk)
    assert (before.difference, before.causes) == (Rupiah(0), ())
    take(organizer, statement(tmp_path, "11/12/2026 12:31;634512907781;5.000;0;A03"), "A03")
    named = causes(centre, organizer)["A03"]
    (after,) = of_fair(centre, organizer)
    assert {cause.code for cause in named} == {"qris_missing", "qris_stranger"}
    assert never.kept.sale.number in {paper for cause in named for paper in cause.evidence}
    assert after.causes == named


def test_a_sale_after_midnight_is_looked_for_on_the_day_of_its_till(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    late = NOON + timedelta(hours=12, minutes=20)
    never = sell(desk, tenders=(qris(395_000),), now=late)
    close_till(desk, {100_000: 5}, cashier=RINI, now=late + timedelta(minutes=20))
    file = statement(tmp_path, "11/12/2026 13:00;634512907781;5.000;0;A03")
    days = {"first": DAY, "last": DAY + timedelta(days=1)}
    take_statement(organizer, file, by="Wati", now=NOON + timedelta(days=2), booths=("A03",), **days)  # type: ignore[arg-type]
    named = causes(centre, desk, organizer)["A03"]
    (told,) = of_fair(centre, organizer)
    assert never.kept.sale.number in {paper for cause in named for paper in cause.evidence}
    assert told.causes == named


def of_fair(centre: Store, *desks: Desk) -> tuple[DeviceResult, ...]:
    for desk in desks:
        push(desk.store, centre)
    return tuple(d for d in read_fair(centre, DAY).devices if d.day == DAY and d.booth.code == "A03")


def test_a_merchants_own_number_beside_each_payment_is_nobodys_reference_on_any_day(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    """Of the day's neighbours one line is told: that the number is shared, only the whole file shows."""
    at = "{day}/12/2026 12:00;ID1020304050;395.000;0;"
    take(organizer, statement(tmp_path, at.format(day=11), at.format(day=13), at.format(day=14)))
    sell(desk, tenders=(Tender(TenderKind.QRIS, Rupiah(395_000), "7781"),))
    assert len(checked(centre, desk, organizer).match.matches) == 1
    with centre.reading() as tx:
        assert len(check_statements(tx, SAMPLE_FAIR, day=DAY).match.matches) == 1


def test_what_came_by_qris_and_was_keyed_as_cash_is_named_at_the_booth_that_sold_it(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    sold = sell(desk, line(KEYRING, 5), tenders=(cash(50_000),))
    close_till(desk, {100_000: 5}, cashier=RINI, now=NIGHT - timedelta(hours=1))
    take(organizer, statement(tmp_path, "11/12/2026 12:01;634512907781;50.000;350;"))
    (named,) = causes(centre, desk, organizer)["A03"]
    assert (named.code, named.amount.amount, named.evidence[0]) == ("tender", -50_000, sold.kept.sale.number)


def test_a_clean_day_has_no_cause_by_its_statement_and_a_strange_line_is_no_booths(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    sell(desk, tenders=(qris(395_000),))
    close_till(desk, {100_000: 5}, cashier=RINI, now=NIGHT - timedelta(hours=1))
    take(organizer, statement(
        tmp_path, "11/12/2026 12:00;634512907781;395.000;0;", "11/12/2026 12:00;634512907782;99.000;0;"
    ))  # fmt: skip
    assert causes(centre, desk, organizer) == {"A03": ()}


def test_a_strange_line_that_names_its_booth_is_named_there(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    close_till(desk, {100_000: 5}, cashier=RINI, now=NIGHT - timedelta(hours=1))
    take(organizer, statement(tmp_path, "11/12/2026 12:00;634512907782;99.000;0;A03"))
    (named,) = causes(centre, desk, organizer)["A03"]
    assert (named.code, named.qris) == ("qris_stranger", Rupiah(99_000))


def test_as_much_at_another_time_is_noted_and_neither_missing_nor_strange(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    sold = sell(desk, tenders=(qris(395_000),))
    close_till(desk, {100_000: 5}, cashier=RINI, now=NIGHT - timedelta(hours=1))
    take(organizer, statement(tmp_path, "11/12/2026 12:40;634512907781;395.000;0;A03"))
    (noted,) = causes(centre, desk, organizer)["A03"]
    assert (noted.code, noted.grade.value, noted.amount.amount) == ("qris_near", "noted", 0)
    assert noted.evidence[0] == sold.kept.sale.number


def test_what_several_booths_share_is_noted_as_unclear_at_each(
    desk: Desk, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    set_up_booth(tmp_path / "other", booth="A04")
    other = open_desk(tmp_path / "other")
    with closing(other.store):
        open_till(other, FLOAT, cashier=RINI, now=NOON)
        numbers = set()
        for each in (desk, other):
            numbers.add(sell(each, tenders=(qris(395_000),)).kept.sale.number)
            close_till(each, {100_000: 5}, cashier=RINI, now=NIGHT - timedelta(hours=1))
        take(organizer, statement(tmp_path, "11/12/2026 12:01;634512907781;395.000;0;"))
        named = causes(centre, desk, other, organizer)
    assert {booth: [c.code for c in found] for booth, found in named.items()} == {
        "A03": ["qris_unclear"],
        "A04": ["qris_unclear"],
    }
    assert set(named["A03"][0].evidence) == numbers
