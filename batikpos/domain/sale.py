"""A finished sale and what reverses it: facts, never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import ClassVar

from batikpos.domain.cart import Cart
from batikpos.domain.catalogue import Catalogue, Dye, Item, Technique
from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.quantity import HALF_METRE, METRE, Quantity, Unit
from batikpos.domain.tender import MONEY, Tender, TenderKind
from batikpos.i18n import N_
from batikpos.values import frozen


class SaleKind(StrEnum):
    """A sale, or what gives all (void) or some (refund) of one back."""

    SALE = "sale"
    VOID = "void"
    REFUND = "refund"


@frozen
class SaleLine:
    """One line as it was sold, with all that a report needs. Negative where it gives back.

    `given_back` is, on a void or refund, the number (from 1) of the line of the sale it reverses.
    `promoted` is what the `promotion` took off, a part of the discount. What `is_open` was sold by a
    name and price that were typed at the stand, whether it was taken into the catalogue there or not. What
    gives back a part of a cut of cloth of which some is still sold `is_part`: the cut stays a piece sold.
    What `is_under` went under its lowest price of that day.
    """

    sku: str
    name: str
    name_en: str
    producer: str
    producer_name: str
    technique: Technique
    dye: Dye
    kind: str
    quantity: Quantity
    unit_price: Rupiah
    gross: Rupiah
    discount: Rupiah
    agreed: Rupiah | None = None
    given_back: int = 0
    note: str = ""
    promotion: str = ""
    promoted: Rupiah = ZERO
    is_open: bool = False
    is_part: bool = False
    is_under: bool = False

    @property
    def net(self) -> Rupiah:
        """Say what was paid for the line."""
        return self.gross - self.discount

    @property
    def counted(self) -> int:
        """Count its pieces: a length of cloth is one until all of it is back. What comes back counts down."""
        if self.is_part:
            return 0
        sign = -1 if self.quantity.size < 0 else 1
        return sign if self.quantity.unit is Unit.METRE else self.quantity.size


@frozen
class PaperSlip:
    """A slip written by hand while the till could not be used: its number, its day, and why."""

    number: str
    day: date
    reason: str


@dataclass(frozen=True)
class Sale:
    """A sale, void or refund. `tenders` are as given; `change` came out of the cash.

    `reverses` is the number of the sale that a void or refund gives back; `content` is a digest of
    what was asked for, so that the same request is told from another one under the same id. A sale that
    `follows` another stands in its place: that one was voided to be put right, or goods of it were
    exchanged; the void or refund made in the same act is `followed_by` it.
    """

    sale_id: str
    kind: SaleKind
    number: str
    running: int
    business_day: date
    at: datetime
    cashier: str
    lines: tuple[SaleLine, ...]
    tenders: tuple[Tender, ...]
    rounding: Rupiah = ZERO
    change: Rupiah = ZERO
    approver: str = ""
    reverses: str = ""
    reason: str = ""
    language: str = "id"
    content: str = ""
    slip: PaperSlip | None = None
    follows: str = ""
    followed_by: str = ""

    @property
    def is_pick_up(self) -> bool:
        """Say whether an order was handed over by it: it hangs on what was paid down."""
        return any(tender.kind is TenderKind.DEPOSIT for tender in self.tenders)

    @cached_property
    def gross(self) -> Rupiah:
        """Add up the lines before any discount."""
        return total(line.gross for line in self.lines)

    @cached_property
    def discount(self) -> Rupiah:
        """Add up all discounts."""
        return total(line.discount for line in self.lines)

    @cached_property
    def total(self) -> Rupiah:
        """Say what was due."""
        return self.gross - self.discount + self.rounding

    @cached_property
    def paid(self) -> Rupiah:
        """Say what was given."""
        return total(t.amount for t in self.tenders)


class NoSuchLine(PosError):
    """A line is given back that the sale does not have."""

    code: ClassVar[str] = "bad_return"
    text: ClassVar[str] = N_("There is no line {line}: that nota has {lines}. Look at its lines.")
    line: int
    lines: int


class BadReturn(PosError):
    """More is given back than is left of a line."""

    code: ClassVar[str] = "bad_return"
    text: ClassVar[str] = N_("Line {line} has only {left} left to give back. Change the quantity.")
    line: int
    left: str


def sold_lines(cart: Cart, catalogue: Catalogue) -> tuple[SaleLine, ...]:
    """Turn a priced cart into the lines of a sale."""
    return tuple(
        SaleLine(
            sku=p.line.item.sku,
            name=p.line.item.names.id,
            name_en=p.line.item.names.en,
            producer=p.line.item.producer,
            producer_name=catalogue.producer(p.line.item.producer).name,
            technique=p.line.item.technique,
            dye=p.line.item.dye,
            kind=p.line.item.kind,
            quantity=p.line.quantity,
            unit_price=p.unit_price,
            gross=p.gross,
            discount=p.discount,
            agreed=p.line.agreed,
            note=p.line.note,
            promotion=p.promotion,
            promoted=p.promoted,
            is_open=p.line.item.is_open or p.line.item.is_added,
            is_under=p.is_below_floor,
        )
        for p in cart.priced
    )


def item_of(line: SaleLine) -> Item:
    """Make the goods of a line as they were sold, whatever the price list says by now."""
    return Item(
        sku=line.sku,
        barcode="",
        producer=line.producer,
        name=line.name,
        name_en=line.name_en,
        technique=line.technique,
        dye=line.dye,
        kind=line.kind,
        unit=line.quantity.unit,
        step=_step_of(line.quantity),
        price=line.unit_price,
        is_open=line.is_open,
    )


def _step_of(sold: Quantity) -> int:
    """Say in which step goods were sold that stand in no list: cloth in the coarsest that it fits."""
    steps = (1,) if sold.unit is Unit.PIECE else (HALF_METRE, METRE // 10, METRE // 100, 1)
    return next(step for step in steps if sold.size % step == 0)


def sizes_of_goods(lines: Iterable[SaleLine]) -> dict[str, int]:
    """Add up by SKU how many pieces or millimetres lines are."""
    sizes: dict[str, int] = {}
    for line in lines:
        sizes[line.sku] = sizes.get(line.sku, 0) + line.quantity.size
    return sizes


def voided_lines(lines: Iterable[SaleLine]) -> tuple[SaleLine, ...]:
    """Give every line of a sale back whole."""
    return tuple(
        replace(
            line,
            quantity=Quantity(-line.quantity.size, line.quantity.unit),
            gross=ZERO - line.gross,
            discount=ZERO - line.discount,
            promoted=ZERO - line.promoted,
            given_back=n,
        )
        for n, line in enumerate(lines, 1)
    )


def returned_lines(
    lines: Sequence[SaleLine],
    before: Iterable[SaleLine],
    wanted: Sequence[tuple[int, int | None]],
) -> tuple[SaleLine, ...]:
    """Give parts of lines back: `wanted` holds (line number from 1, pieces or millimetres or all).

    What parts of one line give back adds up to the line exactly: each part is the share of all
    given back so far, less what was given back `before`. Raises: NoSuchLine, BadReturn.
    """
    gone: dict[int, list[SaleLine]] = {}
    for line in before:
        gone.setdefault(line.given_back, []).append(line)
    parts: list[SaleLine] = []
    for number, size in wanted:
        if not 0 < number <= len(lines):
            raise NoSuchLine(number, len(lines))
        line, earlier = lines[number - 1], gone.setdefault(number, [])
        was = -sum(e.quantity.size for e in earlier)
        left = line.quantity.size - was
        now = left if size is None else size
        if not 0 < now <= left:
            raise BadReturn(number, str(Quantity(left, line.quantity.unit)))
        gross = line.gross.times(was + now, line.quantity.size) + total(e.gross for e in earlier)
        discount = line.discount.times(was + now, line.quantity.size) + total(e.discount for e in earlier)
        promoted = line.promoted.times(was + now, line.quantity.size) + total(e.promoted for e in earlier)
        part = replace(
            line,
            quantity=Quantity(-now, line.quantity.unit),
            gross=-gross,
            discount=-discount,
            promoted=-promoted,
            given_back=number,
            is_part=line.quantity.unit is Unit.METRE and now < left,
        )
        earlier.append(part)
        parts.append(part)
    return tuple(parts)


def by_tender(sales: Iterable[Sale]) -> dict[str, Rupiah]:
    """Add up what each way of paying brought, cash less the change.

    Vouchers and deposits are named where there are some.
    """
    sums = {kind.value: ZERO for kind in MONEY}
    for sale in sales:
        for tender in sale.tenders:
            sums[tender.kind] = sums.get(tender.kind, ZERO) + tender.amount
        sums[TenderKind.CASH] -= sale.change
    return sums
