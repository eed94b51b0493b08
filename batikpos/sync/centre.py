"""The fair's centre: the same schema at another address, where booths' facts come together."""

from typing import ClassVar

from sqlalchemy import Connection, select

from batikpos.domain.errors import PosError
from batikpos.domain.fact import Fact
from batikpos.i18n import N_
from batikpos.store import guard
from batikpos.store.engine import Store, open_store, store_url
from batikpos.store.journal import (
    JournalHead,
    find_hash,
    find_head,
    find_own,
    insert_aside,
    insert_facts,
    insert_journal,
    move_mark,
)
from batikpos.store.origins import find_successor
from batikpos.store.reading import insert_foreign_readings
from batikpos.store.schema import quarantine
from batikpos.sync.mark import Mark
from batikpos.sync.protocol import Append, Broken, Fork, Gap, Known, Offer, judge
from batikpos.values import frozen


class BrokenOffer(PosError):
    """Facts that do not hold together: the booth's own journal is damaged."""

    code: ClassVar[str] = "broken_chain"
    text: ClassVar[str] = N_("Fact {seq} of this booth does not fit its chain. Run “batikpos verify”.")
    seq: int


class NotACentre(PosError):
    """A booth's own store: sent to itself it would prove nothing, sent to another it would mix in."""

    code: ClassVar[str] = "not_a_centre"
    text: ClassVar[str] = N_("{centre} is a booth's own store and no centre. Name another file.")
    centre: str


@frozen
class Answer:
    """What became of an offer; `mark` is as it stood in that transaction, and is no receipt."""

    mark: Mark
    taken: int = 0
    is_gap: bool = False
    aside: tuple[Fact, ...] = ()


class NoCentre(PosError):
    """No centre was named, neither here nor in the home's settings."""

    code: ClassVar[str] = "no_centre"
    text: ClassVar[str] = N_("No centre is set. Name it with --central, or set it with “batikpos settings”.")


def open_centre(address: str, *, create: bool = False) -> Store:
    """Open a centre; `create` makes it and its tables the first time, for those who send.

    Raises: BadStoreUrl, NotACentre, StoreMissing, StoreUnavailable.
    """
    centre = open_store(store_url(address), create=create)
    try:
        with centre.reading() as tx:
            if find_own(tx) is not None:
                raise NotACentre(centre.name)
    except BaseException:
        centre.close()
        raise
    return centre


def read_mark(centre: Store, fair_id: str, journal_id: str) -> Mark:
    """Read a journal's mark in a transaction of its own. Only this is a receipt: a COMMIT is not."""
    with centre.reading() as tx:
        head = find_head(tx, fair_id, journal_id)
    return Mark() if head is None else Mark(head.mark, head.head)


def receive(centre: Store, offer: Offer) -> Answer:
    """Take an offer in: facts, mark and head move in one transaction, or none does.

    Their rows move with them where this login may write the tables; else they wait for the organizer's.
    Raises: BrokenOffer, StoreUnavailable.
    """
    keeping = _Guarded if centre.is_guarded else _Open
    with centre.writing() as tx:
        kept = keeping(tx, offer)
        mark = kept.mark
        verdict = judge(
            mark,
            offer,
            hash_at=lambda seq: find_hash(tx, offer.fair_id, offer.journal_id, seq),
            is_aside=lambda seq, hash_: _is_aside(tx, offer, seq, hash_),
            ends_at=None if offer.is_past else find_successor(tx, offer.fair_id, offer.journal_id),
        )
        match verdict:
            case Known():
                return Answer(mark)
            case Gap():
                return Answer(mark, is_gap=True)
            case Append(facts):
                kept.take(facts)
                return Answer(Mark(facts[-1].seq, facts[-1].hash), taken=len(facts))
            case Fork(facts):
                kept.put_aside(facts)
                return Answer(mark, aside=facts)
            case Broken(seq):
                raise BrokenOffer(seq)


class _Open:
    """A journal at a centre whose tables whoever sends may write: a file, or a server by its owner's login.

    `mark` is where it stands, and others are kept from moving it; one unknown here begins at nothing.
    """

    def __init__(self, tx: Connection, offer: Offer) -> None:
        self._tx = tx
        head = find_head(tx, offer.fair_id, offer.journal_id, lock=True)
        if head is None and offer.facts:
            insert_journal(tx, _begun(offer), unless_there=True)
            head = find_head(tx, offer.fair_id, offer.journal_id, lock=True)
        self.mark = Mark() if head is None else Mark(head.mark, head.head)

    def take(self, facts: tuple[Fact, ...]) -> None:
        """Add facts and their rows, and move the mark."""
        insert_facts(self._tx, facts)
        insert_foreign_readings(self._tx, facts)
        move_mark(self._tx, facts[-1])

    def put_aside(self, facts: tuple[Fact, ...]) -> None:
        """Keep facts aside."""
        insert_aside(self._tx, facts)


class _Guarded:
    """The same at a centre that keeps people apart, through what its guard allows."""

    def __init__(self, tx: Connection, offer: Offer) -> None:
        self._tx = tx
        begun = guard.begin_journal(tx, _begun(offer), is_new=bool(offer.facts))
        self.mark = Mark() if begun is None else Mark(begun.mark, begun.head)
        self._reads = begun is not None and begun.reads

    def take(self, facts: tuple[Fact, ...]) -> None:
        """Add facts, and their rows where this login reads them."""
        guard.take_facts(self._tx, facts)
        if self._reads:
            insert_foreign_readings(self._tx, facts)
            guard.move_reading(self._tx, facts[-1])

    def put_aside(self, facts: tuple[Fact, ...]) -> None:
        """Keep facts aside."""
        guard.put_aside(self._tx, facts)


def _begun(offer: Offer) -> JournalHead:
    """Give the head of a journal that begins with an offer."""
    return JournalHead(offer.fair_id, offer.journal_id, offer.booth, 0, Mark().head, offer.books)


def _is_aside(tx: Connection, offer: Offer, seq: int, hash_: bytes) -> bool:
    query = select(quarantine.c.seq).where(
        quarantine.c.fair_id == offer.fair_id,
        quarantine.c.journal_id == offer.journal_id,
        quarantine.c.seq == seq,
        quarantine.c.hash == hash_,
    )
    return tx.execute(query).first() is not None
