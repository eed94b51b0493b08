"""What is done before words are ready to be looked for: nothing is lost, and nothing is told wrongly."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.money import Rupiah
from batikpos.domain.search import Search
from batikpos.services import opening
from batikpos.ui.booth import saledesk
from batikpos.ui.booth.find import FindPane
from batikpos.ui.tasks import Lane
from tests.shop import KEYRING, SHIRT, item
from tests.ui.booth import BoothWindow, busy
from tests.ui.conftest import OpenBooth

WORDS = "kemeja lengan"
MAKING_SECONDS = 0.3


@pytest.fixture
def unready(monkeypatch: pytest.MonkeyPatch, open_booth: OpenBooth) -> BoothWindow:
    """Open the booth on the sale screen; its words are not made ready by themselves."""
    monkeypatch.setattr(saledesk, "SOON_MS", 3_600_000)
    booth = open_booth()
    booth.wait_for_sale_screen()
    assert not search_of(booth).is_ready
    return booth


def search_of(booth: BoothWindow) -> Search:
    return pane(booth)._search


def pane(booth: BoothWindow) -> FindPane:
    return booth.sale_page.find_pane


def found(booth: BoothWindow) -> list[str]:
    """List the codes that stand on the cards."""
    model = pane(booth).model
    garments = (model.garment(model.index(row)) for row in range(model.rowCount()))
    return [item.sku for garment in garments if garment is not None for item in garment.items]


@contextmanager
def being_made(search: Search) -> Iterator[Event]:
    """Let a lane be at it, which takes its time; the event says when it is done."""
    begun, done = Event(), Event()

    def make() -> None:
        with search._index._making:
            begun.set()
            done.wait(MAKING_SECONDS)
            done.set()

    lane = Thread(target=make)
    lane.start()
    begun.wait()
    try:
        yield done
    finally:
        done.set()
        lane.join()


def test_words_are_made_ready_behind_the_first_page(booth: BoothWindow) -> None:
    booth.wait(lambda: search_of(booth).is_ready)
    assert pane(booth).field.text() == ""


def test_a_scan_and_a_typed_code_need_no_words(unready: BoothWindow) -> None:
    with being_made(search_of(unready)) as done:
        unready.scan(item(SHIRT).barcode)
        unready.scan(KEYRING)
        assert unready.basket == {SHIRT: 1, KEYRING: 1}
        assert not done.is_set()
    assert not search_of(unready).is_ready
    assert "not in the catalogue" not in unready.words()


def test_what_is_typed_first_is_found_as_it_is_later(unready: BoothWindow) -> None:
    pane(unready).field.setText(WORDS)
    first = found(unready)
    assert SHIRT in first
    assert search_of(unready).is_ready
    pane(unready).field.setText("")
    pane(unready).field.setText(WORDS)
    assert found(unready) == first


def test_what_is_typed_while_they_are_made_waits_for_them(unready: BoothWindow) -> None:
    with being_made(search_of(unready)) as done:
        pane(unready).field.setText(WORDS)
        assert done.is_set()
        assert SHIRT in found(unready)
    assert "not found" not in unready.words().casefold()


def test_enter_behind_words_takes_the_one_that_they_leave(unready: BoothWindow) -> None:
    with being_made(search_of(unready)):
        pane(unready).field.setText("gantungan kunci")
        (sku,) = found(unready)
        pane(unready).field.setFocus()
        unready.key(Qt.Key.Key_Return)
    assert unready.basket == {sku: 1}


def test_a_lane_that_hangs_keeps_nobody_from_finding(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, open_booth: OpenBooth
) -> None:
    monkeypatch.setattr(saledesk, "SOON_MS", 0)
    booth = open_booth()
    with busy(booth.flow._tasks, Lane.FINDER):
        booth.wait_for_sale_screen()
        qtbot.wait(50)
        assert not search_of(booth).is_ready
        pane(booth).field.setText(WORDS)
        assert SHIRT in found(booth)


def test_a_list_that_is_renewed_meanwhile_is_scanned_and_found_at_once(unready: BoothWindow) -> None:
    """What is made ready still is the list before; it is nobody's any more."""
    before, desk = search_of(unready), unready.register.desk
    dearer = replace(item(SHIRT), price=item(SHIRT).price + Rupiah(5_000))
    others = (i for i in desk.catalogue.items if i.sku not in {SHIRT, KEYRING})
    new = replace(item(KEYRING), sku="BARU-1", barcode="", name="Tenun Baru", group="", size="")
    renewed = replace(desk, catalogue=Catalogue((dearer, *others, new), desk.catalogue.producers))
    with being_made(before) as done:
        unready.flow.places.renewed.emit(renewed, opening.search_of(renewed))
        unready.wait(lambda: search_of(unready) is not before)
        unready.scan(SHIRT)
        unready.scan(new.sku)
        assert [line.item for line in unready.cart.lines] == [dearer, new]
        pane(unready).field.setText("tenun baru")
        assert found(unready) == [new.sku]
        assert not done.is_set()
    unready.scan(KEYRING)
    unready.wait_for_words(f"Code {KEYRING} is not in the catalogue")  # rightly: it went
