"""Baskets put aside: open or parked, never both, and each sold once."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from batikpos.domain.cart import AmountOff, Cart
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Unit
from batikpos.domain.sale import PaperSlip
from batikpos.domain.typed import BadNote
from batikpos.services.baskets import OpenBasket, find_open_basket, keep_open_basket
from batikpos.services.checkout import complete_sale
from batikpos.services.desk import Desk, open_desk
from batikpos.services.parking import (
    BasketSold,
    ParkedBasket,
    change_baskets,
    drop_parked,
    name_parked,
    parked_baskets,
)
from batikpos.services.till import close_till, open_till
from tests.shop import (
    CLOTH,
    DAY,
    FLOAT,
    NOON,
    RINI,
    SHIRT,
    TUNIC,
    basket,
    cash,
    catalogue,
    line,
    set_up_booth,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Open a booth with an open till."""
    set_up_booth(tmp_path / "home")
    desk = open_desk(tmp_path / "home")
    with closing(desk.store):
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
        yield desk


def nothing() -> OpenBasket:
    """Begin a basket."""
    return OpenBasket(Cart(uuid4()))


def park(desk: Desk, cart: Cart, *, label: str = "") -> tuple[ParkedBasket, ...]:
    """Park a basket that is open."""
    keep_open_basket(desk, cart)
    return change_baskets(desk, OpenBasket(cart), nothing(), cashier=RINI, now=NOON, label=label)


def test_a_parked_basket_is_there_after_a_restart_and_open_no_more(desk: Desk) -> None:
    cart = basket(line(SHIRT, 2, agreed=370_000), line(CLOTH, 2_500)).with_note(0, "Hadiah")
    (parked,) = park(desk, cart, label=" Ibu kerudung biru ")
    assert parked == ParkedBasket(OpenBasket(cart), NOON, RINI, "Ibu kerudung biru")
    assert find_open_basket(desk) is None
    with closing((again := open_desk(desk.home)).store):
        assert parked_baskets(again) == (parked,)


def test_goods_that_are_sold_in_another_unit_by_now_are_named_as_lost(desk: Desk) -> None:
    """Two pieces are no two millimetres, and 2.5 metres no 2,500 pieces."""
    cart = basket(line(SHIRT, 2), line(CLOTH, 2_500), line(TUNIC))
    park(desk, cart)
    units = {SHIRT: Unit.METRE, CLOTH: Unit.PIECE}
    items = tuple(replace(i, unit=units.get(i.sku, i.unit), step=1) for i in desk.catalogue.items)
    other = replace(desk, catalogue=Catalogue(items, desk.catalogue.producers))
    (parked,) = parked_baskets(other)
    assert [x.item.sku for x in parked.basket.cart.lines] == [TUNIC]
    assert parked.basket.lost == (SHIRT, CLOTH)


def test_to_recall_one_parks_the_open_one_in_the_same_act(desk: Desk) -> None:
    first, second = basket(line(SHIRT)), basket(line(TUNIC))
    (parked,) = park(desk, first)
    slip = PaperSlip("17", DAY, "listrik mati")
    keep_open_basket(desk, second, slip)
    later = NOON + timedelta(minutes=5)
    (other,) = change_baskets(desk, OpenBasket(second, slip), parked.basket, cashier=RINI, now=later)
    assert find_open_basket(desk) == OpenBasket(first)
    assert (other.basket, other.at) == (OpenBasket(second, slip), later)


def test_to_recall_one_with_an_empty_basket_parks_nothing(desk: Desk) -> None:
    (parked,) = park(desk, basket(line(SHIRT)))
    assert change_baskets(desk, nothing(), parked.basket, cashier=RINI, now=NOON) == ()
    assert find_open_basket(desk) == parked.basket


def test_a_basket_that_is_kept_as_the_open_one_is_parked_no_more(desk: Desk) -> None:
    cart = basket(line(SHIRT))
    park(desk, cart)
    keep_open_basket(desk, cart)
    assert parked_baskets(desk) == ()


def test_a_parked_basket_that_is_sold_is_gone_with_its_sale(desk: Desk) -> None:
    cart, other = basket(line(SHIRT)), basket(line(TUNIC))
    park(desk, cart)
    park(desk, other)
    complete_sale(desk, cart, [cash(395_000)], cashier=RINI, now=NOON)
    assert [p.basket.cart for p in parked_baskets(desk)] == [other]


@pytest.mark.parametrize("is_before", [True, False])
def test_a_basket_that_was_sold_is_neither_parked_nor_taken_up(desk: Desk, *, is_before: bool) -> None:
    sold = basket(line(SHIRT))
    complete_sale(desk, sold, [cash(395_000)], cashier=RINI, now=NOON)
    both = (OpenBasket(sold), nothing()) if is_before else (nothing(), OpenBasket(sold))
    with pytest.raises(BasketSold):
        change_baskets(desk, *both, cashier=RINI, now=NOON)
    assert parked_baskets(desk) == ()


def test_the_longest_waiting_comes_first(desk: Desk) -> None:
    carts = [basket(line(SHIRT)), basket(line(TUNIC)), basket(line(CLOTH, 1_000))]
    for minutes, cart in zip((3, 1, 2), carts, strict=True):
        now = NOON + timedelta(minutes=minutes)
        change_baskets(desk, OpenBasket(cart), nothing(), cashier=RINI, now=now)
    assert [p.basket.cart for p in parked_baskets(desk)] == [carts[1], carts[2], carts[0]]


def test_a_parked_basket_is_named_and_thrown_away(desk: Desk) -> None:
    (parked,) = park(desk, basket(line(SHIRT)))
    assert [p.label for p in name_parked(desk, parked.sale_id, "Pak Budi")] == ["Pak Budi"]
    with pytest.raises(BadNote):
        name_parked(desk, parked.sale_id, "a\nb")
    assert drop_parked(desk, parked.sale_id) == ()


def test_goods_that_are_no_longer_sold_are_named_and_the_rest_stays(desk: Desk) -> None:
    cart = basket(line(SHIRT), line(TUNIC), discount=AmountOff(Rupiah(500_000)))
    park(desk, cart)
    items = tuple(i for i in catalogue().items if i.sku != SHIRT)
    changed = replace(desk, catalogue=Catalogue(items, catalogue().producers))
    (parked,) = parked_baskets(changed)
    assert parked.basket.cart == replace(cart, lines=cart.lines[1:], discount=None)
    assert parked.basket.lost == (SHIRT, "-Rp500.000")


def test_what_fell_out_of_the_open_basket_is_named_too(desk: Desk) -> None:
    keep_open_basket(desk, basket(line(SHIRT), line(TUNIC)))
    items = tuple(i for i in catalogue().items if i.sku != SHIRT)
    found = find_open_basket(replace(desk, catalogue=Catalogue(items, catalogue().producers)))
    assert found is not None
    assert found.lost == (SHIRT,)
    assert [one.item.sku for one in found.cart.lines] == [TUNIC]


def test_parked_baskets_stay_when_the_till_is_closed(desk: Desk) -> None:
    park(desk, basket(line(SHIRT)))
    close_till(desk, {100_000: 5}, cashier=RINI, now=NOON)
    assert len(parked_baskets(desk)) == 1
