"""A few facts of many journals in one question: each asked for by itself waits for a server's answer."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    LargeBinary,
    Table,
    Text,
    and_,
    cast,
    column,
    select,
    values,
)

from batikpos.domain.fact import Fact
from batikpos.store.schema import fact

SOME = 300
"""Facts in one question."""

Spans = Mapping[tuple[str, str], tuple[int, int]]
"""Of each journal, by fair and id: after which fact, and up to which."""

Place = tuple[str, str, int]


def places_of(spans: Spans) -> Iterator[list[Place]]:
    """Name the facts of spans one by one, in parts for one question each."""
    each = (
        (fair_id, journal_id, seq)
        for (fair_id, journal_id), (after, upto) in spans.items()
        for seq in range(after + 1, upto + 1)
    )
    while some := list(islice(each, SOME)):
        yield some


def at_places(some: Sequence[Place], of: Table) -> tuple[FromClause, ColumnElement[bool]]:
    """Give a table of places, and how another is joined to it."""
    columns = (column("in_fair", Text), column("in_journal", Text), column("at_seq", Integer))
    place = values(*columns, name="place").data(list(some)).cte("place")
    return place, and_(
        of.c.fair_id == place.c.in_fair,
        of.c.journal_id == place.c.in_journal,
        of.c.seq == place.c.at_seq,
    )


def list_facts_at(tx: Connection, spans: Spans) -> dict[tuple[str, str], list[Fact]]:
    """List the facts of spans by their journal, each in order."""
    payload: ColumnElement[Any] = fact.c.payload
    if tx.dialect.name == "sqlite":  # as bytes: a damaged text is named, not stumbled over
        payload = cast(payload, LargeBinary)
    found: dict[tuple[str, str], list[Fact]] = {}
    for some in places_of(spans):
        place, joined = at_places(some, fact)
        query = select(fact.c.fair_id, fact.c.journal_id, fact.c.seq, fact.c.kind, payload, fact.c.hash)
        query = query.select_from(place.join(fact, joined)).order_by(fact.c.journal_id, fact.c.seq)
        for fair_id, journal_id, seq, kind, said, hash_ in tx.execute(query):
            text = said if isinstance(said, str) else bytes(said).decode(errors="replace")
            of = Fact(fair_id, journal_id, seq, kind, text, bytes(hash_))
            found.setdefault((fair_id, journal_id), []).append(of)
    return found
