"""Sending a booth's facts: offer what the centre lacks, then read back and prove both the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fact import GENESIS, Fact
from batikpos.i18n import N_
from batikpos.store.engine import Store
from batikpos.store.journal import JournalHead, find_hash, list_facts, load_head
from batikpos.sync.centre import read_mark, receive
from batikpos.sync.protocol import Mark, Offer

CHUNK = 500
"""Facts in one transaction at the centre: bad Wi-Fi costs at most one chunk."""

Progress = Callable[[int, int], None]
"""Told how many facts of how many the centre holds."""


@dataclass(eq=False)
class Forked(PosError):
    """The centre holds another history under this journal's numbers."""

    code: ClassVar[str] = "forked"
    text: ClassVar[str] = N_(
        "The centre already holds a different day from a copy of this booth. {count} facts were put "
        "aside there, none was lost. Tell the organizer."
    )
    count: int


@dataclass(eq=False)
class CentreAhead(PosError):
    """The centre holds later facts of this journal: this store is an older copy."""

    code: ClassVar[str] = "centre_ahead"
    text: ClassVar[str] = N_(
        "The centre holds {held} facts of this booth, this store only {here}: it is an older copy. "
        "Tell the organizer before selling."
    )
    held: int
    here: int


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sending came to; `is_equal` was read back from the centre, not assumed."""

    journal_id: str
    sent: int
    received: int
    last: int
    head: bytes
    centre: Mark
    quarantined: tuple[Fact, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Say whether the centre provably holds the same facts."""
        return (self.last, self.head) == (self.centre.last, self.centre.head)


def push(local: Store, centre: Store, *, progress: Progress = lambda _done, _all: None) -> Synced:
    """Send everything the centre lacks, in chunks, until its mark and head are this booth's.

    Raises: CentreAhead, BrokenOffer, StoreUnavailable. A fork is no error: it is in the result.
    """
    with local.reading() as tx:
        own = load_head(tx)
    start = mark = read_mark(centre, own.fair_id, own.journal_id)
    aside: list[Fact] = []
    rewound: set[int] = set()
    if mark.last > own.mark:
        _check_not_behind(centre, own, mark)
    at = mark.last if _own_hash(local, own, mark.last) == mark.head else 0
    progress(at, own.mark)
    while at < own.mark:
        offer = _offer(local, own, at)
        answer = receive(centre, offer)
        aside += answer.aside
        if answer.is_gap and answer.mark.last in rewound:
            break  # the centre says it took facts and does not keep them; the proof below says so
        if answer.is_gap:
            rewound.add(answer.mark.last)
        at = answer.mark.last if answer.is_gap else offer.facts[-1].seq
        progress(at, own.mark)
    proof = read_mark(centre, own.fair_id, own.journal_id)
    sent = 0 if aside else max(0, proof.last - start.last)
    return Synced(own.journal_id, sent, 0, own.mark, own.head, proof, tuple(aside))


def _offer(local: Store, own: JournalHead, after: int) -> Offer:
    with local.reading() as tx:
        facts = tuple(list_facts(tx, own.fair_id, own.journal_id, after=after, limit=CHUNK))
    return Offer(own.fair_id, own.journal_id, own.booth, _own_hash(local, own, after) or GENESIS, facts)


def _own_hash(local: Store, own: JournalHead, seq: int) -> bytes | None:
    if seq == 0:
        return GENESIS
    with local.reading() as tx:
        return find_hash(tx, own.fair_id, own.journal_id, seq)


def _check_not_behind(centre: Store, own: JournalHead, mark: Mark) -> None:
    with centre.reading() as tx:
        theirs = find_hash(tx, own.fair_id, own.journal_id, own.mark)
    if theirs == own.head:
        raise CentreAhead(mark.last, own.mark)
