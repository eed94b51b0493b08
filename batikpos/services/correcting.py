"""Putting a sale right (perbaiki): the old one voided and the new one made, in one transaction."""

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from batikpos.domain.agreement import Agreed
from batikpos.domain.cart import Cart
from batikpos.domain.correction import SeenMeanwhile, cart_again, correction_of, seen_in_paid
from batikpos.domain.errors import PosError
from batikpos.domain.money import total
from batikpos.domain.right import check_all, void_reasons
from batikpos.domain.sale import sold_lines
from batikpos.domain.tender import Tender, TenderKind, cash_in
from batikpos.domain.typed import read_reason
from batikpos.i18n import N_
from batikpos.services.baskets import OpenBasket
from batikpos.services.checking import carry_checks
from batikpos.services.checkout import CompletedSale, basket_of, price_reasons, sell_in
from batikpos.services.desk import Desk
from batikpos.services.following import Followed, find_followed, number_after
from batikpos.services.papers import open_for_cash
from batikpos.services.returns import load_sale, load_voidable, record_reversal, reversal_of, seen_of
from batikpos.store.checks import list_checks
from batikpos.store.engine import Transaction
from batikpos.store.sales import KeptSale


class NotCorrectable(PosError):
    """The pick-up of an order, which hangs on what was paid down for it."""

    code: ClassVar[str] = "not_correctable"
    text: ClassVar[str] = N_("{number} is the pick-up of an order. Void it, and pick the order up again.")
    number: str


def begin_correction(desk: Desk, number: str, reason: str) -> OpenBasket:
    """Open the basket of a sale again, to be put right; nothing is written yet.

    Raises: NoReason, BadReason, and what keeps a sale from being voided; NotCorrectable, UnknownItem,
    OtherUnit.
    """
    why = read_reason(reason)
    with desk.store.reading() as tx:
        kept = _load(tx, number)
        draft = basket_of(tx, kept, desk.fair.fair_id)
    cart = cart_again(kept.sale, uuid4(), desk.catalogue, draft)
    return OpenBasket(cart, corrects=correction_of(kept.sale, why), nota=kept.sale.language)


def look_at_correctable(desk: Desk, number: str) -> frozenset[int]:
    """Check that a sale can still be put right, and say which of what was paid for it somebody saw by now.

    What was begun may be taken up when it cannot any more. Raises: what keeps a sale from being voided;
    NotCorrectable.
    """
    with desk.store.reading() as tx:
        return seen_in_paid(_load(tx, number).sale, seen_of(tx, number))


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
    agreed: Agreed = None,
    language: str = "id",
    told_in: str = "",
    shown: Container[int] | None = None,
    left_out: frozenset[int] = frozenset(),
) -> Followed:
    """Void a sale of the open till and sell a basket in its place; asking twice does it once.

    Where `tenders` are what was paid already, with the difference in cash, the correction is settled so; else
    the sale is voided as any, and another one paid: `domain/giveback.py` says what goes back. A payment that
    was seen in the app and is paid again as it was counts as seen. One that nobody saw is given back in no
    money: what of it pays for the new sale no more is taken off, and warned of.

    `shown` are the payments that were said to be seen where it was said what goes back, by their places in
    what was paid; None where nothing was said before. What is at the places `left_out` there was struck off,
    for it was paid otherwise: the books give it back, the drawer does not.

    What needs a second person, the void and the new prices, is asked for at once.

    Raises: NoReason, BadReason, ApprovalNeeded, AllNeeded, NotCorrectable, SeenMeanwhile, IdReused, and what
    voiding and completing a sale raise; then nothing is written.
    """
    why = read_reason(reason)
    with desk.writing() as tx:
        before = find_followed(tx, desk, number, cart.sale_id)
        void = before.given_back if before is not None else None
        old = (_load(tx, number) if void is None else load_sale(tx, number)).sale
        correction = replace(correction_of(old, why), left_out=left_out)
        seen = seen_in_paid(old, seen_of(tx, number) if void is None else _seen_before(tx, void))
        back, taken_off = correction.back(cart.net, tenders, seen)
        if void is None:
            prices = price_reasons(desk, cart, sold_lines(cart, desk.catalogue))
            voids = void_reasons(desk.settings.rules, number, total(t.amount for t in correction.paid))
            check_all((*voids, *prices), approver, agreed)
            if shown is not None and correction.back(cart.net, tenders, shown) != (back, taken_off):
                raise SeenMeanwhile(number, seen)
            reversal = reversal_of(old, back, why, cashier=cashier, approver=approver)
            reversal = replace(reversal, followed_by=number_after(tx, desk))
            if not cash_in(tenders):  # which would open the drawer for both
                goes_out = cash_in(back) - cash_in(correction.paid_otherwise)
                open_for_cash(tx, desk, goes_out, sale=number, now=now)
            void = record_reversal(
                tx, desk, reversal, now, taken_off=taken_off, reasons=voids, told_in=told_in
            )
        sold = sell_in(
            tx,
            desk,
            cart,
            tenders,
            cashier=cashier,
            now=now,
            approver=approver,
            oversell=oversell,
            agreed=agreed,
            language=language,
            told_in=told_in,
            follows=number,
            before=old.lines,
        )
        if not sold.is_repeat:
            is_settled = correction.is_settled_by(cart.net, tenders)
            carry_checks(tx, old, sold.kept.sale, is_settled=is_settled, at=desk.fair.local(now))
        void = replace(void, taken_off=taken_off)
        return _with_back(Followed(void, sold, correction.paid_otherwise))


def _seen_before(tx: Transaction, void: CompletedSale) -> frozenset[int]:
    """Say which payments of a sale somebody had seen when it was voided."""
    sale = void.kept.sale
    return frozenset(check.n for check in list_checks(tx, sale.reverses) if check.at <= sale.at)


def _with_back(done: Followed) -> Followed:
    also = done.back - done.sale.kept.sale.change
    given = tuple(tender for tender in done.handed if tender.kind is not TenderKind.CASH)
    return replace(done, sale=replace(done.sale, also_back=also, also_given=given))


def _load(tx: Transaction, number: str) -> KeptSale:
    kept = load_voidable(tx, number)
    if kept.sale.is_pick_up:
        raise NotCorrectable(number)
    return kept
