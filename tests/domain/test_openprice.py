"""Goods of no catalogue: typed at the till, kept whole in the basket, told apart in reports."""

from dataclasses import replace
from uuid import UUID

import pytest

from batikpos.domain.cart import Cart, CartLine
from batikpos.domain.catalogue import UNCOUNTED, Catalogue, Dye, Item, Technique
from batikpos.domain.draft import cart_from_draft, cart_to_draft
from batikpos.domain.errors import PosError
from batikpos.domain.money import LARGEST, ZERO, Rupiah
from batikpos.domain.openprice import CalledBatik, NoName, NoPrice, OpenPrice, open_item, open_price_of
from batikpos.domain.quantity import Unit
from batikpos.domain.sale import returned_lines, sold_lines
from tests.paper.notas import single
from tests.shop import SHIRT, catalogue, item


def scarf(name: str = "Selendang lawas", price: int = 85_000, **also: Technique | Dye | Unit) -> Item:
    """Type something that is in no catalogue."""
    said: dict[str, object] = {"technique": Technique.CAP, "dye": Dye.NATURAL, **also}
    return open_item(name, Rupiah(price), producer="TOM", **said)  # type: ignore[arg-type]  # by their names


def test_what_is_typed_is_the_item_and_it_never_runs_out() -> None:
    made = scarf("  Selendang  lawas ")
    assert (made.name, made.price, made.floor) == ("Selendang  lawas", Rupiah(85_000), ZERO)
    assert made.is_open
    assert made.stock == UNCOUNTED


def test_the_same_words_and_price_are_the_same_goods_and_others_are_not() -> None:
    assert scarf() == scarf()
    assert len({scarf().sku, scarf(price=85_001).sku, scarf("Syal").sku, scarf(dye=Dye.MIXED).sku}) == 4


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\nb"])
def test_goods_need_a_name_that_paper_can_show(name: str) -> None:
    with pytest.raises(NoName):
        scarf(name)


@pytest.mark.parametrize("price", [0, LARGEST + 1])
def test_goods_need_a_price_that_a_till_can_hold(price: int) -> None:
    with pytest.raises(NoPrice):
        scarf(price=price)


@pytest.mark.parametrize("name", ["Kemeja batik printing", "BATIK print", "Kain Batik, motif parang"])
def test_a_printed_textile_is_never_called_batik(name: str) -> None:
    with pytest.raises(CalledBatik):
        scarf(name, technique=Technique.PRINTING)
    assert scarf(name).name == name  # stamped with wax it is batik


@pytest.mark.parametrize(
    "name", ["Kemeja motif batik", "Daster bermotif batik", "Tekstil motif-batik", "Syal"]
)
def test_a_printed_textile_may_have_a_batik_motif(name: str) -> None:
    assert scarf(name, technique=Technique.PRINTING).name == name


def test_each_open_piece_is_a_line_of_its_own() -> None:
    cart = Cart(UUID(int=1)).put(CartLine(scarf(), scarf().quantity(1)))
    cart = cart.put(CartLine(scarf(), scarf().quantity(2))).add(item(SHIRT)).add(scarf())
    assert [one.quantity.size for one in cart.lines] == [1, 2, 1, 1]
    assert cart.net == Rupiah(4 * 85_000 + 395_000)


def test_a_line_that_no_till_could_hold_is_refused() -> None:
    with pytest.raises(PosError):
        Cart(UUID(int=1)).put(CartLine(dear := scarf(price=LARGEST), dear.quantity(2)))


def test_an_open_item_is_kept_whole_in_a_basket_that_is_written_down() -> None:
    cloth = scarf("Kain lawas", unit=Unit.METRE)
    cart = Cart(UUID(int=1)).put(CartLine(cloth, cloth.quantity(2_500), note="Dipotong"))
    assert cart_from_draft(cart.sale_id, cart_to_draft(cart), Catalogue()) == cart


def test_reports_count_what_was_sold_by_a_typed_price_less_what_came_back() -> None:
    cloth = scarf("Kain lawas", unit=Unit.METRE)
    cart = Cart(UUID(int=1)).put(CartLine(scarf(), scarf().quantity(3))).add(item(SHIRT))
    lines = sold_lines(cart.put(CartLine(cloth, cloth.quantity(1_500))), catalogue())
    sale = replace(single(), lines=lines)
    assert open_price_of([sale]) == OpenPrice(4, Rupiah(3 * 85_000 + 127_500))
    refund = replace(sale, lines=returned_lines(lines, [], [(1, 1)]))
    assert open_price_of([sale, refund]) == OpenPrice(3, Rupiah(2 * 85_000 + 127_500))
    assert open_price_of([replace(sale, lines=lines[1:2])]) == OpenPrice()
