"""The catalogue: what is scanned or typed is found, and nothing else."""

import pytest

from batikpos.domain.catalogue import Catalogue, UnknownItem
from batikpos.domain.choices import choices_of
from batikpos.domain.fair import Booth, Fair
from tests.shop import DAY, SHIRT, an_item, catalogue


def test_every_item_of_the_sample_fair_is_found_by_barcode_and_by_sku() -> None:
    for item in catalogue().items:
        assert catalogue().load(item.barcode) is item
        assert catalogue().load(item.sku) is item


def test_a_typed_sku_may_be_in_small_letters_and_have_spaces_around() -> None:
    assert catalogue().load(f" {SHIRT.lower()} ").sku == SHIRT


@pytest.mark.parametrize("code", ["", "9999999999994", "TOM", "'; DROP TABLE sale; --"])
def test_a_code_that_is_not_there_is_refused(code: str) -> None:
    with pytest.raises(UnknownItem):
        catalogue().load(code)


def test_items_without_a_barcode_are_not_found_by_nothing() -> None:
    assert Catalogue((an_item("A"), an_item("B"))).find("") is None


def test_a_sku_wins_over_a_barcode_that_looks_the_same() -> None:
    first, second = an_item("111"), an_item("222")
    assert Catalogue((first, second)).find("111") is first


def test_an_unknown_producer_is_named_by_its_code() -> None:
    assert catalogue().producer("XYZ").name == "XYZ"


def test_the_most_frequent_kind_comes_first() -> None:
    assert choices_of(catalogue().items).kinds[0] == "kain panjang"


def test_the_same_name_and_dates_are_the_same_fair() -> None:
    assert Fair("Pameran", DAY, DAY).fair_id == Fair("Pameran", DAY, DAY).fair_id
    assert Fair("Pameran", DAY, DAY).fair_id != Fair("Pameran ", DAY, DAY).fair_id


def test_a_second_device_numbers_its_notas_apart() -> None:
    assert Booth("A03").number(DAY, 42) == "A03-20261211-0042"
    assert Booth("A03", 2).number(DAY, 42) == "A03.2-20261211-0042"
    assert Booth("A03", 2).close_number(DAY, 1) == "A03.2-20261211-Z1"
    assert Booth("A03").number(DAY, 12_345) == "A03-20261211-12345"
