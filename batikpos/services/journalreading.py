"""Reading one journal on and on: what is proven of it so far, and what its tills of a day took."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from batikpos.domain.fact import Body, Fact, FactKind
from batikpos.domain.stock import KeptMove, StockMove, dated, stock_from_body
from batikpos.domain.takings import Takings, takings_of, with_more
from batikpos.domain.tender import TenderKind
from batikpos.services.journalproof import JournalProof
from batikpos.services.tills_of import Drawers
from batikpos.store.engine import Transaction
from batikpos.store.journal import JournalHead, list_facts

_DEPOSIT = f'"{TenderKind.DEPOSIT.value}"'


@dataclass(slots=True)
class _Day:
    """The tills of a day: what they took, without what happened in them."""

    drawers: Drawers
    sums: dict[int, Takings] = field(default_factory=dict)
    tills: tuple[int, ...] = ()

    def add_up(self) -> None:
        """Add what the tills took since to what they had, and let go of it."""
        tills = self.drawers.take_out()
        for till in tills:
            before = self.sums.get(till.opened_seq)
            self.sums[till.opened_seq] = takings_of(till) if before is None else with_more(before, till)
        self.tills = tuple(till.opened_seq for till in tills)


@dataclass(slots=True)
class JournalReading:
    """A journal as far as it was read: `head` is how far it goes at the centre.

    `reach` names of each till that was opened the last fact that names it, `opened` the tills of each day,
    `closed` those that were closed.
    `last` is when the last thing in it was done; `has_origin` says whether it goes on from another.
    `order_at` and `void_at` are the last facts that name an order, and that void a sale; 0 for none.
    `goods` are what was written down of goods, `goods_days` by the numbers of their facts the business days
    they speak for.
    """

    head: JournalHead
    proof: JournalProof = field(default_factory=JournalProof)
    reach: dict[int, int] = field(default_factory=dict)
    opened: dict[str, list[int]] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    last: datetime | None = None
    has_origin: bool = False
    order_at: int = 0
    void_at: int = 0
    goods: list[KeptMove] = field(default_factory=list)
    goods_days: dict[int, tuple[date, date]] = field(default_factory=dict)
    _days: dict[date, _Day] = field(default_factory=dict)
    _till: tuple[int, date] | None = None

    @property
    def is_whole(self) -> bool:
        """Say whether it was read to the end, and the end is where the centre says."""
        return (self.proof.mark, self.proof.head) == (self.head.mark, self.head.head)

    def takings(self, day: date) -> tuple[Takings, ...]:
        """Say what the tills of a day took, in their order; nothing of a day that was not told."""
        told = self._days.get(day)
        return () if told is None else tuple(told.sums[seq] for seq in told.tills)

    def is_told(self, day: date) -> bool:
        """Say whether its tills of a day are read, and what comes is added to them."""
        return day in self._days

    def goes_on_to(self, head: JournalHead) -> bool:
        """Say whether what was read may be the beginning of what the centre has now."""
        proof = self.proof
        return head.mark > proof.mark or (head.mark, head.head) == (proof.mark, proof.head)

    def span(self, day: date) -> tuple[int, int] | None:
        """Say from which fact to which its tills of a day reach; None where it has none."""
        tills = self.opened.get(day.isoformat())
        return (tills[0], max(self.reach[seq] for seq in tills)) if tills else None

    def is_open(self, day: date) -> bool:
        """Say whether a till of a day is open."""
        return not self.closed.issuperset(self.opened.get(day.isoformat(), ()))

    def take(self, facts: Iterable[Fact]) -> None:
        """Take the next facts in."""
        last = None
        for fact in facts:
            last, body = fact, self.proof.take(fact)
            if body is not None:
                self._note(fact, body)
            for told in self._days.values():
                told.drawers.take(fact, body)
        if last is not None:
            for told in self._days.values():
                told.add_up()
            self.last = _time_of(last) or self.last

    def tell(self, day: date, tills: Drawers) -> None:
        """Take in the tills of a day, as far as the journal was read."""
        self._days[day] = _Day(tills)
        self._days[day].add_up()

    def _note(self, fact: Fact, body: Body) -> None:
        """Note what is needed to find a day's tills again, and what else is to be looked at."""
        match fact.kind:
            case FactKind.OPENING if fact.seq == 1:
                self.has_origin = "origin" in body
            case FactKind.TILL_OPEN:
                self.reach[fact.seq] = fact.seq
                self.opened.setdefault(str(body.get("business_day")), []).append(fact.seq)
                with suppress(ValueError, TypeError):  # a till of no day has none to count on
                    self._till = fact.seq, date.fromisoformat(body["business_day"])
            case FactKind.ORDER | FactKind.ORDER_CANCEL:
                self.order_at = fact.seq
            case FactKind.SALE if _DEPOSIT in fact.payload:
                self.order_at = fact.seq
            case FactKind.VOID:
                self.void_at = fact.seq
            case FactKind.STOCK:
                with suppress(ValueError, KeyError, TypeError, AttributeError):  # nonsense is in no stock
                    self._note_goods(fact.seq, stock_from_body(body))
        with suppress(TypeError):  # whatever it says
            till: Any = body.get("till")
            if till in self.reach:
                self.reach[till] = fact.seq
            if fact.kind == FactKind.TILL_CLOSE:
                self.closed.add(till)

    def _note_goods(self, seq: int, move: StockMove) -> None:
        till, day = self._till or (0, None)
        of = dated(move, day, is_open=till not in self.closed)
        self.goods.append(KeptMove(move, self.head.journal_id, seq))
        self.goods_days[seq] = of.first, of.last


def list_day_facts(tx: Transaction, of: JournalReading, day: date) -> Iterator[Fact]:
    """Walk what was read of a journal from right before its first till of a day to what names its last."""
    span = of.span(day)
    if span is not None:
        # An open till goes on to the end: its clock may have been set since.
        last = of.proof.mark if of.is_open(day) else span[1]
        first = max(0, span[0] - 2)
        yield from list_facts(tx, of.head.fair_id, of.head.journal_id, after=first, limit=last - first)


def _time_of(fact: Fact) -> datetime | None:
    try:
        return fact.at
    except ValueError:
        return None
