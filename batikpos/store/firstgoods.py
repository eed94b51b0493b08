"""The first of very many goods: what the sale screen shows before all of them are loaded."""

from collections import Counter
from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Connection, and_, case, func, not_, select

from batikpos.domain.catalogue import Dye, Item, Technique
from batikpos.domain.choices import Choices, kinds_of
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
    """Say by what all goods can be chosen: each part by a look of its own, of which little comes back."""
    of = item.c
    is_size = and_(of.variants != "", of.size != "")
    alone = select(of.kind, func.count()).where(not_(is_size)).group_by(of.kind)
    garments = select(of.kind, of.producer, of.technique, of.dye, of.unit, of.variants).where(is_size)
    apart = garments.distinct().subquery()
    together = select(apart.c.kind, func.count()).group_by(apart.c.kind)
    kinds = Counter(i.kind for i in added)
    for query in (alone, together):
        for kind, count in tx.execute(query):
            kinds[kind] += count
    ways = tx.execute(select(of.technique, of.dye, of.unit).distinct()).all()
    made = {Technique(technique) for technique, dye, unit in ways if Dye(dye) and Unit(unit)}
    places = select(of.producer).group_by(of.producer).order_by(_is_others(own), func.min(of.place))
    codes = [*tx.execute(places).scalars(), *(i.producer for i in added)]
    ours = [code for code in codes if code in own]
    producers = dict.fromkeys([*ours, *(code for code in codes if code not in own)])
    return Choices(kinds_of(kinds), frozenset({*made, *(i.technique for i in added)}), tuple(producers))
