"""Proving a store: every chain recomputed, every table compared with what the journal says."""

from collections.abc import Iterator, Sequence
from typing import Any

from batikpos.domain.catalogue import digest_of
from batikpos.domain.fact import GENESIS, Fact, next_hash
from batikpos.domain.fair import Books
from batikpos.domain.handed import HANDED_KINDS, told_now
from batikpos.domain.seal import read_seal, split_code
from batikpos.i18n import N_
from batikpos.services.closes import FAULTS as CLOSE_FAULTS
from batikpos.services.closes import close_faults
from batikpos.services.desks import FAULTS as DESK_FAULTS
from batikpos.services.desks import desk_faults
from batikpos.services.references import FAULTS as REFERENCE_FAULTS
from batikpos.services.references import shared_baskets, wrong_references
from batikpos.services.tail import Tail, count_beyond
from batikpos.signing import Purpose, is_signed
from batikpos.store.catalogue import list_people, list_set_up
from batikpos.store.copying import find_damage
from batikpos.store.engine import Store, Transaction
from batikpos.store.guard import reading_marks
from batikpos.store.journal import (
    JournalHead,
    find_break,
    find_hash,
    find_lineage,
    find_own,
    insert_facts,
    insert_journal,
    keep_books,
    list_aside,
    list_facts,
    list_heads,
)
from batikpos.store.origins import list_lineage
from batikpos.store.reading import (
    Readings,
    collect,
    insert_foreign_readings,
    load_readings,
    read_fact,
)
from batikpos.store.seals import find_public_key, find_seal
from batikpos.values import frozen


@frozen
class Fault:
    """What is wrong with one fact, and in whose journal."""

    device: str
    seq: int | None
    code: str
    text: str


@frozen
class Device:
    """One journal that was proved: its first and last number, and its head."""

    device: str
    journal_id: str
    first: int
    last: int
    head: bytes


@frozen
class Verdict:
    """What proving found."""

    facts: int
    devices: tuple[Device, ...]
    faults: tuple[Fault, ...]

    @property
    def is_ok(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.faults


FAULTS = {
    "missing": N_("Fact {seq} is missing."),
    "altered": N_("Fact {seq} does not fit the chain: it, or one before it, was altered."),
    "envelope": N_("Fact {seq} stands under another number, kind or journal than it says."),
    "unread": N_("Fact {seq} cannot be read."),
    "fork": N_("A copy of this booth wrote another fact {seq}. It was put aside, and counts nowhere."),
    "journal": N_("The journal is kept under another booth, device or books than its first fact names."),
    "origin": N_("The journal goes on from fact {seq} of another one, which is not here."),
    "own": N_("The store does not say which journal is its own, or how often it was replaced."),
    "head": N_("The journal says it ends elsewhere than its last fact."),
    "shared": N_("What the tables say of the fair, its booths or producers is not what the facts say."),
    "catalogue": N_("The price list is not the one this booth was set up with."),
    "table": N_("What the tables hold of fact {seq} is not what the fact says."),
    "file": N_("The store's file is damaged. A booth's is mended by “batikpos recover”."),
    "older": N_("The store ends before fact {seq}, which was written here: it is an older copy."),
}

SLIP_FAULTS = {
    "forged": N_("This slip is not signed by the device it names."),
    "absent": N_("The close this slip is of, fact {seq}, is not here yet. Let the booth send."),
    "other": N_("Fact {seq} here is another close than this slip is of."),
}

MOST_MISSING = 10_000
"""So many missing facts are named one by one."""

ALL_FAULTS = FAULTS | CLOSE_FAULTS | REFERENCE_FAULTS | DESK_FAULTS


def verify(store: Store, *found: Fault) -> Verdict:
    """Prove everything a store holds. It only reads. Raises: StoreUnavailable.

    `found` is what was found already in the file that the store was read from: it is named too, once.
    """
    devices: list[Device] = []
    faults: list[Fault] = []
    readings: Readings = {}
    firsts: dict[str, Fact | None] = {}
    known: set[tuple[str, int, str]] = set()
    count = 0
    with store.reading() as tx:
        try:
            heads = list_heads(tx)
        except ValueError:  # of books there are none of
            return Verdict(0, (), (Fault("", None, "journal", FAULTS["journal"]),))
        names = {h.journal_id: h.booth.prefix for h in heads}
        read = reading_marks(tx) if store.is_guarded else {}
        for head in heads:
            facts = list(list_facts(tx, head.fair_id, head.journal_id))
            count += len(facts)
            faults += _chain_faults(head, facts)
            faults += _journal_faults(head, facts)
            faults += [_fault(head, seq, code) for seq, code in close_faults(facts)]
            aside = list_aside(tx, head.fair_id, head.journal_id)
            faults += _aside_faults(head, facts, aside)
            known |= {(head.journal_id, fact.seq, fact.hash.hex()) for fact in (*facts, *aside)}
            is_read = read.get((head.fair_id, head.journal_id), head.mark)
            for fact in facts:
                try:
                    rows = read_fact(fact)
                    collect(readings, rows if fact.seq <= is_read else [])
                except (ValueError, KeyError, TypeError, AttributeError):
                    faults.append(_fault(head, fact.seq, "unread"))
            firsts[head.journal_id] = facts[0] if facts else None
            devices.append(
                Device(
                    head.booth.prefix,
                    head.journal_id,
                    facts[0].seq if facts else 0,
                    facts[-1].seq if facts else 0,
                    facts[-1].hash if facts else GENESIS,
                )
            )
        faults += _origin_faults(heads, firsts, known)
        faults += _table_faults(readings, load_readings(tx), names)
        faults += [
            Fault(names.get(journal_id, ""), seq, code, ALL_FAULTS[code])
            for journal_id, seq, code in (*wrong_references(tx), *shared_baskets(tx), *desk_faults(tx))
        ]
        faults += _catalogue_faults(tx)
        faults += _own_faults(tx)
        faults += _start_faults(tx, names, faults)
    return Verdict(count, tuple(devices), (*found, *(f for f in faults if f not in found)))


def verify_slip(store: Store, code: str) -> Verdict:
    """Prove what the QR code of a Z slip says against a store or centre: its signature, its close.

    Raises: NotASlip, StoreUnavailable.
    """
    statement, signature = split_code(code)
    seal = read_seal(statement)
    with store.reading() as tx:
        head = next((h for h in list_heads(tx) if h.journal_id == seal.journal_id), None)
        if head is None:
            return Verdict(0, (), (Fault(seal.number, seal.seq, "absent", SLIP_FAULTS["absent"]),))
        key = find_public_key(tx, head.journal_id)
        kept = find_seal(tx, head.fair_id, head.journal_id, seal.seq)
        hash_ = find_hash(tx, head.fair_id, head.journal_id, seal.seq)
    device = Device(head.booth.prefix, head.journal_id, seal.seq, seal.seq, hash_ or GENESIS)
    wrong = ""
    if not is_signed(key, Purpose.CLOSE, statement, signature):
        wrong = "forged"
    elif hash_ is None:
        wrong = "absent"
    elif not hash_.hex().startswith(seal.hash) or kept != (statement, signature):
        wrong = "other"
    faults = (Fault(head.booth.prefix, seal.seq, wrong, SLIP_FAULTS[wrong]),) if wrong else ()
    return Verdict(1, (device,), faults)


def older_faults(known: Tail | None, store: Store) -> tuple[Fault, ...]:
    """Say whether more was written in a home than its store holds; `known` was read before the store was."""
    with store.reading() as tx:
        own, held = find_own(tx), list_heads(tx)
    if own is None or not count_beyond(known, own, held):
        return ()
    return (_fault(own, own.mark + 1, "older"),)


def rebuild(store: Store, new: Store) -> tuple[int, tuple[Fault, ...]]:
    """Read the journal again into an empty store, and name every row in which the two differ."""
    with store.reading() as old, new.writing() as tx:
        heads = list_heads(old)
        keep_books(tx, next((head.books for head in heads), Books.REAL))
        count = 0
        for head in heads:
            facts = list(list_facts(old, head.fair_id, head.journal_id))
            count += len(facts)
            insert_journal(tx, head)
            insert_facts(tx, facts)
            insert_foreign_readings(tx, facts)
        names = {h.journal_id: h.booth.prefix for h in heads}
        return count, tuple(_table_faults(load_readings(tx), load_readings(old), names))


def _chain_faults(head: JournalHead, facts: list[Fact]) -> list[Fault]:
    faults: list[Fault] = []
    before, expected = GENESIS, 1
    for fact in facts:
        if expected < fact.seq:
            faults += _missing(head, expected, fact.seq - 1)
            before = b""
        # After a gap the hash before is not known: the chain is taken up again from this fact.
        if before and next_hash(before, fact.payload) != fact.hash:
            faults.append(_fault(head, fact.seq, "altered"))
        if fact.envelope_faults():
            faults.append(_fault(head, fact.seq, "envelope"))
        before, expected = fact.hash, fact.seq + 1
    faults += _missing(head, expected, head.mark)
    last = facts[-1] if facts else None
    if last is not None and (last.seq, last.hash) != (head.mark, head.head):
        faults.append(_fault(head, None, "head"))
    return faults


def _aside_faults(head: JournalHead, facts: list[Fact], aside: Sequence[Fact]) -> Iterator[Fault]:
    """Name what was put aside, and what of it was altered since: each goes on from one before it here."""
    before: dict[int, set[bytes]] = {0: {GENESIS}}
    for fact in (*facts, *aside):
        before.setdefault(fact.seq, set()).add(fact.hash)
    for fact in aside:
        yield _fault(head, fact.seq, "fork")
        known = before.get(fact.seq - 1, set())
        if not known:
            yield _fault(head, fact.seq - 1, "missing")
        elif not any(next_hash(hash_, fact.payload) == fact.hash for hash_ in known):
            yield _fault(head, fact.seq, "altered")


def _missing(head: JournalHead, first: int, last: int) -> Iterator[Fault]:
    """Name missing facts one by one; of a gap that no booth's days could fill, the end."""
    for seq in range(first, min(last, first + MOST_MISSING - 1) + 1):
        yield _fault(head, seq, "missing")
    if last >= first + MOST_MISSING:
        yield Fault(head.booth.prefix, last, "missing", N_("All facts up to {seq} are missing."))


def _journal_faults(head: JournalHead, facts: list[Fact]) -> Iterator[Fault]:
    """Compare whose journal it is said to be with what its first fact says."""
    try:
        body = facts[0].body if facts else {}
        told = (body["booth"], body["device"], body.get("books", Books.REAL.value)) if body else None
    except (ValueError, KeyError):
        return  # named as unread
    if told is not None and told != (head.booth.code, head.booth.device, head.books.value):
        yield _fault(head, None, "journal")


def _origin_faults(
    heads: Sequence[JournalHead], firsts: dict[str, Fact | None], known: set[tuple[str, int, str]]
) -> Iterator[Fault]:
    """See that each journal that goes on from another does so from a fact that is here, if only aside."""
    for head in heads:
        first = firsts[head.journal_id]
        try:
            origin = first.body.get("origin") if first else None
            if origin is not None and (origin["journal"], origin["seq"], origin["hash"]) not in known:
                yield _fault(head, origin["seq"], "origin")
        except (ValueError, KeyError, TypeError, AttributeError):
            yield _fault(head, 1, "unread")


def _own_faults(tx: Transaction) -> Iterator[Fault]:
    """See that a booth's store, which people sign in at, says rightly which journal it writes."""
    own, lineage = find_own(tx), find_lineage(tx)
    if own is None:
        if list_people(tx):
            yield Fault("", None, "own", FAULTS["own"])
        return
    newest = list_lineage(tx)[-1:]
    for opening in list_facts(tx, own.fair_id, own.journal_id, limit=1):
        try:
            told = opening.body.get("origin", {}).get("lineage", 0)
        except (ValueError, AttributeError):
            return
        if told != lineage or newest[0].journal_id != own.journal_id:
            yield _fault(own, None, "own")


def _start_faults(tx: Transaction, names: dict[str, str], named: list[Fault]) -> Iterator[Fault]:
    """Add what is wrong with a file's pages, and what the check of every start finds: it names one."""
    if tx.dialect.name != "sqlite":
        return
    if find_damage(tx):
        own = find_own(tx)
        yield Fault(own.booth.prefix if own else "", None, "file", FAULTS["file"])
    broken = find_break(tx)
    if broken is not None and not any(f.code in {"missing", "altered", "head"} for f in named):
        journal_id, seq = broken
        yield Fault(names.get(journal_id, ""), seq, "altered", FAULTS["altered"])


def _table_faults(wanted: Readings, found: Readings, names: dict[str, str]) -> Iterator[Fault]:
    """Name the facts whose rows differ; a row that no fact stands for is at fault as well."""
    wrong: set[tuple[str, int | None]] = set()
    for key in wanted.keys() | found.keys():
        told, here = wanted.get(key, []), found.get(key, [])
        if not here or here[0] not in told:
            row: dict[str, Any] = (told or here)[0]
            wrong.add((row.get("journal_id", ""), row.get("seq")))
    for journal_id, seq in sorted(wrong, key=str):
        code = "table" if seq is not None else "shared"
        yield Fault(names.get(journal_id, ""), seq, code, FAULTS[code])


def _catalogue_faults(tx: Transaction) -> Iterator[Fault]:
    """Compare a booth's price list with the digest its journal holds; a centre has no price list."""
    own = find_own(tx)
    if own is None:
        return
    try:
        items = list_set_up(tx)
    except ValueError:
        yield Fault(own.booth.prefix, None, "catalogue", FAULTS["catalogue"])
        return
    told = told_now(list_facts(tx, own.fair_id, own.journal_id, kinds=HANDED_KINDS)).get("catalogue")
    if told is not None and told != digest_of(items):
        yield Fault(own.booth.prefix, None, "catalogue", FAULTS["catalogue"])


def _fault(head: JournalHead, seq: int | None, code: str) -> Fault:
    return Fault(head.booth.prefix, seq, code, ALL_FAULTS[code])
