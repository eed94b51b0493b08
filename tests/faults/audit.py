"""Auditing what a fault left: every chain and table proved by plain sqlite3, every act accounted for."""

import sqlite3
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import sha256
from json import loads
from pathlib import Path
from typing import Any

from batikpos.domain.fact import Fact
from batikpos.domain.money import Rupiah
from batikpos.paper.document import Text, document_from_json
from batikpos.store.reading import read_fact
from batikpos.store.schema import READINGS

Row = tuple[Any, ...]
BASKET = "basket "
Act = tuple[str, str]
"""What a booth did: its name, and the hash of its fact."""


@dataclass(frozen=True, slots=True)
class Job:
    """One paper of the queue; `mark` stands on no other paper."""

    state: str
    mark: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """What a store holds, and what is wrong with it by itself."""

    acts: tuple[Act, ...] = ()
    jobs: tuple[Job, ...] = ()
    altered: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()


@dataclass
class Told:
    """What was begun, in order, and what was said to be done: an act's name, and the hash said with it.

    A bare kind in `begun` stands for every act of that kind; an empty hash says nothing.
    """

    begun: dict[str, None] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    paper: bytes = b""


@dataclass(frozen=True, slots=True)
class Harm:
    """What a fault did."""

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lost or self.doubled or self.altered or self.unexplained)

    def __add__(self, other: "Harm") -> "Harm":
        return Harm(
            self.lost + other.lost,
            self.doubled + other.doubled,
            self.altered + other.altered,
            self.unexplained + other.unexplained,
        )


def audit(store: Path) -> Found:
    """Open a store as any SQLite tool would, and prove it. It may fold the log of `store`: give a copy."""
    if not store.is_file():
        return Found(unexplained=("there is no store",))
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA synchronous = OFF")
            faults = _file_faults(connection)
            return Found(unexplained=faults) if faults else _audited(connection)
        except sqlite3.DatabaseError as error:
            return Found(unexplained=(f"{type(error).__name__}: {error}",))


def judge(found: Found, told: Told) -> Harm:
    """Hold what is there against what was said."""
    there = Counter(name for name, _ in found.acts)
    facts = dict(found.acts)
    lost = [name for name in told.done if name not in facts and not _gave_way(name, facts, told)]
    changed = [name for name, kept in told.done.items() if kept and facts.get(name, kept) != kept]
    strange = [name for name in facts if not told.begun.keys() & {name, name.split()[0]} and _is_act(name)]
    twice = [name for name, count in there.items() if count > 1 or _sold(name) in facts]
    papers = [
        f"paper {job.mark!r} is {job.state} and came out {told.paper.count(job.mark)} times"
        for job in found.jobs
        if told.paper.count(job.mark) > (job.state != "queued")
    ]
    return Harm(
        tuple(lost),
        tuple(twice + papers),
        tuple(f"{name} differs from what was said" for name in changed) + found.altered,
        tuple(f"{name} was never begun" for name in strange) + found.unexplained,
    )


def mark_of(document: str) -> bytes:
    """Return what a paper alone says, as its bytes say it: its number and the hash of its fact.

    A paper without any words, as a label may be, says nothing.
    """
    words = [block.text for block in document_from_json(document).blocks if isinstance(block, Text)]
    return words[-1].encode() if words else b""


def name_of(kind: str, body: Mapping[str, Any]) -> str:
    """Name an act after what is its own, whatever its number."""
    word, own = _NAMES.get(kind, (kind, ""))
    if kind == "seal":
        return f"close {body['close']}, its seal"
    if kind == "check" and "carried_from" in body:
        return f"seen {body['carried_from']}"
    return f"{word} {body[own]}" if own else word


_NAMES = {
    "sale": ("sale", "sale_id"),
    "void": ("void", "reverses"),
    "refund": ("refund", "reverses"),
    "check": ("check", "number"),
    "till_open": ("open", "at"),
    "cash_move": ("cash", "reason"),
    "till_close": ("close", "number"),
    "clock": ("clock", "at"),
}


_ON_PAPER = {"sale", "void", "refund", "till_close"}


def _is_act(name: str) -> bool:
    """Say whether somebody did it: that the clock was set is noted beside what was."""
    return not name.startswith("clock ")


def _sold(name: str) -> str:
    """Name the sale of a kept basket: one of the two is there, and never both."""
    return name.replace(BASKET, "sale ") if name.startswith(BASKET) else ""


def _gave_way(name: str, facts: Container[str], told: Told) -> bool:
    """Say whether a kept basket was sold, or gave way to one that was begun after it."""
    if not name.startswith(BASKET):
        return False
    begun = list(told.begun)
    later = begun[begun.index(name) + 1 :]
    return _sold(name) in facts or any(other in facts for other in later if other.startswith(BASKET))


def _file_faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    said = [text for (text,) in connection.execute("PRAGMA integrity_check")]
    wrong = connection.execute("PRAGMA foreign_key_check").fetchall()
    return tuple(text for text in said if text != "ok") + tuple(f"no parent: {row}" for row in wrong)


def _audited(connection: sqlite3.Connection) -> Found:
    journals = connection.execute("SELECT fair_id, journal_id, mark, head FROM journal").fetchall()
    rows = connection.execute(
        "SELECT fair_id, journal_id, seq, kind, payload, hash FROM fact ORDER BY fair_id, journal_id, seq"
    ).fetchall()
    facts = [Fact(*row) for row in rows]
    altered = [fault for journal in journals for fault in _chain_faults(journal, facts)]
    altered += _table_faults(connection, facts)
    numbers, jobs = _numbers(facts), _jobs(connection)
    if connection.execute("SELECT count(*) FROM person").fetchone() != (0,):
        altered += _paper_faults(connection, numbers) + _pair_faults(facts)
        (own,) = connection.execute("SELECT count(*) FROM own_journal").fetchone()
        altered += [f"{own} journals are its own"] * (own != 1)
    done = [(_act(fact.kind, fact.payload)[0], fact.hash.hex()) for fact in facts]
    kept = connection.execute("SELECT sale_id FROM open_basket").fetchall()
    baskets = [(f"basket {sale_id}", "") for (sale_id,) in kept]
    return Found((*done, *baskets), jobs, tuple(altered))


def _chain_faults(journal: Row, facts: Iterable[Fact]) -> list[str]:
    fair_id, journal_id, mark, head = journal
    faults, seq, before = [], 0, bytes(32)
    for fact in facts:
        if (fact.fair_id, fact.journal_id) != (fair_id, journal_id):
            continue
        seq += 1
        before = sha256(b"batikpos/fact/1\0" + before + fact.payload.encode()).digest()
        if (fact.seq, fact.hash) != (seq, before) or _envelope_faults(fact):
            faults.append(f"fact {fact.seq} does not fit its chain")
            seq, before = fact.seq, fact.hash
    if (mark, head) != (seq, before):
        faults.append(f"the journal says it ends at {mark}, its facts at {seq}")
    return faults


@lru_cache(maxsize=20_000)
def _envelope_faults(fact: Fact) -> tuple[str, ...]:
    return fact.envelope_faults()


def _table_faults(connection: sqlite3.Connection, facts: Iterable[Fact]) -> list[str]:
    """Compare every table with what the facts read as, row by row."""
    wanted: dict[tuple[str, Row], Row] = {}
    for fact in facts:
        for key, row in _rows_of(fact):
            wanted.setdefault(key, row)
    found: dict[tuple[str, Row], Row] = {}
    for name, query, places in _queries():
        for row in connection.execute(query):
            found[name, tuple(row[place] for place in places)] = row
    wrong = [key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key)]
    return [f"{table} {key} is not what its fact says" for table, key in sorted(wrong, key=str)]


@cache
def _queries() -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    """Write how each table is read, and where its key stands in a row."""
    return tuple(
        (
            table.name,
            f"SELECT {', '.join(map(str, table.columns))} FROM {table.name}",
            tuple(n for n, column in enumerate(table.columns) if column.primary_key),
        )
        for table in READINGS
    )


@lru_cache(maxsize=20_000)
def _rows_of(fact: Fact) -> tuple[tuple[tuple[str, Row], Row], ...]:
    return tuple(
        (
            (table.name, tuple(_plain(row[column.name]) for column in table.columns if column.primary_key)),
            tuple(_plain(row[column.name]) for column in table.columns),
        )
        for table, rows in read_fact(fact)
        for row in rows
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Rupiah):
        return value.amount
    return value.isoformat() if isinstance(value, datetime | date) else value


def _pair_faults(facts: Iterable[Fact]) -> list[str]:
    """See that of what stands in a sale's place, and what gave way to it, neither is there alone."""
    bodies = [loads(fact.payload)["body"] for fact in facts if '"follow' in fact.payload]
    in_place = {(body["number"], body["follows"]) for body in bodies if "follows" in body}
    gave_way = {(body["followed_by"], body["reverses"]) for body in bodies if "followed_by" in body}
    return [f"half of a pair: {number} for {old}" for number, old in sorted(in_place ^ gave_way)]


@lru_cache(maxsize=20_000)
def _act(kind: str, payload: str) -> tuple[str, str]:
    """Name an act, and the number of the paper that must be queued with it."""
    body = loads(payload)["body"]
    return name_of(kind, body), str(body.get("number", "")) if kind in _ON_PAPER else ""


def _numbers(facts: Iterable[Fact]) -> Counter[str]:
    return Counter(number for fact in facts if (number := _act(fact.kind, fact.payload)[1]))


def _jobs(connection: sqlite3.Connection) -> tuple[Job, ...]:
    found = connection.execute("SELECT state, document FROM print_job ORDER BY place")
    return tuple(Job(state, mark) for state, document in found if (mark := _mark(document)))


@lru_cache(maxsize=20_000)
def _mark(document: str) -> bytes:
    return mark_of(document)


def _paper_faults(connection: sqlite3.Connection, numbers: Counter[str]) -> list[str]:
    """Compare papers with facts: each is committed with its one original, and no original without."""
    query = "SELECT sale FROM print_job WHERE kind IN ('original', 'z')"
    queued = Counter(number for (number,) in connection.execute(query))
    both = sorted(numbers.keys() | queued.keys())
    return [
        f"{number}: {numbers[number]} facts, {queued[number]} originals"
        for number in both
        if (numbers[number], queued[number]) != (1, 1)
    ]
