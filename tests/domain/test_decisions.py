"""What holds of a fair by what its desk decided, in whatever order and from however many machines."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.decision import (
    Correction,
    LetIn,
    Payout,
    SignedJournal,
    SignOff,
    Slip,
    Tally,
    correction_to_body,
    let_in_to_body,
    payout_to_body,
    sign_off_to_body,
    slip_to_body,
    tally_to_body,
)
from batikpos.domain.decisions import DECISIONS, read_decisions
from batikpos.domain.fact import DESK_KINDS, GENESIS, Body, Fact, FactKind, make_fact
from batikpos.domain.fair import Person, Role
from batikpos.domain.fairplan import BadPlan, BoothPlan, FairPlan, check_plan, plan_to_body
from batikpos.domain.fee import Fee, FeeKind, Tier
from batikpos.domain.goods import GoodsPart, goods_to_bodies
from batikpos.domain.holders import Planned, holding_of
from batikpos.domain.money import Rupiah
from batikpos.domain.right import Act, Rules
from batikpos.domain.settlement import ORGANIZER, Party, PartyKind
from batikpos.domain.takenstatement import DroppedStatement, drop_to_body
from batikpos.domain.tender import TenderKind
from tests.domain.baskets import AT
from tests.shop import an_item

DAY = date(2026, 12, 11)
KOP, TOM = Party(PartyKind.BOOTH, "K1"), Party(PartyKind.PRODUCER, "TOM")
PRODUCERS = {"TOM": "A03", "SGR": "K1", "PLK": "K1"}
PLAN = FairPlan(
    venue="Bukittinggi",
    booths=(BoothPlan("A03", "Tomat", 1, ("Rini",)), BoothPlan("K1", "Koperasi", 2, ("Rini",), "organizer")),
    people=(Person("Rini", Role.CASHIER, "$argon2id$x"),),
    rules=Rules(frozenset({Act.VOID}), 2_000),
    rounding=500,
    fees=(
        Fee("Iuran", FeeKind.PERCENT, tiers=(Tier(Rupiah(0), 500), Tier(Rupiah(5_000_000), 300))),
        Fee("Sewa", FeeKind.RENT, Rupiah(250_000), producers=frozenset({"TOM"})),
    ),
    target=Rupiah(900_000_000),
)
SIGNED = SignOff(DAY, AT, "Wati", "Budi", Rupiah(5), (SignedJournal("j", "A03", 9, "ff", "proven"),))
CORRECTED = Correction(DAY, AT + timedelta(days=3), "Wati", "Budi", TOM, ORGANIZER, Rupiah(7), "salah ketik")
PAID = Payout(AT, "Wati", "Budi", TOM, ORGANIZER, Rupiah(1_000), "SET-1", "kupon pagi", in_vouchers=True)
SLIP = Slip(AT, TOM, Rupiah(-2_000), "ab12", "PANITIA-20261211-S0002")
TALLY = Tally(DAY, AT, "Wati", 4_200, Rupiah(80_000_000))
GOODS = Catalogue((an_item(),), (Producer("TOM", "Batik Tom", booth="A03"),))
(PART,) = goods_to_bodies(GOODS)
DROPPED = DroppedStatement("ab12", AT, "Wati", "salah kolom")
LET_IN = LetIn("Budi", AT, "Wati", "Tono")

BODIES = {
    FactKind.FAIR: (PLAN, plan_to_body(PLAN)),
    FactKind.GOODS: (GoodsPart(PART["goods"], 1, 1, GOODS.producers, GOODS.items), PART),
    FactKind.SIGNED: (SIGNED, sign_off_to_body(SIGNED)),
    FactKind.CORRECTION: (CORRECTED, correction_to_body(CORRECTED)),
    FactKind.PAYOUT: (PAID, payout_to_body(PAID)),
    FactKind.TALLY: (TALLY, tally_to_body(TALLY)),
    FactKind.SLIP: (SLIP, slip_to_body(SLIP)),
    FactKind.STATEMENT: (DROPPED, drop_to_body(DROPPED)),
    FactKind.LET_IN: (LET_IN, let_in_to_body(LET_IN)),
}


def a_fact(kind: FactKind, body: Body, at: datetime = AT, seq: int = 2, journal: str = "desk") -> Fact:
    """Write one fact of the desk."""
    return make_fact(fair_id="f", journal_id=journal, seq=seq, before=GENESIS, kind=kind, at=at, body=body)


def test_every_decision_is_read_as_it_was_written() -> None:
    """A kind that nobody can read back would be a decision that nobody took."""
    assert set(DESK_KINDS) == set(DECISIONS) == set(BODIES)
    for kind, (value, body) in BODIES.items():
        assert DECISIONS[kind](a_fact(kind, body).body) == value


def test_all_of_them_are_folded_into_what_holds() -> None:
    """Each has its place."""
    held = read_decisions(a_fact(kind, body, seq=n) for n, (kind, (_, body)) in enumerate(BODIES.items(), 2))
    assert held.plan == PLAN
    assert held.signed == {DAY: SIGNED}
    assert (held.corrections, held.payouts) == ((CORRECTED,), (PAID,))
    assert (held.tallies, held.let_in) == ({DAY: TALLY}, (LET_IN,))


def test_the_latest_plan_holds_whichever_machine_wrote_it() -> None:
    """Two laptops of the desk are read by the time of what they wrote."""
    later = replace(PLAN, venue="Padang")
    facts = [
        a_fact(FactKind.FAIR, plan_to_body(later), AT + timedelta(hours=1), journal="a"),
        a_fact(FactKind.FAIR, plan_to_body(PLAN), AT, journal="b"),
    ]
    assert read_decisions(facts).plan.venue == "Padang"
    assert read_decisions(facts[::-1]).plan.venue == "Padang"


def test_a_day_stays_signed_as_it_was_signed_first() -> None:
    """Nobody signs over another's name: what is found later is a correction."""
    again = replace(SIGNED, at=AT + timedelta(hours=1), by="Lain")
    facts = [
        a_fact(FactKind.SIGNED, sign_off_to_body(again), again.at, 3),
        a_fact(FactKind.SIGNED, sign_off_to_body(SIGNED), AT, 2),
    ]
    assert read_decisions(facts).signed[DAY].by == "Wati"


def test_a_correction_shows_on_both_days() -> None:
    """On the day it is of, and on the one it was made."""
    held = read_decisions([a_fact(FactKind.CORRECTION, correction_to_body(CORRECTED), CORRECTED.at)])
    assert held.corrections_on(DAY) == held.corrections_on(CORRECTED.at.date()) == (CORRECTED,)
    assert held.corrections_on(DAY + timedelta(days=1)) == ()


def test_a_clock_that_was_set_back_puts_nothing_before_what_was_decided_earlier() -> None:
    """What one machine decided later holds, whatever its clock says."""
    later = replace(PLAN, venue="Padang")
    facts = [
        a_fact(FactKind.FAIR, plan_to_body(PLAN), AT, 2),
        a_fact(FactKind.FAIR, plan_to_body(later), AT - timedelta(hours=5), 3),
    ]
    assert read_decisions(facts).plan.venue == "Padang"


@pytest.mark.parametrize("told", [AT.replace(tzinfo=None), AT])
def test_a_time_of_no_place_stops_nobody(told: datetime) -> None:
    """A fact with such a time is put where its journal is; the others are read as ever."""
    facts = [
        a_fact(FactKind.FAIR, plan_to_body(PLAN), told, 2, "a"),
        a_fact(FactKind.TALLY, tally_to_body(TALLY), AT, 2, "b"),
        a_fact(FactKind.SIGNED, sign_off_to_body(replace(SIGNED, at=told)), AT, 3, "b"),
    ]
    held = read_decisions(facts)
    assert held.tallies == {DAY: TALLY}
    assert bool(held.signed) == (told.tzinfo is not None)


@pytest.mark.parametrize("kind", DESK_KINDS)
def test_nonsense_is_passed_over(kind: FactKind) -> None:
    """And the next decision still holds."""
    facts = [a_fact(kind, {"day": 5}), a_fact(FactKind.TALLY, tally_to_body(TALLY), seq=3)]
    assert read_decisions(facts).tallies == {DAY: TALLY}


@pytest.mark.parametrize(
    "wrong",
    [
        replace(PLAN, booths=(BoothPlan("PANITIA"),)),
        replace(PLAN, booths=(BoothPlan("a 3"),)),
        replace(PLAN, booths=(BoothPlan("A03"), BoothPlan("A03"))),
        replace(PLAN, booths=(BoothPlan("A03", devices=0),)),
        replace(PLAN, booths=(BoothPlan("A03", people=("Siapa",)),)),
        replace(PLAN, booths=(BoothPlan("A03", qris="XYZ"),)),
        replace(PLAN, people=(*PLAN.people, Person("rini", Role.CASHIER, "h"))),
        replace(PLAN, rounding=250),
        replace(PLAN, fees=(Fee("Sewa", FeeKind.RENT, Rupiah(1), producers=frozenset({"XYZ"})),)),
    ],
)
def test_a_plan_that_cannot_be_is_refused(wrong: FairPlan) -> None:
    """With the value that is wrong in the sentence."""
    check_plan(PLAN, PRODUCERS)
    with pytest.raises(BadPlan):
        check_plan(wrong, PRODUCERS)


def test_who_holds_the_money_of_a_booth() -> None:
    """One producer alone keeps its drawer; of several the booth does; QRIS goes where the plan says."""
    assert holding_of("A03", Planned(PLAN, PRODUCERS)).keeper == TOM
    shared = holding_of("K1", Planned(PLAN, PRODUCERS))
    assert (shared.of(TenderKind.CASH), shared.of(TenderKind.QRIS)) == (KOP, ORGANIZER)
