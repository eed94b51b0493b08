"""Facts and papers of a small day: sales of so much, tills that are so much over or short."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.causes.papers import CashSlip, Goods, Papers, Payment
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.quantity import Quantity
from batikpos.domain.sale import PaperSlip, Sale, SaleKind, returned_lines, sold_lines, voided_lines
from batikpos.domain.tender import Tender, TenderKind, less_change
from batikpos.domain.till import DrawerCount, DrawerOpening, Till, counted_cash
from tests.domain.baskets import AT
from tests.domain.test_till import till
from tests.shop import DAY, SHIRT, basket, catalogue, line

PRICE = Rupiah(395_000)
"""What the shirt costs that is sold here."""

NOTES = {100_000: 2, 50_000: 3, 20_000: 5, 10_000: 4, 5_000: 2}
"""500.000 as they were counted."""


def sale(
    n: int = 1,
    *,
    qris: int = 0,
    given: int = 0,
    minutes: int = 0,
    slip: str = "",
    sku: str = SHIRT,
    reference: str = "",
) -> Sale:
    """Sell one thing: so much by QRIS, the rest in cash, of which so much was given."""
    lines = sold_lines(basket(line(sku)), catalogue())
    due = total(one.net for one in lines)
    cash = Rupiah(given) if given else due - Rupiah(qris)
    tenders = (Tender(TenderKind.QRIS, Rupiah(qris), reference), Tender(TenderKind.CASH, cash))
    paid = tuple(t for t in tenders if t.amount)
    return Sale(
        sale_id=str(uuid4()),
        kind=SaleKind.SALE,
        number=f"A03-20261211-{n:04}",
        running=n,
        business_day=DAY,
        at=AT + timedelta(minutes=minutes or n),
        cashier="Rini",
        lines=lines,
        tenders=paid,
        change=total(t.amount for t in paid) - due,
        slip=PaperSlip(slip, DAY, "Listrik padam") if slip else None,
    )


def void_of(of: Sale, n: int) -> Sale:
    """Void a sale."""
    return replace(
        of,
        kind=SaleKind.VOID,
        number=f"A03-20261211-{n:04}",
        lines=voided_lines(of.lines),
        tenders=tuple(replace(t, amount=-t.amount) for t in less_change(of.tenders, of.change)),
        change=ZERO,
        reverses=of.number,
        slip=None,
    )


def refund_of(of: Sale, n: int, *, tender: TenderKind = TenderKind.CASH) -> Sale:
    """Give a sale's first line back."""
    lines = returned_lines(of.lines, [], [(1, None)])
    back = total(one.net for one in lines)
    return replace(
        of,
        kind=SaleKind.REFUND,
        number=f"A03-20261211-{n:04}",
        lines=lines,
        tenders=(Tender(tender, back),),
        change=ZERO,
        reverses=of.number,
        slip=None,
    )


def day(
    *sales: Sale,
    off: int = 0,
    float_: int = 500_000,
    moved: tuple[int, ...] = (),
    openings: int = 0,
    counts: tuple[int, ...] = (),
    papers: Papers | None = None,
    usual: int | None = None,
    notes: Mapping[int, int] | None = None,
) -> DrawerDay:
    """Close a till of these sales, counted so much over or short; `counts` were made before."""
    opened = till(*sales, moved=moved, float_=float_)
    one = replace(
        opened,
        closed_at=AT,
        counted=opened.figures.expected_cash + Rupiah(off),
        number="A03-20261211-Z1",
        openings=(DrawerOpening("Tukar uang", AT, "Rini", ""),) * openings,
        counts=tuple(DrawerCount(n, 2, Rupiah(c), AT, "Rini") for n, c in enumerate(counts)),
        notes=NOTES if notes is None else notes,
    )
    return of_tills(one, papers=papers, usual=usual)


def of_tills(*tills: Till, papers: Papers | None = None, usual: int | None = None) -> DrawerDay:
    """Put a day together."""
    difference = total(t.figures.difference or ZERO for t in tills)
    counted = total(t.counted or ZERO for t in tills)
    return DrawerDay(tills, counted, difference, papers or Papers(), None if usual is None else Rupiah(usual))


def whole(
    counted: Mapping[int, int] | int,
    *,
    float_: int = 500_000,
    slips: tuple[int, ...] = (),
    payments: tuple[Payment, ...] = (),
    gone: Mapping[str, int] | None = None,
) -> Papers:
    """Have all papers of a day: counted so much again, so much gone of the goods at their price."""
    notes = counted if isinstance(counted, Mapping) else {100: counted // 100}
    assert isinstance(counted, Mapping) or counted_cash(notes) == Rupiah(counted)
    return Papers(
        Rupiah(float_),
        notes,
        tuple(CashSlip(Rupiah(amount), "Warung") for amount in slips),
        payments,
        {sku: goods(sku, size) for sku, size in (gone or {}).items()},
    )


def goods(sku: str, size: int) -> Goods:
    """Let so much of something be gone from the table."""
    item = catalogue().load(sku)
    return Goods(Quantity(size, item.unit), item.price)


def payment(amount: int, *, minutes: int = 1, reference: str = "") -> Payment:
    """Let the acquirer have a payment."""
    return Payment(AT + timedelta(minutes=minutes), Rupiah(amount), reference)
