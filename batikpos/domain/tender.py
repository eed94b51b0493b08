"""How a sale is paid: tenders, change from cash only, cash rounding, suggested notes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.i18n import N_
from batikpos.values import frozen

QRIS_LIMIT = Rupiah(10_000_000)
"""The most one QRIS payment may be (Bank Indonesia, since 1 March 2022)."""

MUCH_CHANGE = Rupiah(100_000)
"""No note that is suggested gives so much back: whoever would give it typed the amount, perhaps wrongly."""

_NOTES = (5_000, 10_000, 20_000, 50_000, 100_000)


class TenderKind(StrEnum):
    """A way to pay."""

    CASH = "cash"
    QRIS = "qris"
    CARD = "card"
    TRANSFER = "transfer"
    VOUCHER = "voucher"
    DEPOSIT = "deposit"
    EXCHANGE = "exchange"


MONEY = (TenderKind.CASH, TenderKind.QRIS, TenderKind.CARD, TenderKind.TRANSFER)
"""What every account names, also where there is none of it; the others are named where there are some."""

AT_THE_TILL = (*MONEY, TenderKind.VOUCHER)
"""What a buyer can hand over. A deposit was handed over before, with its order, whose number it refers to.

An exchange is no money: what goods that were given back came to pays for those that are taken instead.
"""


UNCONFIRMED = (TenderKind.QRIS, TenderKind.TRANSFER)
"""What only the merchant's or the bank's app can confirm."""


@frozen
class Tender:
    """Money given, as it was given: the note of 100.000, not the part of it that was due.

    Of a voucher `amount` is what counts; it is `worth` more where something was said of that, 0 for as much.
    """

    kind: TenderKind
    amount: Rupiah
    reference: str = ""
    worth: Rupiah = ZERO

    @property
    def on_paper(self) -> Rupiah:
        """Say what stands on it: of a voucher more than counts, maybe."""
        return self.worth or self.amount

    @property
    def turned(self) -> "Tender":
        """Say the same the other way round: as it is written down where it goes back."""
        return replace(self, amount=-self.amount, worth=-self.worth)


class Underpaid(PosError):
    """The tenders do not cover the amount due."""

    code: ClassVar[str] = "underpaid"
    text: ClassVar[str] = N_("{short} is still to pay. Take it, then confirm again.")
    short: Rupiah


class ChangeWithoutCash(PosError):
    """More was paid by QRIS, card or transfer than is due: there is no cash to give change from."""

    code: ClassVar[str] = "change_without_cash"
    text: ClassVar[str] = N_(
        "{over} too much is paid without cash, and no cash is given for it. Lower that payment, or add goods"
        " for the rest."
    )
    over: Rupiah


class VoucherTooLarge(ChangeWithoutCash):
    """Vouchers of the fair for more than is due: there is no change on them."""

    code: ClassVar[str] = "voucher_too_large"
    text: ClassVar[str] = N_(
        "The voucher is worth {over} more than is due, and gives no change. Enter what is due; the rest"
        " lapses."
    )


class BadTender(PosError):
    """A tender of nothing or less."""

    code: ClassVar[str] = "bad_tender"
    text: ClassVar[str] = N_("A payment of {amount} is not possible. Type an amount above zero.")
    amount: Rupiah


def cash_in(tenders: Iterable[Tender]) -> Rupiah:
    """Sum what is cash of what was paid, or (negative) given back."""
    return total(tender.amount for tender in tenders if tender.kind is TenderKind.CASH)


def change_due(due: Rupiah, tenders: Iterable[Tender]) -> Rupiah:
    """Say what goes back to the buyer. Raises: Underpaid, ChangeWithoutCash, VoucherTooLarge, BadTender."""
    given = tuple(tenders)
    for tender in given:
        if tender.amount <= ZERO:
            raise BadTender(tender.amount)
    change = total(t.amount for t in given) - due
    if change < ZERO:
        raise Underpaid(-change)
    cashless = total(t.amount for t in given if t.kind is not TenderKind.CASH)
    vouchers = total(t.amount for t in given if t.kind is TenderKind.VOUCHER)
    if vouchers > due:
        raise VoucherTooLarge(vouchers - due)
    if cashless > due:
        raise ChangeWithoutCash(cashless - due)
    return change


def less_lapsed(tenders: Iterable[Tender], due: Rupiah) -> tuple[Tender, ...]:
    """Say what counts of each: a voucher gives no change, so what it is worth over the rest lapses.

    What it is worth stays with it.
    """
    counted: list[Tender] = []
    for tender in tenders:
        rest = max(ZERO, due - total(t.amount for t in counted))
        is_over = tender.kind is TenderKind.VOUCHER and tender.amount > rest
        counted.append(replace(tender, amount=rest, worth=tender.on_paper) if is_over else tender)
    return tuple(counted)


def cash_rounding(due: Rupiah, tenders: Iterable[Tender], step: int) -> Rupiah:
    """Say what rounds the part of `due` that cash pays down to a multiple of `step` rupiah (0 = off).

    Permendag 35/2013 lets a seller round; we round down, as a line of its own, never what is paid without
    cash, a down payment or a voucher among it. Less than a step beside that is not rounded away.
    """
    given = tuple(tenders)
    cashless = total(t.amount for t in given if t.kind is not TenderKind.CASH)
    rest = (due - cashless).amount
    is_by_cash = not given or any(t.kind is TenderKind.CASH for t in given)
    if step <= 0 or not is_by_cash or rest < (step if cashless else 0):
        return ZERO
    return Rupiah(-(rest % step))


def cash_out(amount: Rupiah, kept: Rupiah, step: int) -> Rupiah:
    """Say what of `amount` goes out in cash where cash comes in multiples of `step` rupiah (0 = any).

    It is rounded up, as a sale is rounded down, but to no more than was `kept`; of what is less than one step
    nothing is rounded away.
    """
    if step <= 0 or kept.amount < step:
        return amount
    most = Rupiah(kept.amount // step * step)
    return min(most, Rupiah(-(-amount.amount // step) * step))


def suggest_notes(due: Rupiah, count: int = 3) -> tuple[Rupiah, ...]:
    """Suggest what a buyer is likely to hand over beside the exact amount, the smallest first."""
    rounded = {-(-due.amount // note) * note for note in _NOTES}
    return tuple(Rupiah(a) for a in sorted(rounded) if a > due.amount)[:count]


def less_change(tenders: Sequence[Tender], change: Rupiah) -> tuple[Tender, ...]:
    """Say what stays in the drawer of each tender: the change comes off the cash."""
    kept: list[Tender] = []
    for tender in tenders:
        back = min(change, tender.amount) if tender.kind is TenderKind.CASH else ZERO
        change -= back
        if tender.amount - back:
            kept.append(replace(tender, amount=tender.amount - back))
    return tuple(kept)
