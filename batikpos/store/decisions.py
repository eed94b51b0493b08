"""The facts of the organizer's desk, as the centre holds them."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from batikpos.domain.fact import Fact, FactKind
from batikpos.domain.fair import DESK
from batikpos.store.schema import fact, journal, same_journal


def list_desk_facts(tx: Connection, fair_id: str, kinds: Collection[FactKind]) -> tuple[Fact, ...]:
    """List a fair's decisions of some kinds: what a booth's journal says of the kind is none."""
    of = fact.c
    query = (
        select(of.fair_id, of.journal_id, of.seq, of.kind, of.payload, of.hash)
        .join(journal, same_journal(journal, fact))
        .where(of.fair_id == fair_id, journal.c.booth == DESK, of.kind.in_([k.value for k in kinds]))
        .order_by(of.journal_id, of.seq)
    )
    return tuple(Fact(*row) for row in tx.execute(query))
