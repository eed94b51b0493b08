"""Which journal goes on from which: after a store was lost, or put back from a copy."""

from sqlalchemy import Connection, and_, select

from batikpos.domain.fair import Booth
from batikpos.store.journal import JournalHead, find_hash, list_heads
from batikpos.store.schema import journal, opening, same_journal


def list_lineage(
    tx: Connection, fair_id: str | None = None, booth: Booth | None = None
) -> tuple[JournalHead, ...]:
    """List the journals of a device in the order in which they went on from each other, the newest last.

    A booth's store has those of one device; of a centre's, name the fair and the device.
    """
    query = select(opening.c.journal_id, opening.c.lineage)
    lineages: dict[str, int] = {row.journal_id: row.lineage for row in tx.execute(query)}
    heads = (
        head
        for head in list_heads(tx)
        if fair_id in {None, head.fair_id} and booth in {None, head.booth} and head.mark
    )
    return tuple(sorted(heads, key=lambda head: lineages.get(head.journal_id, 0)))


def find_successor(tx: Connection, fair_id: str, journal_id: str) -> int | None:
    """Say after which of a journal's facts another one goes on from it; None where none does.

    Only a journal of the same device does, and one that knows the fact it names by its hash: no other
    booth can end a journal by saying so.
    """
    before = journal.alias("before")
    claims = tx.execute(
        select(opening.c.from_seq, opening.c.from_hash)
        .join(journal, same_journal(opening, journal))
        .join(
            before,
            and_(
                before.c.fair_id == opening.c.fair_id,
                before.c.journal_id == opening.c.from_journal_id,
                before.c.booth == journal.c.booth,
                before.c.device == journal.c.device,
            ),
        )
        .where(opening.c.fair_id == fair_id, opening.c.from_journal_id == journal_id)
        .order_by(opening.c.from_seq)
    ).all()
    for claim in claims:
        known = find_hash(tx, fair_id, journal_id, claim.from_seq)
        if known is not None and known.hex() == claim.from_hash:
            return int(claim.from_seq)
    return None


def find_origin(tx: Connection, fair_id: str, journal_id: str) -> tuple[str, int, str] | None:
    """Say which journal, which of its facts, and that fact's hash (hex) a journal goes on from, if any."""
    row = tx.execute(
        select(opening.c.from_journal_id, opening.c.from_seq, opening.c.from_hash).where(
            opening.c.fair_id == fair_id, opening.c.journal_id == journal_id, opening.c.from_seq > 0
        )
    ).first()
    return None if row is None else (row.from_journal_id, row.from_seq, row.from_hash)


def list_origins(tx: Connection, fair_id: str) -> tuple[tuple[str, str, int, str], ...]:
    """List the journals that go on from another: (journal, that other, after which fact, why)."""
    rows = tx.execute(
        select(opening.c.journal_id, opening.c.from_journal_id, opening.c.from_seq, opening.c.why).where(
            opening.c.fair_id == fair_id, opening.c.from_seq > 0
        )
    )
    return tuple((r.journal_id, r.from_journal_id, r.from_seq, r.why) for r in rows)
