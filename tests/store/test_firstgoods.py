"""The first page of very many goods is the beginning of what all of them show."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batikpos.domain.catalogue import Item, Technique
from batikpos.domain.choices import choices_of
from batikpos.domain.garment import garments_of
from batikpos.services.adding import add_item
from batikpos.services.desk import Desk
from batikpos.store.catalogue import list_items, replace_items
from batikpos.store.firstgoods import count_set_up, load_first_page
from tests.shop import an_item

OWN = {"TOM"}
NOW = datetime(2026, 12, 11, 3, tzinfo=UTC)


@st.composite
def lists(draw: st.DrawFn) -> list[Item]:
    """Draw a price list: garments in sizes, some twice in one size, of the booth's and of others."""
    count = draw(st.integers(2, 24))
    made = []
    for n in range(count):
        one = an_item(f"I-{n:02}", producer=draw(st.sampled_from(("TOM", "ANI"))))
        group, size = (
            draw(st.sampled_from(("", "G1", "G2", "G3"))),
            draw(st.sampled_from(("", "S", "M", "L"))),
        )
        kind = draw(st.sampled_from(("", "kain", "blus")))
        technique = draw(st.sampled_from((Technique.CAP, Technique.TULIS)))
        made.append(replace(one, group=group, size=size, kind=kind, technique=technique))
    return made


@given(goods=lists(), most=st.integers(1, 12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_the_beginning_of_all(desk: Desk, goods: list[Item], most: int) -> None:
    add_item(desk, replace(an_item(name="Syal Jumputan"), kind="syal"), cashier="Rini", now=NOW)
    add_item(desk, replace(an_item(name="Tas", producer="ANI"), kind="tas"), cashier="Rini", now=NOW)
    with desk.writing() as tx:
        replace_items(tx, goods)
        first = load_first_page(tx, OWN, min(most, count_set_up(tx)))
        every = sorted(list_items(tx), key=lambda item: item.producer not in OWN)
    garments = garments_of(every)
    assert list(first.garments) == garments[: len(first.garments)]
    assert sum(len(g.items) for g in first.garments) >= min(most, len(goods))
    assert first.choices == choices_of(every)


def test_sizes_at_the_other_end_of_the_list_are_on_the_first_card(desk: Desk) -> None:
    small, large = (replace(an_item(f"KM-{size}"), group="KM", size=size) for size in ("S", "XL"))
    with desk.writing() as tx:
        replace_items(tx, (small, *(an_item(f"K-{n}") for n in range(40)), large))
        (garment, *_rest) = load_first_page(tx, OWN, 5).garments
    assert garment.items == (small, large)


@pytest.mark.parametrize("most", [1, 3])
def test_it_holds_no_more_than_the_first_begin(desk: Desk, most: int) -> None:
    with desk.writing() as tx:
        replace_items(tx, [an_item(f"K-{n}") for n in range(40)])
        assert len(load_first_page(tx, OWN, most).garments) == most
