"""How what was paid goes back: one rule for voids, returns, exchanges and sales that are put right.

A voucher is no money: it goes back as a voucher. No till can send a QRIS payment back, so that one which was
seen in the app goes back in cash; one that nobody saw may never have come, and is taken off the books: where
it did come, it is sent back by transfer. Cards and transfers go back as they came, by hand. Of all that was
paid for some goods no more goes back than was kept for them.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import Sale
from batikpos.domain.tender import Tender, TenderKind
from batikpos.i18n import N_
from batikpos.values import frozen

WAYS_BACK = (TenderKind.CASH, TenderKind.TRANSFER, TenderKind.CARD)
"""In which way a return may give money back."""

_NO_MONEY = (TenderKind.VOUCHER, TenderKind.EXCHANGE)
_NOT_IN_PARTS = (TenderKind.QRIS, TenderKind.CARD, TenderKind.TRANSFER)
"""Of these a part cannot be sent back: it goes out of the drawer."""


@dataclass(eq=False)
class NoWayBack(PosError):
    """A way of paying in which nothing can be given back: by QRIS, or by what is no money."""

    code: ClassVar[str] = "bad_tender"
    text: ClassVar[str] = N_("Money goes back in cash, by transfer or by card. Choose one of them.")


def check_way_back(way: TenderKind) -> None:
    """Check that money can go back so. Raises: NoWayBack."""
    if way not in WAYS_BACK:
        raise NoWayBack


@frozen
class Kept:
    """What is left of what was paid for some goods: `money`, and `vouchers` of the fair."""

    money: Rupiah
    vouchers: Rupiah

    def back(self, net: Rupiah, way: TenderKind) -> tuple[Tender, ...]:
        """Say what of it goes back for goods worth `net`: money first, then the voucher, and no more.

        Raises: NoWayBack.
        """
        check_way_back(way)
        amount = max(ZERO, min(net, self.money + self.vouchers))
        money = min(amount, max(ZERO, self.money))
        parts = (Tender(way, money), Tender(TenderKind.VOUCHER, amount - money))
        return tuple(part for part in parts if part.amount > ZERO)


def kept_of(sales: Iterable[Sale]) -> Kept:
    """Add up what was kept for a sale: `sales` are it, what it was exchanged for, and what gave them back."""
    listed = tuple(sales)
    tenders = [tender for sale in listed for tender in sale.tenders]
    money = total(t.amount for t in tenders if t.kind not in _NO_MONEY)
    vouchers = total(t.amount for t in tenders if t.kind is TenderKind.VOUCHER)
    return Kept(money - total(sale.change for sale in listed), vouchers)


def goes_back(
    tenders: Sequence[Tender],
    change: Rupiah = ZERO,
    *,
    seen: Container[int] = frozenset(),
    instead: Sequence[Tender] = (),
    is_settled: bool = False,
) -> tuple[Tender, ...]:
    """Say how all that was paid for a sale goes back; the places (from 1) of those `seen` are known.

    What pays for another sale `instead` stays what it is. Where the difference `is_settled`, all of it had
    been paid: what is left of a payment that cannot be sent back in parts goes back in cash.
    """
    pairs = same_payments(tenders, instead, is_settled=is_settled)
    stays = {old: instead[new - 1].amount for old, new in pairs}
    back: list[Tender] = []
    cash = ZERO - change
    for n, tender in enumerate(tenders, 1):
        is_here = is_settled or (tender.kind is TenderKind.QRIS and n in seen)
        if tender.kind is TenderKind.CASH:
            as_it_came = ZERO
        elif tender.kind in _NOT_IN_PARTS and is_here:
            as_it_came = stays.get(n, ZERO)
        else:
            as_it_came = tender.amount
        cash += tender.amount - as_it_came
        if as_it_came > ZERO:
            back.append(replace(tender, amount=as_it_came))
    return (*back, Tender(TenderKind.CASH, cash)) if cash > ZERO else tuple(back)


def same_payments(
    before: Sequence[Tender], now: Sequence[Tender], *, is_settled: bool
) -> tuple[tuple[int, int], ...]:
    """Say which payments of a sale are those of the one in its place: pairs of places (from 1), each once.

    The same payment has the same kind, reference and amount. Where the difference `is_settled` in cash, less
    of it may stand in the new sale: the rest of what came in went back out of the drawer.
    """
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for old, was in enumerate(before, 1):
        for new, tender in enumerate(now, 1):
            is_same = (was.kind, was.reference) == (tender.kind, tender.reference) and (
                tender.amount == was.amount or (is_settled and tender.amount < was.amount)
            )
            if was.kind is not TenderKind.CASH and is_same and new not in taken:
                pairs.append((old, new))
                taken.add(new)
                break
    return tuple(pairs)


def balance(back: Iterable[Tender], paid: Iterable[Tender], change: Rupiah) -> dict[TenderKind, Rupiah]:
    """Say what moves on balance where `back` went back and `paid` was paid: less than nothing goes out."""
    sums = {TenderKind.CASH: ZERO - change}
    for tender in back:
        sums[tender.kind] = sums.get(tender.kind, ZERO) - tender.amount
    for tender in paid:
        sums[tender.kind] = sums.get(tender.kind, ZERO) + tender.amount
    return {kind: amount for kind, amount in sums.items() if amount}
