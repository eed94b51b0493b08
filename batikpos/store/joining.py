"""Putting together what is whole of the stores of one device: a damaged one, its copies, older ones.

Each fact may come from any of them: the chain says which are true. Every journal goes as far as any of them
has it, also where another went on from it before: what was confirmed is never left behind. At the centre what
it wrote after that other had begun may go aside, where it is named and counted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, OperationalError

from batikpos.domain.catalogue import Item, digest_of_values
from batikpos.domain.fact import GENESIS, Fact, next_hash
from batikpos.domain.fair import Books, Person
from batikpos.domain.handed import told_now
from batikpos.store.catalogue import item_rows, person_rows
from batikpos.store.driverwords import BAD_ROW
from batikpos.store.engine import StoreDamaged
from batikpos.store.journal import JournalHead
from batikpos.store.printjobs import JobState
from batikpos.store.salvage import KEPT, Key, Rows, Source, booth_of, read_opening
from batikpos.store.schema import item, open_basket, parked_basket, person, print_job
from batikpos.values import frozen


@frozen
class SavedJournal:
    """A journal as far as it is whole: `head` ends at its last good fact, `claimed` is where it should.

    `behind` counts the facts that could be read and do not follow, for one between is lost.
    """

    head: JournalHead
    facts: tuple[Fact, ...]
    lineage: int
    claimed: int
    behind: int = 0

    @property
    def lost(self) -> int:
        """Count the facts that were promised and are not there."""
        return max(0, self.claimed - self.head.mark)


@frozen
class Saved:
    """What is whole of a booth's store; `journals` by lineage, its own last.

    `lineage` is the highest number that any of its stores is known to have had; `dropped` are the journals
    that are known of and of which nothing is whole, with their last numbers.
    """

    journals: tuple[SavedJournal, ...]
    tables: Rows
    lineage: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)

    @property
    def own(self) -> SavedJournal:
        """Return the journal that was being written."""
        return self.journals[-1]

    @property
    def known(self) -> dict[str, int]:
        """Name the journals that are known to go further than here, with their last numbers."""
        further = {j.head.journal_id: j.claimed for j in self.journals if j.lost}
        return {**self.dropped, **further}


def join(sources: Sequence[Source]) -> Saved | None:
    """Put together what is whole of stores of one device, the first being the one that matters most.

    Only those count that share a journal with the first that has any, or with one that does, or that were
    replaced in the same home and are the same device's. None where nothing is whole.
    """
    related = _related(sources)
    keys = {key for source in related for key in source.facts}
    whole = {key: found for key in keys if (found := _whole(key, related)) is not None}
    if not whole:
        return None
    ordered = sorted(whole.values(), key=lambda journal: _rank(journal, related))
    journals = tuple(ordered)
    known = {key: mark for source in related for key, mark in source.marks.items() if key in keys}
    lineages = [source.lineage for source in related] + [journal.lineage for journal in journals]
    return Saved(
        journals,
        _tables(related, journals[-1]),
        lineage=max(lineages),
        dropped={key[1]: mark for key, mark in known.items() if key not in whole},
    )


def kept_rows(items: Iterable[Item], people: Iterable[Person]) -> Rows:
    """Write a price list and people down as the rows that a store keeps of them."""
    return {
        item.name: [{k: getattr(v, "amount", v) for k, v in row.items()} for row in item_rows(items)],
        person.name: person_rows(people),
    }


def insert_kept(tx: Connection, tables: Rows) -> int:
    """Put rows of tables that a booth keeps for itself into a new store, as they were.

    A paper or basket that is none any more is left out, and counted: a nota can be printed again. Raises:
    StoreDamaged where the price list or the people are no such rows, for nobody can sell without.
    """
    left_out = 0
    for table in KEPT:
        for row in tables.get(table.name, []):
            names = [c.name for c in table.columns if c.name in row]
            marks = ", ".join("?" * len(names))
            statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - ours
            try:
                tx.exec_driver_sql(statement, tuple(row[name] for name in names))
            except (IntegrityError, OperationalError) as error:
                if table in {item, person}:
                    raise StoreDamaged(table.name, BAD_ROW) from error
                left_out += 1
    return left_out


def lineage_of(opening: Fact) -> int:
    """Say how often a journal's store had been replaced when it began."""
    told = opening.body.get("origin", {}).get("lineage", 0)
    return told if type(told) is int else 0


def _related(sources: Sequence[Source]) -> list[Source]:
    """Choose the sources that share a journal with the first that has any, directly or by others."""
    base = next((source for source in sources if source.facts), None)
    if base is None:
        return []
    keys, chosen = set(base.facts), [base]
    while more := [s for s in sources if s not in chosen and s.facts.keys() & keys]:
        chosen += more
        keys = keys.union(*(source.facts for source in more))
    ours = set[object]().union(*(source.whose for source in chosen))
    return [
        source
        for source in sources
        if source in chosen or (source.is_live and source.marks) or (source.is_kept and source.whose & ours)
    ]


def _rank(journal: SavedJournal, related: Sequence[Source]) -> tuple[int, bool]:
    """Order journals by lineage; of two that went on alike, the first source's comes last."""
    key = (journal.head.fair_id, journal.head.journal_id)
    return journal.lineage, key in related[0].facts


def _whole(key: Key, sources: Sequence[Source]) -> SavedJournal | None:
    """Chain a journal from its first fact on, each from whichever source has the one that fits."""
    facts: list[Fact] = []
    before = GENESIS
    while fitting := [
        fact
        for source in sources
        if (fact := source.facts.get(key, {}).get(len(facts) + 1)) is not None
        and next_hash(before, fact.payload) == fact.hash
        and not fact.envelope_faults()
    ]:
        facts.append(fitting[0])
        before = fitting[0].hash
    body = read_opening(facts[0] if facts else None)
    if body is None:
        return None
    head = JournalHead(*key, booth_of(body), len(facts), before, Books(body.get("books", Books.REAL)))
    lineage = lineage_of(facts[0])
    claimed = max(source.marks.get(key, 0) for source in sources)
    behind = {
        seq
        for source in sources
        for seq, fact in source.facts.get(key, {}).items()
        if len(facts) < seq <= claimed and not fact.envelope_faults()
    }
    return SavedJournal(head, tuple(facts), lineage, claimed, len(behind))


def _tables(sources: Sequence[Source], own: SavedJournal) -> Rows:
    """Take each table from the first source that has it whole, what is old in a copy left out.

    Of price lists the one counts that the journal knows by its digest, where there is one.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for source in reversed(sources):
        found |= source.tables if source.is_live else _aged(source.tables)
    digest = told_now(own.facts).get("catalogue")
    right = (rows for rows in _price_lists(sources) if _digest(rows) == digest)
    if (rows := next(right, None)) is not None:
        found[item.name] = rows
    return found


def _price_lists(sources: Sequence[Source]) -> Iterator[list[dict[str, Any]]]:
    return (source.tables[item.name] for source in sources if source.tables.get(item.name))


_DIGESTED = ("sku", "barcode", "producer", "name", "unit", "step", "price", "floor", "stock")


def _digest(rows: list[dict[str, Any]]) -> str:
    try:
        ordered = sorted(rows, key=lambda row: row["place"])
        return digest_of_values([row[name] for name in _DIGESTED] for row in ordered)
    except (KeyError, TypeError, ValueError):
        return ""


def _aged(tables: Rows) -> dict[str, list[dict[str, Any]]]:
    """Leave out what a copy cannot know: whether its baskets were sold since, and its papers printed.

    What waited for a printer when the copy was made becomes uncertain: a person decides.
    """
    baskets = {open_basket.name, parked_basket.name}
    kept = {name: rows for name, rows in tables.items() if name not in baskets}
    waiting = {JobState.QUEUED, JobState.SENDING}
    unsure = {"state": JobState.UNCERTAIN.value, "reason": "copy"}
    if print_job.name in kept:
        kept[print_job.name] = [
            row | unsure if row.get("state") in waiting else row for row in kept[print_job.name]
        ]
    return kept
