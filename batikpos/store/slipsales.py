"""The sales of a fair that were entered from paper slips, as the tables have them."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Select,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    type_coerce,
)

from batikpos.domain.fair import DESK, Booth
from batikpos.domain.money import Rupiah
from batikpos.domain.sale import SaleKind
from batikpos.domain.slipstwice import SlipSale
from batikpos.domain.tender import TenderKind
from batikpos.store.reversals import is_voided
from batikpos.store.schema import journal, paper_slip, sale, same_fact, same_journal, tender


def list_slip_sales(tx: Connection, fair_id: str) -> tuple[SlipSale, ...]:
    """List those that stand, by their numbers: where one was put right, the one in its place."""
    slips = select(paper_slip.c.slip, paper_slip.c.day, sale.c.number).join(sale, same_fact(sale, paper_slip))
    slip_of = {
        row.number: (row.slip, row.day) for row in tx.execute(slips.where(paper_slip.c.fair_id == fair_id))
    }
    if not slip_of:
        return ()
    found, gone = [], set()
    for row in tx.execute(_sales(fair_id)):
        slip = slip_of.get(row.number) or (slip_of.get(row.follows) if row.follows in gone else None)
        if slip is None:
            continue  # of an exchange too, for the sale of the slip stands
        slip_of[row.number] = slip  # and of what is put in its place in turn
        if row.is_gone:
            gone.add(row.number)
        else:
            booth, cash_in = Booth(row.booth, row.device), Rupiah(int(row.in_cash)) - row.change
            found.append(SlipSale(booth, row.number, row.business_day, *slip, cash_in))
    return tuple(found)


def _sales(fair_id: str) -> Select[Any]:
    """Ask for the sales that are of a slip or follow another one, in their order."""
    in_cash = (
        select(cast(func.coalesce(func.sum(type_coerce(tender.c.amount, BigInteger)), 0), BigInteger))
        .where(same_fact(tender, sale), tender.c.kind == TenderKind.CASH.value)
        .correlate(sale)
        .scalar_subquery()
    )
    has_slip = exists().where(same_fact(paper_slip, sale))
    return (
        select(sale.c.number, sale.c.follows, sale.c.business_day, sale.c.change)
        .add_columns(journal.c.booth, journal.c.device, in_cash.label("in_cash"))
        .add_columns(case((is_voided(), 1), else_=0).label("is_gone"))
        .join(journal, same_journal(journal, sale))
        .where(sale.c.fair_id == fair_id, journal.c.booth != DESK, sale.c.kind == SaleKind.SALE.value)
        .where(or_(has_slip, sale.c.follows != ""))
        .order_by(sale.c.number)
    )
