"""Seals as they stand in the tables, and what a device sold in all its days."""

from sqlalchemy import ColumnElement, Connection, func, select

from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.sale import SaleKind
from batikpos.store.journal import list_facts, load_head
from batikpos.store.schema import opening, sale, seal


def grand_totals(tx: Connection) -> tuple[Rupiah, Rupiah]:
    """Add up all that this device ever sold, and all it gave back (voids too): neither grows less.

    A journal that goes on from another begins with what that one came to.
    """
    own = load_head(tx)
    (first,) = list_facts(tx, own.fair_id, own.journal_id, limit=1)
    origin = first.body.get("origin", {"sold": 0, "returned": 0})
    sold, returned = _sums(tx, sale.c.fair_id == own.fair_id, sale.c.journal_id == own.journal_id)
    # What its lineage turned out to have sold beyond, once the centre told, counts as well.
    of_all = _sums(tx, sale.c.fair_id == own.fair_id)
    return max(Rupiah(origin["sold"]) + sold, of_all[0]), max(
        Rupiah(origin["returned"]) + returned, of_all[1]
    )


def _sums(tx: Connection, *which: ColumnElement[bool]) -> tuple[Rupiah, Rupiah]:
    """Add up what was sold and what was given back."""
    rows = tx.execute(select(sale.c.kind, func.sum(sale.c.total)).where(*which).group_by(sale.c.kind))
    sums: dict[str, Rupiah] = dict(iter(rows))
    given_back = sums.get(SaleKind.VOID, ZERO) + sums.get(SaleKind.REFUND, ZERO)
    return sums.get(SaleKind.SALE, ZERO), ZERO - given_back


def find_seal(tx: Connection, fair_id: str, journal_id: str, close_seq: int) -> tuple[str, str] | None:
    """Find the line and signature of the seal of a close."""
    row = tx.execute(
        select(seal.c.statement, seal.c.signature).where(
            seal.c.fair_id == fair_id, seal.c.journal_id == journal_id, seal.c.close_seq == close_seq
        )
    ).first()
    return None if row is None else (row.statement, row.signature)


def find_public_key(tx: Connection, journal_id: str) -> str:
    """Find the public half of the key that a journal was opened with; "" where it has none."""
    query = select(opening.c.public_key).where(opening.c.journal_id == journal_id)
    return tx.execute(query).scalar() or ""
