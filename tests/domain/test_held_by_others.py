"""Whose money a booth's is, by the latest plan: a change of it is of all days."""

from dataclasses import replace

from batikpos.domain.fairplan import BoothPlan, FairPlan, held_by_others

PLAN = FairPlan(booths=(BoothPlan("A03"), BoothPlan("K1", qris="organizer")))
HOMES = {"TOM": "A03", "KLS": "K1"}


def test_a_change_of_rules_or_names_moves_nobodys_money() -> None:
    other = replace(PLAN, venue="Aula", booths=(BoothPlan("A03", "Tom"), BoothPlan("K1", qris="organizer")))
    assert held_by_others(PLAN, HOMES, other, HOMES) == ()
    assert held_by_others(PLAN, HOMES, PLAN, HOMES | {"SGR": "B1"}) == (), "a booth that nobody was in"


def test_who_joins_leaves_or_is_called_otherwise_and_another_payee_move_it() -> None:
    assert held_by_others(PLAN, HOMES, PLAN, HOMES | {"SGR": "A03"}) == ("A03",), "a second producer"
    assert held_by_others(PLAN, HOMES | {"SGR": "A03"}, PLAN, HOMES) == ("A03",), "one of two goes home"
    assert held_by_others(PLAN, HOMES, PLAN, {"TOM1": "A03", "KLS": "K1"}) == ("A03",), "another code"
    payee = replace(PLAN, booths=(BoothPlan("A03", qris="organizer"), PLAN.booths[1]))
    assert held_by_others(PLAN, HOMES, payee, HOMES) == ("A03",)
