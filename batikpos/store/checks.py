"""Which payments somebody saw in the merchant's or the bank's app, or looked for in vain."""

import json
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, and_, exists, or_, select

from batikpos.domain.checking import Check, TenderKey
from batikpos.domain.fact import Fact, FactKind, moment_of
from batikpos.domain.record import tenders_from_body
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import UNCONFIRMED
from batikpos.store.schema import (
    checked_tender,
    fact,
    journal,
    sale,
    same_fact,
    same_journal,
    taken_order,
    tender,
)


def list_checked(tx: Connection, number: str = "") -> frozenset[TenderKey]:
    """List the payments that were checked, of one sale or of all."""
    query = select(checked_tender.c.number, checked_tender.c.n)
    if number:
        query = query.where(checked_tender.c.number == number)
    return frozenset((row.number, row.n) for row in tx.execute(query))


def list_checks(tx: Connection, number: str) -> tuple[Check, ...]:
    """List who saw which payment of a sale, and when."""
    of = checked_tender.c
    query = select(of.n, of.at, of.cashier).where(of.number == number).order_by(of.seq)
    return tuple(Check(row.n, row.at, row.cashier) for row in tx.execute(query))


def list_wrong_checks(tx: Connection, of_one: Collection[str] = ()) -> list[tuple[str, int]]:
    """List what says that a payment was seen which its device had not taken before, as journal and fact.

    With `of_one`, all journals of a device, only what is in them.
    """
    whose = journal.alias()
    of_sale = exists().where(
        sale.c.fair_id == checked_tender.c.fair_id,
        sale.c.number == checked_tender.c.number,
        sale.c.kind == SaleKind.SALE.value,
        same_fact(tender, sale),
        tender.c.n == checked_tender.c.n,
        tender.c.kind.in_([kind.value for kind in UNCONFIRMED]),
        same_journal(whose, sale),  # type: ignore[arg-type]  # an alias of a table has its columns
        and_(whose.c.booth == journal.c.booth, whose.c.device == journal.c.device),
        or_(sale.c.journal_id != checked_tender.c.journal_id, sale.c.seq < checked_tender.c.seq),
    )
    query = (
        select(checked_tender, journal.c.booth, journal.c.device)
        .join(journal, same_journal(journal, checked_tender))
        .where(~of_sale)
    )
    query = query.where(checked_tender.c.journal_id.in_(of_one)) if of_one else query
    left = tx.execute(query).all()
    deposits = _unconfirmed_deposits(tx) if left else {}
    return sorted(
        (row.journal_id, row.seq)
        for row in left
        if not any(
            journal_id != row.journal_id or seq < row.seq
            for journal_id, seq in deposits.get((row.fair_id, row.booth, row.device, row.number, row.n), ())
        )
    )


def _unconfirmed_deposits(tx: Connection) -> dict[tuple[str, str, int, str, int], list[tuple[str, int]]]:
    """Say where each payment was taken, as journal and fact, that was paid down for an order."""
    query = (
        select(fact, journal.c.booth, journal.c.device, taken_order.c.number)
        .join(taken_order, same_fact(taken_order, fact))
        .join(journal, same_journal(journal, taken_order))
    )
    found: dict[tuple[str, str, int, str, int], list[tuple[str, int]]] = {}
    for row in tx.execute(query):
        for n, paid in enumerate(tenders_from_body(json.loads(row.payload)["body"]["tenders"]), 1):
            if paid.kind in UNCONFIRMED:
                of = (row.fair_id, row.booth, row.device, row.number, n)
                found.setdefault(of, []).append((row.journal_id, row.seq))
    return found


def list_looked(tx: Connection) -> Mapping[TenderKey, Check]:
    """List who looked for which payment in vain, and when: the last time each."""
    of = fact.c
    query = select(of.fair_id, of.journal_id, of.seq, of.kind, of.payload, of.hash)
    query = query.where(of.kind == FactKind.LOOK).order_by(of.journal_id, of.seq)
    looked: dict[TenderKey, Check] = {}
    for row in tx.execute(query):
        body = Fact(*row).body
        at = moment_of(body["at"])
        looked[body["number"], body["n"]] = Check(body["n"], at, body["cashier"])
    return looked
