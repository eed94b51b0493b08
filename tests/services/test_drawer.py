"""The drawer holds what its facts say, whatever is done: what lies there really is kept beside them here."""

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from batikpos.domain.cart import Cart
from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.till import DENOMINATIONS
from batikpos.services.baskets import OpenBasket, find_open_basket, keep_open_basket
from batikpos.services.checking import mark_sale_checked
from batikpos.services.checkout import complete_sale
from batikpos.services.correcting import begin_correction, correct_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.orders import pick_up, take_order
from batikpos.services.parking import change_baskets, parked_baskets
from batikpos.services.pickups import keep_pick_up, load_pick_ups
from batikpos.services.returns import refund_sale, seen_of, void_sale
from batikpos.services.till import close_till, move_cash, open_till, show_till
from batikpos.services.verify import verify
from batikpos.store.orders import OrderState, list_orders
from batikpos.store.sales import list_sales
from tests.shop import DAY, FLOAT, KEYRING, NOON, RINI, SARI, SHIRT, TUNIC, basket, cash, line, set_up_booth

WHO: dict[str, Any] = {"cashier": RINI, "now": NOON}


def counted(amount: Rupiah) -> dict[int, int]:
    """Count an amount out in notes and coins, the largest first."""
    left, notes = amount.amount, {}
    for note in DENOMINATIONS:
        notes[note], left = divmod(left, note)
    assert not left
    return notes


def close(desk: Desk, amount: Rupiah) -> tuple[Rupiah | None, list[int]]:
    """Close by a count; say the difference, and what was paid in and out."""
    till = close_till(desk, counted(amount), approver=SARI, **WHO).till
    return till.figures.difference, [move.amount.amount for move in till.moves]


def expected(desk: Desk) -> Rupiah:
    till = show_till(desk)
    assert till is not None
    return till.figures.expected_cash


def park_with(desk: Desk, taken: Tender) -> OpenBasket:
    """Park a basket that something was taken for."""
    cart = basket(line(SHIRT))
    keep_open_basket(desk, cart, taken=(taken,))
    held = OpenBasket(cart, taken=(taken,))
    change_baskets(desk, held, OpenBasket(basket()), **WHO)
    return held


def test_cash_for_a_parked_basket_is_no_difference_of_the_day(desk: Desk) -> None:
    park_with(desk, cash(200_000))
    assert close(desk, FLOAT + Rupiah(200_000)) == (ZERO, [200_000])
    assert verify(desk.store).is_ok


@pytest.mark.parametrize("stays", [200_000, 0], ids=["in the drawer", "handed over"])
def test_it_is_no_difference_of_the_next_day_where_it_is_sold_then(desk: Desk, stays: int) -> None:
    held = park_with(desk, cash(200_000))
    close(desk, FLOAT + Rupiah(200_000))
    open_till(desk, FLOAT + Rupiah(stays), **WHO)
    complete_sale(desk, held.cart, held.settle(Rupiah(195_000)), **WHO)
    assert close(desk, FLOAT + Rupiah(stays + 195_000)) == (ZERO, [-200_000])


def test_it_is_no_difference_of_the_next_day_where_it_is_given_back_then(desk: Desk) -> None:
    held = park_with(desk, cash(200_000))
    close(desk, FLOAT + Rupiah(200_000))
    open_till(desk, FLOAT + Rupiah(200_000), **WHO)
    change_baskets(desk, OpenBasket(basket()), held, **WHO)
    keep_open_basket(desk, held.cart)
    assert close(desk, FLOAT) == (ZERO, [-200_000])


def test_it_is_paid_in_again_where_it_waits_another_day(desk: Desk) -> None:
    park_with(desk, cash(200_000))
    close(desk, FLOAT + Rupiah(200_000))
    open_till(desk, FLOAT + Rupiah(200_000), **WHO)
    assert close(desk, FLOAT + Rupiah(200_000)) == (ZERO, [-200_000, 200_000])


def test_what_was_not_taken_in_cash_is_in_no_drawer(desk: Desk) -> None:
    park_with(desk, Tender(TenderKind.QRIS, Rupiah(200_000)))
    assert close(desk, FLOAT) == (ZERO, [])


def test_cash_that_became_a_down_payment_is_counted_once(desk: Desk) -> None:
    cart, taken = basket(line(SHIRT)), (cash(200_000),)
    keep_open_basket(desk, cart, taken=taken)
    take_order(desk, cart, taken, customer="Bu Tejo", due=DAY, deposit=Rupiah(200_000), **WHO)
    keep_open_basket(desk, cart, taken=taken)  # which was still to be written when the order was
    assert close(desk, FLOAT + Rupiah(200_000)) == (ZERO, [200_000])


@dataclass
class Drawer:
    """A cashier by chance, who does what is said; `holds` is what lies there, `apart` what is not sold."""

    desk: Desk
    chance: random.Random
    holds: Rupiah = FLOAT
    apart: dict[str, Rupiah] = field(default_factory=dict)

    def act(self) -> None:
        """Do something that may be refused: then nothing was moved."""
        acts = [
            self.sell, self.sell, self.see, self.void, self.give_back, self.correct, self.take_apart,
            self.go_on, self.order, self.take_for_order, self.hand_over, self.move, self.next_day,
        ]  # fmt: skip
        self.chance.choice(acts)()
        assert expected(self.desk) == self.holds - total(self.apart.values())

    def sell(self) -> None:
        """Sell two things."""
        cart = self._cart()
        done = complete_sale(self.desk, cart, self._tenders(cart.net), oversell=True, **WHO).kept.sale
        self._take(done.tenders)
        self.holds -= done.change

    def see(self) -> None:
        """See a payment in the app."""
        mark_sale_checked(self.desk, self._sold(), **WHO)

    def void(self) -> None:
        """Void a sale."""
        self._give(void_sale(self.desk, self._sold(), "salah", **WHO).back.given)

    def give_back(self) -> None:
        """Take a piece back."""
        self._give(refund_sale(self.desk, self._sold(), [(1, 1)], "cacat", **WHO).back.given)

    def correct(self) -> None:
        """Put a sale right as the strip over the basket says: add so much, or give so much back."""
        number = self._sold()
        opened = begin_correction(self.desk, number, "salah")
        cart, correction = opened.cart, opened.corrects
        assert correction is not None
        cart = cart.put(line(KEYRING)) if self.chance.random() < 0.5 else basket(line(KEYRING))
        with self.desk.store.reading() as tx:
            seen = seen_of(tx, number)
        said = correction.balance(cart.net, 0, seen).get(TenderKind.CASH, ZERO)
        tenders = correction.settle(cart.net, correction.more(cart.net))
        correct_sale(self.desk, number, cart, tenders, "salah", oversell=True, **WHO)
        self.holds += said

    def take_apart(self) -> None:
        """Take a part of a basket's price, and park it."""
        held = park_with(self.desk, self._part())
        self._lay(str(held.cart.sale_id), held.taken)

    def go_on(self) -> None:
        """Take a parked basket up: sell it, or give back what was taken."""
        if not (parked := parked_baskets(self.desk)):
            return
        held = self.chance.choice(parked).basket
        change_baskets(self.desk, OpenBasket(basket()), held, **WHO)
        self.apart.pop(str(held.cart.sale_id), None)
        if self.chance.random() < 0.5:
            rest = held.due_in_cash(0)
            complete_sale(self.desk, held.cart, held.settle(rest), oversell=True, **WHO)
            self.holds += rest
        else:
            self._give(held.taken)
            change_baskets(self.desk, OpenBasket(held.cart), OpenBasket(basket()), **WHO)
            assert find_open_basket(self.desk) is None

    def order(self) -> None:
        """Take an order."""
        part = self._part()
        take_order(self.desk, basket(line(TUNIC)), [part], customer="Bu Tejo", due=DAY, **WHO)
        self._take((part,))

    def take_for_order(self) -> None:
        """Take a part of what is left to pay of an order."""
        if (number := self._ordered()) and number not in load_pick_ups(self.desk):
            part = self._part()
            keep_pick_up(self.desk, number, (part,), **WHO)
            self._lay(number, (part,))

    def hand_over(self) -> None:
        """Hand an order over for the rest in cash."""
        if number := self._ordered():
            taken = load_pick_ups(self.desk).get(number, ())
            with self.desk.store.reading() as tx:
                rest = next(k.order.rest for k in list_orders(tx) if k.order.number == number)
            more = rest - total(t.amount for t in taken)
            pick_up(self.desk, number, (*taken, Tender(TenderKind.CASH, more)), **WHO)
            self.apart.pop(number, None)
            self.holds += more

    def move(self) -> None:
        """Put small change in, or take some out."""
        amount = Rupiah(self.chance.choice([-20_000, 50_000]))
        move_cash(self.desk, amount, "uang kecil", **WHO)
        self.holds += amount

    def next_day(self) -> None:
        """Close by what lies there, and begin with some of it."""
        assert close(self.desk, self.holds)[0] == ZERO
        self.holds = self.chance.choice([self.holds, FLOAT])
        open_till(self.desk, self.holds, **WHO)

    def _cart(self) -> Cart:
        return basket(*(line(sku) for sku in self.chance.sample([SHIRT, TUNIC, KEYRING], 2)))

    def _tenders(self, net: Rupiah) -> tuple[Tender, ...]:
        part = Tender(self.chance.choice([TenderKind.QRIS, TenderKind.VOUCHER]), Rupiah(100_000))
        all_cash = cash(net.amount + self.chance.choice([0, 5_000]))
        return self.chance.choice([(all_cash,), (part, cash(net.amount - 100_000))])

    def _part(self) -> Tender:
        return Tender(self.chance.choice([TenderKind.CASH, TenderKind.CASH, TenderKind.QRIS]), Rupiah(90_000))

    def _sold(self) -> str:
        with self.desk.store.reading() as tx:
            sold = [k.sale.number for k in list_sales(tx) if k.sale.kind is SaleKind.SALE]
        return self.chance.choice(sold[-5:] or [str(uuid4())])

    def _ordered(self) -> str:
        with self.desk.store.reading() as tx:
            open_ = [k.order.number for k in list_orders(tx) if k.state is OrderState.OPEN]
        return self.chance.choice(open_) if open_ else ""

    def _take(self, tenders: tuple[Tender, ...]) -> None:
        self.holds += total(t.amount for t in tenders if t.kind is TenderKind.CASH)

    def _give(self, tenders: tuple[Tender, ...]) -> None:
        self.holds -= total(t.amount for t in tenders if t.kind is TenderKind.CASH)

    def _lay(self, key: str, tenders: tuple[Tender, ...]) -> None:
        self._take(tenders)
        self.apart[key] = total(t.amount for t in tenders if t.kind is TenderKind.CASH)


@pytest.mark.parametrize("seed", range(6))
def test_the_drawer_holds_what_its_facts_say_over_all_days(tmp_path: Path, seed: int) -> None:
    set_up_booth(tmp_path / "home")
    desk, chance = open_desk(tmp_path / "home"), random.Random(seed)
    open_till(desk, FLOAT, **WHO)
    drawer = Drawer(desk, chance)
    for _ in range(120):
        try:
            drawer.act()
        except PosError:
            continue  # voided already, of an earlier till, too little in the drawer: refused
    drawer.next_day()
    assert verify(desk.store).is_ok
    desk.store.close()
