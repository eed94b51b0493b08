"""A booth's day in a process that is recorded: `python -m tests.faults.day HOME SAID ACTS [SABOTAGE]`.

It tells SAID what it begins and, as soon as the service returned, that it is done.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from batikpos.domain.cart import Cart, CartLine
from batikpos.domain.correction import cart_again
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.printing.queue import work_off
from batikpos.services.baskets import keep_open_basket
from batikpos.services.checking import mark_checked
from batikpos.services.checkout import complete_sale
from batikpos.services.correcting import correct_sale
from batikpos.services.desk import Desk
from batikpos.services.exchanging import exchange_size
from batikpos.services.returns import load_sale, void_sale
from batikpos.services.till import close_till, move_cash, open_till
from batikpos.store.journal import load_head
from tests.faults.homes import cart_of, say
from tests.faults.sabotage import break_product
from tests.faults.start import opened
from tests.shop import FLOAT, NOON, RINI, SHIRT

ACTS_NAME = "acts"
PAPER_NAME = "paper"
PAPERS_AT_ONCE = 4
LARGER = SHIRT.replace("-M", "-L")


def main() -> int:
    """Play the day, in two sittings."""
    home, said, acts, how = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    break_product(how[0] if how else "")
    for sitting in range(2):
        with opened(home) as desk:
            Day(desk, said / ACTS_NAME, sitting * acts).play(acts // 2)
    return 0


class Day:
    """One sitting at an open desk: each act is told to `acts` as it begins and when it is done.

    `first` numbers its baskets and its moments: no two sittings of a home may share a number.
    """

    def __init__(self, desk: Desk, acts: Path, first: int) -> None:
        self.desk, self._acts, self._n = desk, acts, first

    def play(self, acts: int) -> None:
        """Sell, put right, exchange, void, move cash, so many acts, print, then close the till, open it."""
        number = ""
        for n in range(acts):
            if n % 6 == 2:
                number = self.correct()
            elif n % 6 == 3:
                self.exchange()
            elif n % 6 == 4:
                self.void(number)
            elif n % 6 == 5:
                self.move()
            else:
                number = self.sell()
            if n % PAPERS_AT_ONCE == PAPERS_AT_ONCE - 1:
                work_off(self.desk)
        self.close()
        self.reopen()
        work_off(self.desk)

    def sell(self, kind: TenderKind = TenderKind.CASH) -> str:
        """Sell a basket and say so; return its number."""
        now = self._now()
        return self._sell(cart_of(UUID(int=self._n), self._n), kind, now)

    def _sell(self, cart: Cart, kind: TenderKind, now: datetime) -> str:
        tenders = (Tender(kind, cart.net),)
        with self._acts.open("ab", buffering=0) as acts:
            acts.write(say("begin", f"basket {cart.sale_id}"))
            keep_open_basket(self.desk, cart)
            acts.write(say("done", f"basket {cart.sale_id}"))
            acts.write(say("begin", f"sale {cart.sale_id}"))
            done = complete_sale(self.desk, cart, tenders, cashier=RINI, now=now)
            acts.write(say("done", f"sale {cart.sale_id}", done.kept.hash.hex()))
        return done.kept.sale.number

    def void(self, number: str) -> None:
        """Void a sale and say so."""
        now = self._now()
        with self._acts.open("ab", buffering=0) as acts:
            acts.write(say("begin", f"void {number}"))
            done = void_sale(self.desk, number, "salah", cashier=RINI, now=now)
            acts.write(say("done", f"void {number}", done.kept.hash.hex()))

    def correct(self) -> str:
        """Sell by QRIS, see the payment come in, and put the sale right; return the number in its place.

        The void, the sale in its place, and that its payment was seen, are one act.
        """
        number = self.sell(TenderKind.QRIS)
        now = self._now()
        with self._acts.open("ab", buffering=0) as acts:
            acts.write(say("begin", f"check {number}"))
            mark_checked(self.desk, number, 1, cashier=RINI, now=now)
            acts.write(say("done", f"check {number}", self._head()))
        with self.desk.store.reading() as tx:
            sale = load_sale(tx, number).sale
        cart, now = cart_again(sale, _later(self._n), self.desk.catalogue), self._now()
        parts = (f"void {number}", f"sale {cart.sale_id}", f"seen {number}")
        with self._acts.open("ab", buffering=0) as acts:
            for part in parts:
                acts.write(say("begin", part))
            done = correct_sale(self.desk, number, cart, sale.tenders, "salah", cashier=RINI, now=now)
            hashes = (done.given_back.kept.hash.hex(), done.sale.kept.hash.hex(), self._head())
            for told in zip(parts, hashes, strict=True):
                acts.write(say("done", *told))
        return done.sale.kept.sale.number

    def exchange(self) -> None:
        """Sell a shirt and exchange it for a larger one: the return and the sale are one act."""
        now = self._now()
        shirt, larger = (self.desk.catalogue.load(sku) for sku in (SHIRT, LARGER))
        cart = Cart(UUID(int=self._n), (CartLine(shirt, shirt.quantity(1)),))
        number, now = self._sell(cart, TenderKind.CASH, now), self._now()
        parts = (f"refund {number}", f"sale {_later(self._n)}")
        with self._acts.open("ab", buffering=0) as acts:
            for part in parts:
                acts.write(say("begin", part))
            done = exchange_size(
                self.desk, number, 1, larger, exchange_id=_later(self._n), cashier=RINI, now=now
            )
            hashes = (done.given_back.kept.hash.hex(), done.sale.kept.hash.hex())
            for told in zip(parts, hashes, strict=True):
                acts.write(say("done", *told))

    def move(self) -> None:
        """Put cash in and say so."""
        now = self._now()
        with self._acts.open("ab", buffering=0) as acts:
            acts.write(say("begin", f"cash receh {self._n}"))
            move_cash(self.desk, Rupiah(50_000), f"receh {self._n}", cashier=RINI, now=now)
            acts.write(say("done", f"cash receh {self._n}", self._head()))

    def close(self) -> None:
        """Close the till and say so."""
        now = self._now()
        with self._acts.open("ab", buffering=0) as acts:
            acts.write(say("begin", "close"))
            done = close_till(self.desk, {100_000: 5}, cashier=RINI, now=now)
            acts.write(say("done", f"close {done.till.number}", done.hash.hex()))

    def reopen(self) -> None:
        """Open the next till and say so."""
        now = self._now()
        name = f"open {self.desk.fair.local(now).isoformat()}"
        with self._acts.open("ab", buffering=0) as acts:
            acts.write(say("begin", name))
            open_till(self.desk, FLOAT, cashier=RINI, now=now)
            acts.write(say("done", name, self._head()))

    def _now(self) -> datetime:
        self._n += 1
        return NOON + timedelta(minutes=self._n % 300, seconds=self._n)

    def _head(self) -> str:
        with self.desk.store.reading() as tx:
            return load_head(tx).head.hex()


def _later(n: int) -> UUID:
    """Give what stands in a sale's place an id that no basket has."""
    return UUID(int=10**12 + n)


if __name__ == "__main__":
    sys.exit(main())
