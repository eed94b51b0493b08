"""What acquirers keep of QRIS payments: in the accounts by their statements, borne by whom the plan says."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from batikpos.domain.fact import FactKind
from batikpos.domain.fairplan import plan_to_body
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import SaleKind
from batikpos.domain.settlement import ORGANIZER, Party, PartyKind, Why
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import translator
from batikpos.reports.parties import left_out, remarks
from batikpos.services.decisions import decide, load_decisions
from batikpos.services.desk import Desk
from batikpos.services.settlement import FairSettlement, settle_fair
from batikpos.services.statements import drop_statement, take_statement
from batikpos.services.till import open_till
from batikpos.store.engine import Store
from batikpos.sync.push import push
from tests.settled import BUDI, FIRST, K9, MIXED, OWN, TOM, Settled, at, closing_desk
from tests.shop import FLOAT, KEYRING, RINI, basket, line, sell

LAST = FIRST + timedelta(days=2)
AFTER = at(LAST + timedelta(days=1), 8)


def whole(centre: Store) -> FairSettlement:
    """Settle the whole fair."""
    return settle_fair(centre, today=LAST)


def balances(of: FairSettlement) -> dict[Party, Rupiah]:
    """Say everybody's balance, which are zero together."""
    found = {account.party: account.balance for account in of.settlement.accounts}
    assert total(found.values()) == ZERO
    return found


def let_bear(desk: Desk, centre: Store, bearer: str) -> None:
    """Plan who bears the fee."""
    with desk.store.reading() as tx:
        plan = load_decisions(tx, desk.fair.fair_id).plan
    decide(desk, FactKind.FAIR, plan_to_body(replace(plan, qris_fee=bearer)), now=AFTER)
    assert push(desk.store, centre).is_equal


def without_statement(desk: Desk, centre: Store) -> FairSettlement:
    """Drop the statement, and settle anew."""
    drop_statement(desk, "mutasi.csv", "salah", by=BUDI, now=AFTER)
    assert push(desk.store, centre).is_equal
    return whole(centre)


def test_the_holder_bears_it_and_both_halves_are_named(organizer: Desk, centre: Store) -> None:
    of = whole(centre)
    assert of.qris.kept
    for party, booth in ((ORGANIZER, MIXED), (TOM, OWN)):
        account, fees = of.settlement.account(party), [k for k in of.qris.kept if k.holder == party]
        assert {one.booth for one in fees} == {booth}
        fee = total(one.amount for one in fees)
        assert fee > ZERO
        assert (account.sum_of(Why.KEPT), account.sum_of(Why.QRIS_FEE)) == (fee, -fee)
    assert of.settlement.account(K9).sum_of(Why.KEPT) == ZERO  # its QRIS is the organizer's
    before = without_statement(organizer, centre)
    assert (before.qris.kept, before.qris.unbooked) == ((), ())  # nothing is guessed
    assert balances(of) == balances(before)


def test_each_fee_is_the_acquirers_own_figure(own_settled: Settled, centre: Store) -> None:
    rows = (own_settled.organizer / "mutasi.csv").read_text(encoding="utf-8").splitlines()[1:-1]
    told = sum(int(row.split(";")[3]) for row in rows)
    of = whole(centre)
    assert total(one.amount for one in of.qris.kept) == Rupiah(told)
    assert of.qris.unbooked == ()


def test_where_the_plan_says_so_it_is_borne_by_whose_goods_were_paid(organizer: Desk, centre: Store) -> None:
    before = whole(centre)
    let_bear(organizer, centre, "producer")
    of = whole(centre)
    voided = {s.reverses for act in of.acts for s in act.sales if s.kind is SaleKind.VOID}
    voided |= {order.number for act in of.acts for order, _ in act.cancelled}
    mine = [one for one in before.qris.kept if one.holder == ORGANIZER]
    stays = total(one.amount for one in mine if one.paper in voided)  # nobody's goods were paid
    assert ZERO < stays < total(one.amount for one in mine)
    gained = balances(of)[ORGANIZER] - balances(before)[ORGANIZER]
    assert gained == total(one.amount for one in mine) - stays
    assert of.settlement.account(ORGANIZER).sum_of(Why.QRIS_FEE) == -stays
    borne = total(-a.sum_of(Why.QRIS_FEE) for a in of.settlement.accounts)
    assert borne == total(one.amount for one in of.qris.kept)
    changed = {party for party, balance in balances(of).items() if balance != balances(before)[party]}
    assert {p.kind for p in changed} == {PartyKind.PRODUCER, PartyKind.ORGANIZER}


def test_a_fee_of_nobodys_payment_is_in_no_account_and_named(
    organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    before = balances(whole(centre))
    file = tmp_path / "lain.csv"
    file.write_text(f"Tanggal;Nominal;MDR;Stan\n{LAST:%d/%m/%Y} 07:10:00;250000;1750;{OWN}", encoding="utf-8")
    take_statement(organizer, file, by=BUDI, now=AFTER)
    assert push(organizer.store, centre).is_equal
    of = whole(centre)
    assert balances(of) == before
    assert (len(of.qris.unbooked), of.qris.left) == (1, Rupiah(1_750))
    said = remarks(of, translator("id"))
    assert said[-1] == (
        "Biaya QRIS yang tidak di akun siapa pun: 1 baris mutasi yang bukan pembayaran terbukti: Rp1.750"
    )
    assert said[:-1] == tuple(f"Belum terbukti: {line}" for line in left_out(of, translator("id")))
    assert settle_fair(centre, today=LAST, day=LAST).qris.left == Rupiah(1_750)
    assert settle_fair(centre, today=LAST, day=FIRST).qris.unbooked == ()


def test_what_a_booth_sold_and_is_not_proven_brings_no_fee_into_the_accounts(
    own_settled: Settled, organizer: Desk, centre: Store, tmp_path: Path
) -> None:
    """The payment is there and is the acquirer's; its day is still open."""
    day = LAST + timedelta(days=1)
    with closing_desk(own_settled.booth(OWN)) as booth:
        open_till(booth, FLOAT, cashier=RINI, now=at(day, 9))
        cart = basket(line(KEYRING, 4))
        sell(booth, line(KEYRING, 4), tenders=(Tender(TenderKind.QRIS, cart.net),), now=at(day, 10))
        assert push(booth.store, centre).is_equal
    file = tmp_path / "lain.csv"
    row = f"{day:%d/%m/%Y} 10:00:30;{cart.net.amount};700;{OWN}"
    file.write_text(f"Tanggal;Nominal;MDR;Stan\n{row}", encoding="utf-8")
    take_statement(organizer, file, by=BUDI, now=at(day, 22))
    assert push(organizer.store, centre).is_equal
    of = settle_fair(centre, today=day)
    assert [one.booth.code for one in of.unproven if one.total] == [OWN]
    assert of.qris.left == Rupiah(700)
    assert not any(one.day == day for one in of.qris.kept)
