"""The first of very many goods: what the sale screen shows before all of them are loaded."""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Connection, case, func, select

from batikpos.domain.catalogue import Dye, Item, Technique
from batikpos.domain.choices import Alike, Choices, Counted, choices_among
from batikpos.domain.garment import garments_of
from batikpos.domain.quantity import Unit
from batikpos.domain.search import FirstPage
from batikpos.store.catalogue import list_added, read_items, said_in
from batikpos.store.schema import item


def count_set_up(tx: Connection) -> int:
    """Count the items that a booth was set up with."""
    return tx.execute(select(func.count()).select_from(item)).scalar_one()


def load_first_page(tx: Connection, own: Collection[str], most: int) -> FirstPage:
    """Load the garments that `most` items begin, those of `own` producers (codes) first.

    Each has all its sizes, wherever they stand: they are the first of those that all goods make. Of every
    item it is looked at how it was made. Raises ValueError where one says what no program of ours wrote.
    """
    added = list_added(tx)
    first = _first_items(tx, own, added, most)
    begun = len(garments_of(first))
    return FirstPage(garments_of((*first, *_other_sizes(tx, first, added)))[:begun], _choices(tx, own, added))


def _is_others(own: Collection[str]) -> ColumnElement[int]:
    return case((item.c.producer.in_(own), 0), else_=1)


def _first_items(tx: Connection, own: Collection[str], added: tuple[Item, ...], most: int) -> list[Item]:
    query = select(item.c.place, *said_in(item)).order_by(_is_others(own), item.c.place).limit(most)
    found = read_items(tx.execute(query))
    ours = [i for i in found if i.producer in own]
    if len(ours) < len(found):  # behind the last of the own ones
        ours += [i for i in added if i.producer in own]
    return [*ours, *(i for i in found if i.producer not in own)][:most]


def _other_sizes(tx: Connection, first: list[Item], added: tuple[Item, ...]) -> Iterator[Item]:
    groups = {(i.producer, i.group) for i in first if i.group and i.size}
    query = select(item.c.place, *said_in(item)).where(item.c.variants.in_({group for _, group in groups}))
    shown = {i.sku for i in first}
    for one in (*read_items(tx.execute(query.order_by(item.c.place))), *added):
        if (one.producer, one.group) in groups and one.sku not in shown:
            yield one


def _choices(tx: Connection, own: Collection[str], added: tuple[Item, ...]) -> Choices:
    of = item.c
    is_garment = (of.variants != "") & (of.size != "")
    things = func.count(case((is_garment, of.variants), else_=of.sku).distinct())
    alike = (of.producer, of.kind, of.technique, of.dye, of.unit)
    query = select(*alike, things).group_by(*alike).order_by(_is_others(own), func.min(of.place))
    counted = [_counted(*row) for row in tx.execute(query)]
    more = [_counted(i.producer, i.kind, i.technique, i.dye, i.unit, 1) for i in added]
    ours = [c for c in (*counted, *more) if c[0].producer in own]
    return choices_among((*ours, *(c for c in (*counted, *more) if c[0].producer not in own)))


def _counted(producer: str, kind: str, technique: str, dye: str, unit: str, count: int) -> Counted:
    return Alike(producer, kind, Technique(technique), Dye(dye), Unit(unit)), count
