"""What this booth sells and who sells it: the catalogue, the fair and the people, as set up."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Table,
    delete,
    exists,
    insert,
    select,
    type_coerce,
)

from batikpos.domain.catalogue import Catalogue, Dye, Item, Producer, Technique
from batikpos.domain.fair import DESK, Fair, Person, Role
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit
from batikpos.store.schema import added_item, booth, fair, item, person, producer


def insert_items(tx: Connection, items: Iterable[Item]) -> None:
    """Put items into the catalogue, in their order."""
    if rows := item_rows(items):
        tx.execute(insert(item), rows)


def replace_items(tx: Connection, items: Iterable[Item]) -> None:
    """Let another list be what is sold here; what was added at the booth stays."""
    tx.execute(delete(item))
    insert_items(tx, items)


def item_rows(items: Iterable[Item]) -> list[dict[str, Any]]:
    """Write items down as rows, in their order."""
    return [
        {
            "sku": i.sku,
            "place": place,
            "barcode": i.barcode,
            "producer": i.producer,
            "name": i.name,
            "name_en": i.name_en,
            "technique": i.technique.value,
            "dye": i.dye.value,
            "kind": i.kind,
            "unit": i.unit.value,
            "step": i.step,
            "price": i.price,
            "floor": i.floor,
            "stock": i.stock,
            "size": i.size,
            "motif": i.motif,
            "fabric": i.fabric,
            "variants": i.group,
            "dye_detail": i.dye_detail,
        }
        for place, i in enumerate(items, 1)
    ]


def load_catalogue(tx: Connection) -> Catalogue:
    """Load everything this booth sells."""
    return Catalogue(list_items(tx), list_producers(tx))


def list_items(tx: Connection) -> tuple[Item, ...]:
    """List what this booth was set up with, and what was added since."""
    return (*list_set_up(tx), *list_added(tx))


def list_added(tx: Connection) -> tuple[Item, ...]:
    """List what was added at the booth, less what the list has under the same code now."""
    of = added_item.c
    added = read_items(tx.execute(select(of.seq, *said_in(added_item)).order_by(of.at, of.seq)))
    if not added:
        return ()
    known = set(tx.execute(select(item.c.sku).where(item.c.sku.in_({i.sku for i in added}))).scalars())
    # the first to say what a code is
    new = {i.sku: replace(i, is_added=True) for i in reversed(added) if i.sku not in known}
    barcodes = select(item.c.barcode).where(item.c.barcode.in_({i.barcode for i in added}))
    taken = set(tx.execute(barcodes).scalars())
    alone: list[Item] = []
    for one in reversed(new.values()):  # a barcode is the list's, or whose it was first
        alone.append(replace(one, barcode="") if one.barcode in taken else one)
        taken.add(one.barcode)
    return tuple(alone)


def list_set_up(tx: Connection) -> tuple[Item, ...]:
    """List the items that a booth was set up with, in their order.

    They are sorted here: as a rule they lie in their order, which Python sees, and SQLite does not.
    """
    rows = tx.execute(select(item.c.place, *said_in(item))).all()
    return read_items(sorted(rows, key=itemgetter(0)))


_BARE = 6
"""So many fields come last in an item and are what the column holds: from the stock to the dye's detail."""


def said_in(table: Table) -> list[ColumnElement[Any]]:
    """Name what makes an item, in the order of its fields; amounts bare, for few are told apart."""
    of = table.c
    texts = (of.sku, of.barcode, of.producer, of.name, of.name_en, of.technique, of.dye, of.kind, of.unit)
    prices = (type_coerce(price, Integer) for price in (of.price, of.floor))
    return [*texts, of.step, *prices, of.stock, of.size, of.motif, of.fabric, of.variants, of.dye_detail]


def read_items(rows: Iterable[Row[Any]]) -> tuple[Item, ...]:
    """Make items of rows that begin with their place: column by column, for a start waits for thousands."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return ()
    _place, *names, technique, dye, kind, unit, step, price, floor = columns[:-_BARE]
    kinds = map(cache(Technique), technique), map(cache(Dye), dye), kind, map(cache(Unit), unit), step
    prices = (map(cache(Rupiah), amounts) for amounts in (price, floor))
    return tuple(map(Item, *names, *kinds, *prices, *columns[-_BARE:]))


def list_wrong_items(tx: Connection, of_one: Collection[str] = ()) -> list[tuple[str, int]]:
    """List what takes in goods of a producer whom the fair does not know, as journal and fact.

    With `of_one`, all journals of a device, only what is in them.
    """
    of = added_item.c
    is_known = exists().where(producer.c.fair_id == of.fair_id, producer.c.producer == of.producer)
    query = select(of.journal_id, of.seq).where(~is_known)
    query = query.where(of.journal_id.in_(of_one)) if of_one else query
    return sorted((row.journal_id, row.seq) for row in tx.execute(query))


def list_producers(tx: Connection, fair_id: str | None = None) -> tuple[Producer, ...]:
    """List the producers, of one fair or of all."""
    query = select(producer).order_by(producer.c.producer)
    if fair_id is not None:
        query = query.where(producer.c.fair_id == fair_id)
    return tuple(
        Producer(r.producer, r.name, r.district, r.village, r.booth, bool(r.is_taxable), r.address, r.npwp)
        for r in tx.execute(query)
    )


def list_fairs(tx: Connection) -> tuple[Fair, ...]:
    """List the fairs kept here, by their first day."""
    query = select(fair).order_by(fair.c.first_day, fair.c.name)
    return tuple(Fair(r.name, r.first_day, r.last_day, r.time_zone) for r in tx.execute(query))


def list_booths(tx: Connection, fair_id: str) -> tuple[str, ...]:
    """List the booths that a fair knows; the organizer's desk is none."""
    query = select(booth.c.booth).where(booth.c.fair_id == fair_id, booth.c.booth != DESK)
    return tuple(tx.execute(query.order_by(booth.c.booth)).scalars())


def insert_people(tx: Connection, people: Iterable[Person]) -> None:
    """Enrol the people who sign in here."""
    if rows := person_rows(people):
        tx.execute(insert(person), rows)


def replace_people(tx: Connection, people: Iterable[Person]) -> None:
    """Let these sign in here, and nobody else."""
    tx.execute(delete(person))
    insert_people(tx, people)


def person_rows(people: Iterable[Person]) -> list[dict[str, Any]]:
    """Write people down as rows."""
    return [{"name": p.name, "role": p.role.value, "pin_hash": p.pin_hash} for p in people]


def list_people(tx: Connection) -> tuple[Person, ...]:
    """List who may sign in here."""
    return tuple(
        Person(r.name, Role(r.role), r.pin_hash) for r in tx.execute(select(person).order_by(person.c.name))
    )
