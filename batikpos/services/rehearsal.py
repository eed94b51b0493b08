"""A scripted fair day: what booths would sell, by chance from a seed, through the real services.

Used by the demonstration and the simulation. It sells metres, agreed prices, discounts, baskets of
several producers, mixed payments; voids and gives back; moves cash; counts and closes.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from batikpos.domain.agreement import Asked
from batikpos.domain.cart import AmountOff, Cart, CartLine, PercentOff
from batikpos.domain.catalogue import Item
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.quantity import Unit
from batikpos.domain.tender import QRIS_LIMIT, Tender, TenderKind, suggest_notes
from batikpos.domain.till import DENOMINATIONS, Till
from batikpos.services.checkout import CompletedSale, complete_sale
from batikpos.services.desk import Desk
from batikpos.services.returns import refund_sale, void_sale
from batikpos.services.till import ClosedTill, close_till, move_cash, open_till, show_till
from batikpos.values import frozen

FLOAT = Rupiah(500_000)

COIN = DENOMINATIONS[-1]
"""The smallest coin: what no coins can make is never paid in cash here."""

SPECIAL = Rupiah(12_500_000)
"""A cloth over what QRIS takes at once: it is paid by transfer."""


@frozen
class Script:
    """How one booth's day goes."""

    day: date
    sales: int
    cashier: str
    approver: str
    special: str = ""
    cash_error: Rupiah = ZERO


@frozen
class Rehearsed:
    """One booth's day as it went."""

    numbers: tuple[str, ...]
    closed: ClosedTill


def rehearse(
    desk: Desk, script: Script, chance: Random, *, sold: Callable[[CompletedSale], None] = lambda _d: None
) -> Rehearsed:
    """Play one booth's day from the float to the Z slip, `sold` being told of each sale."""
    clock = _Clock(script.day, desk.fair.time_zone, chance)
    open_till(desk, FLOAT, cashier=script.cashier, now=clock.next())
    numbers: list[str] = []
    for n in range(1, script.sales + 1):
        done = _sell(desk, script, _basket(desk, script, chance, n), chance, clock.next())
        numbers.append(done.kept.sale.number)
        sold(done)
        _interrupt(desk, script, chance, clock, done, n)
    till = show_till(desk)
    if till is None:
        raise LookupError(desk.booth.prefix)
    counts = _count(till.figures.expected_cash + script.cash_error)
    closed = close_till(desk, counts, cashier=script.cashier, now=clock.next())
    return Rehearsed(tuple(numbers), closed)


class _Clock:
    """A fair's day from nine in the morning, a few minutes at a time."""

    def __init__(self, day: date, zone: str, chance: Random) -> None:
        self._at = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo(zone))
        self._chance = chance

    def next(self) -> datetime:
        self._at += timedelta(seconds=self._chance.randint(200, 900))
        return self._at


def _basket(desk: Desk, script: Script, chance: Random, n: int) -> Cart:
    cart = Cart(UUID(int=chance.getrandbits(128), version=4))
    if script.special and n == script.sales // 2:
        return cart.add(desk.catalogue.load(script.special))
    return _filled(desk, cart, chance)


def basket_by_chance(desk: Desk, chance: Random) -> Cart:
    """Fill a basket as a buyer would: of one or more things, some bargained over, some with a discount."""
    return _filled(desk, Cart(UUID(int=chance.getrandbits(128), version=4)), chance)


def _filled(desk: Desk, cart: Cart, chance: Random) -> Cart:
    for item in _choose(desk, chance):
        cart = replace(cart, lines=(*cart.lines, _line(item, chance)))
    if chance.random() < 0.1:  # noqa: PLR2004 - one basket in ten
        cart = cart.with_discount(PercentOff(500) if chance.random() < 0.5 else AmountOff(Rupiah(5_000)))  # noqa: PLR2004
    return cart


def _choose(desk: Desk, chance: Random) -> list[Item]:
    """Take goods mostly of the booth's own producer, sometimes of a neighbour on consignment."""
    items = [i for i in desk.catalogue.items if i.price < QRIS_LIMIT]
    own = {p.code for p in desk.catalogue.producers if p.booth == desk.booth.code}
    weights = [8 if i.producer in own else 1 for i in items]
    return list(
        {i.sku: i for i in chance.choices(items, weights, k=chance.choice((1, 1, 1, 2, 2, 3)))}.values()
    )


def _line(item: Item, chance: Random) -> CartLine:
    size = item.step
    if item.unit is Unit.METRE:
        size = max(item.step, chance.choice((1_000, 1_500, 2_000, 2_500)) // item.step * item.step)
    elif item.price < Rupiah(200_000):
        size = chance.choice((1, 1, 1, 2))
    line = CartLine(item, item.quantity(size))
    luck = chance.random()
    if luck < 0.03 and item.floor:  # noqa: PLR2004 - now and then a second person lets it go lower
        return replace(line, agreed=Rupiah(item.floor.amount * 97 // 100 // 500 * 500))
    if luck < 0.2 and item.floor < item.price:  # noqa: PLR2004 - one line in five is bargained over
        agreed = item.price.amount - (item.price - item.floor).amount * chance.choice((1, 2)) // 2
        return replace(line, agreed=Rupiah(agreed // 500 * 500))
    if luck < 0.28:  # noqa: PLR2004 - some lines carry a discount
        return replace(line, discount=PercentOff(chance.choice((250, 500))))
    return line


def _sell(desk: Desk, script: Script, cart: Cart, chance: Random, now: datetime) -> CompletedSale:
    """Sell; where the price goes under the floor the second person agrees, as at a real booth."""
    tenders = pay_by_chance(cart.net, chance)
    try:
        return complete_sale(desk, cart, tenders, cashier=script.cashier, now=now, oversell=True)
    except Asked:
        return complete_sale(
            desk, cart, tenders, cashier=script.cashier, now=now, oversell=True, approver=script.approver
        )


def pay_by_chance(due: Rupiah, chance: Random) -> tuple[Tender, ...]:
    """Pay as a buyer would; what is dearer than any QRIS payment by transfer."""
    if due >= SPECIAL:
        return (Tender(TenderKind.TRANSFER, due, "BCA 4821"),)
    luck = chance.random()
    if due > QRIS_LIMIT or (due.amount % COIN and luck < 0.5):  # noqa: PLR2004
        return (Tender(TenderKind.CARD, due, f"{chance.randint(1000, 9999)}"),)
    if luck < 0.25:  # noqa: PLR2004 - exact cash
        return (Tender(TenderKind.CASH, due),)
    if luck < 0.5:  # noqa: PLR2004 - a larger note
        notes = suggest_notes(due)
        return (Tender(TenderKind.CASH, notes[0] if notes else due),)
    if luck < 0.8 or due < Rupiah(20_000):  # noqa: PLR2004
        return (Tender(TenderKind.QRIS, due),)
    cash = Rupiah(due.amount // 2 // 10_000 * 10_000)
    return (Tender(TenderKind.QRIS, due - cash), Tender(TenderKind.CASH, cash))


def _interrupt(
    desk: Desk, script: Script, chance: Random, clock: _Clock, done: CompletedSale, n: int
) -> None:
    """Void, give back and move cash now and then, each at least once a day."""
    number = done.kept.sale.number
    people: dict[str, Any] = {"cashier": script.cashier, "approver": script.approver}
    if n == 3 or chance.random() < 0.02:  # noqa: PLR2004
        void_sale(desk, number, "Salah pilih barang", now=clock.next(), **people)
    elif n == 5 or chance.random() < 0.03:  # noqa: PLR2004
        back = done.kept.sale.lines[0].net
        tender = TenderKind.TRANSFER if back.amount % COIN else TenderKind.CASH
        refund_sale(desk, number, [(1, None)], "Ukuran tidak pas", now=clock.next(), tender=tender, **people)
    if n == 7:  # noqa: PLR2004
        _move(desk, Rupiah(200_000), "Tambah uang kecil", script, clock)
    if n == 9:  # noqa: PLR2004
        _pay_out(desk, script, clock)


def _pay_out(desk: Desk, script: Script, clock: _Clock) -> None:
    till: Till | None = show_till(desk)
    if till is not None and till.figures.expected_cash >= Rupiah(50_000):
        _move(desk, -Rupiah(50_000), "Makan siang", script, clock)


def _move(desk: Desk, amount: Rupiah, reason: str, script: Script, clock: _Clock) -> None:
    move_cash(desk, amount, reason, cashier=script.cashier, approver=script.approver, now=clock.next())


def _count(cash: Rupiah) -> dict[int, int]:
    """Lay an amount out in notes and coins."""
    counts: dict[int, int] = {}
    rest = cash.amount
    for note in DENOMINATIONS:
        counts[note], rest = divmod(rest, note)
    if rest:
        message = f"no coins make {cash}"
        raise ValueError(message)
    return counts
