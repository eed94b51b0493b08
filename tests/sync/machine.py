"""Booths, carriers and a centre, played by chance against the truth kept in plain Python."""

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from batikpos.domain.fact import GENESIS, Fact, FactKind, next_hash
from batikpos.domain.fair import Booth
from batikpos.store.engine import Store, Transaction, open_store, store_url
from batikpos.store.journal import append, list_facts, load_head
from batikpos.sync import push as pushing
from batikpos.sync.centre import BrokenOffer, receive
from batikpos.sync.mark import Synced
from batikpos.sync.protocol import Offer
from batikpos.sync.push import CentreAhead
from tests.sync.booths import (
    FAIR,
    NOON,
    FailingStore,
    PowerCut,
    copy_file,
    is_whole_but_for_forks,
    new_booth,
)

CHUNK = 3
"""Facts in one offer of a booth: small, so that most days need several."""


@dataclass
class Disk:
    """One booth's disk, and what was written on it."""

    path: Path
    booth: Booth
    journal_id: str
    facts: list[Fact]
    store: Store


@dataclass
class Truth:
    """What a centre must hold, by comparing facts themselves, never by trusting a hash or a mark."""

    held: dict[str, list[Fact]] = field(default_factory=dict)
    aside: set[Fact] = field(default_factory=set)

    def copy(self) -> "Truth":
        """Keep it as it is now."""
        return Truth({journal: list(facts) for journal, facts in self.held.items()}, set(self.aside))

    def take(self, offer: Offer) -> None:
        """Take a sound offer in: what follows is added, what contradicts goes aside, a gap waits."""
        if not offer.facts:
            return
        held = self.held.setdefault(offer.journal_id, [])
        first = offer.facts[0].seq
        if first > len(held) + 1:
            if any(f.seq == first - 1 and f.hash == offer.before for f in self.aside_of(offer.journal_id)):
                self.aside.update(offer.facts)
            return
        before = held[first - 2].hash if first > 1 else GENESIS
        same = [f for f in offer.facts if f.seq <= len(held) and held[f.seq - 1] == f]
        overlap = min(len(held), offer.facts[-1].seq) - first + 1
        if before == offer.before and len(same) == overlap:
            held.extend(offer.facts[overlap:])
        elif overlap == 0 or held[first + overlap - 2] != offer.facts[overlap - 1]:
            self.aside.update(f for f in offer.facts if f not in same)

    def aside_of(self, journal_id: str) -> set[Fact]:
        """List what lies aside of one journal."""
        return {f for f in self.aside if f.journal_id == journal_id}


Tampering = Literal["payload", "rehashed", "swapped", "left out", "another journal", "before"]


class FairDay(RuleBasedStateMachine):
    """Booths sell, sticks and cables carry, disks are copied and restored; nothing may be lost."""

    disks: Bundle[Disk] = Bundle("disks")
    offers: Bundle[Offer] = Bundle("offers")
    disk_backups: Bundle[tuple[Disk, Path, list[Fact]]] = Bundle("disk_backups")
    centre_backups: Bundle[tuple[Path, Truth]] = Bundle("centre_backups")

    fast: ClassVar[str | None] = "/dev/shm" if Path("/dev/shm").is_dir() else None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="batikpos-machine-", dir=self.fast))
        self.truth = Truth()
        self.made: set[Fact] = set()
        self.all_disks: list[Disk] = []
        self.counter = 0
        self.path = self.folder / "centre.db"
        shutil.copyfile(_blank(), self.path)
        self.centre = WatchedStore(self.path)

    # The booths

    @initialize(target=disks)
    def open_first_booth(self) -> Disk:
        """Open the booth that every day has."""
        return self._new_disk("A01")

    @rule(target=disks)
    def open_booth(self) -> Disk:
        """Open another, up to four."""
        return self._new_disk(f"B{self._next():02}") if len(self.all_disks) < 4 else self.all_disks[0]

    @rule(disk=disks, count=st.integers(1, 5))
    def sell(self, disk: Disk, count: int) -> None:
        """Write facts, in one transaction."""
        with disk.store.writing() as tx:
            for _ in range(count):
                body = {
                    "till": 2,
                    "at": NOON.isoformat(),
                    "cashier": "Rini",
                    "amount": self._next(),
                    "reason": "x",
                }
                fact = append(tx, FactKind.CASH_MOVE, NOON, body)
                disk.facts.append(fact)
                self.made.add(fact)

    @rule(target=disks, disk=disks, here=st.integers(0, 3), there=st.integers(0, 5))
    def clone_disk(self, disk: Disk, here: int, there: int) -> Disk:
        """Copy a disk to a second machine, and sell on both under one journal."""
        if len(self.all_disks) >= 5:
            return disk
        path = self.folder / f"disk{self._next()}.db"
        copy_file(disk.path, path)
        clone = self._add(Disk(path, disk.booth, disk.journal_id, list(disk.facts), _open(path)))
        self.sell(disk, here)
        self.sell(clone, there)
        return clone

    @rule(target=disk_backups, disk=disks)
    def back_up_disk(self, disk: Disk) -> tuple[Disk, Path, list[Fact]]:
        """Keep a copy of a disk."""
        path = self.folder / f"backup{self._next()}.db"
        copy_file(disk.path, path)
        return disk, path, list(disk.facts)

    @rule(backup=disk_backups, count=st.integers(0, 4))
    def restore_disk(self, backup: tuple[Disk, Path, list[Fact]], count: int) -> None:
        """Put an old copy back: what was sold since is gone from this disk, unless a centre has it."""
        disk, path, facts = backup
        disk.store.close()
        copy_file(path, disk.path)
        disk.facts, disk.store = list(facts), _open(disk.path)
        self.sell(disk, count)

    # The carriers

    @rule(target=offers, disk=disks, after=st.integers(0, 30), length=st.integers(0, 6))
    def write_offer(self, disk: Disk, after: int, length: int) -> Offer:
        """Write some of a booth's facts on a stick."""
        return self._offer(disk, min(after, len(disk.facts)), length)

    @rule(target=offers, disk=disks, length=st.integers(1, 6))
    def write_offer_of_the_newest(self, disk: Disk, length: int) -> Offer:
        """Write a booth's newest facts on a stick."""
        return self._offer(disk, max(0, len(disk.facts) - length), length)

    @rule(offer=offers)
    def deliver(self, offer: Offer) -> None:
        """Deliver a stick, of whatever age; it may be delivered again."""
        receive(self.centre, offer)
        self.truth.take(offer)

    @rule(offer=offers)
    def deliver_twice(self, offer: Offer) -> None:
        """Deliver a stick, and see that the second time changes nothing."""
        self.deliver(offer)
        self.centre_is_as_it_must_be()
        receive(self.centre, offer)

    @rule(offer=consumes(offers))
    def lose(self, offer: Offer) -> None:
        """Lose a stick."""

    @rule(offer=offers, good=st.integers(0, 1))
    def crash_while_delivering(self, offer: Offer, good: int) -> None:
        """Cut the power before the first COMMIT: nothing is there; or before another: all of it is."""
        failing = FailingStore(self.centre, good=good)
        try:
            receive(failing, offer)
        except PowerCut:
            assert good == 0, "one offer took more than one transaction"
        else:
            self.truth.take(offer)
        finally:
            failing.close()

    @rule(offer=offers, how=st.sampled_from(Tampering.__args__), at=st.integers(0, 5))  # type: ignore[attr-defined]
    def deliver_tampered(self, offer: Offer, how: Tampering, at: int) -> None:
        """Deliver what no booth wrote: it is refused, and nothing changes."""
        bad = _tampered(offer, how, at, self.all_disks)
        if bad is None:
            return
        refused = False
        with suppress(BrokenOffer):
            answer = receive(self.centre, bad)
            # Seen without its beginning an offer may look sound: then only a gap may be answered.
            refused = answer.is_gap and how == "before"
            assert refused, f"a tampered offer was taken: {how}"

    @rule(disk=disks)
    def push(self, disk: Disk) -> None:
        """Send as the booth itself does."""
        self._push(disk)

    # The centre

    @rule(target=centre_backups)
    def back_up_centre(self) -> tuple[Path, Truth]:
        """Keep a copy of the centre."""
        path = self.folder / f"centre{self._next()}.db"
        copy_file(self.path, path)
        return path, self.truth.copy()

    @rule(backup=consumes(centre_backups))
    def restore_centre(self, backup: tuple[Path, Truth]) -> None:
        """Put an old copy of the centre back."""
        self.centre.close()
        copy_file(backup[0], self.path)
        self.centre = WatchedStore(self.path)
        self.truth = backup[1]

    # What must hold after every step

    @invariant()
    def centre_is_as_it_must_be(self) -> None:
        """Compare the file itself, past the product, with the truth."""
        held: dict[str, list[Fact]] = {}
        with _sqlite(self.path) as db:
            for row in db.execute(f"SELECT {_COLUMNS} FROM fact ORDER BY journal_id, seq"):
                held.setdefault(row[1], []).append(Fact(*row))
            aside = {Fact(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM quarantine")}
            marks = {row[0]: row[1:] for row in db.execute("SELECT journal_id, mark, head FROM journal")}
            moves = set(db.execute("SELECT journal_id, seq, amount FROM cash_move"))
        for journal_id, facts in held.items():
            assert [f.seq for f in facts] == list(range(1, len(facts) + 1))
            before = GENESIS
            for fact in facts:
                assert fact.hash == next_hash(before, fact.payload)
                before = fact.hash
            assert marks[journal_id] == (len(facts), facts[-1].hash)
        assert all(mark == 0 for journal_id, (mark, _) in marks.items() if journal_id not in held)
        assert self.made.issuperset(f for facts in held.values() for f in facts)
        assert self.made.issuperset(aside)
        assert held == {journal_id: facts for journal_id, facts in self.truth.held.items() if facts}
        assert aside == self.truth.aside
        assert moves == {
            (f.journal_id, f.seq, f.body["amount"])
            for facts in held.values()
            for f in facts
            if f.kind == FactKind.CASH_MOVE
        }

    def teardown(self) -> None:
        """Let every booth send until nothing moves: then nothing on any disk may be missing."""
        try:
            if self.all_disks:
                self._come_to_rest()
        finally:
            for disk in self.all_disks:
                disk.store.close()
            self.centre.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _come_to_rest(self) -> None:
        self.centre_is_as_it_must_be()
        for disk in self.all_disks:
            self._push(disk)
        self.centre_is_as_it_must_be()
        safe = self.truth.aside.union(*self.truth.held.values())
        for disk in self.all_disks:
            assert safe.issuperset(disk.facts), "a fact on a disk is nowhere at the centre"
        assert is_whole_but_for_forks(self.centre)

    def _push(self, disk: Disk) -> None:
        before = self.truth.copy()
        held = before.held.get(disk.journal_id, [])
        is_ahead = len(held) > len(disk.facts) and held[: len(disk.facts)] == disk.facts
        self.centre.begin()
        try:
            done: Synced | None = pushing.push(disk.store, self.centre)
        except CentreAhead:
            done = None
        assert (done is None) == is_ahead
        if done is None:
            return
        self.truth.take(Offer(FAIR.fair_id, disk.journal_id, disk.booth, GENESIS, tuple(disk.facts)))
        after = self.truth.held[disk.journal_id]
        assert done.is_equal == (after == disk.facts), "a booth believes what is not so"
        assert done.sent == len(after) - len(held)
        assert bool(done.quarantined) == (not done.is_equal)

    def _offer(self, disk: Disk, after: int, length: int) -> Offer:
        before = disk.facts[after - 1].hash if after else GENESIS
        facts = tuple(disk.facts[after : after + length])
        return Offer(FAIR.fair_id, disk.journal_id, disk.booth, before, facts)

    def _new_disk(self, code: str) -> Disk:
        path = self.folder / f"disk{self._next()}.db"
        shutil.copyfile(_blank(), path)
        store = new_booth(path, code)
        with store.reading() as tx:
            head = load_head(tx)
            facts = list(list_facts(tx, head.fair_id, head.journal_id))
        self.made.update(facts)
        return self._add(Disk(path, head.booth, head.journal_id, facts, store))

    def _add(self, disk: Disk) -> Disk:
        self.all_disks.append(disk)
        return disk

    def _next(self) -> int:
        self.counter += 1
        return self.counter


class WatchedStore(Store):
    """A centre that notices when a booth never stops sending."""

    def __init__(self, path: Path) -> None:
        super().__init__(store_url(str(path)))
        self._writes = 0

    def begin(self) -> None:
        """Count from nothing again."""
        self._writes = 0

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Run a transaction; there are never so many facts here that it takes hundreds."""
        self._writes += 1
        assert self._writes < 300, "a booth never stops sending"
        with super().writing() as tx:
            yield tx


_COLUMNS = "fair_id, journal_id, seq, kind, payload, hash"


def _tampered(offer: Offer, how: Tampering, at: int, disks: list[Disk]) -> Offer | None:
    """Change an offer as somebody would; None where this offer cannot be changed that way."""
    facts = list(offer.facts)
    if not facts:
        return None
    at %= len(facts)
    other = next((d for d in disks if d.journal_id != offer.journal_id), None)
    match how:
        case "payload":
            facts[at] = _said_otherwise(facts[at])
        case "rehashed" if at + 1 < len(facts):
            changed = _said_otherwise(facts[at])
            before = facts[at - 1].hash if at else offer.before
            facts[at] = replace(changed, hash=next_hash(before, changed.payload))
        case "swapped" if at + 1 < len(facts):
            facts[at], facts[at + 1] = facts[at + 1], facts[at]
        case "left out" if 0 < at < len(facts) - 1:
            del facts[at]
        case "another journal" if other is not None:
            facts = [replace(f, journal_id=offer.journal_id) for f in other.facts]
            return replace(offer, before=GENESIS, facts=tuple(facts))
        case "before":
            return replace(offer, before=bytes(31) + b"\1")
        case _:
            return None
    return replace(offer, facts=tuple(facts))


def _said_otherwise(fact: Fact) -> Fact:
    return replace(fact, payload=fact.payload.replace('"v":1', '"v":1,"z":1'))


def _open(path: Path) -> Store:
    return open_store(store_url(str(path)))


@cache
def _blank() -> Path:
    """Make the tables once; every store here begins as a copy of them."""
    folder = Path(tempfile.mkdtemp(prefix="batikpos-blank-", dir=FairDay.fast))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "blank.db"
    open_store(store_url(str(path)), create=True).close()
    return path


@contextmanager
def _sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    db: Any = sqlite3.connect(path)
    try:
        yield db
    finally:
        db.close()
