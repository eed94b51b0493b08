"""Goods taken into the catalogue at the booth: once, with a code of their own, in every copy of the books."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from batikpos.domain.barcode import ean13_holds, looks_like_ean13
from batikpos.domain.cart import Cart, CartLine
from batikpos.domain.catalogue import UNCOUNTED, Dye, Item, Technique
from batikpos.domain.correction import cart_again
from batikpos.domain.fair import Booth
from batikpos.domain.money import Rupiah
from batikpos.domain.openprice import OpenPrice, open_item
from batikpos.services.adding import FloorOverPrice, add_item
from batikpos.services.backup import back_up
from batikpos.services.desk import Desk, open_desk
from batikpos.services.reconcile import reconcile_day
from batikpos.services.recovery import restore
from batikpos.services.till import open_till
from batikpos.services.verify import rebuild, verify
from batikpos.store.catalogue import load_catalogue, replace_items
from batikpos.store.engine import open_store, store_url
from batikpos.store.schema import sale_line
from batikpos.store.stock import list_sold
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from tests.shop import FLOAT, NOON, RINI, SHIRT, catalogue, facts_of, item, sell, set_up_booth


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Open a booth with an open till."""
    set_up_booth(tmp_path / "home")
    desk = open_desk(tmp_path / "home")
    with closing(desk.store):
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
        yield desk


def scarf(name: str = "Selendang lawas", price: int = 85_000) -> Item:
    """Type something that is in no catalogue."""
    return open_item(name, Rupiah(price), producer="TOM", technique=Technique.CAP, dye=Dye.NATURAL)


def add(desk: Desk, of: Item, *, stock: int = UNCOUNTED, floor: int = 0) -> tuple[Desk, Item]:
    """Add something to the catalogue."""
    added = add_item(desk, of, cashier=RINI, now=NOON, stock=stock, floor=Rupiah(floor))
    return added.desk, added.item


def test_a_barcode_of_their_own_is_kept_unless_other_goods_have_it(desk: Desk) -> None:
    after, item = add(desk, replace(scarf(), barcode="8991234567890"))
    assert (item.sku, item.barcode) == ("A03-T001", "8991234567890")
    taken, other = add(after, replace(scarf("Bros"), barcode="8991234567890"))
    assert (other.sku, other.barcode != item.barcode) == ("A03-T002", True)
    assert taken.catalogue.find("8991234567890") == item


def test_goods_of_one_name_with_labels_of_their_own_are_two(desk: Desk) -> None:
    after, first = add(desk, scarf())
    after, second = add(after, replace(scarf(), barcode="8991234567891"))
    assert (first.sku, second.sku) == ("A03-T001", "A03-T002")
    assert after.catalogue.find("8991234567891") == second
    assert add(after, scarf())[1] == first, "without a label they are the first that were there"


def test_a_barcode_of_the_list_is_the_lists_goods_whatever_was_taken_in_before(desk: Desk) -> None:
    """A later list names goods that were taken in by hand, with their price."""
    after, typed = add(desk, replace(scarf(), barcode="8991234567891"))
    listed = replace(item(SHIRT), barcode=typed.barcode)
    with desk.store.writing() as tx:
        others = tuple(i for i in desk.catalogue.items if i.sku != SHIRT)
        replace_items(tx, (*others, listed))
        known = load_catalogue(tx)
    assert known.find(typed.barcode) == listed
    assert known.find(typed.sku) == replace(typed, barcode="")
    assert after.catalogue.find(typed.barcode) == typed


def test_it_is_found_by_its_code_and_its_barcode_at_once_and_after_a_restart(desk: Desk) -> None:
    after, item = add(desk, scarf(), stock=3, floor=75_000)
    assert item == replace(
        scarf(),
        sku="A03-T001",
        barcode=item.barcode,
        stock=3,
        floor=Rupiah(75_000),
        is_open=False,
        is_added=True,
    )
    assert after.catalogue.find(item.barcode) is after.catalogue.find("a03-t001") is not None
    with closing((again := open_desk(desk.home)).store):
        assert again.catalogue.find(item.barcode) == item
        assert again.catalogue.items == (*catalogue().items, item)


def test_its_barcode_is_one_of_the_shops_own_and_no_other_goods_have_it(desk: Desk) -> None:
    codes = set()
    for n in range(30):
        desk, item = add(desk, scarf(price=85_000 + n))
        assert looks_like_ean13(item.barcode)
        assert ean13_holds(item.barcode)
        assert item.barcode.startswith("29")
        codes.add(item.barcode)
    assert len(codes) == 30
    assert [i.sku for i in desk.catalogue.items[-2:]] == ["A03-T029", "A03-T030"]


def test_two_devices_of_a_booth_make_different_codes(desk: Desk, tmp_path: Path) -> None:
    set_up_booth(tmp_path / "second", device=2)
    with closing((second := open_desk(tmp_path / "second")).store):
        assert second.booth == Booth("A03", 2)
        _, other = add(second, scarf())
    _, item = add(desk, scarf())
    assert (other.sku, item.sku) == ("A03.2-T001", "A03-T001")
    assert other.barcode != item.barcode


def test_the_same_goods_are_added_once(desk: Desk) -> None:
    after, item = add(desk, scarf())
    before = len(facts_of(desk.store))
    assert add(desk, scarf(), stock=1)[1] == item  # and by a desk that does not know of it yet
    assert len(facts_of(desk.store)) == before
    assert add(after, scarf("Syal"))[1] != item


def test_a_floor_over_the_price_is_refused(desk: Desk) -> None:
    with pytest.raises(FloorOverPrice):
        add(desk, scarf(), floor=85_001)


def test_what_is_sold_of_it_was_sold_by_a_typed_price_and_is_counted(desk: Desk, tmp_path: Path) -> None:
    """Else a cashier gets round a floor by taking the same goods in again, and the organizer sees nothing."""
    after, item = add(desk, scarf(), stock=2)
    shirt = after.catalogue.load(SHIRT)
    done = sell(after, CartLine(item, item.quantity(2)), CartLine(shirt, shirt.quantity(1)))
    assert [line.is_open for line in done.kept.sale.lines] == [True, False]
    assert verify(desk.store).is_ok
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        push(desk.store, centre)
        with centre.reading() as tx:
            sold = list_sold(tx, tx.execute(select(sale_line.c.fair_id).limit(1)).scalar_one(), {})["A03"]
        assert (sold[item.sku].since[0].sold, sold[SHIRT].since[0].sold) == (2, 1)
        assert reconcile_day(centre, NOON.date()).reconciliation.open_price == OpenPrice(2, Rupiah(170_000))


def test_a_sale_of_it_put_right_has_the_goods_that_are_in_the_catalogue(desk: Desk) -> None:
    after, item = add(desk, scarf(), stock=2, floor=80_000)
    kept = sell(after, CartLine(item, item.quantity(1))).kept
    again = cart_again(kept.sale, uuid4(), after.catalogue)
    assert [line.item for line in again.lines] == [item]
    unknown = cart_again(kept.sale, uuid4(), desk.catalogue)
    assert [(line.item.sku, line.item.is_open) for line in unknown.lines] == [(item.sku, True)]


def test_a_second_one_of_it_is_more_of_the_same_line(desk: Desk) -> None:
    _, item = add(desk, scarf())
    assert [line.quantity.size for line in Cart(uuid4()).add(item).add(item).lines] == [2]


def test_every_copy_of_the_books_knows_it(desk: Desk, tmp_path: Path) -> None:
    _, item = add(desk, scarf(), stock=2)
    back_up(desk, tmp_path / "copy.db")
    restore(tmp_path / "other", tmp_path / "copy.db", now=NOON)
    with closing((other := open_desk(tmp_path / "other")).store):
        assert other.catalogue.find(item.barcode) == item
    with closing(open_store(store_url(str(tmp_path / "new.db")), create=True)) as new:
        rebuild(desk.store, new)
        with new.reading() as tx:
            assert item in load_catalogue(tx).items
    with closing(open_centre(str(tmp_path / "centre.db"), create=True)) as centre:
        assert push(desk.store, centre).is_equal
        with centre.reading() as tx:
            assert item in load_catalogue(tx).items
        assert verify(centre).is_ok
