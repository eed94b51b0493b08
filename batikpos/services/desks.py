"""Whose desk is believed: the keys that a home knows, and the desks at a centre that are none of theirs."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.domain.fair import DESK
from batikpos.domain.handed import HANDED_KINDS, told_now
from batikpos.i18n import N_
from batikpos.services.desk import was_in_use
from batikpos.settings import STORE_NAME
from batikpos.signing import fingerprint
from batikpos.store.catalogue import list_fairs
from batikpos.store.decisions import list_desks
from batikpos.store.engine import Store, Transaction, open_store, store_url
from batikpos.store.journal import find_hash, find_own, list_facts, list_heads, load_head
from batikpos.store.origins import find_successor
from batikpos.values import frozen


class FairNotHere(PosError):
    """A home whose fair is not at the centre: what is there is another's, and would be told as its own."""

    code: ClassVar[str] = "fair_not_here"
    text: ClassVar[str] = N_(
        "The fair of this desk is not at {centre}, only others are. Send it with “batikpos sync”, or bring it"
        " back with “batikpos centre attach”."
    )
    centre: str


@frozen
class DeskEnd:
    """How far a journal in the desk's name goes at the centre, and whether another one goes on from it."""

    journal_id: str
    mark: int
    head: bytes
    is_followed: bool


STRANGE_DESK = N_(
    "Another organizer's desk ({desk}) wrote to this centre. It is not the one known here: nothing it decided"
    " counts."
)

FAULTS = {
    "desk": N_(
        "This is not the organizer's desk that came first, and signed by its key: it decides nothing."
    ),
    "stamp": N_(
        "What the organizer's desk wrote from fact {seq} on its key did not sign: it decides nothing."
    ),
}


def keys_known_at(home: Path) -> frozenset[str]:
    """Say which keys of the organizer's desk a home knows: the desk its own, a booth that of its fair file.

    Raises: StoreMissing, StoreNewer, StoreUnavailable.
    """
    if not was_in_use(home):
        return frozenset()
    with closing(open_store(store_url(str(home / STORE_NAME)))) as store:
        return keys_known_in(store)


def own_fair_id(home: Path) -> str:
    """Say of which fair a home is; "" where it is of none. Raises as `keys_known_at`."""
    if not was_in_use(home):
        return ""
    with closing(open_store(store_url(str(home / STORE_NAME)))) as store, store.reading() as tx:
        head = find_own(tx)
        return head.fair_id if head is not None else ""


def is_desk(home: Path) -> bool:
    """Say whether a home is the organizer's desk. Raises as `keys_known_at`."""
    if not was_in_use(home):
        return False
    with closing(open_store(store_url(str(home / STORE_NAME)))) as store, store.reading() as tx:
        head = find_own(tx)
        return head is not None and head.booth.code == DESK


def fair_here(home: Path, centre: Store) -> str:
    """Say which fair of a centre is a home's own; "" where it is of none, or of none that is there.

    What a desk is told is of its own fair: where only others are there, nothing is.
    Raises: FairNotHere, and as `keys_known_at`.
    """
    own = own_fair_id(home)
    with centre.reading() as tx:
        here = {fair.fair_id for fair in list_fairs(tx)}
    if here and own not in here and is_desk(home):
        raise FairNotHere(centre.name)
    return own if own in here else ""


def keys_known_in(own: Store) -> frozenset[str]:
    """Say the same of a home's store. Raises: StoreUnavailable."""
    with own.reading() as tx:
        head = find_own(tx)
        if head is None:
            return frozenset()
        if head.booth.code == DESK:
            return frozenset(desk.key for desk in list_desks(tx, head.fair_id) if desk.key)
        handed = told_now(list_facts(tx, head.fair_id, head.journal_id, kinds=HANDED_KINDS)).get("organizer")
    return frozenset({str(handed["key"])} if handed else ())


def list_desk_ends(tx: Transaction, fair_id: str) -> tuple[DeskEnd, ...]:
    """List how far a fair's journals in the desk's name go at a centre, believed or not."""
    return tuple(
        DeskEnd(
            head.journal_id,
            head.mark,
            head.head,
            is_followed=find_successor(tx, fair_id, head.journal_id) is not None,
        )
        for head in list_heads(tx)
        if head.fair_id == fair_id and head.booth.code == DESK
    )


def holds_all(tx: Transaction, ends: Iterable[DeskEnd]) -> bool:
    """Say whether a desk's store has all that a centre has of its journals, and none goes on from its own.

    A journal that is not here is another desk's, and says nothing of this one.
    """
    own, here = load_head(tx), {head.journal_id for head in list_heads(tx)}
    return all(
        (not end.mark or find_hash(tx, own.fair_id, end.journal_id, end.mark) == end.head)
        and not (end.is_followed and end.journal_id == own.journal_id)
        for end in ends
        if end.journal_id in here
    )


def list_strange_desks(tx: Transaction, fair_id: str) -> tuple[str, ...]:
    """List the desks at a centre that are not believed: by the key as people compare it, once each.

    One that signed nothing may have taken any key's name: it is called by its journal.
    """
    strange = (desk for desk in list_desks(tx, fair_id) if not desk.is_ours)
    return tuple(
        dict.fromkeys(fingerprint(desk.key) if desk.signed else desk.journal_id[:8] for desk in strange)
    )


def desk_faults(tx: Transaction) -> Iterator[tuple[str, int, str]]:
    """Name the journals in the desk's name that are not believed, and where what is signed of ours ends.

    Each as journal, fact and which fault.
    """
    for fair_id in sorted({head.fair_id for head in list_heads(tx)}):
        for desk in list_desks(tx, fair_id):
            if not desk.is_ours:
                yield desk.journal_id, 1, "desk"
            elif desk.signed < desk.mark:
                yield desk.journal_id, desk.signed + 1, "stamp"
