"""The journal: where a fact is numbered, chained, kept and read into the tables. The only place."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Row,
    Select,
    Text,
    bindparam,
    cast,
    exists,
    literal_column,
    select,
    update,
)

from batikpos.domain.fact import GENESIS, Body, Fact, FactKind, chain_hash, make_fact
from batikpos.domain.fair import Books, Booth
from batikpos.domain.record import sale_to_body
from batikpos.domain.sale import Sale
from batikpos.store.reading import insert_readings, insert_sale
from batikpos.store.schema import (
    books,
    fact,
    journal,
    own_journal,
    quarantine,
    same_fact,
    same_journal,
)
from batikpos.store.statement import Statement, insert_into, insert_unless_there
from batikpos.values import frozen

CLOCK_STEP = timedelta(minutes=2)
"""A clock that is set by less than this is being kept right, as every clock is."""


@frozen
class JournalHead:
    """How far a journal goes: `mark` is its last number, `head` that fact's hash (or GENESIS).

    `at` is when that fact happened by the device's clock; only a journal of its own is asked for it.
    """

    fair_id: str
    journal_id: str
    booth: Booth
    mark: int
    head: bytes
    books: Books = Books.REAL
    at: datetime | None = None


def insert_journal(tx: Connection, head: JournalHead, *, unless_there: bool = False) -> None:
    """Begin a journal, or take one in from a booth; several may begin the same at once."""
    insert_row = insert_unless_there if unless_there else insert_into
    insert_row(journal).run(
        tx,
        {
            "fair_id": head.fair_id,
            "journal_id": head.journal_id,
            "booth": head.booth.code,
            "device": head.booth.device,
            "mark": head.mark,
            "head": head.head,
            "books": head.books.value,
        },
    )


def keep_books(tx: Connection, kind: Books) -> None:
    """Say which books a new store keeps: of the other kind it takes in no journal and no fair."""
    tx.execute(update(books).values(kind=kind.value))


def insert_own(tx: Connection, fair_id: str, journal_id: str, lineage: int = 0) -> None:
    """Say which journal is this device's own; `lineage` counts how often its store was replaced."""
    insert_into(own_journal).run(tx, {"fair_id": fair_id, "journal_id": journal_id, "lineage": lineage})


def move_own(tx: Connection, fair_id: str, journal_id: str, lineage: int) -> None:
    """Say that this device writes another journal from now on."""
    tx.execute(
        update(own_journal)
        .where(own_journal.c.fair_id == fair_id)
        .values(journal_id=journal_id, lineage=lineage)
    )


def append(tx: Connection, kind: FactKind, at: datetime, body: Body) -> Fact:
    """Add a fact to this device's journal and its rows to the tables, in the caller's transaction."""
    new = _keep(tx, kind, at, body)
    insert_readings(tx, [new])
    return new


def append_sale(tx: Connection, sale: Sale, *, till_seq: int, also: Body | None = None) -> Fact:
    """Add a sale, void or refund, with what `also` to note; its rows come from it as it is in hand."""
    body = sale_to_body(sale) | (also or {}) | {"till": till_seq}
    new = _keep(tx, FactKind(sale.kind.value), sale.at, body)
    insert_sale(tx, new, sale, till_seq)
    return new


def _keep(tx: Connection, kind: FactKind, at: datetime, body: Body) -> Fact:
    """Keep what happened as the journal's next fact: numbered, chained, its mark moved.

    Where the clock went back since the fact before, that is a fact of its own and comes first. How far it
    went ahead says nothing: a till may be left alone for days, with the program ended or the laptop asleep.
    """
    before = load_head(tx)
    if before.at is not None and kind is not FactKind.CLOCK and at < before.at - CLOCK_STEP:
        step = {"at": at.isoformat(), "was": before.at.isoformat()}
        append(tx, FactKind.CLOCK, at, step)
        before = load_head(tx)
    new = make_fact(
        fair_id=before.fair_id,
        journal_id=before.journal_id,
        seq=before.mark + 1,
        before=before.head,
        kind=kind,
        at=at,
        body=body,
    )
    insert_facts(tx, [new])
    move_mark(tx, new)
    return new


def load_head(tx: Connection) -> JournalHead:
    """Say how far this device's own journal goes: the one it writes, of those its store holds."""
    own = find_own(tx)
    if own is None:
        message = "a store without a journal of its own"
        raise LookupError(message)
    return own


def find_own(tx: Connection) -> JournalHead | None:
    """Say the same where there is a journal of its own; a centre has none."""
    rows = _OWN.rows(tx)
    if not rows:
        return None
    ((fair_id, journal_id, booth, device, mark, head, books, began),) = rows
    of = Booth(booth, device)
    return JournalHead(fair_id, journal_id, of, mark, bytes(head), Books(books), _time(began))


def _time(began: str | None) -> datetime | None:
    """Read when a fact happened; one that is damaged is named elsewhere."""
    try:
        return datetime.fromisoformat((began or "").partition('"')[0])
    except ValueError:
        return None


def own_mark(tx: Connection) -> tuple[str, int]:
    """Name this device's own journal, and its last number."""
    ((journal_id, mark),) = _MARK.rows(tx)
    return journal_id, mark


def find_lineage(tx: Connection) -> int | None:
    """Say how often this device's store was replaced; None where no journal is its own."""
    return tx.execute(select(own_journal.c.lineage)).scalar()


def find_head(tx: Connection, fair_id: str, journal_id: str, *, lock: bool = False) -> JournalHead | None:
    """Say how far one journal goes here; `lock` keeps others from moving it (PostgreSQL)."""
    query = _JOURNALS.where(journal.c.fair_id == fair_id, journal.c.journal_id == journal_id)
    row = tx.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _head(row)


def list_heads(tx: Connection) -> tuple[JournalHead, ...]:
    """List every journal kept here."""
    query = _JOURNALS.order_by(journal.c.fair_id, journal.c.booth, journal.c.device, journal.c.journal_id)
    return tuple(map(_head, tx.execute(query)))


def insert_facts(tx: Connection, facts: Iterable[Fact]) -> None:
    """Keep facts to the byte."""
    insert_into(fact).run_many(tx, [_columns(f) for f in facts])


def move_mark(tx: Connection, last: Fact) -> None:
    """Move a journal's mark and head to its last fact."""
    _MOVE.run(tx, {"of_fair": last.fair_id, "of_journal": last.journal_id, "to": last.seq, "at": last.hash})


def list_facts(
    tx: Connection,
    fair_id: str,
    journal_id: str,
    *,
    after: int = 0,
    limit: int | None = None,
    kinds: Collection[FactKind] = (),
) -> Iterator[Fact]:
    """Walk a journal's facts in order, from the one after number `after`, of some kinds or of all."""
    walk = _FACTS_AS_BYTES if tx.dialect.name == "sqlite" else _FACTS
    asked = {
        "of_fair": fair_id,
        "of_journal": journal_id,
        "after": after,
        "most": limit or _ALL,
        "skipped": 0,
    }
    for seq, kind, payload, hash_ in walk.each(tx, asked):
        if kinds and kind not in kinds:
            continue
        text = payload if isinstance(payload, str) else bytes(payload).decode(errors="replace")
        yield Fact(fair_id, journal_id, seq, kind, text, bytes(hash_))


def insert_aside(tx: Connection, facts: Iterable[Fact]) -> None:
    """Put facts of another history of a journal aside, each once."""
    insert_unless_there(quarantine).run_many(tx, [_columns(f) | {"why": "fork"} for f in facts])


def list_aside(tx: Connection, fair_id: str, journal_id: str) -> tuple[Fact, ...]:
    """List the facts of another history of a journal, which were put aside here and count nowhere.

    One that was put aside first and came in later, by whoever goes on from it, is aside no more.
    """
    came_in = exists().where(
        fact.c.fair_id == quarantine.c.fair_id,
        fact.c.journal_id == quarantine.c.journal_id,
        fact.c.seq == quarantine.c.seq,
        fact.c.hash == quarantine.c.hash,
    )
    rows = tx.execute(
        select(quarantine)
        .where(quarantine.c.fair_id == fair_id, quarantine.c.journal_id == journal_id, ~came_in)
        .order_by(quarantine.c.seq, quarantine.c.hash)
    )
    return tuple(Fact(r.fair_id, r.journal_id, r.seq, r.kind, r.payload, bytes(r.hash)) for r in rows)


def list_aside_journals(tx: Connection, fair_id: str) -> frozenset[str]:
    """List the journals of a fair of which facts were put aside."""
    query = select(quarantine.c.journal_id).where(quarantine.c.fair_id == fair_id).distinct()
    return frozenset(tx.execute(query).scalars())


def find_break(tx: Connection) -> tuple[str, int] | None:
    """Find the first fact that does not fit its chain, in any journal kept here: (journal, number).

    Only the chains are looked at, at some microseconds a fact: this is what every start asks. SQLite.
    """
    ends = {row.journal_id: (row.mark, bytes(row.head)) for row in tx.execute(_JOURNALS)}
    before, expected, reading = GENESIS, 1, ""
    for journal_id, seq, payload, hash_ in _CHAINS.each(tx):
        if journal_id != reading:
            if reading and ends.pop(reading, None) != (expected - 1, before):
                return reading, expected
            before, expected, reading = GENESIS, 1, journal_id
        if seq != expected or chain_hash(before, payload) != hash_:
            return journal_id, expected
        before, expected = hash_, expected + 1
    if reading and ends.pop(reading, None) != (expected - 1, before):
        return reading, expected
    return next(((journal_id, 1) for journal_id, (mark, _) in ends.items() if mark), None)


def find_hash(tx: Connection, fair_id: str, journal_id: str, seq: int) -> bytes | None:
    """Return the hash of one fact."""
    found = tx.execute(
        select(fact.c.hash).where(
            fact.c.fair_id == fair_id, fact.c.journal_id == journal_id, fact.c.seq == seq
        )
    ).scalar()
    return None if found is None else bytes(found)


def _columns(of: Fact) -> dict[str, Any]:
    return {
        "fair_id": of.fair_id,
        "journal_id": of.journal_id,
        "seq": of.seq,
        "kind": of.kind,
        "payload": of.payload,
        "hash": of.hash,
    }


def _head(row: Row[Any]) -> JournalHead:
    booth, books = Booth(row.booth, row.device), Books(row.books)
    return JournalHead(row.fair_id, row.journal_id, booth, row.mark, bytes(row.head), books)


_JOURNALS: Select[Any] = select(
    journal.c.fair_id,
    journal.c.journal_id,
    journal.c.booth,
    journal.c.device,
    journal.c.mark,
    journal.c.head,
    journal.c.books,
)
_ALL = 2**31 - 1
"""More facts than a journal has."""


def _facts(payload: ColumnElement[Any]) -> Statement:
    return Statement(
        select(fact.c.seq, fact.c.kind, payload, fact.c.hash)
        .where(
            fact.c.fair_id == bindparam("of_fair", type_=Text),
            fact.c.journal_id == bindparam("of_journal", type_=Text),
            fact.c.seq > bindparam("after", type_=Integer),
        )
        .order_by(fact.c.seq)
        .limit(bindparam("most", type_=Integer))
        .offset(bindparam("skipped", type_=Integer))  # none; left out, SQLite's dialect binds one of its own
    )


# As bytes where the engine would refuse to read a damaged text: it must be named, not stumbled over.
_FACTS_AS_BYTES = _facts(cast(fact.c.payload, LargeBinary))
_FACTS = _facts(fact.c.payload)
_CHAINS = Statement(
    select(fact.c.journal_id, fact.c.seq, cast(fact.c.payload, LargeBinary), fact.c.hash).order_by(
        fact.c.fair_id, fact.c.journal_id, fact.c.seq
    )
)
_LAST_AT: ColumnElement[str] = literal_column("substr(fact.payload, 8, 40)")
"""When a fact happened: its payload, being canonical, begins with it, behind `{"at":"`."""

_OWN = Statement(
    _JOURNALS.add_columns(_LAST_AT)
    .join(own_journal, same_journal(own_journal, journal))
    .outerjoin(fact, same_fact(journal, fact, by="mark"))
)
_MARK = Statement(
    select(journal.c.journal_id, journal.c.mark).join(own_journal, same_journal(own_journal, journal))
)
_MOVE = Statement(
    update(journal)
    .where(journal.c.fair_id == bindparam("of_fair"), journal.c.journal_id == bindparam("of_journal"))
    .values(mark=bindparam("to"), head=bindparam("at"))
)
