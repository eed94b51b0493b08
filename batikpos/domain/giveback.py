"""How what was paid goes back: one rule for voids, returns, exchanges and sales that are put right.

A voucher is no money: it goes back as a voucher. No till can send a QRIS payment back, so that one which was
seen in the app goes back in cash; one that nobody saw may never have come, by QRIS or by transfer, and is
taken off the books: where it did come, it is sent back by transfer. Where a sale is put right for less, what
nobody saw simply stands for less. Cards and transfers that were seen go back as they came, by hand. Of all
that was paid for some goods no more goes back than was kept for them, and in money no more than somebody saw.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.sale import Sale
from batikpos.domain.tender import UNCONFIRMED, Tender, TenderKind, cash_in, cash_out
from batikpos.i18n import N_
from batikpos.values import frozen

WAYS_BACK = (TenderKind.CASH, TenderKind.TRANSFER, TenderKind.CARD)
"""In which way a return may give money back."""

_NO_MONEY = (TenderKind.VOUCHER, TenderKind.EXCHANGE)
_NOT_IN_PARTS = (TenderKind.QRIS, TenderKind.CARD, TenderKind.TRANSFER)
"""Of these a part cannot be sent back: it goes out of the drawer."""


class NoWayBack(PosError):
    """A way of paying in which nothing can be given back: by QRIS, or by what is no money."""

    code: ClassVar[str] = "bad_tender"
    text: ClassVar[str] = N_("Money goes back in cash, by transfer or by card. Choose one of them.")


def check_way_back(way: TenderKind) -> None:
    """Check that money can go back so. Raises: NoWayBack."""
    if way not in WAYS_BACK:
        raise NoWayBack


STAYS_ORDERED = N_("The order is open again; its down payment of {amount} stays.")


@frozen
class Back:
    """What goes back for goods: what is `given` back, and what nobody saw come and is `taken_off`.

    A down payment is given back to its order, which is open again; all else is put `in_hand`.
    """

    given: tuple[Tender, ...]
    taken_off: tuple[Tender, ...] = ()

    @property
    def tenders(self) -> tuple[Tender, ...]:
        """List all that leaves the books."""
        return (*self.taken_off, *self.given)

    @property
    def in_hand(self) -> tuple[Tender, ...]:
        """List what the buyer gets: a voucher as the paper that it is; goods are no money."""
        return tuple(
            replace(tender, amount=tender.on_paper, worth=ZERO)
            for tender in self.given
            if tender.kind not in {TenderKind.DEPOSIT, TenderKind.EXCHANGE}
        )

    @property
    def stays_ordered(self) -> Rupiah:
        """Say what stays as the down payment of an order."""
        return total(tender.amount for tender in self.given if tender.kind is TenderKind.DEPOSIT)

    @property
    def cash(self) -> Rupiah:
        """Say what the drawer gives."""
        return cash_in(self.given)


@frozen
class Kept:
    """What is left of what was paid for some goods: `money` that was seen, `unseen` payments, `voucher`s.

    Where the last of the vouchers goes back, so does what they are worth beyond what counted.
    """

    money: Rupiah
    voucher: Tender
    unseen: tuple[Tender, ...] = ()

    def back(self, net: Rupiah, way: TenderKind, step: int = 0) -> Back:
        """Say what of it goes back for goods worth `net`, and no more, cash in multiples of `step` rupiah.

        Money that was seen goes first, then what nobody saw is taken off, then the voucher goes.
        Raises: NoWayBack.
        """
        check_way_back(way)
        left = net
        given: list[Tender] = []
        taken_off: list[Tender] = []
        for part, into in (
            (Tender(way, self.money), given),
            *((tender, taken_off) for tender in self.unseen),
            (self.voucher, given),
        ):
            amount = min(left, part.amount)
            if amount > ZERO:
                into.append(part if amount == part.amount else replace(part, amount=amount, worth=ZERO))
                left -= amount
        return Back(in_coins(given, self.money, step), tuple(taken_off))


def kept_of(sales: Iterable[Sale], unseen: Sequence[Tender] = ()) -> Kept:
    """Add up what was kept for a sale: `sales` are it, what it was exchanged for, and what gave them back.

    Of what paid for them nobody saw the `unseen` payments yet: they are what is left last.
    """
    listed = tuple(sales)
    tenders = [tender for sale in listed for tender in sale.tenders]
    money = total(t.amount for t in tenders if t.kind not in _NO_MONEY)
    money -= total(sale.change for sale in listed)
    vouchers = [tender for tender in tenders if tender.kind is TenderKind.VOUCHER]
    counts, worth = total(t.amount for t in vouchers), total(t.on_paper for t in vouchers)
    voucher = Tender(TenderKind.VOUCHER, counts, worth=worth if worth > counts else ZERO)
    left: list[Tender] = []
    for tender in reversed(unseen):
        amount = min(money, tender.amount)
        if amount > ZERO:
            left.insert(0, replace(tender, amount=amount))
            money -= amount
    return Kept(money, voucher, tuple(left))


def unseen_of(tenders: Sequence[Tender], seen: Container[int]) -> tuple[Tender, ...]:
    """List the payments that only an app can confirm, but for those `seen` there, known by their places."""
    return tuple(t for n, t in enumerate(tenders, 1) if t.kind in UNCONFIRMED and n not in seen)


def in_coins(given: Sequence[Tender], kept: Rupiah, step: int) -> tuple[Tender, ...]:
    """Make what cash goes back such as coins can pay: multiples of `step` rupiah, of what was `kept`."""
    out = {t: cash_out(t.amount, kept, step) for t in given if t.kind is TenderKind.CASH}
    return tuple(replace(tender, amount=out.get(tender, tender.amount)) for tender in given)


def whole_back(tenders: Sequence[Tender], change: Rupiah, seen: Container[int], step: int = 0) -> Back:
    """Say what goes back of a whole sale that nothing follows, cash in multiples of `step` rupiah."""
    taken_off = unseen_of(tenders, seen)
    given = list(goes_back(tenders, change, seen=seen))
    for tender in taken_off:
        given.remove(tender)
    return Back(in_coins(given, cash_in(given), step), taken_off)


def goes_back(
    tenders: Sequence[Tender],
    change: Rupiah = ZERO,
    *,
    seen: Container[int] = frozenset(),
    instead: Sequence[Tender] = (),
    is_settled: bool = False,
) -> tuple[Tender, ...]:
    """Say how all that was paid for a sale goes back; the places (from 1) of those `seen` are known.

    What pays for another sale `instead` stays what it is. Where the difference `is_settled`, what is left of
    a payment that cannot be sent back in parts goes back in cash; but what nobody saw is taken back whole,
    and what of it is not in the other sale is no money (`no_more_paid`).
    """
    pairs = same_payments(tenders, instead, is_settled=is_settled)
    stays = {old: instead[new - 1].amount for old, new in pairs}
    back: list[Tender] = []
    cash = ZERO - change
    for n, tender in enumerate(tenders, 1):
        is_here = n in seen or tender.kind not in UNCONFIRMED
        is_by_cash = tender.kind in _NOT_IN_PARTS if is_settled else tender.kind is TenderKind.QRIS
        if tender.kind is TenderKind.CASH:
            as_it_came = ZERO
        elif is_by_cash and is_here:
            as_it_came = stays.get(n, ZERO)
        else:
            as_it_came = tender.amount
        cash += tender.amount - as_it_came
        if as_it_came > ZERO:
            back.append(replace(tender, amount=as_it_came))
    return (*back, Tender(TenderKind.CASH, cash)) if cash > ZERO else tuple(back)


def no_more_paid(
    tenders: Sequence[Tender], instead: Sequence[Tender], *, seen: Container[int], is_settled: bool
) -> tuple[Tender, ...]:
    """Say what nobody saw of a sale's payments and pays for the one `instead` no more: it is taken off."""
    pairs = same_payments(tenders, instead, is_settled=is_settled)
    stays = {old: instead[new - 1].amount for old, new in pairs}
    same = {new for _, new in pairs}
    gone: list[Tender] = []
    for kind in UNCONFIRMED:
        unseen = [(n, t) for n, t in enumerate(tenders, 1) if t.kind is kind and n not in seen]
        left = total(tender.amount - stays.get(n, ZERO) for n, tender in unseen)
        left -= total(t.amount for n, t in enumerate(instead, 1) if t.kind is kind and n not in same)
        if left > ZERO:
            gone.append(Tender(kind, left))
    return tuple(gone)


def same_payments(
    before: Sequence[Tender], now: Sequence[Tender], *, is_settled: bool
) -> tuple[tuple[int, int], ...]:
    """Say which payments of a sale are those of the one in its place: pairs of places (from 1), each once.

    The same payment has the same kind, reference and amount. Where the difference `is_settled`, less of it
    may stand in the new sale: the rest went back out of the drawer, or was taken off where nobody saw it.
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
    """Say what moves on balance where `back` went back and `paid` was paid: less than nothing goes out.

    A voucher that is worth more than counts is one paper, however much of it counts.
    """
    sums = {TenderKind.CASH: ZERO - change}
    for tender in back:
        sums[tender.kind] = sums.get(tender.kind, ZERO) - tender.on_paper
    for tender in paid:
        sums[tender.kind] = sums.get(tender.kind, ZERO) + tender.on_paper
    return {kind: amount for kind, amount in sums.items() if amount}
