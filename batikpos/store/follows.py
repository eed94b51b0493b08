"""Sales in each other's place: of each pair both halves must be here, and name each other."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from batikpos.domain.sale import SaleKind
from batikpos.store.schema import journal, sale, same_journal


def list_wrong_follows(tx: Connection, of_one: Collection[str] = ()) -> list[tuple[str, int]]:
    """List halves of a correction or exchange whose other half is not here, as journal and fact.

    What was given back is written first. Where a journal ends with it, as it may while it is being sent,
    the sale in its place is still to come. With `of_one`, all journals of a device, only what is in them.
    """
    other = sale.alias()
    is_back = other.c.kind != SaleKind.SALE.value
    in_one = same_journal(other, sale)  # type: ignore[arg-type]  # an alias of a table has its columns
    given_back = _is_there(
        in_one, is_back, other.c.followed_by == sale.c.number, other.c.reverses == sale.c.follows
    )
    in_place = _is_there(
        in_one, ~is_back, other.c.number == sale.c.followed_by, other.c.follows == sale.c.reverses
    )
    is_sale = sale.c.kind == SaleKind.SALE.value
    wrong = or_(
        and_(sale.c.follows != "", or_(~is_sale, ~given_back)),
        and_(sale.c.followed_by != "", or_(is_sale, and_(journal.c.mark > sale.c.seq, ~in_place))),
    )
    query = select(sale.c.journal_id, sale.c.seq).join(journal, same_journal(journal, sale)).where(wrong)
    query = query.where(sale.c.journal_id.in_(of_one)) if of_one else query
    return sorted((row.journal_id, row.seq) for row in tx.execute(query))


def _is_there(*how: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(*how)
