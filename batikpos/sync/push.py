"""Sending a booth's facts: offer what the centre lacks, fetch what the booth lost, prove both the same."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from batikpos.domain.errors import PosError, Unavailable
from batikpos.domain.fact import GENESIS, Fact
from batikpos.domain.fair import Books
from batikpos.i18n import N_
from batikpos.services.foreign import check_foreign
from batikpos.store.engine import Store
from batikpos.store.journal import JournalHead, find_hash, insert_facts, list_facts, move_mark
from batikpos.store.origins import list_lineage
from batikpos.store.reading import insert_foreign_readings
from batikpos.sync.centre import read_mark, receive
from batikpos.sync.mark import Mark, Synced
from batikpos.sync.protocol import Offer
from batikpos.values import frozen

CHUNK = 500
"""Facts in one transaction at the centre: bad Wi-Fi costs at most one chunk."""

Progress = Callable[[int, int], None]
"""Told how many facts of how many the centre holds."""


class Forked(PosError):
    """The centre holds another history under this journal's numbers."""

    code: ClassVar[str] = "forked"
    text: ClassVar[str] = N_(
        "The centre already holds a different day from a copy of this booth. {count} facts were put "
        "aside there, none was lost. Tell the organizer."
    )
    count: int


class CentreAhead(PosError):
    """The centre holds later facts of this journal: this store is an older copy."""

    code: ClassVar[str] = "centre_ahead"
    text: ClassVar[str] = N_(
        "The centre holds {held} facts of this booth, this store only {here}: it is an older copy. "
        "Tell the organizer before selling."
    )
    held: int
    here: int


class OnlyPractice(PosError):
    """Books for practice, which no centre takes in."""

    code: ClassVar[str] = "only_practice"
    text: ClassVar[str] = N_("These are books for practice: nothing of them is sent or counted anywhere.")


class DeskReplaced(PosError):
    """What a desk decided was put aside by the centre: another copy of the desk was there first."""

    code: ClassVar[str] = "desk_replaced"
    text: ClassVar[str] = N_(
        "The centre put this aside: another laptop goes on as the organizer's desk. What is decided here"
        " counts nowhere; decide it there."
    )


class CentreBehind(Unavailable):
    """The centre took facts and does not hold them when asked."""

    code: ClassVar[str] = "centre_behind"
    text: ClassVar[str] = N_("The centre holds {centre} of {last} facts; send again.")
    centre: int
    last: int


def push_decisions(local: Store, centre: Store) -> Synced:
    """Send what the organizer's desk decided; it counts only where this returns.

    Raises: DeskReplaced, CentreBehind, and what `push` raises.
    """
    done = push(local, centre)
    if done.is_equal:
        return done
    if done.quarantined:
        raise DeskReplaced
    raise CentreBehind(centre.name, centre=done.centre.last, last=done.last)


def push(local: Store, centre: Store, *, progress: Progress = lambda _done, _all: None) -> Synced:
    """Send everything the centre lacks, in chunks, until its marks and heads are this booth's.

    A store that goes on from another sends the journals before its own first, and fetches what the
    centre holds of them beyond what was saved. Raises: CentreAhead, BrokenOffer, CentreDamaged,
    StoreUnavailable. A fork is no error: it is in the result. Practice is never sent: OnlyPractice.
    """
    with local.reading() as tx:
        *past, own = list_lineage(tx)
    if own.books is not Books.REAL:
        raise OnlyPractice  # the centre's own tables would refuse it too
    whole, before = sum(head.mark for head in (*past, own)), 0
    aside: list[Fact] = []
    sent = received = 0
    is_past_held = True
    for head in past:
        done = _send(local, centre, head, _after(progress, before, whole))
        received += _fetch(local, centre, head)
        is_past_held = is_past_held and _is_held(centre, head)
        aside += done.aside
        sent += done.sent
        before += head.mark
    done = _send(local, centre, own, _after(progress, before, whole), is_own=True)
    aside += done.aside
    sent += done.sent
    return Synced(own.journal_id, sent, received, own.mark, own.head, done.proof, tuple(aside), is_past_held)


@frozen
class _Sent:
    """What became of one journal: how many facts are new at the centre, which went aside, its mark then."""

    sent: int
    aside: tuple[Fact, ...]
    proof: Mark


def _send(
    local: Store, centre: Store, head: JournalHead, progress: Callable[[int], None], *, is_own: bool = False
) -> _Sent:
    start = mark = read_mark(centre, head.fair_id, head.journal_id)
    aside: list[Fact] = []
    rewound: set[int] = set()
    if is_own and mark.last > head.mark:
        _check_not_behind(centre, head, mark)
    at = min(mark.last, head.mark) if _own_hash(local, head, mark.last) == mark.head else 0
    if not is_own and mark.last > head.mark and _is_held(centre, head):
        at = head.mark
    progress(at)
    if at == head.mark:
        return _Sent(0, (), start)  # nothing was sent, and the mark was read in a transaction of its own
    while at < head.mark:
        offer = replace(_offer(local, head, at), is_past=not is_own)
        answer = receive(centre, offer)
        aside += answer.aside
        if answer.is_gap and answer.mark.last in rewound:
            break  # the centre says it took facts and does not keep them; the proof says so
        if answer.is_gap:
            rewound.add(answer.mark.last)
        at = answer.mark.last if answer.is_gap or answer.taken else offer.facts[-1].seq
        progress(at)
    end = read_mark(centre, head.fair_id, head.journal_id)
    return _Sent(0 if aside else max(0, end.last - start.last), tuple(aside), end)


def _fetch(local: Store, centre: Store, head: JournalHead) -> int:
    """Take in what the centre holds of a journal beyond what was saved of it; return how many facts."""
    if not _is_held(centre, head):
        return 0
    at, before = head.mark, head.head
    while True:
        with centre.reading() as tx:
            facts = tuple(list_facts(tx, head.fair_id, head.journal_id, after=at, limit=CHUNK))
        if not facts:
            return at - head.mark
        check_foreign(centre.name, head, facts, before, at)
        with local.writing() as tx:
            insert_facts(tx, facts)
            insert_foreign_readings(tx, facts)
            move_mark(tx, facts[-1])
        at, before = facts[-1].seq, facts[-1].hash


def _is_held(centre: Store, head: JournalHead) -> bool:
    """Say whether the centre holds a journal as far as it goes here: one hash says all before it."""
    with centre.reading() as tx:
        return head.mark == 0 or find_hash(tx, head.fair_id, head.journal_id, head.mark) == head.head


def _after(progress: Progress, before: int, whole: int) -> Callable[[int], None]:
    return lambda at: progress(before + at, whole)


def _offer(local: Store, head: JournalHead, after: int) -> Offer:
    with local.reading() as tx:
        facts = tuple(list_facts(tx, head.fair_id, head.journal_id, after=after, limit=CHUNK))
    before = _own_hash(local, head, after) or GENESIS
    return Offer(head.fair_id, head.journal_id, head.booth, before, facts, head.books)


def _own_hash(local: Store, head: JournalHead, seq: int) -> bytes | None:
    if seq == 0:
        return GENESIS
    with local.reading() as tx:
        return find_hash(tx, head.fair_id, head.journal_id, seq)


def _check_not_behind(centre: Store, own: JournalHead, mark: Mark) -> None:
    with centre.reading() as tx:
        theirs = find_hash(tx, own.fair_id, own.journal_id, own.mark)
    if theirs == own.head:
        raise CentreAhead(mark.last, own.mark)
