"""Money stays with whom it was paid to: a changed plan or list is of the day it is changed on, and later."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.decision import SignOff, sign_off_to_body
from batikpos.domain.fact import FactKind
from batikpos.domain.fairplan import FairPlan
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.settlement import ORGANIZER, Account, Party, PartyKind, Why
from batikpos.domain.tender import TenderKind
from batikpos.services.decisions import decide, load_goods
from batikpos.services.fair_file import load_plan
from batikpos.services.organizer import Changed, DaySignedOff, NobodysMoney, change_fair
from batikpos.services.settlement import settle_fair
from batikpos.sync.push import push_decisions
from tests.settled import FIRST, OWN, TOM, Settled, at, closing_desk, desk_people, set_up_organizer

SECOND, LAST = FIRST + timedelta(days=1), FIRST + timedelta(days=2)
NOON_OF_LAST = at(LAST, 12)


def _qris_to(plan: FairPlan, payee: str) -> FairPlan:
    return replace(plan, booths=tuple(replace(b, qris=payee) if b.code == OWN else b for b in plan.booths))


def _change(of: Settled, payee: str, *, now: datetime = NOON_OF_LAST, since: date | None = None) -> Changed:
    with closing_desk(of.organizer) as desk, of.opened() as centre:
        plan = _qris_to(load_plan(desk), payee)
        done = change_fair(desk, desk_people()[0], plan=plan, since=since, now=now)
        push_decisions(desk.store, centre)
    return done


def _held(of: Settled, party: Party) -> dict[date | None, Rupiah]:
    """Say what a party holds of QRIS paid at Tom's own booth, day by day."""
    with of.opened() as centre:
        whole = settle_fair(centre, today=LAST)
    assert total(a.balance for a in whole.settlement.accounts) == ZERO
    found = whole.settlement.account(party)
    held = [
        entry
        for entry in found.entries
        if entry.why is Why.HELD and entry.booth == OWN and entry.about == TenderKind.QRIS.value
    ]
    days = {e.day for e in held}
    return {day: total(-e.amount for e in held if e.day == day) for day in days}


def test_another_payee_gets_what_is_paid_from_that_day_on(own_settled: Settled) -> None:
    before = _held(own_settled, TOM)
    assert set(before) == {FIRST, SECOND, LAST}, "something was paid by QRIS each day"
    done = _change(own_settled, "organizer")
    assert (done.held_by_others, done.since) == ((OWN,), LAST)
    assert _held(own_settled, TOM) == {day: before[day] for day in (FIRST, SECOND)}
    assert _held(own_settled, ORGANIZER) == {LAST: before[LAST]}


def _without_fees(of: Account) -> Account:
    return replace(of, entries=tuple(entry for entry in of.entries if entry.why is not Why.FEE))


def test_a_producer_who_joins_takes_no_drawer_of_days_before(own_settled: Settled) -> None:
    with own_settled.opened() as centre:
        before = {day: settle_fair(centre, today=LAST, day=day).settlement for day in (FIRST, SECOND, LAST)}
    with closing_desk(own_settled.organizer) as desk, own_settled.opened() as centre:
        with desk.store.reading() as tx:
            goods = load_goods(tx, desk.fair.fair_id)
        joined = tuple(replace(p, booth=OWN) if p.code == "KLS" else p for p in goods.producers)
        done = change_fair(desk, desk_people()[0], goods=Catalogue(goods.items, joined), now=NOON_OF_LAST)
        assert (done.plan, done.goods) == (True, True), "who held it before is written with the plan"
        push_decisions(desk.store, centre)
        after = {day: settle_fair(centre, today=LAST, day=day).settlement for day in (FIRST, SECOND, LAST)}
        assert done.fees_of == (FIRST, SECOND), "who has a stand by now is asked its rent: of the first day"
    for day in (FIRST, SECOND):
        was, now = ([_without_fees(a) for a in of[day].accounts] for of in (before, after))
        assert now == was
    booth = Party(PartyKind.BOOTH, OWN)
    assert before[LAST].find(booth) is None
    assert after[LAST].account(booth).sum_of(Why.HELD) < ZERO


def test_a_mistake_is_put_right_from_the_first_day_not_signed_off(own_settled: Settled) -> None:
    """Days that two people signed stay as they signed them: what is wrong there is a correction."""
    with pytest.raises(DaySignedOff) as refused:
        _change(own_settled, "organizer", since=FIRST)
    assert f"{refused.value.day:%d/%m/%Y}" in refused.value.message("en")
    assert refused.value.day == SECOND
    before = _held(own_settled, TOM)
    evening = at(LAST, 20) + timedelta(days=2)
    done = _change(own_settled, "organizer", now=evening, since=LAST)
    assert done.held_by_others == (OWN,)
    assert _held(own_settled, TOM) == {FIRST: before[FIRST], SECOND: before[SECOND]}


def test_a_change_of_the_wrong_day_is_put_to_another_that_is_not_signed_off(own_settled: Settled) -> None:
    """By the same plan again: it says nothing new but the day."""
    before = _held(own_settled, TOM)
    late = LAST + timedelta(days=3)
    assert _change(own_settled, "organizer", now=at(late, 9)).since == late
    assert _held(own_settled, TOM) == before, "too late: it was meant of the last day"
    done = _change(own_settled, "organizer", now=at(late, 10), since=LAST)
    assert (done.plan, done.held_by_others, done.since) == (True, (OWN,), LAST)
    assert _held(own_settled, TOM) == {FIRST: before[FIRST], SECOND: before[SECOND]}
    with pytest.raises(DaySignedOff):
        _change(own_settled, "organizer", now=at(late, 11), since=SECOND)
    assert not _change(own_settled, "organizer", now=at(late, 12), since=LAST).plan


def test_where_nothing_is_said_a_day_that_is_signed_off_stays(own_settled: Settled) -> None:
    """In the evening, after the sign-off, the plan is made ready for tomorrow."""
    assert _change(own_settled, "organizer", now=at(SECOND, 21)).since == LAST


def test_a_clock_that_fell_back_before_the_fair_changes_no_day_that_is_signed_off(
    own_settled: Settled,
) -> None:
    before = _held(own_settled, TOM)
    evening_before = at(FIRST, 20) - timedelta(days=1)
    with pytest.raises(DaySignedOff):
        _change(own_settled, "organizer", now=evening_before, since=FIRST)
    assert _change(own_settled, "organizer", now=evening_before).since == LAST
    assert _held(own_settled, TOM) == {FIRST: before[FIRST], SECOND: before[SECOND]}


@pytest.mark.parametrize("of_no_fair", [FIRST - timedelta(days=1), LAST + timedelta(days=40), date.max])
def test_a_wrong_clocks_day_that_was_signed_off_holds_up_no_change(
    own_settled: Settled, of_no_fair: date
) -> None:
    with closing_desk(own_settled.organizer) as desk:
        signed = SignOff(of_no_fair, at(LAST, 8), "Budi", "Wati", ZERO, ())
        decide(desk, FactKind.SIGNED, sign_off_to_body(signed), now=at(LAST, 8))
    assert _change(own_settled, "organizer").since == LAST
    assert _change(own_settled, "KLS", since=LAST).since == LAST


def test_before_the_fair_a_change_is_from_the_beginning_or_from_the_day_that_is_named(tmp_path: Path) -> None:
    set_up_organizer(tmp_path / "desk")
    with closing_desk(tmp_path / "desk") as desk:
        by, before = desk_people()[0], at(FIRST, 8) - timedelta(days=5)
        plan = _qris_to(load_plan(desk), "organizer")
        assert change_fair(desk, by, plan=plan, now=before).since is None
        assert load_plan(desk).held == ()
        done = change_fair(desk, by, plan=_qris_to(plan, "KLS"), since=SECOND, now=before)
        assert (done.held_by_others, done.since) == ((OWN,), SECOND)
        assert [(one.until, one.holding.of(TenderKind.QRIS)) for one in load_plan(desk).held] == [
            (SECOND, ORGANIZER)
        ]


def test_a_booth_that_sold_without_a_plan_keeps_what_it_held(own_settled: Settled) -> None:
    with closing_desk(own_settled.organizer) as desk, own_settled.opened() as centre:
        plan, by = load_plan(desk), desk_people()[0]
        others = tuple(b for b in plan.booths if b.code != OWN)
        with desk.store.reading() as tx:
            goods = load_goods(tx, desk.fair.fair_id)
        homeless = tuple(replace(p, booth="") if p.booth == OWN else p for p in goods.producers)
        change_fair(
            desk,
            by,
            plan=replace(plan, booths=others),
            goods=Catalogue(goods.items, homeless),
            now=at(LAST, 9),
        )
        push_decisions(desk.store, centre)
        before = settle_fair(centre, today=LAST, day=SECOND).settlement
        change_fair(desk, by, plan=_qris_to(plan, "organizer"), now=at(LAST, 12))
        push_decisions(desk.store, centre)
        assert settle_fair(centre, today=LAST, day=SECOND).settlement == before


def test_a_day_is_named_for_no_change_that_gives_nobody_else_money(own_settled: Settled) -> None:
    """It said nothing and did nothing before, as if the day held."""
    with closing_desk(own_settled.organizer) as desk:
        before = load_plan(desk)
        with pytest.raises(NobodysMoney) as refused:
            change_fair(
                desk,
                desk_people()[0],
                plan=replace(before, venue="Gedung lain"),
                since=LAST,
                now=NOON_OF_LAST,
            )
        assert f"{LAST:%d/%m/%Y}" in refused.value.message("id")
        assert load_plan(desk) == before
