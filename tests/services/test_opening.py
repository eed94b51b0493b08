"""Opening a booth for its window: who signs in, what is sold, and what cannot be read."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from batikpos.services import opening
from batikpos.services.opening import OpenedBooth, open_booth, search_of
from batikpos.services.people import WrongPin
from batikpos.settings import STORE_NAME
from batikpos.store.catalogue import list_set_up
from batikpos.store.engine import StoreDamaged
from tests.shop import RINI, RINI_PIN, SHIRT, catalogue, item, raw, set_up_booth, unguarded


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Set up a booth."""
    set_up_booth(tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def closing() -> Iterator[ExitStack]:
    """Close what was opened."""
    with ExitStack() as stack:
        yield stack


def opened(home: Path, closing: ExitStack, pin: str = RINI_PIN) -> OpenedBooth:
    """Open the booth with Rini at it."""
    booth = open_booth(home, "en", cashier=RINI, pin=pin)
    closing.callback(booth.desk.store.close)
    return booth


def test_whoever_is_named_is_at_the_booth_with_all_its_goods(home: Path, closing: ExitStack) -> None:
    booth = opened(home, closing)
    assert (booth.person and booth.person.name, booth.refusal, booth.till) == (RINI, None, None)
    assert booth.desk.catalogue.items == catalogue().items
    assert set(booth.desk.catalogue.producers) == set(catalogue().producers)


def test_a_wrong_pin_is_told_and_the_goods_are_there_for_the_next_try(home: Path, closing: ExitStack) -> None:
    booth = opened(home, closing, pin="9999")
    assert isinstance(booth.refusal, WrongPin)
    assert booth.person is None
    assert booth.desk.catalogue.items == catalogue().items


def test_words_are_not_made_ready_while_somebody_waits_for_the_window(home: Path, closing: ExitStack) -> None:
    search = opened(home, closing).search
    assert not search.is_ready
    assert search.garments[0].first.producer == "TOM"  # the booth's own first
    assert not search.is_ready
    assert item(SHIRT) in [i for garment in search.find("kemeja").garments for i in garment.items]
    assert search.is_ready


def test_goods_stand_in_their_places_however_they_lie_in_the_store(home: Path, closing: ExitStack) -> None:
    unguarded(home, "UPDATE item SET place = 1000 - place")
    booth = opened(home, closing)
    assert booth.desk.catalogue.items == catalogue().items[::-1]
    with booth.desk.store.reading() as tx:
        assert list_set_up(tx) == catalogue().items[::-1]


def test_a_booth_that_has_nothing_to_sell_opens(home: Path, closing: ExitStack) -> None:
    unguarded(home, "DELETE FROM item")
    booth = opened(home, closing)
    assert booth.desk.catalogue.items == ()
    assert booth.search.find("kemeja").total == booth.search.find("").total == 0


@pytest.mark.parametrize("shown_first", [opening.SHOWN_FIRST, 3])
@pytest.mark.parametrize("column", ["technique", "dye", "unit"])
def test_goods_that_no_program_of_ours_wrote_are_damage(
    home: Path, column: str, shown_first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SHOWN_FIRST", shown_first)
    unguarded(home, f"UPDATE item SET {column} = 'x' WHERE place = 50")
    with pytest.raises(StoreDamaged):
        open_booth(home, "en")


def test_damage_behind_the_first_page_is_told_before_anything_is_sold(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SHOWN_FIRST", 3)
    with raw(home) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = bytearray((home / STORE_NAME).read_bytes())
    last = pages.index(catalogue().items[-1].name.encode())  # in the table, for no index holds a name
    pages[last // size * size : last // size * size + 8] = b"\xff" * 8
    (home / STORE_NAME).write_bytes(pages)
    with pytest.raises(StoreDamaged):
        open_booth(home, "en")


def test_very_many_goods_are_all_there_for_whoever_asks(
    home: Path, closing: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SHOWN_FIRST", 3)
    booth = opened(home, closing)
    (shirt,) = booth.search.find("").garments
    assert shirt.has_sizes
    assert not booth.desk.catalogue._items.is_made
    assert booth.desk.catalogue.items == catalogue().items
    assert booth.search.make_ready().find("").total == search_of(booth.desk).find("").total
