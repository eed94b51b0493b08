"""Sales, voids and refunds as they stand in the tables."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    case,
    column,
    func,
    select,
)

from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Booth
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Quantity, Unit
from batikpos.domain.sale import PaperSlip, Sale, SaleKind, SaleLine
from batikpos.domain.tender import Tender, TenderKind
from batikpos.store.columns import Day
from batikpos.store.schema import (
    fact,
    journal,
    opening,
    own_journal,
    paper_slip,
    sale,
    sale_line,
    same_fact,
    same_journal,
    tender,
)
from batikpos.store.statement import Statement
from batikpos.values import frozen

NUMBERS_OF_A_LINEAGE = 10_000
"""More notas than a device writes in a day."""


@frozen
class KeptSale:
    """A sale with where it is kept: its journal, number and hash, and the till that took it."""

    sale: Sale
    booth: Booth
    journal_id: str
    seq: int
    hash: bytes
    till_seq: int


def find_sale_by_id(tx: Connection, fair_id: str, sale_id: str) -> KeptSale | None:
    """Find what was sold under an id."""
    found = _NUMBER_BY_ID.value(tx, {"of_fair": fair_id, "id": sale_id})
    return None if found is None else find_sale(tx, found)


def find_sale(tx: Connection, number: str) -> KeptSale | None:
    """Find a sale, void or refund by its number."""
    return next(iter(_load(tx, _SALES.where(sale.c.number == number))), None)


def find_last_sale(tx: Connection, journal_id: str, till_seq: int) -> KeptSale | None:
    """Find the last sale, void or refund of one till."""
    seq = tx.execute(
        select(func.max(sale.c.seq)).where(sale.c.journal_id == journal_id, sale.c.till_seq == till_seq)
    ).scalar()
    if seq is None:
        return None
    return next(iter(_load(tx, _SALES.where(sale.c.journal_id == journal_id, sale.c.seq == seq))), None)


def count_sales_after(tx: Connection, seq: int) -> tuple[int, date | None]:
    """Count this device's own sales, voids and refunds after a fact, and say which day the first is of."""
    query = (
        select(func.count(), func.min(sale.c.business_day))
        .select_from(sale)
        .join(own_journal, same_journal(own_journal, sale))
        .where(sale.c.seq > seq)
    )
    count, day = tx.execute(query).one()
    return count, day


def list_reversals(tx: Connection, number: str) -> tuple[KeptSale, ...]:
    """List the voids and refunds of one sale at this booth."""
    return _load(tx, _SALES.where(sale.c.reverses == number))


def list_till_sales(tx: Connection, fair_id: str, journal_id: str, till_seq: int) -> tuple[KeptSale, ...]:
    """List what one till took."""
    return _load(
        tx,
        _SALES.where(sale.c.fair_id == fair_id, sale.c.journal_id == journal_id, sale.c.till_seq == till_seq),
    )


def list_sales(tx: Connection, *, day: date | None = None, booth: str | None = None) -> tuple[KeptSale, ...]:
    """List sales, voids and refunds, newest last; all days and booths where none is named."""
    query = _SALES
    if day is not None:
        query = query.where(sale.c.business_day == day)
    if booth is not None:
        query = query.where(journal.c.booth == booth)
    return _load(tx, query)


def list_warned(tx: Connection) -> dict[tuple[str, int], tuple[tuple[str, str], ...]]:
    """List what cashiers were warned of, (code, text) each, by journal and number of the sale's fact."""
    query = select(fact.c.journal_id, fact.c.seq, fact.c.payload).where(
        fact.c.kind == FactKind.SALE, fact.c.payload.contains('"warnings":[[')
    )
    found: dict[tuple[str, int], tuple[tuple[str, str], ...]] = {}
    for row in tx.execute(query):
        said = json.loads(row.payload)["body"]["warnings"]
        found[row.journal_id, row.seq] = tuple((str(code), str(text)) for code, text in said)
    return found


def list_slips(tx: Connection, fair_id: str, day: date) -> tuple[tuple[str, str], ...]:
    """List the paper slips of a day that were entered here: (number of the slip, number of its sale)."""
    query = (
        select(paper_slip.c.slip, sale.c.number)
        .join(sale, same_fact(sale, paper_slip))
        .where(paper_slip.c.fair_id == fair_id, paper_slip.c.day == day)
    )
    return tuple((row.slip, row.number) for row in tx.execute(query))


def next_running(tx: Connection, fair_id: str, day: date) -> int:
    """Say which number this device's next nota of the day gets, from 1: never one that was used.

    A journal that goes on from a replaced store begins at 10001, the next at 20001: what the lost
    store may have used is not known.
    """
    last: int | None = _LAST_RUNNING.value(tx, {"of_fair": fair_id, "day": day})
    if last is None:
        last = tx.execute(select(own_journal.c.lineage)).scalar_one() * NUMBERS_OF_A_LINEAGE
    return last + 1


def sold_of(tx: Connection, skus: Iterable[str]) -> dict[str, int]:
    """Say how many pieces or millimetres of items were sold at this booth, less what was given back."""
    rows = _SOLD.rows(tx, {"skus": json.dumps(list(skus))})
    return {sku: int(size) for sku, size in rows}


def sold_of_all(tx: Connection) -> dict[str, int]:
    """Say the same of everything that was ever sold here."""
    query = select(sale_line.c.sku, func.sum(sale_line.c.size)).group_by(sale_line.c.sku)
    return {sku: int(size) for sku, size in tx.execute(query)}


def times_sold(tx: Connection, day: date) -> dict[str, int]:
    """Say how often each item was on a nota of a day, less the notas that were voided."""
    way = case((sale.c.kind == SaleKind.SALE, 1), (sale.c.kind == SaleKind.VOID, -1), else_=0)
    query = (
        select(sale_line.c.sku, func.sum(way))
        .join(sale, same_fact(sale, sale_line))
        .where(sale.c.business_day == day)
        .group_by(sale_line.c.sku)
    )
    return {sku: int(times) for sku, times in tx.execute(query)}


_SALES = (
    select(
        sale,
        journal.c.booth,
        journal.c.device,
        fact.c.hash,
        paper_slip.c.slip,
        paper_slip.c.day.label("slip_day"),
        paper_slip.c.reason.label("slip_reason"),
    )
    .join(journal, same_journal(journal, sale))
    .join(fact, same_fact(fact, sale))
    .outerjoin(paper_slip, same_fact(paper_slip, sale))
    .outerjoin(opening, same_journal(opening, sale))
    .order_by(
        sale.c.business_day,
        journal.c.booth,
        journal.c.device,
        opening.c.lineage,
        sale.c.journal_id,
        sale.c.seq,
    )
)

_NUMBER_BY_ID = Statement(
    select(sale.c.number).where(
        sale.c.fair_id == bindparam("of_fair", type_=Text), sale.c.sale_id == bindparam("id", type_=Text)
    )
)

_LAST_RUNNING = Statement(
    select(func.max(sale.c.running))
    .join(own_journal, same_journal(own_journal, sale))
    .where(
        sale.c.fair_id == bindparam("of_fair", type_=Text), sale.c.business_day == bindparam("day", type_=Day)
    )
)

# A booth's store is SQLite: one statement for however many items the basket holds.
_SKUS = func.json_each(bindparam("skus", type_=Text)).table_valued(column("value", Text))
_SOLD = Statement(
    select(sale_line.c.sku, func.sum(sale_line.c.size))
    .where(sale_line.c.sku.in_(select(_SKUS.c.value)))
    .group_by(sale_line.c.sku)
)


def _load(tx: Connection, query: Select[Any]) -> tuple[KeptSale, ...]:
    heads = tx.execute(query).all()
    if not heads:
        return ()
    lines: dict[tuple[str, int], list[SaleLine]] = {}
    tenders: dict[tuple[str, int], list[Tender]] = {}
    for journal_id, seq, *said in _parts(tx, _LINES, heads):
        lines.setdefault((journal_id, seq), []).append(_line(said))
    for journal_id, seq, kind, amount, reference, worth in _parts(tx, _TENDERS, heads):
        paid = Tender(_KINDS[kind], Rupiah(amount), reference, Rupiah(worth))
        tenders.setdefault((journal_id, seq), []).append(paid)
    return tuple(
        _kept(h, lines.get((h.journal_id, h.seq), ()), tenders.get((h.journal_id, h.seq), ())) for h in heads
    )


def _parts(tx: Connection, of: Statement, heads: Sequence[Row[Any]]) -> Iterator[Any]:
    """Fetch the lines or tenders of sales: of each journal, the range the sales lie in."""
    ranges: dict[tuple[str, str], tuple[int, int]] = {}
    for h in heads:
        low, high = ranges.get((h.fair_id, h.journal_id), (h.seq, h.seq))
        ranges[h.fair_id, h.journal_id] = (min(low, h.seq), max(high, h.seq))
    for (fair_id, journal_id), (low, high) in ranges.items():
        yield from of.rows(tx, {"of_fair": fair_id, "of_journal": journal_id, "low": low, "high": high})


def _in_range(table: Table, *names: str) -> Statement:
    """Ask for a part's columns in a range of a journal's facts, as the driver gives them: there are many."""
    of = table.c
    return Statement(
        select(of.journal_id, of.seq, *(of[name] for name in names))
        .where(
            of.fair_id == bindparam("of_fair", type_=Text),
            of.journal_id == bindparam("of_journal", type_=Text),
            of.seq >= bindparam("low", type_=Integer),
            of.seq <= bindparam("high", type_=Integer),
        )
        .order_by(of.seq, of.n)
    )


_TENDERS = _in_range(tender, "kind", "amount", "reference", "worth")
_LINES = _in_range(
    sale_line,
    "sku",
    "name",
    "name_en",
    "producer",
    "producer_name",
    "technique",
    "dye",
    "kind",
    "unit",
    "size",
    "unit_price",
    "agreed",
    "gross",
    "discount",
    "given_back",
    "note",
    "promotion",
    "promoted",
    "is_open",
    "is_part",
    "is_under",
)
_KINDS = {kind.value: kind for kind in TenderKind}
_TECHNIQUES = {technique.value: technique for technique in Technique}
_DYES = {dye.value: dye for dye in Dye}
_UNITS = {unit.value: unit for unit in Unit}


def _kept(head: Row[Any], lines: Iterable[SaleLine], tenders: Iterable[Tender]) -> KeptSale:
    found = Sale(
        sale_id=head.sale_id,
        kind=SaleKind(head.kind),
        number=head.number,
        running=head.running,
        business_day=head.business_day,
        at=head.at,
        cashier=head.cashier,
        approver=head.approver,
        reverses=head.reverses,
        reason=head.reason,
        language=head.language,
        content=head.content,
        rounding=head.rounding,
        change=head.change,
        slip=None if head.slip is None else PaperSlip(head.slip, head.slip_day, head.slip_reason),
        follows=head.follows,
        followed_by=head.followed_by,
        lines=tuple(lines),
        tenders=tuple(tenders),
    )
    booth = Booth(head.booth, head.device)
    return KeptSale(found, booth, head.journal_id, head.seq, bytes(head.hash), head.till_seq)


def _line(row: Sequence[Any]) -> SaleLine:
    """Read a line as the driver gives it, its columns in the order of `_LINES`."""
    (
        sku,
        name,
        name_en,
        producer,
        producer_name,
        technique,
        dye,
        kind,
        unit,
        size,
        unit_price,
        agreed,
        gross,
        discount,
        given_back,
        note,
        promotion,
        promoted,
        is_open,
        is_part,
        is_under,
    ) = row
    return SaleLine(
        sku=sku,
        name=name,
        name_en=name_en,
        producer=producer,
        producer_name=producer_name,
        technique=_TECHNIQUES[technique],
        dye=_DYES[dye],
        kind=kind,
        quantity=Quantity(size, _UNITS[unit]),
        unit_price=Rupiah(unit_price),
        gross=Rupiah(gross),
        discount=Rupiah(discount),
        agreed=None if agreed is None else Rupiah(agreed),
        given_back=given_back,
        note=note,
        promotion=promotion,
        promoted=Rupiah(promoted),
        is_open=bool(is_open),
        is_part=bool(is_part),
        is_under=bool(is_under),
    )
