"""The facts of the organizer's desk, as the centre holds them: whose desk is believed, and how far.

Anybody may open a journal in the desk's name at a centre that is a file. One counts as far as its own key
signed it (`domain/stamp.py`), and only under a key that whoever reads knows; who knows none goes by the one
that came first. In the desk's own store all counts: it was decided there.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, and_, literal_column, or_, select

from batikpos.domain.fact import Body, Fact, FactKind
from batikpos.domain.fair import DESK, check_time_zone
from batikpos.domain.stamp import stamp_from_body, statement_of
from batikpos.signing import Purpose, is_signed
from batikpos.store.engine import known_desks
from batikpos.store.journal import find_hash, find_own
from batikpos.store.schema import fact, journal, same_journal
from batikpos.values import frozen

Begun = tuple[str, int, Body]
"""A journal, how far it goes, and what its first fact says."""


@frozen
class DeskJournal:
    """A journal in the desk's name: the key it was opened with, and up to which fact that key signed it.

    `is_ours` says whether it is believed: whoever only names a key has signed nothing by it. `time_zone` is
    what it says of the fair, "" where it says none.
    """

    journal_id: str
    mark: int
    key: str
    signed: int
    is_ours: bool
    time_zone: str = ""


def list_desks(tx: Connection, fair_id: str) -> tuple[DeskJournal, ...]:
    """List a fair's journals in the desk's name in the order in which they came."""
    of = fact.c
    came = (
        literal_column("fact.rowid") if tx.dialect.name == "sqlite" else of.payload
    )  # which begins with when
    query = (
        select(of.fair_id, of.journal_id, of.seq, of.kind, of.payload, of.hash, journal.c.mark)
        .join(journal, same_journal(journal, fact))
        .where(of.fair_id == fair_id, journal.c.booth == DESK, of.seq == 1)
        .order_by(came)
    )
    read = [(Fact(*row[:6]), row.mark) for row in tx.execute(query).all()]
    begun = [(opening.journal_id, mark, _body(opening)) for opening, mark in read]
    keys = {id_: str(body.get("public_key", "")) for id_, _, body in begun}
    if find_own(tx) is not None:
        signed, ours = {id_: mark for id_, mark, _ in begun}, {*keys}
    else:
        signed, ours = _believed(tx, fair_id, begun, keys)
    return tuple(
        DeskJournal(id_, mark, keys[id_], signed[id_], id_ in ours, _time_zone(body))
        for id_, mark, body in begun
    )


def _believed(
    tx: Connection, fair_id: str, begun: Sequence[Begun], keys: Mapping[str, str]
) -> tuple[dict[str, int], set[str]]:
    """Say how far each journal is signed, and which are believed."""
    signed = {id_: _signed(tx, fair_id, id_, key) for id_, key in keys.items()}
    known = known_desks(tx) or {next((key for id_, key in keys.items() if signed[id_]), "")}
    ours = {id_ for id_, key in keys.items() if signed[id_] and key in known}
    for id_, _, body in sorted(begun, key=_lineage, reverse=True):
        before = _vouched_for(tx, fair_id, body) if id_ in ours else None
        if before is not None and before[0] in signed:
            signed[before[0]] = max(signed[before[0]], before[1])
            ours.add(before[0])
    return signed, ours


def list_desk_facts(tx: Connection, fair_id: str, kinds: Collection[FactKind]) -> tuple[Fact, ...]:
    """List a fair's decisions of some kinds, as far as they are the desk's."""
    desks = [desk for desk in list_desks(tx, fair_id) if desk.is_ours]
    if not desks:
        return ()
    of = fact.c
    theirs = or_(*(and_(of.journal_id == desk.journal_id, of.seq <= desk.signed) for desk in desks))
    query = (
        select(of.fair_id, of.journal_id, of.seq, of.kind, of.payload, of.hash)
        .where(of.fair_id == fair_id, of.kind.in_([k.value for k in kinds]), theirs)
        .order_by(of.journal_id, of.seq)
    )
    return tuple(Fact(*row) for row in tx.execute(query))


def _body(opening: Fact) -> Body:
    """Read how a journal was begun; what cannot be read is named elsewhere, and says nothing here."""
    try:
        return opening.body
    except ValueError:
        return {}


def _time_zone(body: Body) -> str:
    """Read which time zone a journal names, as far as there is one of that name."""
    told = body.get("fair")
    try:
        return check_time_zone(str(told["time_zone"])) if isinstance(told, dict) else ""
    except (ValueError, KeyError):
        return ""


def _lineage(begun: Begun) -> int:
    origin = begun[2].get("origin")
    lineage = origin.get("lineage") if isinstance(origin, dict) else 0
    return lineage if type(lineage) is int else 0


def _vouched_for(tx: Connection, fair_id: str, body: Body) -> tuple[str, int] | None:
    """Say which journal, and how far, is vouched for by one that goes on from it, if any is."""
    origin = body.get("origin")
    if not isinstance(origin, dict):
        return None
    journal_id, seq, hash_ = origin.get("journal"), origin.get("seq"), origin.get("hash")
    if not isinstance(journal_id, str) or type(seq) is not int or not 0 < seq < 2**31:
        return None
    known = find_hash(tx, fair_id, journal_id, seq)
    return (journal_id, seq) if known is not None and known.hex() == hash_ else None


def _signed(tx: Connection, fair_id: str, journal_id: str, key: str) -> int:
    """Say up to which of its facts a key signed a journal: the last stamp that holds; 0 where none does."""
    of = fact.c
    query = (
        select(of.fair_id, of.journal_id, of.seq, of.kind, of.payload, of.hash)
        .where(of.fair_id == fair_id, of.journal_id == journal_id, of.kind == FactKind.STAMP.value)
        .order_by(of.seq.desc())
    )
    for row in tx.execute(query):
        written = Fact(*row)
        try:
            stamp = stamp_from_body(FactKind.STAMP, written.body)
        except (ValueError, KeyError, TypeError):
            continue  # it is named as unread
        hash_ = find_hash(tx, fair_id, journal_id, stamp.seq)
        said = statement_of(fair_id, journal_id, stamp.seq, stamp.hash)
        is_held = written.seq == stamp.seq + 1 and hash_ is not None and hash_.hex() == stamp.hash
        if is_held and is_signed(key, Purpose.DESK, said, stamp.signature):
            return written.seq
    return 0
