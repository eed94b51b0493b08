"""The protocol, as values and one pure function: an offer of facts, and what the centre makes of it."""

from collections.abc import Callable

from batikpos.domain.fact import GENESIS, Fact, next_hash
from batikpos.domain.fair import Books, Booth
from batikpos.sync.mark import Mark
from batikpos.values import frozen


@frozen
class Offer:
    """Facts of one journal, without a gap; `before` is the hash ahead of the first. None is a greeting.

    `is_past` says that the sender goes on from this journal in another, and found these facts of it: what
    a device that was replaced writes by itself comes as its own.
    """

    fair_id: str
    journal_id: str
    booth: Booth
    before: bytes
    facts: tuple[Fact, ...] = ()
    books: Books = Books.REAL
    is_past: bool = False


@frozen
class Append:
    """Take these facts in, and move the mark to the last of them."""

    facts: tuple[Fact, ...]


@frozen
class Known:
    """Everything offered is held already, hash for hash."""


@frozen
class Gap:
    """Facts between the mark and the offer are not here: begin again after the mark."""


@frozen
class Fork:
    """These facts say otherwise than what is held under their numbers: keep them aside, and shout."""

    facts: tuple[Fact, ...]


@frozen
class Broken:
    """The offer does not hold together by itself."""

    seq: int


Verdict = Append | Known | Gap | Fork | Broken


def judge(
    mark: Mark,
    offer: Offer,
    *,
    hash_at: Callable[[int], bytes | None],
    is_aside: Callable[[int, bytes], bool],
    ends_at: int | None = None,
) -> Verdict:
    """Say what to do with an offer, `hash_at` giving the held hash of a number.

    Equal hashes at one number mean, the chain being what it is, equal facts at and before it: so
    skipping them is safe, and comparing one hash is enough. `is_aside` says whether a fact lies in
    quarantine, so that the rest of a forked branch follows it there and is not taken for a gap.
    `ends_at` is the number after which another journal goes on from this one, where one does: what was
    written here afterwards is the work of a device that was replaced, and goes aside.
    """
    if not offer.facts:
        return Known()
    before = offer.before
    for i, fact in enumerate(offer.facts):
        misplaced = fact.seq != offer.facts[0].seq + i or (fact.fair_id, fact.journal_id) != (
            offer.fair_id,
            offer.journal_id,
        )
        if misplaced or fact.envelope_faults() or next_hash(before, fact.payload) != fact.hash:
            return Broken(fact.seq)
        before = fact.hash
    first, last = offer.facts[0].seq, offer.facts[-1].seq
    if first == 1 and offer.before != GENESIS:
        return Broken(first)
    if first > mark.last + 1:
        return Fork(offer.facts) if is_aside(first - 1, offer.before) else Gap()
    common = min(mark.last, last)
    offered = offer.before if common < first else offer.facts[common - first].hash
    if offered != (mark.head if common == mark.last else hash_at(common)):
        return Fork(tuple(f for f in offer.facts if f.seq > mark.last or hash_at(f.seq) != f.hash))
    return _new(offer.facts[common - first + 1 :], ends_at)


def _new(facts: tuple[Fact, ...], ends_at: int | None) -> Verdict:
    """Say what to do with facts that follow what is held: those beyond the journal's end go aside."""
    within = tuple(f for f in facts if ends_at is None or f.seq <= ends_at)
    if within:
        return Append(within)
    return Fork(facts) if facts else Known()
