"""What two journals say to have done: one number, basket, void or paper slip, of which there is only one.

A nota's number names the device whose it is. What another device does under it is that one's fault alone:
no booth takes away another's proof. Of two journals of one device nobody can say which is right, and both are
named.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Connection, func, select

from batikpos.domain.fair import Booth, device_in_number
from batikpos.domain.sale import SaleKind
from batikpos.store.places import Spans, at_places, places_of
from batikpos.store.schema import journal, paper_slip, sale, same_fact, same_journal
from batikpos.values import frozen

SOME = 500
"""Values in one question."""

Found = set[tuple[str, int]]
"""Facts, as journal and number."""

_VOID = sale.c.kind == SaleKind.VOID.value


def list_doubled(tx: Connection) -> list[tuple[str, int]]:
    """List what another journal has done too, as journal and fact.

    That is a paper under the same number, the same nota voided, and by another journal of the same device
    the same basket sold or the same paper slip entered.
    """
    # Each is counted in its index, and only what stands there twice is looked up: rows are far dearer.
    twice = func.count() > 1
    numbers = tx.execute(select(sale.c.number).group_by(sale.c.number).having(twice))
    baskets = tx.execute(select(sale.c.sale_id).group_by(sale.c.fair_id, sale.c.sale_id).having(twice))
    voids = Counter(tx.execute(select(sale.c.reverses).where(_VOID)).scalars())
    voided_twice = [number for number, count in voids.items() if count > 1]
    found = _elsewhere(tx, list(numbers.scalars()), list(baskets.scalars()), voided_twice)
    return sorted(found | _slips(tx, None))


def list_doubled_in(tx: Connection, spans: Spans) -> list[tuple[str, int]]:
    """List the same of what is in these spans, with what it doubles."""
    numbers, baskets, voids, slips = (set[str]() for _ in range(4))
    for some in places_of(spans):
        place, joined = at_places(some, sale)
        query = select(sale.c.number, sale.c.sale_id, sale.c.kind, sale.c.reverses, paper_slip.c.slip)
        rows = place.join(sale, joined).outerjoin(paper_slip, same_fact(paper_slip, sale))
        for number, sale_id, kind, reverses, slip in tx.execute(query.select_from(rows)):
            numbers.add(number)
            baskets.add(sale_id)
            if kind == SaleKind.VOID:
                voids.add(reverses)
            if slip is not None:
                slips.add(slip)
    return sorted(_elsewhere(tx, numbers, baskets, voids) | (_slips(tx, slips) if slips else set()))


def list_shared_baskets(tx: Connection) -> list[tuple[str, int]]:
    """List the sales of one basket that several devices say to have sold, as journal and fact.

    A basket names no device, so that nobody can say who copied it. Each sale has a number of its own, and no
    day is worse for it.
    """
    several = func.count() > 1
    query = select(sale.c.sale_id).group_by(sale.c.fair_id, sale.c.sale_id).having(several)
    rows = _with(tx, sale.c.sale_id, list(tx.execute(query).scalars()))
    return sorted(
        (one.journal_id, one.seq) for same in rows for one in same if len({of.device for of in same}) > 1
    )


def _elsewhere(
    tx: Connection, numbers: Collection[str], baskets: Collection[str], voids: Collection[str]
) -> Found:
    named = (*_with(tx, sale.c.number, numbers), *_with(tx, sale.c.reverses, voids, _VOID))
    found = {place for same in named for place in _wrong(same)}
    for same in _with(tx, sale.c.sale_id, baskets):
        by_device: dict[str, list[_Done]] = defaultdict(list)
        for one in same:
            by_device[one.device].append(one)
        found |= {place for own in by_device.values() for place in _several(own)}
    return found


@frozen
class _Done:
    """A fact with what it shares with others, its device, and the device that it names as a number's."""

    journal_id: str
    seq: int
    device: str
    value: str

    @property
    def is_own(self) -> bool:
        return device_in_number(self.value) == self.device


def _wrong(same: Collection[_Done]) -> Found:
    """Say who of those who share a number do so wrongly: other devices, and its own where it did twice."""
    if len({one.journal_id for one in same}) == 1:
        return set()
    own = [one for one in same if one.is_own]
    return _several(own) | {(one.journal_id, one.seq) for one in same if not one.is_own}


def _several(same: Collection[_Done]) -> Found:
    """Give all of them where they are of several journals."""
    is_several = len({one.journal_id for one in same}) > 1
    return {(one.journal_id, one.seq) for one in same} if is_several else set()


def _with(
    tx: Connection, of: ColumnElement[str], values: Collection[str], *which: ColumnElement[bool]
) -> Collection[list[_Done]]:
    """Find the rows with these values, those together that share one at one fair."""
    fairs = select(journal.c.fair_id).distinct()
    by_value: dict[tuple[str, str], list[_Done]] = defaultdict(list)
    for some in _in_parts(values):
        query = select(sale.c.fair_id, of, sale.c.journal_id, sale.c.seq, journal.c.booth, journal.c.device)
        query = query.join(journal, same_journal(journal, sale))
        query = query.where(sale.c.fair_id.in_(fairs), of.in_(some), *which)
        for fair_id, value, journal_id, seq, booth, device in tx.execute(query):
            done = _Done(journal_id, seq, Booth(booth, device).prefix, value)
            by_value[fair_id, value].append(done)
    return by_value.values()


def _slips(tx: Connection, only: Collection[str] | None) -> Found:
    """Find the paper slips that a device entered more than once, all or of these numbers."""
    query = select(paper_slip, journal.c.booth, journal.c.device).join(
        journal, same_journal(paper_slip, journal)
    )
    entered: dict[tuple[object, ...], Found] = {}
    for some in (None,) if only is None else _in_parts(only):
        for row in tx.execute(query if some is None else query.where(paper_slip.c.slip.in_(some))):
            slip = (row.fair_id, row.booth, row.device, row.slip, row.day)
            entered.setdefault(slip, set()).add((row.journal_id, row.seq))
    return set().union(*(rows for rows in entered.values() if len(rows) > 1))


def _in_parts(values: Collection[str]) -> Iterator[list[str]]:
    each = list(values)
    return (each[n : n + SOME] for n in range(0, len(each), SOME))
