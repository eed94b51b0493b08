"""Matching a statement: one to one, in any order, and what may be several stays so."""

import random
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.money import Rupiah
from batikpos.domain.statement import (
    USUAL_WINDOW,
    By,
    Payment,
    StatementLine,
    StatementMatch,
    Unlike,
    folded,
    match_statement,
)

NOON = datetime(2026, 12, 11, 12, tzinfo=UTC)
PRICE = Rupiah(150_000)
RRN = "634512907781"


def paid(
    minutes: float = 0, amount: Rupiah = PRICE, reference: str = "", booth: str = "A03", n: int = 1
) -> Payment:
    at = NOON + timedelta(minutes=minutes)
    return Payment(f"{booth}-{at:%d%H%M%S}", n, at, booth, amount, reference)


def told(
    minutes: float = 0, amount: Rupiah = PRICE, reference: str = "", row: int = 2, booth: str = ""
) -> StatementLine:
    return StatementLine(row, NOON + timedelta(minutes=minutes), amount, reference=reference, booth=booth)


def pairs(found: StatementMatch) -> list[tuple[str, int, By]]:
    return [(m.payment.number, m.line.row, m.by) for m in found.matches]


def test_the_only_one_of_its_amount_and_time_is_a_match() -> None:
    found = match_statement([paid(0), paid(0, Rupiah(1))], [told(-3), told(-3, Rupiah(2), row=3)])
    assert pairs(found) == [(paid(0).number, 2, By.TIME)]
    assert [p.amount for p in found.missing] == [Rupiah(1)]
    assert [line.row for line in found.strangers] == [3]


def test_the_window_has_an_end_on_both_sides() -> None:
    for minutes in (-10.0, 10.0):
        assert match_statement([paid()], [told(minutes)]).matches
    for minutes in (-10.1, 10.1):
        found = match_statement([paid()], [told(minutes)])
        assert (len(found.missing), len(found.strangers), found.near[0].unlike) == (1, 1, Unlike.TIME)


def test_two_that_may_be_either_stay_so() -> None:
    found = match_statement([paid(0), paid(4)], [told(1), told(3, row=3)])
    assert not found.matches
    (unclear,) = found.ambiguous
    assert (len(unclear.payments), len(unclear.lines), unclear.missing, unclear.strangers) == (2, 2, 0, 0)


def test_a_payment_too_many_is_missing_and_nobody_knows_which() -> None:
    found = match_statement([paid(0), paid(4)], [told(2)])
    (unclear,) = found.ambiguous
    assert (unclear.missing, unclear.strangers, found.missing, found.strangers) == (1, 0, (), ())


def test_what_hangs_together_only_through_others_is_unclear_too() -> None:
    found = match_statement([paid(0), paid(15)], [told(8), told(16, row=3)])
    assert not found.matches
    assert len(found.ambiguous) == 1


def test_a_reference_tells_what_time_does_not() -> None:
    payments = [paid(0, reference="7781"), paid(4)]
    found = match_statement(payments, [told(1, reference="5551234"), told(3, reference=RRN, row=3)])
    assert pairs(found) == [(payments[0].number, 3, By.REFERENCE), (payments[1].number, 2, By.TIME)]


def test_a_whole_reference_counts_all_day_and_its_end_only_in_time() -> None:
    assert match_statement([paid(0, reference=f"{RRN[:6]}-{RRN[6:]}")], [told(200, reference=RRN)]).matches
    assert not match_statement([paid(0, reference="7781")], [told(200, reference=RRN)]).matches
    assert not match_statement([paid(0, reference=RRN)], [told(24 * 60, reference=RRN)]).matches


def test_a_reference_that_is_another_keeps_two_apart_and_points_at_it() -> None:
    found = match_statement([paid(0, reference="1111")], [told(0, reference=RRN)])
    assert not found.matches
    assert [(near.unlike, near.line.row) for near in found.near] == [(Unlike.REFERENCE, 2)]


def test_an_amount_keyed_wrong_is_pointed_at_and_no_match() -> None:
    found = match_statement([paid(0, Rupiah(15_000), "7781")], [told(1, reference=RRN)])
    assert (found.matches, len(found.missing), len(found.strangers)) == ((), 1, 1)
    assert [near.unlike for near in found.near] == [Unlike.AMOUNT]


def test_the_end_that_two_references_share_tells_nothing() -> None:
    lines = [told(1, reference="99997781"), told(2, reference=RRN, row=3)]
    (unclear,) = match_statement([paid(0, reference="7781")], lines).ambiguous
    assert (len(unclear.lines), unclear.strangers) == (2, 1)


def test_one_payment_entered_twice_is_not_paid_twice() -> None:
    found = match_statement([paid(0, reference=RRN), paid(300, reference=RRN)], [told(1, reference=RRN)])
    (unclear,) = found.ambiguous
    assert (len(unclear.payments), unclear.missing) == (2, 1)


def test_a_line_that_stands_twice_counts_once() -> None:
    lines = [told(1, reference=RRN, row=7), told(1, reference=RRN, row=4)]
    found = match_statement([paid(0)], lines)
    assert pairs(found) == [(paid(0).number, 4, By.TIME)]
    assert [(r.line.row, r.first.row) for r in found.repeated] == [(7, 4)]
    assert not match_statement([], [told(1), told(1, row=3)]).repeated


def test_a_word_beside_every_payment_is_no_reference() -> None:
    """Two payments of one amount on one day are not one that stands twice because both say QRIS."""
    day = replace(told(), at=NOON.replace(hour=0), is_timed=False)
    for word in ("QRIS", "ID1020304050", "M1"):
        lines = [replace(day, reference=word, row=row) for row in (2, 3)]
        lines.append(replace(day, reference=word, gross=Rupiah(10_000), row=4))
        lines += [replace(told(24 * 60), reference=word, row=5)]
        found = match_statement([paid(0), paid(300), paid(310, Rupiah(10_000), "7781")], lines)
        assert not found.repeated, word
        assert [len(group.lines) for group in found.ambiguous] == [2], word
        assert [m.line.row for m in found.matches] == [4], word
        assert (found.missing, [line.row for line in found.strangers]) == ((), [5]), word


def test_short_references_that_are_alike_by_chance_speak_against_a_payment_all_the_same() -> None:
    lines = [told(1, reference="7781")]
    lines += [told(24 * 60 * n, reference=f"{n:04}", row=n + 10) for n in range(1, 9)]
    lines += [told(24 * 60 * n, reference="7781", row=n + 20) for n in range(1, 4)]
    found = match_statement([paid(0, reference="4410")], lines)
    assert (len(found.missing), found.matches) == (1, ())
    assert [near.unlike for near in found.near] == [Unlike.REFERENCE]


def test_a_merchants_number_speaks_against_no_payment_that_came_late() -> None:
    lines = [told(n, reference="ID1020304050", row=n) for n in (30, 24 * 60, 48 * 60)]
    (near,) = match_statement([paid(0, reference="7781")], lines).near
    assert (near.unlike, near.line.reference) == (Unlike.TIME, "ID1020304050")


def test_a_voided_payment_beside_another_makes_none_missing() -> None:
    (unclear,) = match_statement([replace(paid(0), is_voided=True), paid(4)], [told(2)]).ambiguous
    assert (len(unclear.payments), unclear.missing, unclear.strangers) == (2, 0, 0)


def test_the_booth_a_line_names_tells_them_apart() -> None:
    payments = [paid(0, booth="A03"), paid(1, booth="A04")]
    found = match_statement(payments, [told(0, booth="A04"), told(1, booth="A03", row=3)])
    assert [(m.payment.booth, m.line.row) for m in found.matches] == [("A03", 3), ("A04", 2)]


def test_a_line_without_an_hour_is_of_its_day() -> None:
    day = replace(told(), at=NOON.replace(hour=0), is_timed=False)
    assert match_statement([paid(500)], [day]).matches
    assert not match_statement([paid(24 * 60)], [day]).matches
    assert match_statement([paid(0), paid(500)], [day]).ambiguous


def test_what_was_voided_is_not_missed_but_may_be_found() -> None:
    voided = replace(paid(), is_voided=True)
    found = match_statement([voided], [])
    assert (found.missing, found.voided) == ((), (voided,))
    assert match_statement([voided], [told()]).matches[0].payment.is_voided


_amounts = st.sampled_from([Rupiah(10_000), Rupiah(150_000), Rupiah(395_000)])
_references = st.sampled_from(["", "", "7781", "1234", RRN, "12341234"])
_minutes = st.integers(0, 60)
_booths = st.sampled_from(["", "A03", "A04"])
_payments = st.lists(
    st.builds(paid, _minutes, _amounts, _references, _booths.filter(bool), st.integers(1, 99)), max_size=12
).map(lambda ps: [replace(p, number=f"{p.number}-{n}") for n, p in enumerate(ps)])
_lines = st.lists(st.builds(told, _minutes, _amounts, _references, booth=_booths), max_size=12).map(
    lambda ls: [replace(line, row=n) for n, line in enumerate(ls, 2)]
)


@given(_payments, _lines, st.randoms())
def test_the_order_of_rows_changes_nothing(
    payments: list[Payment], lines: list[StatementLine], chance: random.Random
) -> None:
    found = match_statement(payments, lines)
    chance.shuffle(payments)
    chance.shuffle(lines)
    assert match_statement(payments, lines) == found


@given(_payments, _lines)
def test_each_payment_and_each_line_is_somewhere_once(
    payments: list[Payment], lines: list[StatementLine]
) -> None:
    found = match_statement(payments, lines)
    of_payments = Counter(m.payment for m in found.matches)
    of_payments += Counter(p for a in found.ambiguous for p in a.payments)
    of_payments += Counter((*found.missing, *found.voided))
    of_lines = Counter(m.line for m in found.matches)
    of_lines += Counter(line for a in found.ambiguous for line in a.lines)
    of_lines += Counter((*found.strangers, *(r.line for r in found.repeated)))
    assert of_payments == Counter(payments)
    assert of_lines == Counter(lines)


@given(_payments, _lines)
def test_what_is_matched_is_equal_and_nothing_else_could_be(
    payments: list[Payment], lines: list[StatementLine]
) -> None:
    """Hold each match against all others, one by one: no index, no order."""
    found = match_statement(payments, lines)
    sure_ps = {m.payment for m in found.matches if m.by is By.REFERENCE}
    sure_ls = {m.line for m in found.matches if m.by is By.REFERENCE}
    repeated = {r.line for r in found.repeated}
    beside = {(line.reference, line.at, line.gross) for line in lines}

    def may_be(p: Payment, line: StatementLine) -> bool:
        noted, said = folded(p.reference), folded(line.reference)
        times = len({(at, gross) for reference, at, gross in beside if folded(reference) == said})
        if times >= 3 and (len(said) >= 8 or 2 * times > len(lines)):
            said = ""  # it stands beside other payments: the merchant's, not this one's
        is_other = bool(noted and said) and not said.endswith(noted)
        against = is_other or (line.booth and line.booth != p.booth)
        is_whole = len(noted) >= 8 and noted == said
        is_near = abs(p.at - line.at) <= USUAL_WINDOW and not against
        return p.amount == line.gross and (is_whole or is_near)

    for match in found.matches:
        assert match.payment.amount == match.line.gross
        assert may_be(match.payment, match.line)
        if match.by is By.TIME:
            others = [x for x in lines if may_be(match.payment, x) and x not in sure_ls | repeated]
            assert others == [match.line]
            assert [p for p in payments if may_be(p, match.line) and p not in sure_ps] == [match.payment]
    for payment in found.missing:
        assert not any(may_be(payment, line) for line in lines if line not in sure_ls | repeated)
    for line in found.strangers:
        assert not any(may_be(payment, line) for payment in payments if payment not in sure_ps)


def a_fair(payments: int) -> tuple[list[Payment], list[StatementLine]]:
    """Make the payments of a fair of five days, each with its line a moment before."""
    chance = random.Random(5)
    ours: list[Payment] = []
    theirs: list[StatementLine] = []
    for n in range(payments):
        at = NOON + timedelta(days=n % 5, minutes=chance.randrange(600), seconds=chance.randrange(60))
        amount = Rupiah(5_000 * chance.randrange(2, 300))
        reference = f"{chance.randrange(10**12):012}"
        noted = reference[-4:] if n % 3 == 0 else ""
        ours.append(Payment(f"A{n % 37:02}-{n}", 1, at, f"A{n % 37:02}", amount, noted))
        theirs.append(
            StatementLine(n + 2, at - timedelta(seconds=chance.randrange(90)), amount, reference=reference)
        )
    return ours, theirs


def test_a_whole_fair_is_matched_without_a_false_one_in_about_a_second() -> None:
    ours, theirs = a_fair(5_000)
    begun = time.process_time()
    found = match_statement(ours, theirs)
    assert time.process_time() - begun < 2
    assert not found.missing
    assert not found.strangers
    assert len(found.matches) > 4_000
    row_of = {p.number: line.row for p, line in zip(ours, theirs, strict=True)}
    assert all(row_of[m.payment.number] == m.line.row for m in found.matches)
