"""The fair's goods in parts: what is read is what was written, and nothing else is read."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batikpos.domain.catalogue import Catalogue, Producer
from batikpos.domain.decisions import read_goods
from batikpos.domain.fact import Body, FactKind
from batikpos.domain.goods import (
    goods_from_body,
    goods_part_from_body,
    goods_to_bodies,
    join_goods,
)
from batikpos.domain.record import item_to_body, producer_to_body
from tests.domain.baskets import AT
from tests.domain.test_decisions import a_fact
from tests.shop import an_item

TOM = Producer(
    "TOM", "Batik Tom", "Masaran", "Pilang", "A03", is_taxable=True, address="Jl. Solo 1", npwp="01"
)
LONG = Catalogue(tuple(an_item(f"K-{n}") for n in range(1_100)), (TOM, Producer("SGR", "Segar")))
OTHER = Catalogue((an_item("L-1"),), (TOM,))
SHORT: Body = {"producers": [producer_to_body(TOM)], "items": [item_to_body(an_item())]}

OF_PARTS = [goods_part_from_body(body) for body in goods_to_bodies(LONG)]
"""The long list read back, in its three parts."""


def test_the_parts_put_together_are_the_list() -> None:
    assert [part.part for part in OF_PARTS] == [1, 2, 3]
    assert join_goods(OF_PARTS) == LONG
    assert join_goods(map(goods_part_from_body, goods_to_bodies(Catalogue()))) == Catalogue()


def test_a_list_of_which_a_part_is_missing_does_not_hold_yet() -> None:
    """Sending may stop between two parts: until the rest comes, the list before counts."""
    (before,) = map(goods_part_from_body, goods_to_bodies(OTHER))
    for left_out in range(3):
        some = [part for n, part in enumerate(OF_PARTS) if n != left_out]
        assert join_goods([before, *some]) == OTHER
    assert join_goods([before, *OF_PARTS]) == LONG
    assert join_goods([*OF_PARTS, before]) == OTHER
    assert join_goods([]) is None


def test_parts_that_are_not_those_of_their_digest_are_no_list() -> None:
    """What a part says otherwise than it was digested is not sold by."""
    (before,) = map(goods_part_from_body, goods_to_bodies(OTHER))
    wrong = replace(OF_PARTS[1], items=OF_PARTS[1].items[:-1])
    assert join_goods([before, OF_PARTS[0], wrong, OF_PARTS[2]]) == OTHER


def test_the_last_whole_list_of_the_facts_holds() -> None:
    facts = [
        a_fact(FactKind.GOODS, body, AT + timedelta(hours=hour), seq=seq)
        for hour, goods in enumerate((LONG, OTHER))
        for seq, body in enumerate(goods_to_bodies(goods), 2 + 10 * hour)
    ]
    assert read_goods(reversed(facts)) == OTHER
    assert read_goods(facts[:-1]) == LONG
    assert read_goods([]) == Catalogue()


WRONG: list[tuple[str, str, Any]] = [
    ("items", "price", 0),
    ("items", "price", -5),
    ("items", "price", True),
    ("items", "price", 10**13),
    ("items", "price", "100000"),
    ("items", "floor", 100_001),
    ("items", "step", 0),
    ("items", "step", True),
    ("items", "stock", 2**31),
    ("items", "unit", "kodi"),
    ("items", "technique", "sablon"),
    ("items", "sku", " "),
    ("items", "name", "Kain\u202e"),
    ("items", "name", "x" * 201),
    ("items", "name", 7),
    ("items", "producer", "SIAPA"),
    ("producers", "producer", ""),
    ("producers", "name", "a\nb"),
    ("producers", "booth", None),
]


@pytest.mark.parametrize(("rows", "key", "value"), WRONG)
def test_what_nobody_could_sell_is_refused(rows: str, key: str, value: object) -> None:
    goods_from_body(SHORT)
    wrong = deepcopy(SHORT)
    wrong[rows][0][key] = value
    with pytest.raises((ValueError, KeyError, TypeError)):
        goods_from_body(wrong)


@pytest.mark.parametrize("rows", ["items", "producers"])
def test_what_stands_twice_is_refused(rows: str) -> None:
    with pytest.raises(ValueError, match="twice"):
        goods_from_body({**SHORT, rows: 2 * SHORT[rows]})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_value_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    """It is never an error of another kind, which would stop whoever reads the centre."""
    body: Any = deepcopy(goods_to_bodies(Catalogue((an_item(),), (TOM,)))[0])
    at: Any = body
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.booleans()):
            break
        at = at[key]
    at[key] = data.draw(JSON)
    try:
        part = goods_part_from_body(body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    join_goods([part])
