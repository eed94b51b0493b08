"""What a booth writes of another's is that booth's own fault: nobody takes away another's proof."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from batikpos.domain.fact import Body, FactKind
from batikpos.domain.fair import DESK
from batikpos.domain.incident import IncidentKind
from batikpos.domain.money import Rupiah
from batikpos.domain.order import CancelledOrder, cancel_to_body, order_to_body
from batikpos.domain.sale import Sale
from batikpos.domain.tender import TenderKind
from batikpos.services.board import read_board
from batikpos.services.desk import Desk, open_desk
from batikpos.services.orders import cancel_order, pick_up, take_order
from batikpos.services.pack import make_pack
from batikpos.services.pack_verifier import Files, check
from batikpos.services.reconcile import reconcile_day
from batikpos.services.returns import void_sale
from batikpos.services.soldtwice import sold_twice
from batikpos.services.till import close_till, open_till
from batikpos.services.verify import verify
from batikpos.services.wholefair import read_fair
from batikpos.store.engine import Store
from batikpos.store.fairtakings import list_taken_orders
from batikpos.store.incidents import list_incidents
from batikpos.store.journal import append, append_sale
from batikpos.store.payments import list_qris, list_went_back
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.services.test_references import voided
from tests.shop import DAY, FLOAT, NOON, RINI, SARI, SHIRT, SILK, basket, cash, line, qris, sell, set_up_booth
from tests.sync.booths import new_booth
from tests.sync.booths import sell as sell_at

WHO: dict[str, Any] = {"cashier": RINI, "now": NOON}
SAID = {"at": "2026-12-11T12:00:00+07:00", "cashier": RINI}
TILL = 2
"""The fact that opened each till."""


@dataclass
class Two:
    """An honest booth and another, at one centre."""

    honest: Desk
    forger: Desk
    centre: Store

    def send(self) -> None:
        """Close both days and send them."""
        for desk in (self.forger, self.honest):
            close_till(desk, {100_000: 5}, **WHO)
            assert push(desk.store, self.centre).is_equal

    def states(self) -> tuple[str, str]:
        """Say how the honest booth's day stands, and the other's: the board says the same."""
        of = reconcile_day(self.centre, DAY).reconciliation
        states = {row.booth.prefix: row.state.value for row in of.devices}
        board = read_board(self.centre, DAY, now=NOON)
        assert {row.booth.prefix: row.state.value for row in board.rows} == states
        return states["A03"], states["B07"]

    def faults(self) -> set[tuple[str, str]]:
        """Say whose facts `verify` names, and for what."""
        return {(fault.device, fault.code) for fault in verify(self.centre).faults}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    """Set both booths up and open their tills."""
    with ExitStack() as stack:
        desks = []
        for code in ("A03", "B07"):
            set_up_booth(tmp_path / code, booth=code)
            desk = open_desk(tmp_path / code)
            stack.enter_context(closing(desk.store))
            open_till(desk, FLOAT, **WHO)
            desks.append(desk)
        centre = stack.enter_context(closing(open_centre(str(tmp_path / "centre.db"), create=True)))
        yield Two(desks[0], desks[1], centre)


def write(desk: Desk, kind: FactKind, body: Body) -> None:
    """Write a fact of the open till down past every service."""
    with desk.writing() as tx:
        append(tx, kind, desk.fair.local(NOON), body | {"till": TILL})


def forge(desk: Desk, of: Sale, **also: Any) -> None:
    """Write a sale, void or refund down past every service."""
    new = replace(of, **{"sale_id": str(uuid4()), "content": ""} | also)
    with desk.writing() as tx:
        append_sale(tx, new, till_seq=TILL)


def under_its_number(two: Two) -> None:
    """Sell under a nota number of the honest booth."""
    forge(two.forger, sell(two.honest).kept.sale)


def void_of_its_nota(two: Two) -> None:
    """Void a nota that the honest booth voids itself."""
    sold = sell(two.honest).kept.sale
    forge(two.forger, voided(sold), number="B07-20261211-0001", running=1)
    void_sale(two.honest, sold.number, "salah", approver=SARI, **WHO)


def order_under_its_number(two: Two) -> None:
    """Take an order under a number of the honest booth, with another down payment, before it picks it up."""
    taken = take_order(two.honest, basket(line(SHIRT)), (cash(100_000),), customer="Bu Tejo", due=DAY, **WHO)
    pick_up(two.honest, taken.order.number, (cash(295_000),), **WHO)
    other = replace(taken.order, order_id=str(uuid4()), tenders=(cash(50_000),))
    write(two.forger, FactKind.ORDER, order_to_body(other))


def cancel_of_its_order(two: Two) -> None:
    """Cancel an order that the honest booth took and handed over."""
    taken = take_order(two.honest, basket(line(SHIRT)), (cash(100_000),), customer="Bu Tejo", due=DAY, **WHO)
    pick_up(two.honest, taken.order.number, (cash(295_000),), **WHO)
    own = take_order(two.forger, basket(line(SHIRT)), (cash(100_000),), customer="Bu Tejo", due=DAY, **WHO)
    back = cancel_order(two.forger, own.order.number, "batal", approver=SARI, **WHO)
    write(two.forger, FactKind.ORDER_CANCEL, cancel_to_body(replace(back, number=taken.order.number)))


ATTACKS: dict[Callable[[Two], None], set[tuple[str, str]]] = {
    under_its_number: {("B07", "doubled"), ("B07", "number")},
    void_of_its_nota: {("B07", "doubled"), ("B07", "reversal")},
    order_under_its_number: {("B07", "number")},
    cancel_of_its_order: {("B07", "order_end")},
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_who_uses_what_is_anothers_loses_the_own_proof_alone(two: Two, attack: Callable[[Two], None]) -> None:
    attack(two)
    two.send()
    assert two.states() == ("proven", "reported")
    assert two.faults() == ATTACKS[attack]


def test_an_order_is_what_its_own_booth_made_of_it(two: Two) -> None:
    cancel_of_its_order(two)
    two.send()
    with two.centre.reading() as tx:
        states = {o.order.number: o.state for o in list_taken_orders(tx, two.honest.fair.fair_id)}
    assert states == {"A03-20261211-P0001": "picked_up", "B07-20261211-P0001": "cancelled"}


def test_nothing_is_sold_in_the_desks_name(two: Two, tmp_path: Path) -> None:
    """Anybody may open a journal called so at a centre that is a file: it stops nobody and is in no sum."""
    taken = take_order(two.honest, basket(line(SHIRT)), (qris(100_000),), customer="Bu Tejo", due=DAY, **WHO)
    two.send()
    before = read_fair(two.centre, DAY)
    with closing(new_booth(tmp_path / "forged.db", DESK, fair=two.honest.fair)) as forged:
        sell_at(forged, 395_000)
        with forged.writing() as tx:
            said = order_to_body(replace(taken.order, order_id=str(uuid4()))) | {"till": TILL}
            append(tx, FactKind.ORDER, NOON, said)
            back = CancelledOrder(taken.order.number, NOON, RINI, "batal", TenderKind.CASH, Rupiah(100_000))
            append(tx, FactKind.ORDER_CANCEL, NOON, cancel_to_body(back) | {"till": TILL})
        push(forged, two.centre)
    after = read_fair(two.centre, DAY)
    assert (after.takings, after.orders, after.devices) == (before.takings, before.orders, before.devices)
    with two.centre.reading() as tx:
        assert [payment.number for payment in list_qris(tx, two.honest.fair.fair_id)] == [taken.order.number]


def test_honest_booths_are_both_proven(two: Two) -> None:
    for desk in (two.honest, two.forger):
        sold = sell(desk).kept.sale
        void_sale(desk, sold.number, "salah", approver=SARI, **WHO)
        taken = take_order(desk, basket(line(SHIRT)), (cash(100_000),), customer="Bu Tejo", due=DAY, **WHO)
        pick_up(desk, taken.order.number, (cash(295_000),), **WHO)
    two.send()
    assert (two.states(), two.faults()) == (("proven", "proven"), set())


def test_a_basket_of_two_devices_is_named_and_costs_nobody_the_proof(two: Two) -> None:
    sold = sell(two.honest).kept.sale
    copied = replace(sold, number="B07-20261211-0001", running=1)
    forge(two.forger, copied, sale_id=sold.sale_id, content=sold.content)
    two.send()
    assert two.states() == ("proven", "proven")
    assert two.faults() == {("A03", "basket"), ("B07", "basket")}


def test_nobody_takes_a_payment_off_anothers_books(two: Two) -> None:
    paid = sell(two.honest, tenders=(qris(395_000),)).kept.sale
    forge(two.forger, voided(paid), number="B07-20261211-0001", running=1)
    gone = sell(two.forger, tenders=(qris(395_000),)).kept.sale
    void_sale(two.forger, gone.number, "salah", approver=SARI, **WHO)
    write(two.forger, FactKind.CHECK, {"number": paid.number, "n": 1} | SAID)
    two.send()
    with two.centre.reading() as tx:
        fair_id = two.honest.fair.fair_id
        assert set(list_went_back(tx, fair_id).voided) == {gone.number}
        unseen = [i for i in list_incidents(tx, fair_id) if i.kind is IncidentKind.UNSEEN]
    assert [(one.booth.prefix, one.count) for one in unseen] == [("A03", 1)]


def test_a_single_piece_stays_sold_whoever_says_it_came_back(two: Two) -> None:
    sold = [
        sell(desk, line(SILK), tenders=(cash(12_500_000),)).kept.sale for desk in (two.honest, two.forger)
    ]
    forge(two.forger, voided(sold[0]), number="B07-20261211-0002", running=2)
    two.send()
    with two.centre.reading() as tx:
        (twice,) = sold_twice(tx, two.honest.fair.fair_id)
    assert {one.number for one in twice.sales} == {one.number for one in sold}


def test_the_verifier_of_a_pack_names_a_number_of_another_device(two: Two, tmp_path: Path) -> None:
    under_its_number(two)
    two.send()
    make_pack(two.centre, tmp_path / "pack.zip", (), now=NOON)
    with closing(Files(tmp_path / "pack.zip")) as files:
        assert {(fault.device, fault.code) for fault in check(files).faults} == {("B07", "number")}
