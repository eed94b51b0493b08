"""Days of a booth by chance: what may happen at a till, and a home put back as new for each of them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from hypothesis import strategies as st

from batikpos.domain.cart import AmountOff, Cart, CartLine, Discount, PercentOff
from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.drawer import open_drawer
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import close_till, count_drawer, find_day, move_cash, open_till
from batikpos.settings import STORE_NAME
from tests.shop import CLOTH, FLOAT, KEYRING, NOON, RINI, SARI, SHIRT, TUNIC, copy_home, item, raw


@dataclass(frozen=True, slots=True)
class Sell:
    """Sell lines, all at a discount or none, for cash and, of what is due, a share in another way."""

    lines: tuple[CartLine, ...]
    discount: Discount | None
    other: TenderKind
    share: int
    """Of the amount due, in hundredths, that is not paid in cash."""
    over: int
    """Cash given beyond what is due."""


@dataclass(frozen=True, slots=True)
class Void:
    """Void one of the sales made so far."""

    which: int
    reason: str


@dataclass(frozen=True, slots=True)
class Refund:
    """Give back of one of the sales made so far: so much of its first line, or all that is left."""

    which: int
    size: int | None
    tender: TenderKind
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """Put cash in or take it out."""

    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class Count:
    """Count the drawer, and go on."""

    pieces: int


@dataclass(frozen=True, slots=True)
class Look:
    """Open the drawer without a sale."""

    reason: str


@dataclass(frozen=True, slots=True)
class Close:
    """Count and close; whatever is done next opens the next till, on the same day or some days later."""

    pieces: int
    days: int


Act = Sell | Void | Refund | Move | Count | Look | Close
Day = tuple[Act, ...]

_reasons = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
_percents = st.integers(0, 10_000).map(PercentOff)
_amounts = st.integers(0, 20_000).map(Rupiah).map(AmountOff)


@st.composite
def _lines(draw: st.DrawFn) -> CartLine:
    of = item(draw(st.sampled_from([SHIRT, CLOTH, KEYRING, TUNIC])))
    quantity = of.quantity(draw(st.integers(1, 5)) * of.step)
    agreed = draw(st.none() | st.integers(0, of.price.amount).map(Rupiah))
    return CartLine(of, quantity, agreed, draw(st.none() | _percents))


_sales = st.builds(
    Sell,
    lines=st.lists(_lines(), min_size=1, max_size=4).map(tuple),
    discount=st.none() | _percents | _amounts,
    other=st.sampled_from([TenderKind.QRIS, TenderKind.CARD, TenderKind.TRANSFER]),
    share=st.sampled_from([0, 0, 30, 100]),
    over=st.sampled_from([0, 0, 5_000]),
)
_voids = st.builds(Void, which=st.integers(0, 9), reason=_reasons)
_refunds = st.builds(
    Refund,
    which=st.integers(0, 9),
    size=st.none() | st.sampled_from([1, 500]),
    tender=st.sampled_from([TenderKind.CASH, TenderKind.TRANSFER]),
    reason=_reasons,
)
_moves = st.builds(Move, amount=st.integers(-400_000, 400_000), reason=_reasons)
_counts = st.builds(Count, pieces=st.integers(0, 9))
_looks = st.builds(Look, reason=_reasons)
_closes = st.builds(Close, pieces=st.integers(0, 9), days=st.integers(0, 2))

_acts = st.sampled_from((_sales,) * 4 + (_voids, _refunds, _moves, _counts, _looks, _closes)).flatmap(
    lambda kind: kind
)

days = st.lists(_acts, max_size=9).map(tuple)
"""Up to nine acts, over several tills and days as it comes."""


def play(desk: Desk, day: Day) -> None:
    """Do what can be done of a day; what the booth refuses is passed over, as it wrote nothing."""
    now = NOON
    sold: list[str] = []
    open_till(desk, FLOAT, cashier=RINI, now=now)
    for act in day:
        now += timedelta(minutes=1)
        if find_day(desk) is None:
            open_till(desk, FLOAT, cashier=RINI, now=now)
        with suppress(PosError):
            match act:
                case Sell():
                    sold.append(_sell(desk, act, now=now))
                case Void(which, reason) if sold:
                    void_sale(desk, sold[which % len(sold)], reason, cashier=RINI, now=now)
                case Refund(which, size, tender, reason) if sold:
                    number = sold[which % len(sold)]
                    refund_sale(desk, number, [(1, size)], reason, cashier=RINI, now=now, tender=tender)
                case Move(amount, reason):
                    move_cash(desk, Rupiah(amount), reason, cashier=RINI, now=now)
                case Count(pieces):
                    count_drawer(desk, {100_000: pieces}, cashier=RINI, now=now)
                case Look(reason):
                    open_drawer(desk, reason, cashier=RINI, now=now, approver=SARI)
                case Close(pieces, later):
                    close_till(desk, {100_000: pieces, 500: 3}, cashier=RINI, now=now)
                    now += timedelta(days=later)


def _sell(desk: Desk, act: Sell, *, now: datetime) -> str:
    cart = Cart(uuid4(), act.lines, act.discount)
    by_other = cart.net.amount * act.share // 100
    by_cash = cart.net.amount - by_other
    tenders = [Tender(act.other, Rupiah(by_other))] if by_other else []
    tenders += [Tender(TenderKind.CASH, Rupiah(by_cash + act.over))] if by_cash else []
    done = complete_sale(desk, cart, tenders, cashier=RINI, now=now, approver=SARI, oversell=True)
    return done.kept.sale.number


_IN_A_HURRY = "PRAGMA synchronous = off"
"""Nothing here is about power cuts, and thousands of stores wait for the disk long."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A booth that is put back as it was set up, again and again: dearer made than put back."""

    desk: Desk = field(repr=False)
    as_set_up: Path

    @property
    def home(self) -> Path:
        """Name the folder."""
        return self.desk.home

    def begin(self, day: Day) -> None:
        """Put it back as new, guards and all, and play a day on it."""
        with closing(sqlite3.connect(self.as_set_up)) as source, raw(self.home) as target:
            target.execute(_IN_A_HURRY)
            source.backup(target)
        play(self.desk, day)


@contextmanager
def new_ground(booth_as_set_up: Path, folder: Path, *, rounding: int = 100) -> Iterator[Ground]:
    """Open a copy of a home to play on."""
    desk = open_desk(copy_home(booth_as_set_up, folder / "home"))
    with closing(desk.store._writer.raw_connection()) as writer:
        writer.cursor().execute(_IN_A_HURRY)
    try:
        settings = replace(desk.settings, rounding=rounding)
        yield Ground(desk.with_settings(settings), booth_as_set_up / STORE_NAME)
    finally:
        desk.store.close()
