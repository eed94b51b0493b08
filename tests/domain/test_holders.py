"""Who holds the money of a booth on a day: a change is of the days from which it is said to be."""

from dataclasses import replace
from datetime import date

from batikpos.domain.fairplan import BoothPlan, FairPlan, plan_from_body, plan_to_body
from batikpos.domain.holders import (
    Planned,
    dated_anew,
    held_by_others,
    held_since,
    holding_of,
    holding_on,
    payees_of,
)
from batikpos.domain.settlement import ORGANIZER, Party, PartyKind
from batikpos.domain.tender import TenderKind

PLAN = FairPlan(booths=(BoothPlan("A03"), BoothPlan("K1", qris="organizer")))
HOMES = {"TOM": "A03", "KLS": "K1"}
BEFORE = Planned(PLAN, HOMES)
TOM, KLS, BOOTH = (
    Party(PartyKind.PRODUCER, "TOM"),
    Party(PartyKind.PRODUCER, "KLS"),
    Party(PartyKind.BOOTH, "A03"),
)
DAYS = [date(2026, 12, day) for day in (10, 11, 12, 13, 14)]


def _with_payee(plan: FairPlan, payee: str) -> FairPlan:
    return replace(plan, booths=(replace(plan.booths[0], qris=payee), *plan.booths[1:]))


def _of_a03(planned: Planned, kind: TenderKind = TenderKind.QRIS) -> list[Party]:
    return [holding_on(day, "A03", planned).of(kind) for day in DAYS]


def test_a_change_of_rules_or_names_moves_nobodys_money() -> None:
    other = replace(PLAN, venue="Aula", booths=(BoothPlan("A03", "Tom"), BoothPlan("K1", qris="organizer")))
    assert held_by_others(BEFORE, Planned(other, HOMES)) == ()


def test_who_joins_leaves_or_is_called_otherwise_and_another_payee_move_it() -> None:
    joined = Planned(PLAN, HOMES | {"SGR": "A03"})
    assert held_by_others(BEFORE, joined) == ("A03",), "a second producer"
    assert held_by_others(joined, BEFORE) == ("A03",), "one of two goes home"
    assert held_by_others(BEFORE, Planned(PLAN, {"TOM1": "A03", "KLS": "K1"})) == ("A03",), "another code"
    assert held_by_others(BEFORE, Planned(_with_payee(PLAN, "organizer"), HOMES)) == ("A03",)


def test_a_booth_that_was_in_no_plan_held_its_money_itself() -> None:
    """It sold all the same; and one that was taken off and comes again is of the day it comes on."""
    new = Planned(replace(PLAN, booths=(*PLAN.booths, BoothPlan("B1", qris="organizer"))), HOMES)
    assert held_by_others(BEFORE, new) == ("B1",)
    assert held_by_others(BEFORE, Planned(PLAN, HOMES | {"SGR": "B1"})) == ("B1",)
    plan = held_since(DAYS[2], BEFORE, new)
    own, held = Party(PartyKind.BOOTH, "B1"), Planned(plan, HOMES)
    assert [holding_on(day, "B1", held).of(TenderKind.QRIS) for day in DAYS] == [own, own, *[ORGANIZER] * 3]
    off = held_since(DAYS[4], held, Planned(replace(plan, booths=PLAN.booths), HOMES))
    back = held_since(DAYS[3], Planned(off, HOMES), Planned(replace(off, booths=new.plan.booths), HOMES))
    again = [holding_on(day, "B1", Planned(back, HOMES)).of(TenderKind.QRIS) for day in DAYS]
    assert again == [own, own, *[ORGANIZER] * 3]


def test_days_before_a_change_stay_with_whom_they_were() -> None:
    """A second producer joins on the third day, and the first goes on the fifth."""
    joined = HOMES | {"SGR": "A03"}
    plan = held_since(DAYS[2], BEFORE, Planned(PLAN, joined))
    assert _of_a03(Planned(plan, joined), TenderKind.CASH) == [TOM, TOM, BOOTH, BOOTH, BOOTH]
    gone = {"SGR": "A03", "KLS": "K1"}
    plan = held_since(DAYS[4], Planned(plan, joined), Planned(plan, gone))
    sgr = Party(PartyKind.PRODUCER, "SGR")
    assert _of_a03(Planned(plan, gone), TenderKind.CASH) == [TOM, TOM, BOOTH, BOOTH, sgr]
    assert holding_on(DAYS[0], "K1", Planned(plan, gone)) == holding_of("K1", BEFORE), "another booth"


def test_a_mistake_is_put_right_from_the_day_it_was_made_on() -> None:
    wrong = held_since(DAYS[1], BEFORE, Planned(_with_payee(PLAN, "organizer"), HOMES))
    assert _of_a03(Planned(wrong, HOMES)) == [TOM, ORGANIZER, ORGANIZER, ORGANIZER, ORGANIZER]
    right = held_since(DAYS[1], Planned(wrong, HOMES), Planned(_with_payee(wrong, "KLS"), HOMES))
    assert _of_a03(Planned(right, HOMES)) == [TOM, KLS, KLS, KLS, KLS]
    later = held_since(DAYS[2], Planned(wrong, HOMES), Planned(_with_payee(wrong, "KLS"), HOMES))
    assert _of_a03(Planned(later, HOMES)) == [TOM, ORGANIZER, KLS, KLS, KLS]
    earlier = held_since(DAYS[0], Planned(wrong, HOMES), Planned(_with_payee(wrong, "KLS"), HOMES))
    assert _of_a03(Planned(earlier, HOMES)) == [KLS] * 5, "what was said of later days counts no more"
    always = held_since(None, Planned(later, HOMES), Planned(_with_payee(later, "TOM"), HOMES))
    assert (_of_a03(Planned(always, HOMES)), always.held) == ([TOM] * 5, ())


def test_the_last_change_is_put_to_another_day_and_the_one_before_it_stays() -> None:
    first = held_since(DAYS[1], BEFORE, Planned(_with_payee(PLAN, "organizer"), HOMES))
    twice = held_since(DAYS[3], Planned(first, HOMES), Planned(_with_payee(first, "KLS"), HOMES))
    for day, wanted in (
        (DAYS[3], [TOM, ORGANIZER, ORGANIZER, KLS, KLS]),
        (DAYS[2], [TOM, ORGANIZER, KLS, KLS, KLS]),
        (DAYS[4], [TOM, ORGANIZER, ORGANIZER, ORGANIZER, KLS]),
        (DAYS[1], [TOM, KLS, KLS, KLS, KLS]),
        (DAYS[0], [KLS] * 5),
    ):
        plan, booths = dated_anew(day, Planned(twice, HOMES))
        assert booths == (() if day == DAYS[3] else ("A03",))
        assert _of_a03(Planned(plan, HOMES)) == wanted


def test_a_change_that_moves_nothing_leaves_what_was_held_as_it_was() -> None:
    plan = held_since(DAYS[2], BEFORE, Planned(_with_payee(PLAN, "organizer"), HOMES))
    other = replace(plan, venue="Aula")
    assert held_since(None, Planned(plan, HOMES), Planned(other, HOMES)).held == plan.held


def test_all_whose_code_a_booth_ever_showed_are_its_payees() -> None:
    plan = held_since(DAYS[2], BEFORE, Planned(_with_payee(PLAN, "organizer"), HOMES))
    assert payees_of("A03", Planned(plan, HOMES)) == (ORGANIZER, TOM)
    assert payees_of("K1", Planned(plan, HOMES)) == (ORGANIZER,)


def test_what_was_held_is_written_down_with_the_plan() -> None:
    plan = held_since(DAYS[2], BEFORE, Planned(_with_payee(PLAN, "organizer"), HOMES | {"SGR": "A03"}))
    assert plan.held
    assert plan_from_body(plan_to_body(plan)) == plan
    body = plan_to_body(PLAN)
    del body["held"]
    assert plan_from_body(body) == PLAN, "a plan of an earlier version"
