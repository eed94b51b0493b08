"""Baskets by chance: every way a price can come about, for the properties."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from batikpos.domain.cart import AmountOff, Cart, CartLine, Discount, PercentOff
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.money import Rupiah, total
from batikpos.domain.quantity import Unit
from batikpos.domain.sale import PaperSlip, Sale, SaleKind, SaleLine, sold_lines
from batikpos.domain.tender import Tender, TenderKind
from tests.shop import an_item

AT = datetime(2026, 12, 11, 12, 34, 56, tzinfo=ZoneInfo("Asia/Jakarta"))

PIECES = tuple(
    an_item(f"P{n}", price=price, floor=price // 2, producer=producer, name=f"Kain {n}")
    for n, (price, producer) in enumerate(
        [(1, "A"), (3, "B"), (9_999, "A"), (145_000, "C"), (12_500_000, "B")]
    )
)
LENGTHS = tuple(
    an_item(f"M{n}", price=price, unit=Unit.METRE, step=step, producer=producer)
    for n, (price, step, producer) in enumerate([(3, 500, "A"), (125_001, 500, "C"), (77_777, 1, "B")])
)
GOODS = (*PIECES, *LENGTHS)

percents = st.integers(0, 10_000).map(PercentOff)


@st.composite
def lines(draw: st.DrawFn) -> CartLine:
    """Draw a line, bargained over and discounted as the chance will have it."""
    item = draw(st.sampled_from(GOODS))
    quantity = item.quantity(draw(st.integers(1, 40)) * item.step)
    agreed = draw(st.none() | st.integers(0, 2 * item.price.amount).map(Rupiah))
    left = quantity.of(item.price if agreed is None else agreed)
    discount: Discount | None = draw(st.none() | percents | st.integers(0, left.amount).map(_amount_off))
    return CartLine(item, quantity, agreed, discount, draw(st.sampled_from(["", "Dipotong", "Hadiah"])))


@st.composite
def carts(draw: st.DrawFn) -> Cart:
    """Draw a basket with its own discount."""
    plain = Cart(
        UUID(int=draw(st.integers(0, 2**128 - 1))), tuple(draw(st.lists(lines(), min_size=1, max_size=7)))
    )
    return replace(
        plain, discount=draw(st.none() | percents | st.integers(0, plain.net.amount).map(_amount_off))
    )


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    """Draw a sale of a basket by chance, paid in any way."""
    cart = draw(carts())
    by_card = draw(st.integers(0, cart.net.amount))
    given = [Tender(TenderKind.CARD, Rupiah(by_card), draw(texts))] if by_card else []
    over = draw(st.integers(0, 100_000))
    by_cash = cart.net.amount - by_card + over
    given += [Tender(TenderKind.CASH, Rupiah(by_cash))] if by_cash else []
    return Sale(
        sale_id=str(cart.sale_id),
        kind=SaleKind.SALE,
        number="A03-20261211-0001",
        running=1,
        business_day=date(2026, 12, 11),
        at=AT,
        cashier=draw(texts),
        lines=tuple(map(draw(_told()), sold_lines(cart, Catalogue()))),
        tenders=tuple(given),
        change=total(t.amount for t in given) - cart.net,
        approver=draw(texts),
        reason=draw(texts),
        language=draw(st.sampled_from(["id", "en"])),
        content=draw(texts),
        slip=draw(st.none() | st.builds(PaperSlip, texts, st.dates(), texts)),
        follows=draw(texts),
        followed_by=draw(texts),
    )


@st.composite
def _told(draw: st.DrawFn) -> Callable[[SaleLine], SaleLine]:
    """Draw what is said of lines beside their price."""
    note, promotion, is_open = draw(texts), draw(texts), draw(st.booleans())
    part = draw(st.integers(0, 10_000))
    return lambda line: replace(
        line, note=note, promotion=promotion, is_open=is_open, promoted=line.discount.share(part)
    )


def _amount_off(amount: int) -> AmountOff:
    return AmountOff(Rupiah(amount))
