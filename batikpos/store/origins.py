"""Which journal goes on from which: after a store was lost, or put back from a copy."""

import json

from sqlalchemy import Connection, and_, select

from batikpos.domain.fair import Booth
from batikpos.store.journal import JournalHead, find_hash, list_heads
from batikpos.store.schema import fact, journal, opening, same_journal


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
    booth can end a journal by saying so. Its first fact is asked: what it says may not be in the tables yet.
    """
    before = journal.alias("before")
    claims = tx.execute(
        select(fact.c.payload)
        .join(journal, same_journal(fact, journal))
        .join(
            before,
            and_(
                before.c.fair_id == journal.c.fair_id,
                before.c.booth == journal.c.booth,
                before.c.device == journal.c.device,
            ),
        )
        .where(before.c.fair_id == fair_id, before.c.journal_id == journal_id)
        .where(fact.c.fair_id == fair_id, fact.c.seq == 1, fact.c.payload.contains('"origin":'))
    ).scalars()
    ends = []
    for payload in claims:
        told = _read_origin(payload)
        if told is None or told[0] != journal_id:
            continue
        known = find_hash(tx, fair_id, journal_id, told[1])
        if known is not None and known.hex() == told[2]:
            ends.append(told[1])
    return min(ends, default=None)


def _read_origin(payload: str) -> tuple[str, int, str] | None:
    """Read of a first fact which journal it goes on from, and after which fact, with its hash (hex)."""
    try:
        told = json.loads(payload)["body"]["origin"]
        of = (told["journal"], told["seq"], told["hash"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return of if type(of[1]) is int and 0 < of[1] < 2**31 else None


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
