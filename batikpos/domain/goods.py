"""The fair's goods and producers as one list: written down in parts, checked when they are read again."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from hashlib import sha256
from typing import Any

from batikpos.domain.catalogue import Catalogue, Item, Producer
from batikpos.domain.fact import Body, canonical
from batikpos.domain.money import LARGEST, Rupiah
from batikpos.domain.record import item_from_body, item_to_body, producer_from_body, producer_to_body
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.values import frozen

MOST_ITEMS = 500
"""So many rows one part holds, whatever they are."""

MOST_LETTERS = 250_000
"""And so many letters: far below what a centre takes as one fact, whatever bytes they are written in."""


@frozen
class GoodsPart:
    """One part of a list, number `part` of `parts`; all parts of the same list are of the same `digest`."""

    digest: str
    part: int
    parts: int
    producers: tuple[Producer, ...]
    items: tuple[Item, ...]


def goods_to_bodies(goods: Catalogue) -> tuple[Body, ...]:
    """Write a list down, in as many parts as it takes; the producers come first."""
    rows = [("producers", producer_to_body(p)) for p in goods.producers]
    rows += [("items", item_to_body(i)) for i in goods.items]
    parts = list(_parted(rows)) or [[]]
    digest = digest_of_goods(goods)
    return tuple(
        {
            "goods": digest,
            "part": n,
            "parts": len(parts),
            "producers": [body for kind, body in part if kind == "producers"],
            "items": [body for kind, body in part if kind == "items"],
        }
        for n, part in enumerate(parts, 1)
    )


def goods_part_from_body(body: Body) -> GoodsPart:
    """Read one part. Raises ValueError, KeyError or TypeError where it is none."""
    digest, part, parts = body["goods"], body["part"], body["parts"]
    if type(digest) is not str or type(part) is not int or type(parts) is not int or not 0 < part <= parts:
        message = "no part of a list"
        raise ValueError(message)
    goods = goods_from_body(body, is_whole=False)
    return GoodsPart(digest, part, parts, goods.producers, goods.items)


def join_goods(parts: Iterable[GoodsPart]) -> Catalogue | None:
    """Put the parts of lists together, in their order, and say which whole list came last."""
    whole: Catalogue | None = None
    so_far: list[GoodsPart] = []
    for part in parts:
        is_next = so_far and part.digest == so_far[0].digest and part.part == so_far[-1].part + 1
        so_far = [*so_far, part] if is_next else [part]
        if so_far[0].part == 1 and part.part == part.parts:
            goods = Catalogue(
                tuple(i for p in so_far for i in p.items), tuple(m for p in so_far for m in p.producers)
            )
            if digest_of_goods(goods) == part.digest:
                whole = goods
    return whole


def digest_of_goods(goods: Catalogue) -> str:
    """Digest a whole list, its producers too."""
    written = [[producer_to_body(p) for p in goods.producers], [item_to_body(i) for i in goods.items]]
    return sha256(canonical(written).encode()).hexdigest()


def goods_from_body(body: Body, *, is_whole: bool = True) -> Catalogue:
    """Read `producers` and `items`, which anybody may have written: everything in them is checked.

    Of a part that is not whole, the producers may stand in another. Raises ValueError, KeyError or TypeError.
    """
    producers = tuple(map(producer_from_body, body["producers"]))
    items = tuple(map(item_from_body, body["items"]))
    for producer in producers:
        _check_fields(producer)
    for item in items:
        _check_fields(item)
    codes = {p.code for p in producers}
    barcodes = [i.barcode for i in items if i.barcode]
    if (
        len(codes) < len(producers)
        or len({i.sku for i in items}) < len(items)
        or len(set(barcodes)) < len(barcodes)
        or (is_whole and not {i.producer for i in items} <= codes)
    ):
        message = "a code stands twice, or is nobody's"
        raise ValueError(message)
    return Catalogue(items, producers)


def _parted(rows: list[tuple[str, Body]]) -> Iterator[list[tuple[str, Body]]]:
    part: list[tuple[str, Body]] = []
    letters = 0
    for row in rows:
        more = len(canonical(row[1]))
        if part and (len(part) == MOST_ITEMS or letters + more > MOST_LETTERS):
            yield part
            part, letters = [], 0
        part.append(row)
        letters += more
    if part:
        yield part


def _check_fields(of: Producer | Item) -> None:
    """Refuse words that no paper could show, and numbers that nobody could ask or have."""
    for name in (f.name for f in fields(of)):
        value: Any = getattr(of, name)
        is_sound = True
        match value:
            case bool():
                is_sound = name == "is_taxable" or not value  # goods of a list were not typed at a till
            case str():
                is_sound = len(value) <= LONGEST and not holds_control(value)
            case Rupiah():
                is_sound = 0 <= value.amount <= LARGEST
            case int():
                is_sound = 0 <= value < 2**31
            case _:
                is_sound = False
        if not is_sound:
            message = f"{name} cannot be {value!r:.40}"
            raise ValueError(message)
    named = (of.code, of.name) if isinstance(of, Producer) else (of.sku, of.name, of.producer)
    if not all(map(str.strip, named)):
        message = "something has no name"
        raise ValueError(message)
