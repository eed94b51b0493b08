"""A basket written down and read again."""

import json
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given

from batikpos.domain.cart import AmountOff, Cart, DiscountTooLarge
from batikpos.domain.catalogue import Catalogue, UnknownItem
from batikpos.domain.draft import cart_from_draft, cart_to_draft, told_to_draft, what_is_left
from batikpos.domain.fact import canonical
from batikpos.domain.money import Rupiah
from batikpos.domain.promotion import Bundle, Promotion
from batikpos.domain.typed import BadNote
from tests.domain import promotions as by_chance
from tests.domain.baskets import GOODS, carts
from tests.shop import SHIRT, an_item, basket, item, line

CATALOGUE = Catalogue(GOODS)


@given(carts())
def test_any_basket_is_read_back_as_it_was(cart: Cart) -> None:
    assert cart_from_draft(cart.sale_id, cart_to_draft(cart), CATALOGUE) == cart


@given(carts(), by_chance.lists())
def test_a_basket_that_waits_keeps_its_promotions(cart: Cart, promotions: tuple[Promotion, ...]) -> None:
    told = cart.with_promotions(promotions)
    assert what_is_left(told.sale_id, json.loads(canonical(told_to_draft(told))), CATALOGUE) == (told, ())


def test_a_line_without_a_note_is_written_as_it_always_was() -> None:
    assert cart_to_draft(basket(line(SHIRT, 2, agreed=370_000)))["lines"] == [[SHIRT, 2, 370_000, None]]


def test_goods_that_are_in_no_price_list_any_more_are_refused() -> None:
    cart = Cart(UUID(int=1)).add(an_item("GONE"))
    with pytest.raises(UnknownItem):
        cart_from_draft(cart.sale_id, cart_to_draft(cart), CATALOGUE)


def test_goods_that_make_a_basket_cheaper_than_its_discount_are_refused() -> None:
    """Three for 100.000: with the third the basket comes to less than what is taken off it."""
    three = Promotion("3 untuk 100.000", Bundle(3, Rupiah(100_000)))
    goods = [an_item(f"KMJ-{n}", price=100_000) for n in range(3)]
    cart = Cart(UUID(int=1), promotions=(three,)).add(goods[0]).add(goods[1])
    cart = cart.with_discount(AmountOff(Rupiah(160_000)))
    with pytest.raises(DiscountTooLarge):
        cart.add(goods[2])


def test_a_discount_that_goods_cannot_bear_any_more_is_left_off_and_named() -> None:
    """They are cheaper in a later price list: the goods are sold, and nothing else parked is held up."""
    dear, cheap = an_item("KMJ-1", price=200_000), an_item("KMJ-1", price=100_000)
    cart = Cart(UUID(int=1)).add(dear).with_line_discount(0, AmountOff(Rupiah(150_000)))
    left, lost = what_is_left(cart.sale_id, told_to_draft(cart), Catalogue((cheap,)))
    assert [(line.item, line.discount) for line in left.lines] == [(cheap, None)]
    assert lost == ("-Rp150.000",)


def test_a_note_is_trimmed_and_an_empty_one_takes_it_off() -> None:
    cart = Cart(UUID(int=1)).add(item(SHIRT)).with_note(0, "  Dipotong ")
    assert cart.lines[0].note == "Dipotong"
    assert cart.with_note(0, "  ").lines[0].note == ""


@pytest.mark.parametrize("note", ["x" * 201, "a\nb", "a\u202eb"])
def test_a_note_that_no_paper_could_show_is_refused(note: str) -> None:
    with pytest.raises(BadNote):
        Cart(UUID(int=1)).add(item(SHIRT)).with_note(0, note)


def test_a_note_changes_no_price() -> None:
    cart = basket(line(SHIRT, 3))
    noted = cart.with_note(0, "Hadiah")
    assert noted.net == cart.net
    assert replace(noted.lines[0], note="") == cart.lines[0]
