"""A payment that was just marked as seen holds for all that is done next, though a tap can be taken back."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from batikpos.domain.checking import Check
from batikpos.domain.fact import Fact, FactKind
from batikpos.domain.money import Rupiah
from batikpos.domain.tender import Tender, TenderKind
from batikpos.services.checking import list_unchecked
from batikpos.services.desk import Desk, open_desk
from batikpos.store.checks import list_checks
from batikpos.store.journal import list_facts, load_head
from batikpos.ui import checking
from batikpos.ui.booth.checkpage import CheckPage
from batikpos.ui.booth.counting import CountedPage, CountPage
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.returnsheet import ReturnSheet
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.sheets import ReasonSheet
from batikpos.ui.booth.signin import OpenTillPage
from tests.shop import KEYRING, SHIRT
from tests.ui.booth import BoothWindow
from tests.ui.test_approving import change_cashier
from tests.ui.test_correcting import correct
from tests.ui.test_history import look_back
from tests.ui.test_orders import drawer, open_orders, order
from tests.ui.test_till_day import close_elsewhere

PRICE = Rupiah(395_000)


@pytest.fixture(autouse=True)
def long_undo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a tap be taken back for longer than any test lasts: nothing is written by waiting."""
    assert checking.UNDO_MS > 1_000
    monkeypatch.setattr(checking, "UNDO_MS", 600_000)


def sell_and_see(booth: BoothWindow, *skus: str) -> str:
    """Sell by QRIS, and tap that it came in; return the nota's number. Undo still stands there."""
    for sku in skus or (SHIRT,):
        booth.scan(sku)
    booth.press("QRIS  (F8)")
    booth.press("Paid")
    booth.wait_for_sales(1)
    booth.wait_for_store()  # what the sale leaves behind there would write the mark down with it
    booth.press("I saw it come in")
    assert booth.sale_page.basket._sold._undo.isVisible()
    return booth.sales()[0].sale.number


def checks(desk: Desk, number: str) -> Sequence[Check]:
    """Say who saw which payment of a sale."""
    with desk.store.reading() as tx:
        return list_checks(tx, number)


def facts(desk: Desk) -> list[Fact]:
    """List what was written, in its order."""
    with desk.store.reading() as tx:
        head = load_head(tx)
        return list(list_facts(tx, head.fair_id, head.journal_id, after=0))


def cash_back(booth: BoothWindow) -> list[tuple[TenderKind, Rupiah]]:
    """Say how the money of the void or refund went back."""
    reversal = booth.wait_for_sales(2)[1].sale
    return [(tender.kind, tender.amount) for tender in reversal.tenders]


def test_a_void_gives_back_what_was_just_seen(booth: BoothWindow) -> None:
    number = sell_and_see(booth)
    booth.press("Void")
    booth.wait_for(ReasonSheet)
    booth.wait_for_words("Rp395.000 cash")
    booth.press("Wrong item")
    booth.press("Void the sale")
    assert cash_back(booth) == [(TenderKind.CASH, -PRICE)]
    written = [fact.kind for fact in facts(booth.desk)]
    assert written.index(FactKind.CHECK) < written.index(FactKind.VOID)
    assert len(checks(booth.desk, number)) == 1


def test_a_void_without_a_reason_says_that_one_is_needed(booth: BoothWindow) -> None:
    sell_and_see(booth)
    booth.press("Void")
    sheet = booth.wait_for(ReasonSheet)
    booth.press("Void the sale")
    assert "A reason is needed" in sheet._fault.text()
    assert booth.sheet is sheet


def test_a_return_gives_back_what_was_just_seen(booth: BoothWindow) -> None:
    sell_and_see(booth)
    look_back(booth)
    booth.press("Return…")
    sheet = booth.wait_for(ReturnSheet)
    assert sheet._back.text() == "Rp395.000"
    booth.press("Damaged")
    booth.press("Give back")
    assert cash_back(booth) == [(TenderKind.CASH, -PRICE)]


def test_a_correction_counts_on_what_was_just_seen(booth: BoothWindow) -> None:
    sell_and_see(booth, SHIRT, KEYRING)
    correct(booth)
    assert booth.register.correctable.seen == frozenset({1})
    booth.register.remove(1)
    booth.wait_for_words("Give back Rp10.000.")
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(3)
    assert (TenderKind.CASH, Rupiah(-10_000)) in cash_back(booth)


def test_what_is_seen_during_a_correction_is_settled_with_it(booth: BoothWindow) -> None:
    booth.scan(SHIRT)
    booth.scan(KEYRING)
    booth.register.pay((Tender(TenderKind.QRIS, booth.cart.net),))
    booth.wait_for_sales(1)
    correct(booth)
    booth.register.remove(1)
    booth.wait_for_words("Rp10.000 QRIS not checked is taken off, no money goes back.")
    booth.flow.places.open(Place.CHECK)
    booth.wait_for(CheckPage)
    booth.press("I saw it come in")
    booth.flow.stage.leave()
    booth.wait_for(SalePage)
    booth.wait_for_words("Give back Rp10.000.")
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(3)
    assert (TenderKind.CASH, Rupiah(-10_000)) in cash_back(booth)


def test_a_cancelled_order_gives_back_what_was_just_seen(booth: BoothWindow) -> None:
    order(booth, "Bu Tejo", tender=Tender(TenderKind.QRIS, Rupiah(100_000)))
    booth.flow.places.open(Place.CHECK)
    booth.wait_for(CheckPage)
    booth.press("I saw it come in")
    open_orders(booth)
    booth.press("Cancel the order")
    booth.wait_for_words("Give back the down payment of Rp100.000")
    booth.press("Buyer changed their mind")
    booth.press("Cancel the order")
    booth.wait(lambda: drawer(booth) == -100_000)


def test_a_close_does_not_call_unchecked_what_was_just_seen(booth: BoothWindow) -> None:
    sell_and_see(booth)
    booth.press("Close the till")
    page = booth.wait_for(CountPage)
    page._grid._fields[100_000].setText("5")
    booth.press("Confirm the count")
    booth.wait_for(CountedPage)
    booth.press("Close the till")
    booth.wait_for_words("The till is closed")
    written = [fact.kind for fact in facts(booth.desk)]
    assert written.index(FactKind.CHECK) < written.index(FactKind.COUNT)
    assert list_unchecked(booth.desk) == ()


def test_a_window_that_is_closed_loses_nothing_that_was_seen(booth: BoothWindow, home: Path) -> None:
    number = sell_and_see(booth)
    booth.shell.close()
    desk = open_desk(home)
    with closing(desk.store):
        assert [check.cashier for check in checks(desk, number)] == ["Rini"]


def test_whoever_tapped_saw_it_though_somebody_else_is_at_the_till_by_now(booth: BoothWindow) -> None:
    number = sell_and_see(booth)
    change_cashier(booth)
    booth.press("Sari")
    booth.fill("PIN", "4321")
    booth.press("Sign in")
    booth.wait_for(SalePage)
    assert booth.register.cashier.name == "Sari"
    booth.wait(lambda: bool(checks(booth.desk, number)))
    assert [check.cashier for check in checks(booth.desk, number)] == ["Rini"]


def test_what_was_seen_is_kept_where_the_news_of_the_till_lead_away(booth: BoothWindow, home: Path) -> None:
    booth.scan(SHIRT)
    booth.register.pay((Tender(TenderKind.QRIS, booth.cart.net),))
    number = booth.wait_for_sales(1)[0].sale.number
    booth.flow.places.open(Place.CHECK)
    booth.wait_for(CheckPage)
    close_elsewhere(home)
    booth.flow._signs.status.look()
    booth.wait_for_words("The till was closed elsewhere.")
    booth.press("I saw it come in")
    booth.press("Open the till")
    booth.wait_for(OpenTillPage)
    booth.shell.close()
    desk = open_desk(home)
    with closing(desk.store):
        assert [check.cashier for check in checks(desk, number)] == ["Rini"]


def test_what_the_window_looks_at_by_itself_leaves_the_tap_to_be_taken_back(booth: BoothWindow) -> None:
    number = sell_and_see(booth)
    booth.flow._signs.status.look()
    booth.wait(lambda: not booth.flow._signs.status._is_looking)
    booth.wait_for_store()
    booth.tap(booth.sale_page.basket._sold._undo)
    booth.wait_for_words("NOT CHECKED")
    assert not checks(booth.desk, number)


def test_what_could_not_be_written_down_is_said_and_called_unchecked(booth: BoothWindow, home: Path) -> None:
    number = sell_and_see(booth)
    jobs = booth.flow._tasks._jobs
    booth.wait(
        lambda: all(job.done() for lane in jobs.values() for job in lane)
    )  # a nota opens the store too
    store = home / "store.db"
    away = store.rename(home / "away.db")
    booth.sale_page.basket._sold._checking.write_now()
    booth.wait_for_words("NOT CHECKED")
    assert booth.sale_page.is_saying
    away.rename(store)
    assert not checks(booth.desk, number)
