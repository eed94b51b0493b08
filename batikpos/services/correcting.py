"""Putting a sale right (perbaiki): the old one voided and the new one made, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from batikpos.domain.cart import Cart
from batikpos.domain.correction import Correction, cart_again, correction_of
from batikpos.domain.errors import PosError
from batikpos.domain.giveback import goes_back
from batikpos.domain.money import total
from batikpos.domain.right import Act, check_second
from batikpos.domain.sale import Sale
from batikpos.domain.tender import Tender, TenderKind
from batikpos.domain.typed import read_reason
from batikpos.i18n import N_
from batikpos.services.checking import carry_checks
from batikpos.services.checkout import basket_of, sell_in
from batikpos.services.desk import Desk
from batikpos.services.following import Followed, find_followed, number_after
from batikpos.services.returns import load_sale, load_voidable, record_reversal, reversal_of, seen_of
from batikpos.store.engine import Transaction
from batikpos.store.sales import KeptSale


@dataclass(eq=False)
class NotCorrectable(PosError):
    """The pick-up of an order, which hangs on what was paid down for it."""

    code: ClassVar[str] = "not_correctable"
    text: ClassVar[str] = N_("{number} is the pick-up of an order. Void it, and pick the order up again.")
    number: str


def begin_correction(desk: Desk, number: str, reason: str) -> tuple[Cart, Correction]:
    """Open the basket of a sale again, to be put right; nothing is written yet.

    Raises: NoReason, BadReason, and what keeps a sale from being voided; NotCorrectable, UnknownItem.
    """
    why = read_reason(reason)
    with desk.store.reading() as tx:
        kept = _load(tx, number)
        draft = basket_of(tx, kept, desk.fair.fair_id)
    return cart_again(kept.sale, uuid4(), desk.catalogue, draft), correction_of(kept.sale, why)


def check_correctable(desk: Desk, number: str) -> None:
    """Check that a sale can still be put right: what was begun may be taken up when it cannot any more.

    Raises: what keeps a sale from being voided; NotCorrectable.
    """
    with desk.store.reading() as tx:
        _load(tx, number)


def correct_sale(
    desk: Desk,
    number: str,
    cart: Cart,
    tenders: Sequence[Tender],
    reason: str,
    *,
    cashier: str,
    now: datetime,
    approver: str = "",
    oversell: bool = False,
    language: str = "id",
    told_in: str = "",
) -> Followed:
    """Void a sale of the open till and sell a basket in its place; asking twice does it once.

    Where `tenders` are what was paid already, with the difference in cash, the correction is settled so; else
    the sale is voided as any, and another one paid: `domain/giveback.py` says what goes back. A payment that
    was seen in the app and is paid again as it was counts as seen.

    Raises: NoReason, BadReason, ApprovalNeeded, NotCorrectable, IdReused, and what voiding and
    completing a sale raise; then nothing is written.
    """
    why = read_reason(reason)
    with desk.writing() as tx:
        before = find_followed(tx, desk, number, cart.sale_id)
        void = before.given_back if before is not None else None
        if void is None:
            kept = _load(tx, number)
            check_second(desk.settings.rules, Act.VOID, approver)
            back = goes_back(
                kept.sale.tenders,
                kept.sale.change,
                seen=seen_of(tx, number),
                instead=tenders,
                is_settled=_is_settled(kept.sale, cart, tenders),
            )
            reversal = reversal_of(kept.sale, back, why, cashier=cashier, approver=approver)
            reversal = replace(reversal, followed_by=number_after(tx, desk))
            void = record_reversal(tx, desk, reversal, now, taken_off=_taken_off(back, tenders))
        sold = sell_in(
            tx,
            desk,
            cart,
            tenders,
            cashier=cashier,
            now=now,
            approver=approver,
            oversell=oversell,
            language=language,
            told_in=told_in,
            follows=number,
        )
        if not sold.is_repeat:
            old, at = load_sale(tx, number).sale, desk.fair.local(now)
            carry_checks(tx, old, sold.kept.sale, is_settled=_is_settled(old, cart, tenders), at=at)
        return _with_back(Followed(void, sold))


def _taken_off(back: Sequence[Tender], instead: Sequence[Tender]) -> tuple[Tender, ...]:
    """Say what of the QRIS payments is in no sale any more."""
    before, now = (total(t.amount for t in of if t.kind is TenderKind.QRIS) for of in (back, instead))
    return (Tender(TenderKind.QRIS, before - now),) if before > now else ()


def _is_settled(sale: Sale, cart: Cart, tenders: Sequence[Tender]) -> bool:
    return correction_of(sale, "").is_settled_by(cart.net, tenders)


def _with_back(done: Followed) -> Followed:
    return replace(done, sale=replace(done.sale, also_back=done.back - done.sale.kept.sale.change))


def _load(tx: Transaction, number: str) -> KeptSale:
    kept = load_voidable(tx, number)
    if any(t.kind is TenderKind.DEPOSIT for t in kept.sale.tenders):
        raise NotCorrectable(number)
    return kept
