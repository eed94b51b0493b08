"""A fair settled from its centre: only what is proven, day by day or whole, and all together zero."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from batikpos.domain.fair import Booth
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.reconcile import DayState
from batikpos.domain.settlement import EXCHANGES, ORDERS, ORGANIZER, Account, Party, PartyKind, Why
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import translator
from batikpos.reports.parties import left_out
from batikpos.services.checkout import complete_sale
from batikpos.services.reconcile import NoFair
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.services.settlement import FairSettlement, Unproven, settle_fair
from batikpos.services.setup import Plan, set_up
from batikpos.services.till import close_till, open_till
from batikpos.settings import Settings
from batikpos.store.engine import Store
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.settled import FEES, FIRST, K9, KLS, MIXED, OWN, TOM, Settled, at, closing_desk, goods
from tests.shop import FLOAT, NOON, RINI, SARI, SHIRT, basket, item, line, people, sell

LAST = FIRST + timedelta(days=2)
DAYS = tuple(FIRST + timedelta(days=n) for n in range(3))


@pytest.fixture
def centre(settled: Settled) -> Iterator[Store]:
    """Open the centre of the whole fair."""
    with settled.opened() as store:
        yield store


def of(centre: Store, day: date | None = None) -> FairSettlement:
    """Settle it on the evening of the third day."""
    return settle_fair(centre, today=LAST, day=day)


def account(of_fair: FairSettlement, party: Party) -> Account:
    """Take a party's account, which is there."""
    found = of_fair.settlement.find(party)
    assert found is not None
    return found


def test_all_accounts_of_a_fair_are_zero_together_and_the_days_are_the_fair(centre: Store) -> None:
    whole, days = of(centre), [of(centre, day) for day in DAYS]
    for one in (whole, *days):
        assert total(a.balance for a in one.settlement.accounts) == ZERO
        assert one.unproven == ()
    for a in whole.settlement.accounts:
        parts = [account(day, a.party) for day in days if day.settlement.find(a.party)]
        for why in Why:
            assert total(part.sum_of(why) for part in parts) == a.sum_of(why), (a.party, why)
        assert total(part.gross for part in parts) == a.gross
        assert sum(part.pieces for part in parts) == a.pieces
        for fee in FEES:
            asked = total(part.by_about(Why.FEE).get(fee.name, ZERO) for part in parts)
            assert asked == a.by_about(Why.FEE).get(fee.name, ZERO)


def test_the_rent_is_the_first_days_and_no_day_before_the_fair_has_any(centre: Store) -> None:
    rents = [account(of(centre, day), KLS).by_about(Why.FEE).get("Sewa stan", ZERO) for day in DAYS]
    assert rents == [Rupiah(-250_000), ZERO, ZERO]
    before = of(centre, FIRST - timedelta(days=1))
    assert all(a.balance == ZERO for a in before.settlement.accounts)


def test_whoever_holds_the_money_owes_it(centre: Store) -> None:
    whole = of(centre)
    assert account(whole, K9).by_about(Why.HELD).keys() <= {"cash", "card", "transfer", "voucher"}
    assert "qris" in account(whole, ORGANIZER).by_about(Why.HELD)  # that booth's sticker is the organizer's
    assert "voucher" not in account(whole, ORGANIZER).by_about(Why.HELD)  # it has those that are handed in
    assert {a.party.code: a.vouchers for a in whole.settlement.accounts if a.vouchers} == {
        "TOM": Rupiah(300_000),
        "KNG": Rupiah(300_000),
        "K9": Rupiah(100_000),  # of three it handed in two,
        "": Rupiah(200_000),  # which the organizer has
    }
    assert {"cash", "qris"} <= account(whole, TOM).by_about(Why.HELD).keys()
    assert account(whole, EXCHANGES).balance == ZERO
    assert account(whole, ORDERS).balance == Rupiah(600_000)  # three are still to be picked up
    assert account(whole, ORDERS).sum_of(Why.HELD) == ZERO


def test_what_came_back_days_later_is_named_with_its_nota_on_the_day_it_came_back(centre: Store) -> None:
    assert not any(e.is_late for a in of(centre, FIRST).settlement.accounts for e in a.entries)
    late = [e for e in account(of(centre, DAYS[1]), TOM).entries if e.is_late]
    assert {e.amount for e in late} == {ZERO - item(SHIRT).price}
    assert {e.about[-13:-5] for e in late} == {"20261211"}
    assert {e.day for e in late} == {DAYS[1]}


def test_what_is_not_proven_is_named_and_in_no_account(own_settled: Settled, tmp_path: Path) -> None:
    with own_settled.opened() as centre:
        before = of(centre)
        home = tmp_path / "late"
        set_up(home, Plan(SAMPLE_FAIR, Booth("Z1"), goods(), people(), Settings()), now=NOON - timedelta(1))
        with closing_desk(home) as desk:
            open_till(desk, FLOAT, cashier=RINI, now=at(LAST, 10))
            sell(desk, line(SHIRT), now=at(LAST, 11))
            assert push(desk.store, centre).is_equal
            open_ = of(centre)
            assert open_.settlement == before.settlement
            assert [(one.day, one.state) for one in open_.unproven] == [
                (FIRST, DayState.MISSING),
                (DAYS[1], DayState.MISSING),
                (LAST, DayState.REPORTED),
            ]
            assert open_.unproven[2] == Unproven(LAST, Booth("Z1"), DayState.REPORTED, item(SHIRT).price)
            close_till(desk, {100_000: 5}, cashier=RINI, approver=SARI, now=at(LAST, 12))
            assert push(desk.store, centre).is_equal
        proven = of(centre)
        assert LAST not in {one.day for one in proven.unproven}
        assert account(proven, TOM).gross - account(before, TOM).gross == item(SHIRT).price


def test_what_was_signed_off_stays_in_the_accounts_whatever_its_booth_sends_later(
    own_settled: Settled,
) -> None:
    with own_settled.opened() as centre:
        before = {day: of(centre, day) for day in DAYS}
        _send_nonsense(own_settled, centre)
        after = {day: of(centre, day) for day in DAYS}
        whole = of(centre)
    for day in DAYS[:2]:  # both were signed off
        assert after[day].settlement == before[day].settlement
        (named,) = [one for one in whole.unproven if (one.day, one.booth) == (day, Booth(OWN))]
        assert named.state is DayState.REPORTED
        assert named.signed == named.total
    (open_,) = [one for one in whole.unproven if (one.day, one.booth) == (LAST, Booth(OWN))]
    assert open_.signed is None  # nobody signed that day yet: it is in no account
    assert account(after[LAST], TOM).gross != account(before[LAST], TOM).gross
    told = [said for said in left_out(whole, translator("en")) if "as it was signed off" in said]
    assert len(told) == 2


def test_what_was_signed_off_and_is_not_there_as_it_was_is_in_no_account(own_settled: Settled) -> None:
    """The control: another history than the one that was signed for proves nothing."""
    with own_settled.opened() as centre:
        _send_nonsense(own_settled, centre)
        stood = of(centre)
    with closing(sqlite3.connect(own_settled.centre)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        done = raw.execute(
            'UPDATE fact SET payload = replace(payload, \'"cashier":"Rini"\', \'"cashier":"Rino"\')'
            " WHERE seq = 3 AND journal_id = (SELECT journal_id FROM journal WHERE booth = ?)",
            (OWN,),
        )
        assert done.rowcount == 1
        raw.commit()
    with own_settled.opened() as centre:
        altered = of(centre)
    assert {one.signed for one in altered.unproven} == {None}
    assert account(altered, TOM).gross < account(stood, TOM).gross


def _send_nonsense(of_fair: Settled, centre: Store) -> None:
    """Let a booth that signed days off already send a day that proves nothing."""
    day = LAST + timedelta(days=1)
    with closing_desk(of_fair.booth(OWN)) as desk:
        open_till(desk, FLOAT, cashier=RINI, now=at(day, 9))
        cart = basket(line(SHIRT))
        paid = (Tender(TenderKind.DEPOSIT, cart.net, f"A03-{day:%Y%m%d}-P0001"),)  # no such order
        complete_sale(desk, cart, paid, cashier=RINI, approver=SARI, now=at(day, 10), oversell=True)
        close_till(desk, {100_000: 5}, cashier=RINI, approver=SARI, now=at(day, 20))
        assert push(desk.store, centre).is_equal


def test_a_day_that_is_over_and_of_which_nothing_came_is_named_not_passed_over(centre: Store) -> None:
    assert of(centre).days == DAYS
    later = settle_fair(centre, today=LAST + timedelta(days=1))
    assert later.days[-1] == LAST + timedelta(days=1)
    assert {one.day for one in later.unproven} == {later.days[-1]}
    assert later.settlement == of(centre).settlement


def test_everybody_whom_the_fair_knows_may_be_asked_for(centre: Store) -> None:
    whole = of(centre)
    assert {TOM, K9, ORGANIZER, Party(PartyKind.BOOTH, OWN)} <= set(whole.parties)
    assert whole.booths[MIXED] == "Pojok Plupuh"
    assert whole.producers["TOM"] == "Batik Biru Tom"


def test_a_centre_without_a_fair_has_nothing_to_settle(tmp_path: Path) -> None:
    store = open_centre(str(tmp_path / "empty.db"), create=True)
    with pytest.raises(NoFair):
        settle_fair(store, today=LAST)
    store.close()


def test_a_desk_whose_facts_are_no_chain_is_named_not_believed(own_settled: Settled) -> None:
    with own_settled.opened() as centre:
        assert of(centre).is_desk_proven
    with closing(sqlite3.connect(own_settled.centre)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        done = raw.execute(
            "UPDATE fact SET payload = replace(payload, '\"amount\":1000000', '\"amount\":9000000')"
            " WHERE kind = 'payout'"
        )
        assert done.rowcount == 4
        raw.commit()
    with own_settled.opened() as centre:
        altered = of(centre)
    assert not altered.is_desk_proven
    (said,) = left_out(altered, translator("en"))
    assert "desk" in said
