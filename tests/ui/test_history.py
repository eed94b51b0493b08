"""The history in the window: found by a word or a scan, looked at as it was printed, given back."""

from datetime import UTC, datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.money import Rupiah
from batikpos.domain.sale import SaleKind
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.history import PastSale
from batikpos.services.returns import void_sale
from batikpos.services.till import close_till, open_till
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.sale import SalePage
from tests.shop import KEYRING, SHIRT, cash, item
from tests.ui.booth import BoothWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def sell(booth: BoothWindow, *skus: str, tenders: tuple[Tender, ...] = ()) -> str:
    """Sell pieces, for exact cash where nothing else is said; return the number."""
    before = len(booth.sales())
    for sku in skus or (SHIRT,):
        booth.register.scan(sku)
    if tenders:
        booth.register.pay(tenders)
    else:
        booth.register.pay_key(0)
    return booth.wait_for_sales(before + 1)[-1].sale.number


def look_back(booth: BoothWindow) -> HistoryPage:
    """Open the history by its key and wait for the newest sale."""
    booth.key(Qt.Key.Key_H, CTRL)
    page = booth.wait_for(HistoryPage)
    booth.wait(lambda: page._shown is not None or not booth.sales())
    return page


def on_paper(page: HistoryPage) -> str:
    """Say which sale's nota is shown."""
    return page._shown.kept.sale.number if isinstance(page._shown, PastSale) else ""


def shown(page: HistoryPage) -> list[str]:
    """Say the numbers in the list."""
    return [row.number for row in page._model.rows]


def _is_shown(page: HistoryPage, numbers: list[str]) -> bool:
    return shown(page) == numbers


def test_the_newest_sale_is_there_with_its_nota(booth: BoothWindow) -> None:
    first, last = sell(booth), sell(booth, KEYRING)
    page = look_back(booth)
    assert shown(page) == [last, first]
    assert on_paper(page) == last
    assert not page._paper.is_empty


def test_what_is_typed_leaves_what_fits(booth: BoothWindow) -> None:
    first, _ = sell(booth), sell(booth, KEYRING)
    page = look_back(booth)
    page.field.setText("395.000")
    booth.wait(lambda: shown(page) == [first])
    booth.wait(lambda: on_paper(page) == first)


def test_the_code_of_a_nota_or_a_label_finds_its_sale(booth: BoothWindow) -> None:
    first, last = sell(booth), sell(booth, KEYRING)
    page = look_back(booth)
    booth.scan(f"{first} 1a2b3c4d")
    booth.wait(lambda: shown(page) == [first])
    booth.scan(item(KEYRING).barcode or KEYRING)
    booth.wait(lambda: shown(page) == [last])
    assert not booth.basket


def test_a_chip_shows_what_is_not_checked(booth: BoothWindow) -> None:
    sell(booth)
    by_qris = sell(booth, KEYRING, tenders=(Tender(TenderKind.QRIS, Rupiah(10_000)),))
    page = look_back(booth)
    booth.press("Not checked")
    booth.wait(lambda: shown(page) == [by_qris])


def test_a_chip_is_there_for_each_way_in_which_something_was_paid(booth: BoothWindow) -> None:
    by_card = sell(booth, KEYRING, tenders=(Tender(TenderKind.CARD, Rupiah(10_000)),))
    mixed = sell(booth, KEYRING, tenders=(Tender(TenderKind.TRANSFER, Rupiah(4_000), "BCA"), cash(6_000)))
    page = look_back(booth)
    for way, numbers in (
        ("Card", [by_card]),
        ("Transfer", [mixed]),
        ("In several ways", [mixed]),
        ("All", [mixed, by_card]),
    ):
        booth.wait_for_words(way)
        booth.press(way)
        booth.wait(partial(_is_shown, page, numbers))
    assert "Voucher" not in booth.words()


def test_an_empty_history_says_what_will_stand_there(booth: BoothWindow) -> None:
    page = look_back(booth)
    booth.wait_for_words("Nothing was sold yet.")
    page.field.setText("0042")
    booth.wait_for_words("Nothing like that was sold here.")
    assert not any(button.isEnabled() for button in page._buttons)


def test_what_is_not_found_leaves_nothing_to_give_back(booth: BoothWindow) -> None:
    sell(booth)
    page = look_back(booth)
    booth.wait(lambda: any(button.isEnabled() for button in page._buttons))
    page.field.setText("nowhere")
    booth.wait(lambda: not any(button.isEnabled() for button in page._buttons))


def test_a_sale_is_voided_and_what_goes_back_is_said_large(booth: BoothWindow) -> None:
    number = sell(booth)
    page = look_back(booth)
    booth.press("Void")
    booth.wait_for_words("Give back Rp395.000 cash")
    booth.press("Wrong item")
    booth.press("Void the sale")
    void = booth.wait_for_sales(2)[-1].sale
    assert (void.kind, void.reverses) == (SaleKind.VOID, number)
    booth.wait(page._given.isVisible)
    assert page._given.text() == "Give back Rp395.000 cash"
    booth.wait(lambda: shown(page) == [void.number, number])


def test_why_a_sale_is_not_voided_is_said_beside_its_nota(booth: BoothWindow) -> None:
    number = sell(booth)
    page = look_back(booth)
    assert page._why.isHidden(), "it can be"
    page.left.emit()
    booth.wait_for_sale_screen()
    close_till(booth.desk, {}, cashier="Rini", now=datetime.now(UTC))
    open_till(booth.desk, Rupiah(0), cashier="Rini", now=datetime.now(UTC))
    page = look_back(booth)
    booth.wait(lambda: on_paper(page) == number)
    assert "Its till is closed by now" in page._why.text()
    assert not booth.button("Void").isEnabled()
    assert booth.button("Return…").isEnabled()


def test_a_voided_sale_can_be_printed_but_not_given_back(booth: BoothWindow) -> None:
    number = sell(booth)
    void_sale(booth.desk, number, "salah", cashier="Rini", now=datetime.now(UTC))
    booth.wait_for_sales(2)
    page = look_back(booth)
    page._list.pick(number)
    booth.wait(lambda: on_paper(page) == number)
    enabled = [button.text() for button in page._buttons if button.isEnabled()]
    assert enabled == ["Print again", "For the buyer"]


@pytest.mark.parametrize("way", ["key", "button"])
def test_one_goes_back_to_selling_with_the_basket_as_it_was(booth: BoothWindow, way: str) -> None:
    sell(booth)
    booth.scan(SHIRT)
    booth.wait(lambda: bool(booth.basket))
    look_back(booth)
    if way == "key":
        booth.key(Qt.Key.Key_Escape)
    else:
        booth.press("Back to selling")
    booth.wait_for(SalePage)
    assert booth.basket == {SHIRT: 1}
