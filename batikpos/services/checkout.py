"""Completing a sale: the only place where a basket becomes a fact."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from batikpos.domain.agreement import Agreed, AgreedTo, Asked, agreed_from_body, agreed_to_body, is_agreed
from batikpos.domain.cart import Cart
from batikpos.domain.draft import Draft, cart_to_draft, told_to_draft
from batikpos.domain.errors import Name, PosError
from batikpos.domain.fact import Body, canonical
from batikpos.domain.giveback import Back
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.obstacle import BelowFloor, SoldOut, below_floor, short_of, sold_out
from batikpos.domain.quantity import Quantity
from batikpos.domain.record import slip_to_body
from batikpos.domain.right import Cut, check_all, check_printing, discount_reasons
from batikpos.domain.sale import PaperSlip, Sale, SaleKind, SaleLine, sizes_of_goods, sold_lines
from batikpos.domain.slip import read_slip
from batikpos.domain.tender import (
    QRIS_LIMIT,
    Tender,
    TenderKind,
    cash_in,
    cash_rounding,
    change_due,
)
from batikpos.i18n import N_, translator
from batikpos.paper.nota import nota
from batikpos.services.desk import Desk
from batikpos.services.paper_slips import check_new_slip
from batikpos.services.papers import open_for_cash, queue_paper
from batikpos.services.till import TillClosed
from batikpos.store.baskets import forget_basket
from batikpos.store.engine import Transaction
from batikpos.store.journal import append_sale, list_facts
from batikpos.store.orders import find_order_by_id
from batikpos.store.printjobs import JobKind, find_original
from batikpos.store.sales import KeptSale, find_sale_by_id, next_running, sold_of
from batikpos.store.tills import find_open_day
from batikpos.values import frozen


class EmptyCart(PosError):
    """A sale of nothing."""

    code: ClassVar[str] = "empty"
    text: ClassVar[str] = N_("The basket is empty. Scan or choose something first.")


class IdReused(PosError):
    """The id of a sale that was something else."""

    code: ClassVar[str] = "id_reused"
    text: ClassVar[str] = N_(
        "This sale was already recorded as {number} with other content. Begin a new one."
    )
    number: str


@frozen
class Warned:
    """Something the cashier should know, though the sale stands."""

    code: str
    text: str


@frozen
class CompletedSale:
    """A sale that is safe on disk; `is_repeat` says it had been before.

    `agreed` is what a second person agreed to, where one had to.
    Of a sale that was put right for less `also_back` is the cash that goes back beside the change, and
    `also_given` what goes back otherwise: a voucher, a transfer; `taken_off` is
    what a void or return does not give, for nobody saw it come.
    """

    kept: KeptSale
    print_job: str
    warnings: tuple[Warned, ...] = ()
    is_repeat: bool = False
    agreed: tuple[AgreedTo, ...] = ()
    also_back: Rupiah = ZERO
    also_given: tuple[Tender, ...] = ()
    taken_off: tuple[Tender, ...] = ()

    @property
    def is_sale(self) -> bool:
        """Tell a sale from what reverses one."""
        return self.kept.sale.kind is SaleKind.SALE

    @property
    def back(self) -> Back:
        """Say what went back by a void or return."""
        return Back(self._given, self.taken_off)

    @property
    def _given(self) -> tuple[Tender, ...]:
        off = {tender.kind: ZERO for tender in self.taken_off}
        for tender in self.taken_off:
            off[tender.kind] += tender.amount
        given: list[Tender] = []
        for tender in self.kept.sale.tenders:
            less = min(-tender.amount, off.get(tender.kind, ZERO))
            off[tender.kind] = off.get(tender.kind, ZERO) - less
            given.append(replace(tender.turned, amount=-tender.amount - less))
        return tuple(tender for tender in given if tender.amount)


def complete_sale(
    desk: Desk,
    cart: Cart,
    tenders: Sequence[Tender],
    *,
    cashier: str,
    now: datetime,
    approver: str = "",
    oversell: bool = False,
    agreed: Agreed = None,
    slip: PaperSlip | None = None,
    language: str = "id",
    told_in: str = "",
) -> CompletedSale:
    """Sell a basket: fact, rows and print job in one transaction; asking twice sells once.

    Prices for two and goods that are short are sold where they are what was `agreed` to.

    The nota is in `language`, warnings in `told_in` where that is another one. What was sold on a
    paper `slip` during an outage is a sale of now like any other, and carries the slip.

    Raises: EmptyCart, Underpaid, ChangeWithoutCash, BadTender, IdReused, TillClosed, BelowFloor,
    ApprovalNeeded, AllNeeded, PrintingRefused, SoldOut, SeveralSoldOut;
    with a slip also NoSlipNumber, BadSlipNumber, NoReason, BadReason, BadSlipDay, SlipUsed.
    """
    if slip is not None:
        slip = read_slip(slip)
    with desk.writing() as tx:
        return sell_in(
            tx,
            desk,
            cart,
            tenders,
            cashier=cashier,
            now=now,
            approver=approver,
            oversell=oversell,
            agreed=agreed,
            slip=slip,
            language=language,
            told_in=told_in,
        )


def sell_in(
    tx: Transaction,
    desk: Desk,
    cart: Cart,
    tenders: Sequence[Tender],
    *,
    cashier: str,
    now: datetime,
    approver: str = "",
    oversell: bool = False,
    agreed: Agreed = None,
    slip: PaperSlip | None = None,
    language: str = "id",
    told_in: str = "",
    follows: str = "",
    prices_stand: bool = False,
    before: Sequence[SaleLine] = (),
    warned: Sequence[PosError] = (),
) -> CompletedSale:
    """Sell a basket within an act that does more: the hand-over of an order, a sale in another one's place.

    It `follows` the sale in whose place it stands. Where its `prices_stand`, they were agreed to before,
    and nobody is asked again. The lines `before` are of the sale or order that it stands for: no more of what
    this fair does not sell is sold than they say, and what was under its lowest price then is. What the act
    has `warned` of stands with it.
    Raises: as `complete_sale`.
    """
    if not cart.lines:
        raise EmptyCart
    content = _digest(cart, tenders, slip)
    at, fair_id = desk.fair.local(now), desk.fair.fair_id
    if done := _find_done(tx, fair_id, str(cart.sale_id), content):
        return done
    till = find_open_day(tx)
    if till is None:
        raise TillClosed
    if slip is not None:
        check_new_slip(tx, desk, slip, today=at.date())
    rounding = cash_rounding(cart.net, tenders, desk.settings.rounding)
    change = change_due(cart.net + rounding, tenders)
    if not (prices_stand or slip):  # of what was sold or ordered before nothing is refused
        check_printing(desk.settings.rules, cart.beyond(sizes_of_goods(before)))
    lines = sold_lines(cart, desk.catalogue)
    if prices_stand and before:
        lines = tuple(replace(now, is_under=was.is_under) for now, was in zip(lines, before, strict=True))
    reasons = () if prices_stand else check_all(price_reasons(desk, cart, lines), approver, agreed)
    short = check_stock(tx, cart, oversell=oversell, agreed=agreed)
    running = next_running(tx, fair_id, till.business_day)
    sale = Sale(
        sale_id=str(cart.sale_id),
        kind=SaleKind.SALE,
        number=desk.booth.number(till.business_day, running),
        running=running,
        business_day=till.business_day,
        at=at,
        cashier=cashier,
        approver=approver,
        lines=lines,
        tenders=tuple(tenders),
        rounding=rounding,
        change=change,
        language=language,
        content=content,
        slip=slip,
        follows=follows,
    )
    warnings = (
        *_short_warnings(short, told_in or language),
        *(() if approver else _floor_warnings(cart, told_in or language)),
        *_tender_warnings(tenders, told_in or language),
        *(Warned(one.code, one.message(told_in or language)) for one in warned),
    )
    agreed_to = tuple(reason.agreed_to(told_in or language) for reason in reasons)
    told: Body = {"warnings": [[w.code, w.text] for w in warnings]} | agreed_to_body(agreed_to)
    if cart.promotions or cart.discount:
        told["basket"] = told_to_draft(cart)  # what its lines alone do not say
    if singles := sorted({line.item.sku for line in cart.lines if line.item.is_single}):
        told["singles"] = singles  # the centre has no catalogue, and must know what exists once
    forget_basket(tx, cart.sale_id)
    fact = append_sale(tx, sale, till_seq=till.opened_seq, also=told)
    kept = KeptSale(sale, desk.booth, fact.journal_id, fact.seq, fact.hash, till.opened_seq)
    open_for_cash(tx, desk, cash_in(tenders), sale=sale.number, now=at)
    paper = nota(sale, desk.stand, fact_hash=fact.hash)
    job = queue_paper(tx, desk, paper, kind=JobKind.ORIGINAL, sale=sale.number, now=at)
    return CompletedSale(kept, job, warnings, agreed=agreed_to)


def basket_of(tx: Transaction, kept: KeptSale, fair_id: str) -> Draft | None:
    """Read the basket of a sale as it was written down; None where its lines say all of it."""
    (fact,) = list_facts(tx, fair_id, kept.journal_id, after=kept.seq - 1, limit=1)
    return fact.body.get("basket")


def _find_done(tx: Transaction, fair_id: str, sale_id: str, content: str) -> CompletedSale | None:
    """Answer as the first time, warnings and all; None where nothing was sold or ordered under an id yet."""
    if ordered := find_order_by_id(tx, sale_id):
        raise IdReused(ordered.order.number)
    done = find_sale_by_id(tx, fair_id, sale_id)
    if done is None:
        return None
    if done.sale.content != content:
        raise IdReused(done.sale.number)
    original = find_original(tx, done.sale.number)
    (fact,) = list_facts(tx, fair_id, done.journal_id, after=done.seq - 1, limit=1)
    warnings = tuple(Warned(code, text) for code, text in fact.body.get("warnings", ()))
    agreed = agreed_from_body(fact.body)
    return CompletedSale(done, original.job_id if original else "", warnings, is_repeat=True, agreed=agreed)


def price_reasons(desk: Desk, cart: Cart, lines: Sequence[SaleLine]) -> tuple[Asked, ...]:
    """List what of the prices only two may give: each line under its producer's lowest price, the discount.

    All that the cashier gave counts against the list price, and no promotion.
    """
    below = ((p.line.item, p.line.quantity, p.net) for p in cart.priced if p.is_given_below_floor)
    given = (
        Cut(
            line.sku,
            Name(line.name, line.name_en),
            line.quantity,
            line.gross,
            line.discount - line.promoted,
        )
        for line in lines
    )
    return (
        *(below_floor(item, quantity, asked) for item, quantity, asked in below),
        *discount_reasons(desk.settings.rules, given),
    )


def check_stock(tx: Transaction, cart: Cart, *, oversell: bool, agreed: Agreed) -> list[SoldOut]:
    """Say what of a basket is short, and sold all the same. Raises: SoldOut, SeveralSoldOut."""
    short = _short_of_stock(tx, cart)
    if short and not (oversell and is_agreed(short, agreed)):
        raise sold_out(short)
    return short


def _short_of_stock(tx: Transaction, cart: Cart) -> list[SoldOut]:
    items = {line.item.sku: line.item for line in cart.lines}
    sold = sold_of(tx, items)
    return [
        short_of(cart, item, Quantity(max(0, item.stock - sold.get(sku, 0)), item.unit))
        for sku, item in items.items()
        if sold.get(sku, 0) + cart.quantity_of(sku) > item.stock
    ]


def _short_warnings(short: Sequence[SoldOut], language: str) -> tuple[Warned, ...]:
    return tuple(Warned(mishap.code, mishap.message(language)) for mishap in short)


def _floor_warnings(cart: Cart, language: str) -> tuple[Warned, ...]:
    """Say what went under its floor though nobody had to agree: by a promotion, or at prices that stood."""
    text = translator(language)(N_("{item} went under its lowest price, {floor}."))
    return tuple(
        Warned(
            BelowFloor.code,
            text.format(item=p.line.item.title(language), floor=p.line.quantity.of(p.line.item.floor)),
        )
        for p in cart.priced
        if p.is_below_floor
    )


def _tender_warnings(tenders: Sequence[Tender], language: str) -> tuple[Warned, ...]:
    if not any(t.kind is TenderKind.QRIS and t.amount > QRIS_LIMIT for t in tenders):
        return ()
    text = N_("QRIS takes at most {limit} at once. Check in the merchant's app that it really came.")
    return (Warned("qris_limit", translator(language)(text).format(limit=QRIS_LIMIT)),)


def _digest(cart: Cart, tenders: Sequence[Tender], slip: PaperSlip | None) -> str:
    """Digest what was asked for, so that a repeat is told from another request under the same id."""
    content = cart_to_draft(cart) | {
        "tenders": [[t.kind.value, t.amount.amount, t.reference] for t in tenders],
    }
    if slip is not None:
        content["slip"] = slip_to_body(slip)
    return sha256(canonical(content).encode()).hexdigest()
