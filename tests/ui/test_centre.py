"""How a day gets to the organizer, all of it in the window: the centre that is set, and the stick."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from batikpos.settings import change_setting, load_settings
from batikpos.store.engine import StoreUnavailable
from batikpos.store.sales import list_sales
from batikpos.sync import address as address_module
from batikpos.sync.bundle import open_bundle
from batikpos.sync.centre import open_centre
from batikpos.ui.booth.centredesk import CentreSheet
from batikpos.ui.booth.closing import ClosedPage
from batikpos.ui.booth.settingspage import SettingsPage
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth
from tests.ui.test_closing import count_and_close, sell_one
from tests.ui.test_status import sell


def open_settings(booth: BoothWindow) -> None:
    booth.press("Menu")
    booth.press("Settings language, text size, centre, rules")
    booth.wait_for(SettingsPage)


def give_address(booth: BoothWindow, address: str) -> None:
    booth.press("Set the centre…")
    booth.wait_for(CentreSheet)
    booth.fill("Address of the centre", address)
    booth.press("Try and keep")


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Plug a stick in, and choose it whenever a folder is asked for."""
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(stick))
    return stick


def written(stick: Path) -> Path:
    (file,) = stick.iterdir()
    return file


def test_a_booth_set_up_in_the_window_gets_its_centre_there_and_sends_to_it(
    booth: BoothWindow, tmp_path: Path
) -> None:
    centre = tmp_path / "centre.db"
    open_settings(booth)
    booth.wait_for_words("No centre is set.")
    give_address(booth, str(centre))
    booth.wait_for_words("the first sending begins the centre")
    assert not centre.exists()  # nobody wrote there before something is sent
    booth.press("Done")
    booth.wait_for_words(str(centre))
    assert load_settings(booth.desk.home).central == str(centre)
    booth.press("Back to selling")
    sell_one(booth)
    count_and_close(booth, 5)
    booth.press("Send the day")
    booth.wait_for_words("proven the same")
    with closing(open_centre(str(centre))) as held, held.reading() as tx:
        assert len(list_sales(tx)) == 1


def test_a_centre_that_answers_is_said_to(booth: BoothWindow, tmp_path: Path) -> None:
    centre = str(tmp_path / "centre.db")
    open_centre(centre, create=True).close()
    open_settings(booth)
    give_address(booth, centre)
    booth.wait_for_words("The centre answers")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("http://pusat.example/", "This is not the address of a centre."),
        ("{home}/store.db", "is a booth's own store and no centre"),
        ("{home}/nowhere/centre.db", "does not exist"),
        ("{home}", "This is not the address of a centre."),
        ("{home}/note.db", "is damaged"),
    ],
)
def test_what_is_no_centre_is_refused_and_stays_to_be_put_right(
    booth: BoothWindow, typed: str, said: str
) -> None:
    home = booth.desk.home
    (home / "note.db").write_text("no database at all, however long it is read " * 40)
    open_settings(booth)
    give_address(booth, typed.format(home=home))
    booth.wait_for_words(said)
    sheet = booth.sheet
    assert isinstance(sheet, CentreSheet)
    assert sheet.field.text() == typed.format(home=home)
    assert load_settings(home).central == ""


def test_a_server_that_is_silent_is_kept_and_its_password_never_shown_again(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_address: str) -> None:
        raise StoreUnavailable("postgresql://stan@pusat/fair", why="no route to host")

    monkeypatch.setattr(address_module, "open_centre", silent)
    open_settings(booth)
    typed = "postgresql://stan:rahasia@pusat/fair"
    give_address(booth, typed)
    booth.wait_for_words("it does not answer now (no route to host)")
    assert load_settings(booth.desk.home).central == typed
    booth.press("Done")
    booth.wait_for_words("postgresql://stan@pusat/fair")
    assert "rahasia" not in booth.words()
    booth.press("Another centre…")
    assert "rahasia" not in booth.words()
    booth.press("No centre: by stick only")
    booth.wait_for_words("Save each day to a stick")
    assert load_settings(booth.desk.home).central == ""


def test_a_closed_day_without_a_centre_goes_on_a_stick_and_is_read_back(
    booth: BoothWindow, stick: Path
) -> None:
    sell_one(booth)
    count_and_close(booth, 5)
    booth.press("Save to a stick…")
    booth.wait_for_words("The stick may be taken out.")
    file = written(stick)
    assert file.name in booth.words()
    with open_bundle(file) as bundle, bundle.store.reading() as tx:
        assert bundle.is_signed
        assert len(list_sales(tx)) == 1
    booth.press(booth.flow.bar.language.accessibleName())
    booth.wait_for_words(file.name)  # what was written is said in the other language too
    assert "The stick may be taken out." not in booth.words()


def test_the_centre_can_be_set_on_the_closed_page_and_the_day_sent_there(
    booth: BoothWindow, tmp_path: Path
) -> None:
    sell_one(booth)
    count_and_close(booth, 5)
    give_address(booth, str(tmp_path / "centre.db"))
    booth.press("Done")
    booth.press("Send the day")
    booth.wait_for_words("proven the same")


def test_a_stick_that_cannot_be_written_is_said_and_can_be_chosen_again(
    booth: BoothWindow, stick: Path
) -> None:
    count_and_close(booth, 5)
    stick.rmdir()
    booth.press("Save to a stick…")
    booth.wait_for_words("Nothing was written to")
    stick.mkdir()
    booth.press("Save to a stick…")
    booth.wait_for_words("The stick may be taken out.")
    assert booth.page(ClosedPage) is not None


def test_no_folder_chosen_writes_nothing(booth: BoothWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: "")
    count_and_close(booth, 5)
    booth.press("Save to a stick…")
    assert booth.button("Save to a stick…").isEnabled()
    assert not booth.flow.places.rooms.centre.is_writing


def test_what_is_not_sent_yet_goes_on_a_stick_from_its_pill(
    open_booth: OpenBooth, home: Path, stick: Path
) -> None:
    change_setting(home, "central", str(home / "centre.db"))
    booth = open_booth()
    booth.wait_for_sale_screen()
    sell(booth, 2)
    booth.press("2 not sent yet")
    booth.press("Save to a stick…")
    booth.wait_for_words("The stick may be taken out.")
    booth.wait_for_words("2 handed over")
    assert written(stick).stat().st_size > 0
