"""Sales in each other's place: of each pair both halves must be here, name each other, and be worth the same.

What pays for goods with goods is such a half, or it pays with nothing.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, func, or_, select

from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import TenderKind
from batikpos.store.schema import journal, sale, same_fact, same_journal, tender


def list_wrong_follows(tx: Connection, of_one: Collection[str] = ()) -> list[tuple[str, int]]:
    """List halves of a correction or exchange whose other half is not here, or less, as journal and fact.

    What was given back is written first. Where a journal ends with it, as it may while it is being sent,
    the sale in its place is still to come. With `of_one`, all journals of a device, only what is in them.
    """
    other = sale.alias()
    is_back = other.c.kind != SaleKind.SALE.value
    in_one = same_journal(other, sale)  # type: ignore[arg-type]  # an alias of a table has its columns
    is_as_much = _in_goods(other) == -_in_goods(sale)
    given_back = _is_there(
        in_one, is_back, other.c.followed_by == sale.c.number, other.c.reverses == sale.c.follows, is_as_much
    )
    in_place = _is_there(
        in_one, ~is_back, other.c.number == sale.c.followed_by, other.c.follows == sale.c.reverses, is_as_much
    )
    is_sale = sale.c.kind == SaleKind.SALE.value
    wrong = or_(
        and_(sale.c.follows != "", or_(~is_sale, ~given_back)),
        and_(sale.c.followed_by != "", or_(is_sale, and_(journal.c.mark > sale.c.seq, ~in_place))),
    )
    halves = select(sale.c.journal_id, sale.c.seq).join(journal, same_journal(journal, sale)).where(wrong)
    alone = select(sale.c.journal_id, sale.c.seq).join(tender, same_fact(tender, sale))
    alone = alone.where(tender.c.kind == _GOODS, sale.c.follows == "", sale.c.followed_by == "")
    found = set[tuple[str, int]]()
    for query in (halves, alone):
        asked = query.where(sale.c.journal_id.in_(of_one)) if of_one else query
        found |= {(row.journal_id, row.seq) for row in tx.execute(asked)}
    return sorted(found)


_GOODS = TenderKind.EXCHANGE.value


def _in_goods(of: FromClause) -> ColumnElement[int]:
    """Say how much of a sale was paid with goods."""
    paid = tender.alias()
    query = select(func.coalesce(func.sum(paid.c.amount), 0)).where(
        paid.c.kind == _GOODS,
        paid.c.fair_id == of.c.fair_id,
        paid.c.journal_id == of.c.journal_id,
        paid.c.seq == of.c.seq,
    )
    return query.correlate(of).scalar_subquery()


def _is_there(*how: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(*how)
