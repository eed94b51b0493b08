"""The cash drawer's day: float, pay-in, pay-out, blind count, and what X and Z say."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, datetime
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.order import CancelledOrder, Order, paid_down
from batikpos.domain.sale import Sale, SaleKind, by_tender
from batikpos.domain.tender import TenderKind
from batikpos.i18n import N_
from batikpos.values import frozen

DENOMINATIONS = (100_000, 75_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
"""Rupiah notes and coins in use, the largest first (series 2016 and 2022; 75.000 of 2020 is rare)."""


class BadCount(PosError):
    """A count of notes and coins that cannot be read."""

    code: ClassVar[str] = "bad_count"
    text: ClassVar[str] = N_("“{typed}” is not a count of notes. Write it like 100000x3,50000x2.")
    typed: str


@frozen
class CashMove:
    """Cash put into the drawer (positive) or taken out (negative), with its reason."""

    amount: Rupiah
    reason: str
    at: datetime
    cashier: str


@frozen
class DrawerOpening:
    """The drawer was opened without a sale, with its reason; `approver` agreed to it, "" for nobody."""

    reason: str
    at: datetime
    cashier: str
    approver: str


@frozen
class DrawerCount:
    """What was counted before a close: fact `seq`, of the till that fact `till_seq` opened."""

    seq: int
    till_seq: int
    counted: Rupiah
    at: datetime
    cashier: str


@frozen
class ClockStep:
    """The machine's clock was set: what it said afterwards, and what it should have said."""

    at: datetime
    was: datetime


@frozen
class Till:
    """One drawer from its opening to its close; `opened_seq` is the fact that opened it.

    `carries` names the journal and opening fact of the till it goes on from where a store was replaced
    in the middle of a day: its float is then what that drawer should hold, and no money of its own.
    `openings` are those without a sale, `counts` all that were written down; `approver` agreed to the close.
    `orders` were taken, and `cancelled` ones given back, while it was open. `notes` is what the close
    counted, by note: only the fact has it, no table.
    """

    opened_seq: int
    business_day: date
    opened_at: datetime
    cashier: str
    float_: Rupiah
    moves: tuple[CashMove, ...] = ()
    sales: tuple[Sale, ...] = ()
    closed_at: datetime | None = None
    counted: Rupiah | None = None
    number: str = ""
    carries: tuple[str, int] | None = None
    clock_steps: tuple[ClockStep, ...] = ()
    openings: tuple[DrawerOpening, ...] = ()
    counts: tuple[DrawerCount, ...] = ()
    approver: str = ""
    orders: tuple[Order, ...] = ()
    cancelled: tuple[CancelledOrder, ...] = ()
    notes: Mapping[int, int] = field(default_factory=dict, compare=False)

    @property
    def is_open(self) -> bool:
        """Say whether it still takes money."""
        return self.closed_at is None

    @property
    def figures(self) -> "TillFigures":
        """Add it up."""
        return add_up(self)


@frozen
class TillFigures:
    """What X and Z say. Totals are net of voids and refunds; `sales` counts sales not voided.

    What was `paid_down` for orders, less what of it was given back, is in no total of the sales: at pick-up
    it is a tender of the sale. In cash it is paid in, too.
    """

    sales: int
    gross: Rupiah
    discount: Rupiah
    rounding: Rupiah
    total: Rupiah
    by_tender: Mapping[str, Rupiah]
    refunds: Rupiah
    paid_in: Rupiah
    paid_out: Rupiah
    expected_cash: Rupiah
    difference: Rupiah | None
    paid_down: Mapping[str, Rupiah]


def add_up(till: Till) -> TillFigures:
    """Fold a till's facts: expected cash = float + cash taken less change and given back ± moves."""
    tenders = by_tender(till.sales)
    paid_in = total(m.amount for m in till.moves if m.amount > ZERO)
    paid_out = ZERO - total(m.amount for m in till.moves if m.amount < ZERO)
    expected = till.float_ + tenders[TenderKind.CASH] + paid_in - paid_out
    return TillFigures(
        sales=count_sales(till.sales),
        gross=total(s.gross for s in till.sales),
        discount=total(s.discount for s in till.sales),
        rounding=total(s.rounding for s in till.sales),
        total=total(s.total for s in till.sales),
        by_tender=tenders,
        refunds=ZERO - total(s.total for s in till.sales if s.kind is SaleKind.REFUND),
        paid_in=paid_in,
        paid_out=paid_out,
        expected_cash=expected,
        difference=None if till.counted is None else till.counted - expected,
        paid_down=paid_down(till.orders, till.cancelled),
    )


def count_sales(sales: Iterable[Sale]) -> int:
    """Count the sales that stand: a voided one does not."""
    kinds = [s.kind for s in sales]
    return kinds.count(SaleKind.SALE) - kinds.count(SaleKind.VOID)


def parse_count(typed: str) -> dict[int, int]:
    """Read "100000x3,50000x2" as notes by denomination; an empty drawer is "100000x0". Raises: BadCount."""
    count: dict[int, int] = {}
    for part in (p.strip() for p in typed.strip().removesuffix(",").split(",")):
        note, x, pieces = part.lower().partition("x")
        if not (x and note.isascii() and note.isdigit() and pieces.isascii() and pieces.isdigit()):
            raise BadCount(typed)
        if int(note) not in DENOMINATIONS or len(pieces) > len("999999"):
            raise BadCount(typed)
        count[int(note)] = count.get(int(note), 0) + int(pieces)
    return count


def counted_cash(count: Mapping[int, int]) -> Rupiah:
    """Add a count up."""
    return Rupiah(sum(note * pieces for note, pieces in count.items()))
