"""Sales looked for by what a person remembers of them, each as one row, the newest first."""

import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Table,
    Text,
    and_,
    case,
    column,
    exists,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
)

from batikpos.domain.checking import TenderKey
from batikpos.domain.errors import Name
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import UNCONFIRMED, TenderKind
from batikpos.store.checks import list_checked
from batikpos.store.schema import (
    checked_tender,
    opening,
    sale,
    sale_line,
    same_fact,
    same_journal,
    tender,
)
from batikpos.values import frozen

_HOUR = 12
"""Where the hour begins in a time as it is kept: 2026-12-11T14:05:00+07:00."""

SHORT = 4
"""Fewer digits than these are looked for behind a number's day only, which would hold most of them."""


class SaleState(Enum):
    """What became of a sale."""

    PAID = "paid"
    VOIDED = "voided"
    RETURNED = "returned"


class Which(Enum):
    """Of which sales the history is shown: all, by how they were paid, or by what became of them."""

    ALL = "all"
    CASH = "cash"
    QRIS = "qris"
    CARD = "card"
    TRANSFER = "transfer"
    VOUCHER = "voucher"
    DEPOSIT = "deposit"
    EXCHANGE = "exchange"
    MIXED = "mixed"
    UNCHECKED = "unchecked"
    REVERSED = "reversed"


PAID_BY = {Which(kind.value): kind for kind in TenderKind}
"""Which sales were paid in which way, alone or with others."""


@frozen
class SoughtWord:
    """One word that a sale must answer to, by any of what it may mean."""

    text: str
    amount: Rupiah | None = None
    hour: str = ""
    skus: tuple[str, ...] = ()
    tenders: tuple[TenderKind, ...] = ()

    @property
    def is_short_number(self) -> bool:
        """Say whether it is the last digits of a number, rather than a part of its day."""
        return self.text.isdigit() and len(self.text) < SHORT


@frozen
class HistoryRow:
    """A sale, void or refund in one row: what it was, and what became of it.

    `goods` are the names of what was sold, `pieces` how many; `is_unchecked` says that a payment by
    QRIS or transfer was not looked up yet.
    """

    number: str
    kind: SaleKind
    business_day: date
    at: datetime
    cashier: str
    total: Rupiah
    goods: tuple[Name, ...]
    pieces: int
    tenders: tuple[TenderKind, ...]
    state: SaleState
    is_unchecked: bool
    reverses: str
    followed_by: str


@frozen
class History:
    """What was found; `is_cut` says that there is more."""

    rows: tuple[HistoryRow, ...]
    is_cut: bool = False


Key = tuple[str, int]
"""A fact: its journal, and its number there."""


def find_history(
    tx: Connection, words: Sequence[SoughtWord], which: Which, *, limit: int | None = None
) -> History:
    """Find sales that answer to all words, the newest first; whose number was named come before all.

    A booth's store is SQLite, and what it holds is of one fair.
    """
    keys = _find_keys(tx, words, which, None if limit is None else limit + 1)
    is_cut = limit is not None and len(keys) > limit
    keys = keys[:limit]
    heads = {(row.journal_id, row.seq): row for row in _rows(tx, sale, keys)}
    goods, tenders = _parts(_rows(tx, sale_line, keys)), _parts(_rows(tx, tender, keys))
    back = _reversed(tx, [heads[key].number for key in keys])
    checked = list_checked(tx)
    rows = (_row(heads[key], goods.get(key, []), tenders.get(key, []), back, checked) for key in keys)
    return History(tuple(rows), is_cut)


def list_ways(tx: Connection) -> tuple[Which, ...]:
    """List in which ways the sales here were paid, and whether some were in several, in their order."""
    kinds = frozenset(tx.execute(select(tender.c.kind).distinct()).scalars())
    is_mixed = tx.execute(_in_several_ways().limit(1)).first() is not None
    ways = [which for which, kind in PAID_BY.items() if kind.value in kinds]
    return (*ways, Which.MIXED) if is_mixed else tuple(ways)


def _find_keys(tx: Connection, words: Sequence[SoughtWord], which: Which, limit: int | None) -> list[Key]:
    """Find which facts are shown, in the order in which they are."""
    numbers = [word.text for word in words if word.text.isdigit()]
    is_named = or_(false(), *(sale.c.number.endswith(number, autoescape=True) for number in numbers))
    query = (
        select(sale.c.journal_id, sale.c.seq)
        .outerjoin(opening, same_journal(opening, sale))
        .where(_CHIPS[which](), *map(_answers, words))
        .order_by(
            case((is_named, 0), else_=1),
            sale.c.business_day.desc(),
            opening.c.lineage.desc(),
            sale.c.seq.desc(),
        )
        .limit(limit)
    )
    return [(row.journal_id, row.seq) for row in tx.execute(query)]


def _answers(word: SoughtWord) -> ColumnElement[bool]:
    """Say whether a sale answers to a word in any of its meanings."""
    text = word.text
    if word.is_short_number:
        ways = [sale.c.number.endswith(text, autoescape=True)]
    else:
        ways = [sale.c.number.icontains(text, autoescape=True)]
    if not text.isdigit():
        ways.append(sale.c.cashier.icontains(text, autoescape=True))
        of = (sale_line.c.name, sale_line.c.name_en, sale_line.c.sku, sale_line.c.producer_name)
        is_of = or_(*(name.icontains(text, autoescape=True) for name in of))
        ways.append(_among(sale_line, or_(is_of, func.lower(sale_line.c.producer) == text.lower())))
    if word.skus:
        ways.append(_among(sale_line, sale_line.c.sku.in_(word.skus)))
    if word.amount is not None:
        amounts = (word.amount, -word.amount)
        ways.append(sale.c.total.in_(amounts))
        ways.append(_among(tender, tender.c.amount.in_(amounts)))
        ways.append(_among(sale_line, sale_line.c.net.in_(amounts)))
    if word.hour:
        ways.append(func.substr(sale.c.at, _HOUR, len(word.hour)) == word.hour)
    if word.tenders:
        ways.append(_among(tender, tender.c.kind.in_([kind.value for kind in word.tenders])))
    return or_(*ways)


def _among(table: Table, how: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say whether a line or tender of a sale is so; the table is walked once, not once a sale."""
    return tuple_(sale.c.journal_id, sale.c.seq).in_(select(table.c.journal_id, table.c.seq).where(how))


def _paid_by(kind: TenderKind) -> ColumnElement[bool]:
    return _among(tender, tender.c.kind == kind.value)


def _in_several_ways() -> Select[tuple[str, int]]:
    """Select the facts that hold payments of more than one kind."""
    of = (tender.c.journal_id, tender.c.seq)
    return select(*of).group_by(*of).having(func.count(tender.c.kind.distinct()) > 1)


def _is_mixed() -> ColumnElement[bool]:
    return tuple_(sale.c.journal_id, sale.c.seq).in_(_in_several_ways())


def _is_unchecked() -> ColumnElement[bool]:
    """Say whether QRIS or a transfer came in that nobody looked up, of a sale that stands."""
    looked_up = exists().where(
        checked_tender.c.fair_id == tender.c.fair_id,
        checked_tender.c.number == sale.c.number,
        checked_tender.c.n == tender.c.n,
    )
    waits = exists().where(same_fact(tender, sale), tender.c.kind.in_(UNCONFIRMED), ~looked_up)
    return and_(sale.c.kind == SaleKind.SALE.value, waits, ~_is_reversed(SaleKind.VOID))


def _is_reversed(*kinds: SaleKind) -> ColumnElement[bool]:
    other = sale.alias()
    named = other.c.kind.in_([kind.value for kind in kinds])
    return exists().where(other.c.reverses == sale.c.number, other.c.fair_id == sale.c.fair_id, named)


_CHIPS: Mapping[Which, Callable[[], ColumnElement[bool]]] = {
    Which.ALL: true,
    **{which: partial(_paid_by, kind) for which, kind in PAID_BY.items()},
    Which.MIXED: _is_mixed,
    Which.UNCHECKED: _is_unchecked,
    Which.REVERSED: lambda: or_(
        sale.c.kind != SaleKind.SALE.value, _is_reversed(SaleKind.VOID, SaleKind.REFUND)
    ),
}


def _values(name: str, values: Sequence[object], kind: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's
    """Select from any number of values by one bound text."""
    return select(func.json_each(json.dumps(values)).table_valued(column("value", kind), name=name).c.value)


def _rows(tx: Connection, table: Table, keys: Sequence[Key]) -> Iterator[Row[Any]]:
    """Read the rows of facts."""
    for journal_id in dict.fromkeys(journal_id for journal_id, _ in keys):
        seqs = _values("seqs", [seq for of, seq in keys if of == journal_id], Integer)
        query = select(table).where(table.c.journal_id == journal_id, table.c.seq.in_(seqs))
        yield from tx.execute(query.order_by(*table.primary_key.columns))


def _parts(rows: Iterator[Row[Any]]) -> dict[Key, list[Row[Any]]]:
    parts: dict[Key, list[Row[Any]]] = {}
    for row in rows:
        parts.setdefault((row.journal_id, row.seq), []).append(row)
    return parts


def _reversed(tx: Connection, numbers: Sequence[str]) -> dict[str, SaleState]:
    """Say of the sales that were given back, whether whole by a void or by returns."""
    query = select(sale.c.reverses, sale.c.kind).where(sale.c.reverses.in_(_values("numbers", numbers, Text)))
    back: dict[str, SaleState] = {}
    for row in tx.execute(query):
        is_void = row.kind == SaleKind.VOID.value
        back[row.reverses] = SaleState.VOIDED if is_void else SaleState.RETURNED
    return back


def _row(
    head: Row[Any],
    lines: Sequence[Row[Any]],
    tenders: Sequence[Row[Any]],
    back: Mapping[str, SaleState],
    checked: Container[TenderKey],
) -> HistoryRow:
    kind = SaleKind(head.kind)
    state = back.get(head.number, SaleState.PAID)
    if kind is not SaleKind.SALE:
        state = SaleState.VOIDED if kind is SaleKind.VOID else SaleState.RETURNED
    looked_for = [(head.number, t.n) for t in tenders if t.kind in UNCONFIRMED]
    stands = kind is SaleKind.SALE and state is not SaleState.VOIDED
    return HistoryRow(
        number=head.number,
        kind=kind,
        business_day=head.business_day,
        at=head.at,
        cashier=head.cashier,
        total=head.total,
        goods=tuple(dict.fromkeys(Name(line.name, line.name_en) for line in lines)),
        pieces=sum(Quantity(abs(line.size), Unit(line.unit)).pieces for line in lines),
        tenders=tuple(dict.fromkeys(TenderKind(t.kind) for t in tenders)),
        state=state,
        is_unchecked=stands and any(one not in checked for one in looked_for),
        reverses=head.reverses,
        followed_by=head.followed_by,
    )
