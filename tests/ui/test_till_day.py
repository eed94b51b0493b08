"""The open till's own day in the window, and a till that somebody opens or closes elsewhere."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from batikpos.commands.demo import CASHIER
from batikpos.domain.fair import Fair
from batikpos.domain.money import Rupiah
from batikpos.domain.sale import SaleKind
from batikpos.services.clockcheck import doubt_clock, doubt_day
from batikpos.services.desk import Desk, open_desk
from batikpos.services.till import close_till, open_till
from batikpos.store.history import HistoryRow, SaleState
from batikpos.ui.booth import headline, tillopening, tillwatch
from batikpos.ui.booth.cash import CashPage
from batikpos.ui.booth.counting import CountPage
from batikpos.ui.booth.historylist import moment_of
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.settingspage import SettingsPage
from batikpos.ui.booth.signin import OpenTillPage, SignInPage
from batikpos.ui.widgets.message import MessageStrip
from batikpos.ui.widgets.sheet import Sheet
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.stage import begin_day

ACTS = {
    Place.CASHIER,
    Place.PRACTISE,
    Place.END_PRACTICE,
    Place.HELP,
    Place.CLOSE,
}
"""What the menu does at once, without a page of its own."""

OF_TILL = [Place.CASH, Place.HISTORY, Place.ORDERS]
"""What shows the open till itself."""

A_DAY = timedelta(days=1)
FAIR = Fair("Pameran Lain", date(2026, 12, 11), date(2026, 12, 15))


def elsewhere(home: Path, act: Callable[[Desk], object]) -> None:
    """Do something to the booth in another program."""
    desk = open_desk(home)
    with closing(desk.store):
        act(desk)


def close_elsewhere(home: Path) -> None:
    """Close the till as the command line does."""
    elsewhere(home, lambda desk: close_till(desk, {}, cashier=CASHIER, now=datetime.now(UTC)))


def go_to(monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    """Let the window's clock say so much more."""

    class Moved(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # always with a zone here
            assert tz is UTC
            return datetime.now(UTC) + later

    for module in (headline, tillopening, tillwatch):
        monkeypatch.setattr(module, "datetime", Moved)


def test_a_till_left_open_over_night_is_named_at_the_start_and_closed_by_one_tap(
    open_booth: OpenBooth, home: Path
) -> None:
    began = datetime.now(UTC) - A_DAY
    begin_day(home, now=began)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    day = f"{booth.desk.fair.local(began):%d/%m}"
    booth.wait_for_words(f"Still the till of {day}: close it, or go on.")
    assert booth.flow.bar._fair.text().startswith(f"till of {day}")
    booth.tap(booth.sale_page._message._button)
    booth.wait_for(CountPage)


def test_midnight_over_an_open_till_is_told_once_and_blocks_nothing(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    booth.flow._signs.status.look()
    booth.wait_for_store()
    assert "Still the till" not in booth.words()
    go_to(monkeypatch, A_DAY)
    booth.flow._watch.look()
    booth.wait_for_words("Still the till of")
    assert booth.flow.bar._fair.text().startswith("till of")
    booth.scan(booth.items()[0].barcode)
    booth.key(Qt.Key.Key_F9)
    (sold,) = booth.wait_for_sales(1)
    assert sold.sale.business_day == booth.desk.fair.local(datetime.now(UTC)).date()
    booth.flow._watch.look()
    booth.wait_for_store()
    assert "Still the till" not in booth.words()


def test_a_till_of_a_day_to_come_is_to_be_opened_anew(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to(monkeypatch, -A_DAY)
    booth.flow._watch.look()
    booth.wait_for_words("Close it and open it anew")


@pytest.mark.parametrize(
    ("at", "till", "today", "said"),
    [
        ((12, 0), 11, 12, "12/12 00.10"),  # made after midnight, in the till of the day before
        ((12, 0), 11, 13, "12/12 00.10"),
        ((11, 21), 11, 11, "21.10"),
        ((11, 21), 11, 12, "11/12 21.10"),
    ],
)
def test_a_sale_is_listed_by_the_day_it_was_made_on(
    at: tuple[int, int], till: int, today: int, said: str
) -> None:
    row = HistoryRow(
        number="A03-20261211-0001",
        kind=SaleKind.SALE,
        business_day=date(2026, 12, till),
        at=datetime(2026, 12, *at, 10),  # noqa: DTZ001 - as it is read: in the fair's time
        cashier=CASHIER,
        total=Rupiah(1),
        goods=(),
        pieces=1,
        tenders=(),
        state=SaleState.PAID,
        is_unchecked=False,
        reverses="",
        followed_by="",
    )
    assert moment_of(row, date(2026, 12, today)) == said


def test_nothing_of_the_float_is_a_window_of_its_own_before_it_is_there(open_booth: OpenBooth) -> None:
    """It would flash, and take the keyboard with it when it goes."""
    booth = open_booth(float_=None)
    booth.wait_for(OpenTillPage)
    booth.wait_for_store()
    assert booth.shell.isActiveWindow()


def test_the_float_is_asked_for_the_day_it_is(open_booth: OpenBooth, monkeypatch: pytest.MonkeyPatch) -> None:
    booth = open_booth(float_=None)
    booth.wait_for(OpenTillPage)
    today = booth.desk.fair.local(datetime.now(UTC)).date()
    booth.wait_for_words(f"For {today:%d/%m/%Y}")
    booth.fill("Float", "500000")
    go_to(monkeypatch, A_DAY)
    booth.press("Open the till")
    booth.wait_for_words("It is another day now")
    assert f"For {today + A_DAY:%d/%m/%Y}" in booth.words()
    assert booth.wait_for(OpenTillPage).field.text() == "500000"


def test_a_day_that_cannot_be_is_doubted_before_the_till_is_opened(home: Path) -> None:
    desk = open_desk(home)
    with closing(desk.store):
        real, now = replace(desk, fair=FAIR), datetime.now(UTC)
        first = datetime(2026, 12, 11, 3, tzinfo=UTC)

        def told(at: datetime) -> str:
            doubt = doubt_day(real, now=at)
            return doubt.code if doubt is not None else ""

        assert told(now - A_DAY) == "clock_behind"
        if now < first:
            assert told(now + timedelta(hours=1)) == "no_fair_day"
        assert told(first + 40 * A_DAY) == "no_fair_day"
        later = max(now, first)
        open_till(real, Rupiah(0), cashier=CASHIER, now=later)
        close_till(real, {}, cashier=CASHIER, now=later + timedelta(hours=8))
        assert told(later) == "clock_behind"
        assert told(later + A_DAY) == ""
        assert told(later + 2 * A_DAY) == "days_left_out"
        assert doubt_day(desk, now=later + 2 * A_DAY) is None  # the sample fair is looked at any time


def test_what_is_doubted_stands_under_the_day(open_booth: OpenBooth, home: Path) -> None:
    elsewhere(home, lambda desk: open_till(desk, Rupiah(0), cashier=CASHIER, now=datetime.now(UTC) + A_DAY))
    elsewhere(home, lambda desk: close_till(desk, {}, cashier=CASHIER, now=datetime.now(UTC) + A_DAY))
    booth = open_booth(float_=None)
    booth.wait_for_words("but the last thing was done here on")


def test_a_clock_put_right_while_selling_says_that_the_till_is_to_be_opened_anew(
    open_booth: OpenBooth, home: Path
) -> None:
    begin_day(home, now=datetime.now(UTC) + A_DAY)
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    booth.scan(booth.items()[0].barcode)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    doubt = doubt_clock(booth.desk, now=datetime.now(UTC))
    assert doubt is not None
    assert doubt.till == booth.sales()[0].sale.business_day
    booth.press("Look at the clock")
    booth.wait_for_words("close it and open it anew")


def test_a_till_closed_elsewhere_is_learned_and_the_basket_stays(booth: BoothWindow, home: Path) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.wait(lambda: bool(booth.basket))
    close_elsewhere(home)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for(OpenTillPage)
    assert "The till was closed elsewhere." in booth.words()
    booth.fill("Float", "500000")
    booth.press("Open the till")
    booth.wait_for_sale_screen()
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)


def test_a_till_closed_elsewhere_while_it_is_counted_ends_the_count(booth: BoothWindow, home: Path) -> None:
    booth.press("Close the till")
    booth.wait_for(CountPage)
    close_elsewhere(home)
    booth.press("Confirm the count")
    booth.press("Yes, it is empty")
    booth.wait_for(OpenTillPage)
    assert booth.page(Sheet) is None
    assert not booth.flow.day_end.is_counting


def test_a_till_closed_elsewhere_is_learned_by_itself(booth: BoothWindow, home: Path) -> None:
    close_elsewhere(home)
    booth.flow._signs.status.look()
    booth.wait_for(OpenTillPage)


def test_a_till_opened_elsewhere_is_sold_from(open_booth: OpenBooth, home: Path) -> None:
    booth = open_booth(float_=None)
    booth.wait_for(OpenTillPage)
    begin_day(home)
    booth.fill("Float", "100000")
    booth.press("Open the till")
    booth.wait_for(SalePage)
    booth.wait_for_words("was not taken as its float")


def replace_elsewhere(home: Path) -> None:
    """Close the till and open another as the command line does."""
    close_elsewhere(home)
    begin_day(home)


def test_a_till_closed_and_opened_elsewhere_between_two_looks_is_learned(
    booth: BoothWindow, home: Path
) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)
    booth.scan(booth.items()[1].barcode)
    booth.wait(lambda: bool(booth.basket))
    before = booth.flow.stage.till
    replace_elsewhere(home)
    booth.flow._signs.status.look()
    booth.wait_for_words("The till was closed and opened again elsewhere.")
    now = booth.flow.stage.till
    assert before is not None
    assert now is not None
    assert now.opened_seq > before.opened_seq
    assert booth.flow._register is not None
    assert booth.flow._register.papers.last is None  # it is of the till before, and this one may not void it
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(2)
    booth.flow._watch.look()
    booth.wait_for_store()
    assert "opened again elsewhere" not in booth.words()


def test_a_till_replaced_elsewhere_while_it_is_counted_ends_the_count(booth: BoothWindow, home: Path) -> None:
    booth.press("Close the till")
    booth.wait_for(CountPage)
    replace_elsewhere(home)
    booth.flow._watch.look()
    booth.wait_for(SalePage)
    booth.wait_for_words("The till was closed and opened again elsewhere.")
    assert not booth.flow.day_end.is_counting


def take_out(booth: BoothWindow, amount: str) -> None:
    """Take cash out at the page of the drawer."""
    booth.fill("Amount", amount)
    booth.press("Meals")
    booth.press("Take the cash out")
    booth.wait_for_words(f"Recorded: Rp{amount} out.")


def test_a_till_replaced_elsewhere_is_told_at_the_drawer_which_lists_the_new_one(
    booth: BoothWindow, home: Path
) -> None:
    booth.flow.places.open(Place.CASH)
    page = booth.wait_for(CashPage)
    take_out(booth, "50.000")
    page.field.setText("70.000")
    replace_elsewhere(home)
    booth.flow._signs.status.look()
    booth.wait_for_words("The till was closed and opened again elsewhere.")
    booth.wait_for_words("No cash went in or out yet beside the sales.")
    assert "50.000" not in booth.words()
    assert booth.wait_for(CashPage).field.text() == "70.000"


PAGES = [place for place in Place if place not in ACTS]


@pytest.mark.parametrize("place", [*PAGES, None])
def test_a_till_replaced_elsewhere_is_told_on_every_page(
    booth: BoothWindow, home: Path, place: Place | None
) -> None:
    if place is None:
        booth.flow.places.open_menu()
    else:
        booth.flow.places.open(place)
    booth.wait(lambda: booth.page(SalePage) is None)
    replace_elsewhere(home)
    booth.flow._signs.status.look()
    booth.wait_for_words("The till was closed and opened again elsewhere.")
    assert (booth.page(SalePage) is None) is (place is not None)
    booth.flow.stage.leave()
    booth.wait_for(SalePage)
    assert "opened again elsewhere" not in booth.words() or place is None


@pytest.mark.parametrize("place", OF_TILL)
def test_a_till_closed_elsewhere_leads_from_what_shows_it_to_the_float(
    booth: BoothWindow, home: Path, place: Place
) -> None:
    booth.flow.places.open(place)
    booth.wait(lambda: booth.page(SalePage) is None)
    close_elsewhere(home)
    booth.flow._signs.status.look()
    booth.wait_for(OpenTillPage)
    assert "The till was closed elsewhere." in booth.words()


@pytest.mark.parametrize("place", [place for place in PAGES if place not in OF_TILL])
def test_a_till_closed_elsewhere_is_told_on_every_other_page_with_the_way_to_open_it(
    booth: BoothWindow, home: Path, place: Place
) -> None:
    booth.flow.places.open(place)
    booth.wait(lambda: booth.page(SalePage) is None)
    page = booth.flow.stage.page
    close_elsewhere(home)
    booth.flow._signs.status.look()
    booth.wait_for_words("The till was closed elsewhere.")
    assert booth.flow.stage.page is page  # what is typed there stays
    booth.press("Open the till")
    booth.wait_for(OpenTillPage)
    assert "The till was closed elsewhere." in booth.words()
    assert booth.page(MessageStrip) is None


def test_a_till_closed_elsewhere_and_opened_there_again_is_no_news(booth: BoothWindow, home: Path) -> None:
    booth.flow.places.open(Place.SETTINGS)
    booth.wait_for(SettingsPage)
    close_elsewhere(home)
    booth.flow._signs.status.look()
    booth.wait_for_words("The till was closed elsewhere.")
    begin_day(home)
    booth.flow._signs.status.look()
    booth.wait(lambda: "The till was closed elsewhere." not in booth.words())
    assert booth.page(SettingsPage) is not None


def test_a_closed_till_is_told_to_whoever_signs_in_and_to_nobody_before(
    booth: BoothWindow, home: Path
) -> None:
    booth.flow.places.open(Place.SETTINGS)
    booth.wait_for(SettingsPage)
    close_elsewhere(home)
    booth.flow._signs.status.look()
    booth.wait_for_words("The till was closed elsewhere.")
    booth.flow.places.open(Place.CASHIER)
    booth.wait_for(SignInPage)
    assert "The till was closed elsewhere." not in booth.words()
