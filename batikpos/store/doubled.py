"""What two journals say to have done: one number, basket, void or paper slip, of which there is only one."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, func, select

from batikpos.domain.sale import SaleKind
from batikpos.store.places import Spans, at_places, places_of
from batikpos.store.schema import journal, paper_slip, sale, same_fact, same_journal

SOME = 500
"""Values in one question."""

Found = set[tuple[str, int]]
"""Facts, as journal and number."""

_VOID = sale.c.kind == SaleKind.VOID.value


def list_doubled(tx: Connection) -> list[tuple[str, int]]:
    """List what another journal has done too, as journal and fact.

    That is a paper under the same number, the same basket sold, the same nota voided, or the same paper
    slip entered by the same device.
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


def _elsewhere(
    tx: Connection, numbers: Collection[str], baskets: Collection[str], voids: Collection[str]
) -> Found:
    return (
        _shared(tx, sale.c.number, numbers)
        | _shared(tx, sale.c.sale_id, baskets)
        | _shared(tx, sale.c.reverses, voids, _VOID)
    )


def _shared(tx: Connection, of: Column[Any], values: Collection[str], *which: ColumnElement[bool]) -> Found:
    """Find the rows with these values of which another journal of the fair has one too."""
    fairs = select(journal.c.fair_id).distinct()
    by_value: dict[tuple[str, str], Found] = {}
    for some in _in_parts(values):
        query = select(sale.c.fair_id, of, sale.c.journal_id, sale.c.seq)
        query = query.where(sale.c.fair_id.in_(fairs), of.in_(some), *which)
        for fair_id, value, journal_id, seq in tx.execute(query):
            by_value.setdefault((fair_id, value), set()).add((journal_id, seq))
    return {row for rows in by_value.values() if len({of_one for of_one, _ in rows}) > 1 for row in rows}


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
