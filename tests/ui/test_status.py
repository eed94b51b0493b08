"""What a cashier must know beside the sale: a pill for what needs attention, and none otherwise."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from batikpos.domain.fair import Fair
from batikpos.services import disk
from batikpos.services.clockcheck import ClockDoubt, doubt_clock
from batikpos.services.disk import Room
from batikpos.services.sample import SAMPLE_FAIR
from batikpos.settings import change_setting
from batikpos.store.sales import list_sales
from batikpos.sync.bundle import export_bundle
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from batikpos.sync.sent import NAME, Unsent, count_unsent, note_handed_over, note_sent
from batikpos.ui import status as status_module
from batikpos.ui.booth.menu import MenuPage
from batikpos.ui.booth.statusbar import Sign
from batikpos.ui.status import Signs
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


@pytest.fixture
def central(home: Path) -> str:
    """Set a centre beside the home."""
    address = str(home / "centre.db")
    change_setting(home, "central", address)
    return address


def sell(booth: BoothWindow, count: int) -> None:
    """Sell so many pieces, one at a time."""
    for n in range(count):
        booth.scan(booth.items()[n].barcode)
        booth.key(Qt.Key.Key_F9)
        booth.wait_for_sales(n + 1)


def pill(booth: BoothWindow, sign: Sign) -> QPushButton:
    """Return the pill of a sign, shown or not."""
    return booth.flow.bar.status._pills[sign]


def test_without_a_centre_nothing_is_said_to_be_unsent(booth: BoothWindow, qtbot: QtBot) -> None:
    sell(booth, 1)
    with qtbot.waitSignal(booth.flow._signs.status.looked, timeout=60_000):
        booth.flow._signs.status.look()
    assert not any(pill.isVisible() for pill in booth.flow.bar.status.pills)


def test_what_is_not_sent_is_counted_and_sent_while_selling(open_booth: OpenBooth, central: str) -> None:
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell(booth, 2)
    booth.wait_for_words("2 not sent yet")
    booth.press("2 not sent yet")
    booth.scan(booth.items()[3].barcode)  # is answered first: nothing is added behind the sheet
    booth.press("Send now")
    booth.wait_for_words("proven the same")
    booth.wait(lambda: not pill(booth, Sign.UNSENT).isVisible())
    assert count_unsent(booth.desk) == Unsent()
    with closing(open_centre(central)) as centre, centre.reading() as tx:
        assert len(list_sales(tx)) == 2
    booth.scan(booth.items()[4].barcode)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_words("1 not sent yet")


@pytest.mark.usefixtures("central")
def test_what_became_of_a_sending_is_said_on_whatever_page_is_shown(open_booth: OpenBooth) -> None:
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell(booth, 1)
    booth.wait_for_words("1 not sent yet")
    booth.tap(pill(booth, Sign.UNSENT))
    with booth.busy_store():
        booth.press("Send now")
        booth.press("Menu")
        booth.wait_for(MenuPage)
    booth.wait_for_words("proven the same")
    assert booth.page(MenuPage) is not None


def test_a_sending_that_fails_says_why_and_can_be_done_again(open_booth: OpenBooth, home: Path) -> None:
    change_setting(home, "central", str(home / "no" / "such" / "folder" / "centre.db"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell(booth, 1)
    booth.press("1 not sent yet")
    booth.press("Send now")
    booth.wait(lambda: not booth.flow._sending.is_running)
    booth.wait_for_words("1 not sent yet")
    assert booth.sale_page._message.isVisible()


def test_a_note_of_another_centre_or_journal_counts_for_nothing(
    open_booth: OpenBooth, central: str, home: Path
) -> None:
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell(booth, 1)
    with closing(open_centre(central, create=True)) as centre:
        done = push(booth.desk.store, centre)
    note_sent(home, central, done)
    assert count_unsent(booth.desk).sales == 0
    note_sent(home, "https://another", done)
    assert count_unsent(booth.desk).sales == 1
    note_sent(home, central, replace(done, journal_id="another"))
    assert count_unsent(booth.desk).sales == 1
    note_sent(home, central, done)
    assert central not in (home / NAME).read_text()
    (home / NAME).write_text("nonsense")
    assert count_unsent(booth.desk).sales == 1
    note_sent(home, central, replace(done, last=done.last + 1))  # not equal: no proof
    assert count_unsent(booth.desk).sales == 1


@pytest.mark.usefixtures("central")
def test_what_was_handed_over_in_a_bundle_is_said_to_be_and_not_called_sent(
    open_booth: OpenBooth, tmp_path: Path
) -> None:
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell(booth, 2)
    booth.wait_for_words("2 not sent yet")
    done = export_bundle(booth.desk.store, booth.desk.home, tmp_path / "A03.bpb", now=datetime.now(UTC))
    note_handed_over(booth.desk.home, done)
    assert count_unsent(booth.desk) == Unsent(2, booth.sales()[0].sale.business_day, handed_over=True)
    booth.flow._signs.status.look()
    booth.wait_for_words("2 handed over")
    booth.press("2 handed over")
    booth.wait_for_words("Whether it arrived is not known here")
    booth.press("Send now")
    booth.wait(lambda: not pill(booth, Sign.UNSENT).isVisible())
    assert count_unsent(booth.desk) == Unsent()
    note_handed_over(booth.desk.home, replace(done, journal_id="another"))
    booth.scan(booth.items()[4].barcode)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_words("1 not sent yet")  # what came after it is in no bundle


def test_a_close_while_something_is_sent_is_sent_too(
    open_booth: OpenBooth, central: str, qtbot: QtBot
) -> None:
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell(booth, 1)
    sending = booth.flow._sending
    with qtbot.waitSignal(sending.sent, timeout=60_000):
        sending.start(booth.flow._desk)
        sending.forget()  # a till was closed meanwhile
    assert not sending.is_running
    assert sending.result is not None
    assert central


def test_a_clock_that_is_set_is_asked_about_once(booth: BoothWindow, qtbot: QtBot) -> None:
    desk = booth.flow._signs.status.desk
    desk.watch._wall -= timedelta(hours=3)
    with qtbot.waitSignal(booth.flow._signs.status.looked, timeout=60_000):
        booth.flow._signs.status.look()
    booth.press("Look at the clock")
    assert "was set from" in booth.words()
    booth.press("The clock is right")
    booth.wait(lambda: not pill(booth, Sign.CLOCK).isVisible())
    for hours in (0, 2):
        desk.watch._wall -= timedelta(hours=hours)
        with qtbot.waitSignal(booth.flow._signs.status.looked, timeout=60_000):
            booth.flow._signs.status.look()
        booth.wait_for_store()
        assert pill(booth, Sign.CLOCK).isVisible() == bool(hours)  # set once more, it is asked again


def test_a_clock_in_another_season_is_doubted(booth: BoothWindow) -> None:
    desk = booth.desk
    fair = Fair("Pameran Lain", date(2026, 12, 11), date(2026, 12, 14))
    at = datetime(2026, 12, 1, 3, tzinfo=UTC)
    assert doubt_clock(replace(desk, fair=fair), now=at) is None
    doubt = doubt_clock(replace(desk, fair=fair), now=at.replace(year=2020))
    assert doubt == ClockDoubt(fair.local(at.replace(year=2020)))
    assert doubt_clock(desk, now=at.replace(year=2020)) is None  # the sample fair is looked at any time


def test_a_real_fair_on_the_days_of_the_sample_doubts_a_far_clock_too(booth: BoothWindow) -> None:
    fair = Fair("Pameran Lain", SAMPLE_FAIR.first_day, SAMPLE_FAIR.last_day)
    at = datetime(2020, 12, 11, 3, tzinfo=UTC)
    assert doubt_clock(replace(booth.desk, fair=fair), now=at) == ClockDoubt(fair.local(at))


def test_a_full_disk_has_a_pill_and_it_goes_when_there_is_room(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_module, "look_at_room", lambda _home: Room.NONE)
    booth.flow._signs.status.look()
    booth.press("Disk full")
    monkeypatch.setattr(status_module, "look_at_room", disk.look_at_room)
    monkeypatch.setattr(disk, "EARLY_BYTES", 0)
    booth.press("Look again")
    booth.wait(lambda: not pill(booth, Sign.DISK).isVisible())


def test_a_look_that_is_asked_for_while_one_goes_on_is_not_forgotten(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = booth.flow._signs.status
    with booth.busy_store():
        status.look()
        monkeypatch.setattr(status_module, "_look", lambda *_given: Signs(room=Room.NONE))
        status.look()
    booth.button("Disk full")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_bar_fits_the_smallest_window_with_all_there_is_to_say(
    open_booth: OpenBooth, home: Path, monkeypatch: pytest.MonkeyPatch, language: str, qtbot: QtBot
) -> None:
    signs = Signs(Unsent(128), is_late=True, doubt=ClockDoubt(datetime.now(UTC)), room=Room.LITTLE)
    monkeypatch.setattr(status_module, "_look", lambda *_given: signs)
    change_setting(home, "language", language)
    booth = open_booth()
    booth.wait_for_sale_screen()
    booth.shell.resize(booth.shell.minimumSize())
    bar = booth.flow.bar
    booth.wait(lambda: all(b.isVisible() for b in bar.status.pills))
    qtbot.wait(50)
    shown = [b for b in bar.findChildren(QPushButton) if b.isVisible()]
    places = [b.rect().translated(b.mapTo(bar, b.rect().topLeft())) for b in shown]
    assert booth.shell.width() <= 1093
    assert all(bar.rect().contains(place) for place in places)
    assert all(b.width() >= b.sizeHint().width() for b in shown)
