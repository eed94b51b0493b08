"""The language is switched in the bar: what was typed on the page is there in the other words."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from batikpos.store.history import Which
from batikpos.ui.booth.historypage import HistoryPage
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.orderspage import OrdersPage
from batikpos.ui.booth.signin import OpenTillPage
from batikpos.ui.booth.stickerpage import StickerPage
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


def switch(booth: BoothWindow) -> None:
    """Switch the language in the bar, and wait until the page is there in the other one."""
    before = booth.flow.stage.page
    booth.press(booth.flow.bar.language.accessibleName())
    booth.wait(lambda: booth.flow.stage.page is not before)


@pytest.mark.parametrize(
    ("place", "kind"),
    [(Place.HISTORY, HistoryPage), (Place.ORDERS, OrdersPage), (Place.QRIS, StickerPage)],
)
def test_what_was_typed_on_a_page_stays(booth: BoothWindow, place: Place, kind: type[QWidget]) -> None:
    booth.flow.places.open(place)
    booth.wait_for(kind).findChildren(QLineEdit)[0].setText("0001")
    switch(booth)
    assert booth.wait_for(kind).findChildren(QLineEdit)[0].text() == "0001"
    booth.press("Kembali jualan")
    booth.wait_for_sale_screen()


def test_the_history_goes_on_among_the_sales_that_were_chosen(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.register.pay_key(0)
    booth.wait_for_sales(1)
    booth.flow.places.open(Place.HISTORY)
    booth.wait_for(HistoryPage)
    booth.press("QRIS")
    switch(booth)
    page = booth.wait_for(HistoryPage)
    assert page._chips.value == Which.QRIS.value
    booth.wait_for_store()
    assert page._model.rowCount() == 0


def test_the_history_goes_on_saying_what_is_to_be_given_back(booth: BoothWindow) -> None:
    for _ in range(2):
        booth.scan(booth.items()[0].barcode)
        booth.register.pay_key(0)
    booth.wait_for_sales(2)
    booth.flow.places.open(Place.HISTORY)
    page = booth.wait_for(HistoryPage)
    booth.wait(lambda: page._model.rowCount() == 2)
    booth.press("Void")
    booth.press("Buyer changed their mind")
    booth.press("Void the sale")
    booth.wait(lambda: "Give back" in page._given.text())
    amount, number = booth.sales()[-1].sale.tenders[0].amount, page._look.number
    assert page._given.text() == f"Give back {-amount} cash"
    switch(booth)
    page = booth.wait_for(HistoryPage)
    booth.wait(lambda: page._model.rowCount() > 0)
    assert (page._given.text(), page._given.isVisible(), page._look.number) == (
        f"Kembalikan {-amount} tunai",
        True,
        number,
    )


def test_the_float_and_its_slip_stay(open_booth: OpenBooth) -> None:
    booth = open_booth(float_=None)
    booth.wait_for(OpenTillPage)
    booth.fill("Float", "350000")
    booth.press("With a slip to sign")
    switch(booth)
    page = booth.wait_for(OpenTillPage)
    assert (page.field.text(), page.slip.isChecked()) == ("350000", True)
