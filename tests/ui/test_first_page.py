"""A booth with very many goods: the first are shown before the others are loaded, and nothing is amiss."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from sqlalchemy import Connection

from batikpos.domain.catalogue import Item
from batikpos.domain.search import MOST_SHOWN
from batikpos.services import opening
from batikpos.store.catalogue import list_items
from batikpos.store.engine import StoreBusy
from batikpos.ui.booth import saledesk
from tests.shop import item
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_ready import found, pane, search_of

FIRST = 8
FAR = "KLS-TS-001"
"""What stands far down the list."""


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch, open_booth: OpenBooth) -> BoothWindow:
    """Open a booth whose goods are very many; those behind the first page are not loaded by themselves."""
    monkeypatch.setattr(opening, "SHOWN_FIRST", FIRST)
    monkeypatch.setattr(saledesk, "SOON_MS", 3_600_000)
    booth = open_booth()
    booth.wait_for_sale_screen()
    assert not booth.desk.catalogue._items.is_made
    return booth


def show_rest(booth: BoothWindow) -> None:
    booth.flow.sale_desk._make_ready()
    booth.wait(lambda: pane(booth).model.total > FIRST)


def test_the_first_page_needs_not_all(many: BoothWindow) -> None:
    shown = found(many)
    assert len(shown) >= FIRST
    assert FAR not in shown
    assert pane(many).model.total == pane(many).model.rowCount()  # no card offers what is not known yet
    show_rest(many)
    assert found(many)[: len(shown)] == shown
    assert FAR in found(many)
    assert pane(many).model.total <= MOST_SHOWN


def test_a_scan_and_a_word_find_what_is_not_shown_yet(many: BoothWindow) -> None:
    far = many.desk.catalogue.load(FAR)
    many.scan(far.barcode)
    assert many.basket == {FAR: 1}
    pane(many).field.setText(far.name)
    assert FAR in found(many)


def test_chips_choose_among_all(many: BoothWindow) -> None:
    kind = item(FAR).kind
    many.press(kind[:1].upper() + kind[1:])
    assert FAR in found(many)


def test_what_was_typed_meanwhile_stays(many: BoothWindow) -> None:
    pane(many).field.setText("kemeja")
    shown = found(many)
    many.flow.sale_desk._make_ready()
    many.wait(lambda: search_of(many).is_ready)
    assert found(many) == shown
    pane(many).field.clear()
    assert FAR in found(many)


def test_a_finger_that_is_down_when_the_others_come_keeps_its_card(many: BoothWindow) -> None:
    model = pane(many).model
    under = QPersistentModelIndex(model.index(2))
    before = model.garment(under)
    show_rest(many)
    assert under.isValid()
    assert model.garment(under) is not None
    assert model.garment(under) == before


def test_the_card_that_is_tapped_before_they_are_there_is_sold(many: BoothWindow) -> None:
    first = next(g for g in search_of(many).find("", most=FIRST).garments if not g.has_sizes)
    many.tap_card(first.first)
    assert many.basket == {first.first.sku: 1}
    many.key(Qt.Key.Key_F9)
    many.wait_for_sales(1)


def test_a_store_that_is_busy_when_the_others_are_read_is_said_and_read_again(
    many: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = ["behind the page"]

    def read(tx: Connection) -> tuple[Item, ...]:
        if fails:
            raise StoreBusy(fails.pop(0))
        return list_items(tx)

    monkeypatch.setattr(opening, "list_items", read)
    many.flow.sale_desk._make_ready()
    many.wait_for_words("behind the page is in use by another program")
    many.scan(FAR)
    assert many.basket == {FAR: 1}


def test_goods_that_cannot_be_read_with_a_scan_or_a_word_are_said_and_nothing_breaks(
    many: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_tx: Connection) -> tuple[Item, ...]:
        raise ValueError("no number")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "list_items", read)
        many.scan(FAR)
        many.wait_for_words("is damaged")
        assert many.basket == {}
        pane(many).field.setText("kain")
        many.wait_for_words("is damaged")
    many.scan(FAR)
    assert many.basket == {FAR: 1}
