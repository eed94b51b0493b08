"""The end of the day: a blind count, the Z with its difference, and sending until both hold the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from batikpos.domain.money import Rupiah
from batikpos.services.till import show_till
from batikpos.settings import load_settings, save_settings
from batikpos.store.engine import StoreBusy
from batikpos.ui.booth.closing import ClosedPage, CountPage
from batikpos.ui.booth.signin import OpenTillPage
from tests.ui.booth import BoothWindow
from tests.ui.conftest import FLOAT, OpenBooth


def set_centre(home: Path, address: str) -> None:
    """Tell a booth where its centre is."""
    save_settings(home, replace(load_settings(home), central=address))


def sell_one(booth: BoothWindow) -> Rupiah:
    """Sell one thing for exact cash and return what it cost."""
    before = len(booth.sales())
    booth.scan(booth.items(lambda item: item.stock > 1)[0].barcode)
    booth.press("Exact cash")
    return booth.wait_for_sales(before + 1)[-1].sale.total


def count_and_close(booth: BoothWindow, *hundreds: int) -> ClosedPage:
    """Count so many notes of 100.000, and confirm."""
    booth.press("Close the till")
    booth.wait_for(CountPage)
    for pieces in hundreds:
        booth.fill("100.000", str(pieces))
    booth.press("Confirm the count")
    return booth.wait_for(ClosedPage)


def test_nothing_on_the_count_page_tells_the_expected_cash(booth: BoothWindow) -> None:
    sold = sell_one(booth)
    till = show_till(booth.desk)
    assert till is not None
    expected = till.figures.expected_cash
    assert expected == FLOAT + sold

    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    said = booth.words()
    for secret in (expected, sold, FLOAT):
        assert secret.bare() not in said
        assert str(secret.amount) not in said
    assert all(field.text() == "" for field in page.findChildren(QLineEdit))


def test_the_z_page_shows_what_is_short(booth: BoothWindow) -> None:
    sold = sell_one(booth)
    count_and_close(booth, 3)
    difference = Rupiah(300_000) - FLOAT - sold

    words = booth.words()
    assert str(difference) in words
    assert "There is less in the drawer than there should be." in words
    assert (FLOAT + sold).bare() in words
    till = show_till(booth.desk)
    assert till is not None
    assert not till.is_open
    assert till.figures.difference == difference


def test_the_z_page_says_when_the_drawer_is_right(booth: BoothWindow) -> None:
    count_and_close(booth, 5)

    assert "The drawer holds exactly what it should." in booth.words()


def test_the_steps_beside_a_note_count_it(booth: BoothWindow) -> None:
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    for name in ("more 100.000", "more 100.000", "less 100.000", "more 500", "less 200"):
        booth.press(name)

    assert {note: n for note, n in page.counts().items() if n} == {100_000: 1, 500: 1}
    assert Rupiah(100_500).bare() in booth.words()


def test_the_way_back_to_selling_closes_nothing(booth: BoothWindow) -> None:
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.press("Back to selling")
    booth.wait_for_sale_screen()

    sell_one(booth)
    assert len(booth.sales()) == 1


def test_a_basket_must_be_empty_before_the_till_closes(booth: BoothWindow) -> None:
    item = booth.items()[0]
    booth.scan(item.barcode)
    booth.press("Close the till")

    assert booth.page(CountPage) is None
    assert "There is something in the basket" in booth.words()
    assert booth.basket == {item.sku: 1}


def test_after_the_close_the_till_can_be_opened_again(booth: BoothWindow) -> None:
    count_and_close(booth, 5)
    booth.press("Open the till again")
    booth.wait_for(OpenTillPage)
    booth.fill("Float", "200.000")
    booth.press("Open the till")
    booth.wait_for_sale_screen()

    till = show_till(booth.desk)
    assert till is not None
    assert till.is_open
    assert till.float_ == Rupiah(200_000)


@pytest.fixture
def sending(home: Path, open_booth: OpenBooth, tmp_path: Path) -> BoothWindow:
    """Open a booth that has a centre in a file."""
    set_centre(home, str(tmp_path / "centre" / "centre.db"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    return booth


def test_sending_ends_with_both_proven_the_same(sending: BoothWindow, tmp_path: Path) -> None:
    (tmp_path / "centre").mkdir()
    sell_one(sending)
    count_and_close(sending, 5)
    sending.press("Send the day")
    sending.wait_for_words("proven the same")

    assert sending.button("Sent")
    assert not sending.button("Sent").isEnabled()


def test_a_centre_that_cannot_be_reached_is_said_and_asked_again(
    sending: BoothWindow, tmp_path: Path
) -> None:
    sell_one(sending)
    count_and_close(sending, 5)
    sending.press("Send the day")
    sending.wait_for_words("Send again")
    assert "centre.db" in sending.words()

    (tmp_path / "centre").mkdir()
    sending.press("Send again")
    sending.wait_for_words("proven the same")


def test_without_a_centre_nothing_can_be_sent(booth: BoothWindow) -> None:
    count_and_close(booth, 5)

    assert "No centre is set" in booth.words()
    assert not booth.button("Send the day").isEnabled()


def test_a_centre_that_was_set_meanwhile_is_sent_to_and_kept(
    booth: BoothWindow, home: Path, tmp_path: Path
) -> None:
    set_centre(home, str(tmp_path / "centre.db"))
    booth.press(booth.flow.bar.language.accessibleName())
    booth.press(booth.flow.bar.language.accessibleName())
    sell_one(booth)
    count_and_close(booth, 5)
    booth.press("Send the day")
    booth.wait_for_words("proven the same")

    assert load_settings(home).central == str(tmp_path / "centre.db")


def test_a_till_that_could_not_be_closed_says_why_and_keeps_the_count(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise StoreBusy("store.db")

    with monkeypatch.context() as patch:
        patch.setattr("batikpos.ui.booth.flow.close_till", busy)
        booth.press("Close the till")
        booth.wait_for(CountPage)
        booth.fill("100.000", "5")
        booth.press("Confirm the count")
        booth.wait_for_words(StoreBusy("store.db").message("en"))
    assert booth.wait_for(CountPage).counts()[100_000] == 5
    booth.press("Confirm the count")
    booth.wait_for(ClosedPage)


def test_the_other_language_keeps_the_count_and_what_was_closed_and_sent(
    open_booth: OpenBooth, home: Path, tmp_path: Path
) -> None:
    set_centre(home, str(tmp_path / "centre.db"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell_one(booth)
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.fill("100.000", "3")
    booth.press(booth.flow.bar.language.accessibleName())
    booth.wait_for_words("Tutup kasir")
    assert booth.wait_for(CountPage).counts()[100_000] == 3
    booth.press("Hitungan benar")
    booth.wait_for_words("Kasir sudah ditutup")
    booth.press("Kirim data")
    booth.wait(lambda: booth.flow._sending.result is not None)
    booth.press(booth.flow.bar.language.accessibleName())
    booth.wait_for_words("The till is closed")
    assert "Kasir sudah ditutup" not in booth.words()
    assert booth.flow._sending.result is not None
    assert booth.flow._sending.result.head.hex()[:8] in booth.words()
