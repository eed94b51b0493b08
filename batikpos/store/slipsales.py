"""The sales of a fair that were entered from paper slips, as the tables have them."""

from sqlalchemy import BigInteger, Connection, cast, func, select, type_coerce

from batikpos.domain.fair import DESK, Booth
from batikpos.domain.money import Rupiah
from batikpos.domain.slipstwice import SlipSale
from batikpos.domain.tender import TenderKind
from batikpos.store.reversals import is_voided
from batikpos.store.schema import journal, paper_slip, sale, same_fact, same_journal, tender


def list_slip_sales(tx: Connection, fair_id: str) -> tuple[SlipSale, ...]:
    """List those that stand, by their numbers."""
    in_cash = (
        select(cast(func.coalesce(func.sum(type_coerce(tender.c.amount, BigInteger)), 0), BigInteger))
        .where(same_fact(tender, sale), tender.c.kind == TenderKind.CASH.value)
        .correlate(sale)
        .scalar_subquery()
    )
    query = (
        select(sale.c.number, sale.c.business_day, sale.c.change, journal.c.booth, journal.c.device)
        .add_columns(paper_slip.c.slip, paper_slip.c.day.label("slip_day"), in_cash.label("in_cash"))
        .join(paper_slip, same_fact(paper_slip, sale))
        .join(journal, same_journal(journal, sale))
        .where(sale.c.fair_id == fair_id, journal.c.booth != DESK, ~is_voided())
        .order_by(sale.c.number)
    )
    return tuple(
        SlipSale(
            Booth(row.booth, row.device),
            row.number,
            row.business_day,
            row.slip,
            row.slip_day,
            Rupiah(int(row.in_cash)) - row.change,
        )
        for row in tx.execute(query)
    )
