"""Garments: the sizes of one garment are one card, and nothing is hidden behind another."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.catalogue import Item
from batikpos.domain.garment import Garment, garments_of
from batikpos.domain.money import Rupiah
from tests.shop import an_item, catalogue

SIZES = ("S", "M", "L", "XL", "XXL", "3XL")


def a_size(size: str, *, group: str = "KM-1", name: str = "Kemeja Kawung", price: int = 285_000) -> Item:
    return replace(an_item(f"{group}-{name}-{size}", name=name, price=price), size=size, group=group)


def shown(*items: Item) -> list[list[str]]:
    """Say which sizes are on which card."""
    return [[item.size for item in garment.items] for garment in garments_of(items)]


def test_the_sizes_of_one_garment_are_one_card_where_the_first_of_them_stands() -> None:
    before, after = an_item("A"), an_item("B")
    found = garments_of((before, a_size("M"), a_size("L"), after, a_size("S")))

    assert [g.first.sku for g in found] == ["A", a_size("S").sku, "B"]
    assert [item.size for item in found[1].items] == ["S", "M", "L"]


def test_sizes_stand_in_the_order_they_grow_in() -> None:
    assert shown(*map(a_size, ("XL", "3XL", "S", "XXL", "M", "L"))) == [["S", "M", "L", "XL", "XXL", "3XL"]]
    assert shown(*map(a_size, ("10", "9", "7"))) == [["7", "9", "10"]]
    assert shown(*map(a_size, ("besar", "kecil"))) == [["besar", "kecil"]]


def test_a_group_with_one_size_and_goods_without_a_size_are_cards_of_their_own() -> None:
    alone, cloth = a_size("M"), replace(an_item("C"), group="C")
    found = garments_of((alone, cloth, replace(cloth, sku="D")))

    assert [g.items for g in found] == [(alone,), (cloth,), (replace(cloth, sku="D"),)]
    assert not any(g.has_sizes for g in found)


def test_two_colours_in_one_group_are_two_cards() -> None:
    red, blue = "Kemeja Merah", "Kemeja Biru"
    named = (a_size("S", name=red), a_size("S", name=blue), a_size("M", name=blue))
    assert shown(*named) == [["S"], ["S", "M"]]

    same = (a_size("S"), a_size("M"), replace(a_size("S"), sku="other"))
    assert shown(*same) == [["S", "M"], ["S"]]


def test_names_that_end_with_their_size_are_one_garment_named_without_it() -> None:
    (found,) = garments_of((a_size("M", name="Kemeja Kawung M"), a_size("L", name="Kemeja Kawung L")))
    assert found.title("id") == "Kemeja Kawung"


def test_a_short_size_is_said_with_the_name_where_it_is_the_only_one() -> None:
    assert Garment((a_size("XL"),)).title("id") == "Kemeja Kawung XL"
    assert Garment((a_size("XL", name="Kemeja Kawung XL"),)).title("id") == "Kemeja Kawung XL"
    assert Garment((a_size("250x105 cm"),)).title("id") == "Kemeja Kawung"


def test_it_says_what_the_cheapest_and_the_dearest_size_cost() -> None:
    (found,) = garments_of((a_size("M", price=285_000), a_size("XXL", price=310_000)))
    assert (found.lowest, found.highest) == (Rupiah(285_000), Rupiah(310_000))


def test_the_sample_fair_has_a_shirt_in_five_sizes() -> None:
    (shirt,) = (g for g in garments_of(catalogue().items) if g.first.group == "GJF-KM-001")
    assert [item.size for item in shirt.items] == ["S", "M", "L", "XL", "XXL"]


@given(
    st.lists(
        st.builds(
            a_size,
            st.sampled_from(("", *SIZES)),
            group=st.sampled_from(("", "1", "2")),
            name=st.sampled_from(("Kemeja", "Kemeja M", "Blus")),
        )
    )
)
def test_every_item_is_on_just_one_card_and_no_card_has_a_size_twice(items: list[Item]) -> None:
    items = [replace(item, sku=str(n)) for n, item in enumerate(items)]
    found = garments_of(items)

    assert sorted(item.sku for g in found for item in g.items) == sorted(item.sku for item in items)
    for garment in found:
        sizes = [item.size for item in garment.items]
        assert len(set(sizes)) == len(sizes)
