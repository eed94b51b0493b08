"""Voids and refunds beside the sales they give back: the sale must be here, and so much of it left."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, select

from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.sale import SaleKind
from batikpos.store.schema import journal, opening, sale, sale_line, same_fact, same_journal

Of = tuple[str, str, str, int]
"""A sale as others name it: fair and number, and the booth and device whose it must be."""


@dataclass(slots=True)
class _Left:
    """What is left of a sale: pieces or millimetres and rupiah of each line; its own journal and fact.

    `goods` are whose they are and what, of each line.
    """

    journal_id: str
    seq: int
    lines: dict[int, tuple[int, Rupiah]] = field(default_factory=dict)
    goods: dict[int, tuple[str, ...]] = field(default_factory=dict)
    voided_in: str = ""

    def is_voided_elsewhere(self, of: Row[Any]) -> bool:
        """Say whether another journal did the same void: that is named for itself (`list_doubled`)."""
        is_void = bool(of.act == SaleKind.VOID)
        if is_void and not self.voided_in:
            self.voided_in = of.journal_id
        return is_void and self.voided_in != of.journal_id

    def give_back(self, of: Row[Any], lines: Iterable[Row[Any]]) -> bool:
        """Take what was given back off; say whether it was there to be given."""
        is_after = self.journal_id != of.journal_id or self.seq < of.seq
        is_known = True
        for line in lines:
            is_known &= self.goods.get(line.given_back) == _goods(line)
            size, net = self.lines.get(line.given_back, (0, ZERO))
            self.lines[line.given_back] = (size + line.size, net + line.net)
        is_enough = all(
            (size > 0 and net >= ZERO) or (size == 0 and net == ZERO) for size, net in self.lines.values()
        )
        is_whole = of.act != SaleKind.VOID or not any(size for size, _ in self.lines.values())
        return is_after and is_known and is_enough and is_whole


def list_wrong_reversals(tx: Connection, of_one: Collection[str] = ()) -> list[tuple[str, int]]:
    """List voids and refunds, as journal and fact, of what their device had not sold before or gave back.

    With `of_one`, all journals of a device, only what is in them.
    """
    left = _sold(tx, of_one)
    back: dict[tuple[str, int], list[Row[Any]]] = {}
    for line in tx.execute(_lines(of_one).where(sale.c.kind != SaleKind.SALE.value)):
        back.setdefault((line.journal_id, line.seq), []).append(line)
    wrong = []
    for key, lines in back.items():
        of = lines[0]
        sold = left.get((of.fair_id, of.reverses, of.booth, of.device))
        if sold is None or not (sold.is_voided_elsewhere(of) or sold.give_back(of, lines)):
            wrong.append(key)
    return sorted(wrong)


def is_voided() -> ColumnElement[bool]:
    """Say in a query of sales with their journals that a void of the same device took one back.

    What another device writes of a sale that is not its own is that one's fault, and changes nothing of it.
    """
    void, whose = sale.alias("void"), journal.alias("voider")
    return exists().where(
        void.c.fair_id == sale.c.fair_id,
        void.c.reverses == sale.c.number,
        void.c.kind == SaleKind.VOID.value,
        same_journal(whose, void),  # type: ignore[arg-type]  # an alias of a table has its columns
        whose.c.booth == journal.c.booth,
        whose.c.device == journal.c.device,
    )


def _sold(tx: Connection, of_one: Collection[str]) -> dict[Of, _Left]:
    """Load what was sold by the sales that something of was given back of."""
    other = sale.alias()
    is_named = exists().where(other.c.fair_id == sale.c.fair_id, other.c.reverses == sale.c.number)
    sold: dict[Of, _Left] = {}
    for line in tx.execute(_lines(of_one).where(and_(sale.c.kind == SaleKind.SALE.value, is_named))):
        of = (line.fair_id, line.number, line.booth, line.device)
        kept = sold.setdefault(of, _Left(line.journal_id, line.seq))
        kept.lines[line.n] = (line.size, line.net)
        kept.goods[line.n] = _goods(line)
    return sold


def _goods(line: Row[Any]) -> tuple[str, ...]:
    """Say what is sold or given back on a line, and whose it is."""
    return line.producer, line.sku, line.unit


def _lines(of_one: Collection[str]) -> Select[Any]:
    """Read lines with the sales, voids and refunds they are of, in the order in which they were written."""
    query = (
        select(
            sale_line,
            sale.c.number,
            sale.c.kind.label("act"),
            sale.c.reverses,
            journal.c.booth,
            journal.c.device,
        )
        .join(sale, same_fact(sale_line, sale))
        .join(journal, same_journal(journal, sale))
        .outerjoin(opening, same_journal(opening, sale))
        .order_by(opening.c.lineage, sale.c.journal_id, sale.c.seq, sale_line.c.n)
    )
    return query.where(sale.c.journal_id.in_(of_one)) if of_one else query
