"""Goods that left the table without a sale, or were sold and are still there."""

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.causes.payments import match, say_lines
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.quantity import Quantity
from batikpos.i18n import N_

UNKEYED = N_("{sku} left the table and is in no sale: it was sold without the till.")
OFF = N_("Of these goods more or less is there than was sold: {goods}.")

LEAST = 50
"""Per cent of the list price under which nobody sells."""


def sold_without_till(day: DrawerDay, rest: Rupiah) -> tuple[Cause, ...]:
    """Set what is too much in the drawer against the list price of what left the table and was not sold."""
    return tuple(
        Cause(
            "unkeyed",
            rest,
            UNKEYED,
            (sku,),
            {"sku": sku},
            grade=Grade.LIKELY,
            about=frozenset({f"sku {sku}"}),
        )
        for sku in _unsold(day)
        if _is_price(day, sku, rest)
    )


def sold_without_till_by_qris(day: DrawerDay) -> tuple[Cause, ...]:
    """Set payments that no sale has against what left the table and was not sold."""
    return tuple(
        Cause(
            "unkeyed",
            ZERO,
            UNKEYED,
            (sku, say_lines(stranger.lines)),
            {"sku": sku},
            grade=Grade.LIKELY,
            qris=stranger.amount,
            about=frozenset({f"sku {sku}", stranger.key}),
        )
        for stranger in match(day).strangers
        for sku in _unsold(day)
        if _is_price(day, sku, stranger.amount)
    )


def goods_off(day: DrawerDay, explained: frozenset[str]) -> tuple[Cause, ...]:
    """Note what is more or less than was sold, as far as no other cause is about it."""
    off = {sku: size for sku, size in sorted(day.extra_gone.items()) if f"sku {sku}" not in explained}
    if not off:
        return ()
    told = tuple(f"{sku} {-size:+}" for sku, size in off.items())
    return (Cause("goods", ZERO, OFF, told, {"goods": ", ".join(told)}),)


def _unsold(day: DrawerDay) -> tuple[str, ...]:
    return tuple(sku for sku, size in sorted(day.extra_gone.items()) if size > 0)


def _is_price(day: DrawerDay, sku: str, amount: Rupiah) -> bool:
    goods = (day.papers.gone or {}).get(sku)
    if goods is None:  # nothing of it left the table: it is only that a return was keyed
        return False
    worth = Quantity(day.extra_gone[sku], goods.quantity.unit).of(goods.price)
    return worth.times(LEAST, 100) <= amount <= worth
