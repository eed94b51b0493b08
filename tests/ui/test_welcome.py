"""The first run: from no home to the sale screen, by hand, and nothing on the disk before the end."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from batikpos.app import Start, _Opening
from batikpos.domain.catalogue import Dye, Technique
from batikpos.domain.fair import Booth, Fair
from batikpos.domain.money import Rupiah
from batikpos.domain.openprice import open_item
from batikpos.services.adding import add_item
from batikpos.services.desk import open_desk
from batikpos.services.fair_file import load_fair, read_fair_file, write_fair_file
from batikpos.services.organizer import make_fair
from batikpos.services.sample import SAMPLE_FAIR, SAMPLE_FOLDER
from batikpos.services.till import show_till
from batikpos.services.verify import verify
from batikpos.settings import Settings, load_settings
from batikpos.ui.booth.printerpage import PrinterPage
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.signin import OpenTillPage, SignInPage
from batikpos.ui.crash import Crash
from batikpos.ui.setup.steps import FairStep
from batikpos.ui.setup.welcome import Welcome
from batikpos.ui.shell import Shell
from batikpos.ui.theme import apply_theme
from batikpos.ui.trail import Trail
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.ornament import Flower, ParangLine
from tests.services.organizers import PLAN, wati
from tests.shop import NOON, catalogue
from tests.ui.booth import busy


@dataclass
class FirstRun:
    """A hand on the window of somebody who has no booth yet."""

    qtbot: QtBot
    shell: Shell
    home: Path
    taps: int = 0

    def words(self) -> str:
        """Read everything that is shown."""
        shown = [w for w in self.shell.findChildren(QWidget) if w.isVisible()]
        return "\n".join(
            f"{w.text()} {w.accessibleName()}"
            for w in shown
            if isinstance(w, QLabel | QAbstractButton | QLineEdit)
        )

    def wait_for(self, words: str) -> None:
        """Wait until something can be read."""
        self.qtbot.waitUntil(lambda: words in self.words(), timeout=60_000)

    def wait_for_page(self, kind: type[QWidget]) -> None:
        """Wait until a page is shown."""
        self.qtbot.waitUntil(
            lambda: any(p.isVisible() for p in self.shell.findChildren(kind)), timeout=60_000
        )

    def press(self, name: str) -> None:
        """Tap the button that says `name`."""
        self.wait_for(name)
        button = next(b for b in self.shell.findChildren(QPushButton) if b.isVisible() and b.text() == name)
        at = button.mapTo(self.shell, button.rect().center())
        QTest.mouseClick(self.shell.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
        self.taps += 1

    def field(self, name: str) -> QLineEdit:
        """Find the field of a name."""
        fields = self.shell.findChildren(QLineEdit)
        return next(f for f in fields if f.isVisible() and f.accessibleName() == name)

    def fill(self, name: str, text: str) -> None:
        """Type into the field of a name, in place of what stands there."""
        field = self.field(name)
        field.selectAll()
        QTest.keyClicks(field, text)

    def drop(self, *files: Path) -> None:
        """Drop files on the page."""
        (step,) = (s for s in self.shell.findChildren(FairStep) if s.isVisible())
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        copy, left, nothing = (
            Qt.DropAction.CopyAction,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        event = QDropEvent(QPoint(5, 5), copy, data, left, nothing)
        step.dropEvent(event)


@pytest.fixture
def first_run(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[FirstRun]:
    """Open the window for a home that does not exist."""
    apply_theme(qapp, "light")
    shell = Shell("Opening")
    with qtbot.waitExposed(shell):
        shell.show()
    home = tmp_path / "books" / "A03"
    opening = _Opening(Start(home, "en", welcomes=True), shell, Crash(home, Trail()))
    opening.begin()
    run = FirstRun(qtbot, shell, home)
    run.wait_for_page(Welcome)
    yield run
    shell.close()
    shell.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(qapp, "light")


def test_the_sample_fair_is_seven_taps_from_selling(first_run: FirstRun) -> None:
    run = first_run
    run.press("Continue")
    run.press("Use the sample fair")
    assert not run.home.parent.exists()
    run.press("Open the booth")
    run.wait_for_page(PrinterPage)
    assert "Step 4 of 4" in run.words()
    run.press("Skip: no printer now")
    run.wait_for_page(OpenTillPage)
    run.press("500.000")
    run.press("Open the till")
    run.wait_for_page(SalePage)
    assert run.taps <= 7
    desk = open_desk(run.home)
    till = show_till(desk)
    assert desk.fair == SAMPLE_FAIR
    assert till is not None
    assert till.is_open
    desk.store.close()


def test_who_leaves_the_sample_fair_again_keeps_nobody_of_it(first_run: FirstRun) -> None:
    """Everybody knows their PINs."""
    run = first_run
    run.press("Continue")
    run.press("Use the sample fair")
    assert run.field("PIN of the supervisor").text() == "4321"
    run.press("Back")
    run.press("Begin with the first item")
    run.fill("Booth's code", "A05")
    run.fill("Fair", "Pameran Kita")
    run.fill("Producer", "Batik Wati")
    run.fill("First item", "Kain")
    run.fill("Price", "250000")
    run.press("Continue")
    run.wait_for("PIN of the supervisor")
    for words in ("Cashier", "PIN of the cashier", "Supervisor (may be left empty)", "PIN of the supervisor"):
        assert run.field(words).text() == ""


def test_who_sells_alone_says_what_is_sold_and_by_whom_and_no_more(first_run: FirstRun) -> None:
    run = first_run
    run.press("Continue")
    run.press("Begin with the first item")
    run.press("Continue")
    run.wait_for("is not an amount in rupiah")
    for name, text in (("Producer", "Batik Wati"), ("First item", "Kain"), ("Price", "250000")):
        run.fill(name, text)
    run.press("Continue")
    run.wait_for("PIN of the supervisor")
    run.fill("Cashier", "Wati")
    run.fill("PIN of the cashier", "2468")
    run.press("Open the booth")
    run.wait_for_page(PrinterPage)
    with closing((desk := open_desk(run.home)).store):
        assert (desk.fair.name, desk.booth.code) == ("Batik Wati", "A01")


def test_a_booths_own_files_are_dropped_and_it_opens(first_run: FirstRun) -> None:
    run = first_run
    run.press("Continue")
    run.press("The organizer's sheets")
    run.fill("Booth's code", "a05")
    run.fill("Fair", "Pameran Kita")
    run.fill("First day", "01/12/2026")
    run.fill("Last day", "03/12/2026")
    run.drop(SAMPLE_FOLDER)
    run.wait_for("items of")
    run.press("Continue")
    run.fill("Cashier", "Wati")
    run.fill("PIN of the cashier", "2468")
    run.press("Open the booth")
    run.wait_for_page(PrinterPage)
    desk = open_desk(run.home)
    assert (desk.fair.name, desk.fair.first_day, desk.booth.code) == (
        "Pameran Kita",
        date(2026, 12, 1),
        "A05",
    )
    assert [p.name for p in desk.people] == ["Wati"]
    desk.store.close()


def test_a_booth_that_is_being_set_up_is_not_left_for_the_step_before(first_run: FirstRun) -> None:
    run = first_run
    run.press("Continue")
    run.press("Use the sample fair")
    (welcome,) = run.shell.findChildren(Welcome)
    with busy(welcome._tasks):
        run.press("Open the booth")
        run.press("Back")
        assert "Step 3 of 4" in run.words()
    run.wait_for_page(PrinterPage)


def test_what_is_wrong_with_a_file_is_named_row_by_row(first_run: FirstRun, tmp_path: Path) -> None:
    run = first_run
    run.press("Continue")
    producers = SAMPLE_FOLDER / "producers.csv"
    run.drop(producers)
    run.wait_for("A fair needs the goods")
    lines = (SAMPLE_FOLDER / "catalogue.csv").read_text(encoding="utf-8").splitlines()
    bad = tmp_path / "goods.csv"
    bad.write_text("\n".join([*lines[:3], lines[3].replace(",pcs,", ",box,"), lines[1]]), encoding="utf-8")
    run.drop(bad, producers)
    run.wait_for("row 4, column unit")
    assert "row 5, column sku" in run.words()
    run.press("Continue")
    assert "Step 2 of 4" in run.words()


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("Booth's code", "A 03!", "is no booth's code"),
        ("Booth's code", "panitia", "is no booth's code"),
        ("First day", "1 December", "is not valid for a day like"),
        ("Last day", "01/12/2020", "The fair needs a name"),
    ],
)
def test_what_cannot_be_is_said_and_stays_to_be_put_right(
    first_run: FirstRun, name: str, typed: str, said: str
) -> None:
    run = first_run
    run.press("Continue")
    run.press("The organizer's sheets")
    run.fill("Booth's code", "A03")
    run.fill("Fair", "Pameran Kita")
    run.drop(SAMPLE_FOLDER)
    run.wait_for("items of")
    run.fill(name, typed)
    run.press("Continue")
    run.wait_for(said)
    assert typed in run.words()
    assert "Step 2 of 4" in run.words()


@pytest.fixture(scope="module")
def fair_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a fair that is not over whenever this runs, and the file of a booth with two laptops."""
    folder = tmp_path_factory.mktemp("fair")
    fair = Fair("Pameran 2099", date(2099, 12, 11), date(2099, 12, 15))
    make_fair(folder / "desk", fair, PLAN, catalogue(), (wati(),), Settings(), now=NOON)
    with closing((desk := open_desk(folder / "desk")).store):
        write_fair_file(desk, load_fair(desk), "A03", folder / "A03.batikfair", now=NOON)
    return folder / "A03.batikfair"


def test_with_a_fair_file_nothing_is_typed(first_run: FirstRun, fair_file: Path) -> None:
    """The file is dropped, its fingerprint compared, and whoever sells signs in by the PIN that was told."""
    run = first_run
    run.press("Continue")
    run.press("Continue")
    run.wait_for("Choose the fair file that the organizer gave you")
    run.drop(fair_file)
    run.wait_for(read_fair_file(fair_file).fingerprint)
    for words in ("Pameran 2099", "11/12/2099", "A03", "Rini, Sari"):
        assert words in run.words()
    assert not run.home.parent.exists()
    run.press("Laptop 2")
    run.press("It is the same: open the booth")
    run.wait_for_page(SignInPage)
    with closing((desk := open_desk(run.home)).store):
        assert (desk.booth, desk.fair.name) == (Booth("A03", 2), "Pameran 2099")
        assert {p.name for p in desk.people} == {"Rini", "Sari"}
        assert desk.settings.rounding == PLAN.rounding
        assert desk.settings.language == "en"


def test_a_fair_file_that_was_altered_says_so_and_opens_nothing(
    first_run: FirstRun, fair_file: Path, tmp_path: Path
) -> None:
    """After one that was whole, too: nothing of it is left to be opened."""
    run = first_run
    run.press("Continue")
    run.drop(fair_file)
    run.wait_for("Pameran 2099")
    bad = tmp_path / "A03.batikfair"
    bad.write_bytes(fair_file.read_bytes().replace(b'"rounding":500', b'"rounding":100'))
    run.drop(bad)
    run.wait_for("its signature does not hold")
    assert "Pameran 2099" not in run.words()
    run.press("Continue")
    run.wait_for("Choose the fair file that the organizer gave you")
    assert not run.home.parent.exists()


def test_a_fair_file_stays_while_its_reader_looks_back_or_at_another_way(
    first_run: FirstRun, fair_file: Path
) -> None:
    run = first_run
    run.press("Continue")
    run.drop(fair_file)
    run.press("Laptop 2")
    run.press("The organizer's sheets")
    run.press("Continue")
    run.wait_for("Type the booth's code")
    run.press("The fair file")
    assert "Type the booth's code" not in run.words()
    run.press("Back")
    run.press("Continue")
    run.wait_for("Pameran 2099")
    run.press("It is the same: open the booth")
    run.wait_for_page(SignInPage)
    with closing((desk := open_desk(run.home)).store):
        assert desk.booth == Booth("A03", 2)


def test_sheets_that_are_dropped_are_taken_whichever_way_is_shown(first_run: FirstRun) -> None:
    first_run.press("Continue")
    first_run.drop(SAMPLE_FOLDER)
    first_run.wait_for("items of")
    assert "Booth's code" in first_run.words()


def test_a_code_that_was_not_typed_is_asked_for(first_run: FirstRun) -> None:
    first_run.press("Continue")
    first_run.press("The organizer's sheets")
    first_run.press("Continue")
    first_run.wait_for("Type the booth's code")


def test_the_bar_has_the_flower_and_the_line_from_edge_to_edge(first_run: FirstRun) -> None:
    (line,) = first_run.shell.findChildren(ParangLine)
    (flower,) = first_run.shell.findChildren(Flower)
    assert flower.isVisible()
    first_run.shell.resize(1500, 800)
    first_run.qtbot.waitUntil(lambda: line.width() == first_run.shell.width(), timeout=60_000)


def test_a_short_pin_makes_no_booth_and_the_next_one_does(first_run: FirstRun) -> None:
    run = first_run
    run.press("Continue")
    run.press("Use the sample fair")
    run.fill("PIN of the cashier", "12")
    run.press("Open the booth")
    run.wait_for("A PIN has 4 to 12 digits")
    assert not run.home.parent.exists()
    run.fill("PIN of the cashier", "1357")
    run.press("Open the booth")
    run.wait_for_page(PrinterPage)


def test_two_people_have_two_pins(first_run: FirstRun) -> None:
    run = first_run
    run.press("Continue")
    run.press("Use the sample fair")
    run.fill("PIN of the supervisor", "1234")
    run.press("Open the booth")
    run.wait_for("Rini and Sari have the same PIN. Choose another one for Sari.")
    assert not run.home.parent.exists()
    run.fill("PIN of the supervisor", "1357")
    run.press("Open the booth")
    run.wait_for_page(PrinterPage)


def test_pins_are_hidden_until_they_are_looked_at(first_run: FirstRun) -> None:
    first_run.press("Continue")
    first_run.press("Begin with the first item")
    for name, text in (("Booth's code", "A03"), ("Fair", "Pameran"), ("Producer", "Tom")):
        first_run.fill(name, text)
    first_run.fill("First item", "Kemeja")
    first_run.fill("Price", "185000")
    first_run.press("Continue")
    first_run.wait_for("PIN of the supervisor")
    pins = [f for f in first_run.shell.findChildren(QLineEdit) if f.accessibleName().startswith("PIN of")]
    assert [pin.echoMode() for pin in pins] == [QLineEdit.EchoMode.Password] * 2
    first_run.press("Show the PINs")
    assert [pin.echoMode() for pin in pins] == [QLineEdit.EchoMode.Normal] * 2
    first_run.press("Show the PINs")
    assert [pin.echoMode() for pin in pins] == [QLineEdit.EchoMode.Password] * 2


def test_two_people_of_one_name_are_named(first_run: FirstRun) -> None:
    first_run.press("Continue")
    first_run.press("Begin with the first item")
    for name, text in (("Booth's code", "A03"), ("Fair", "Pameran"), ("Producer", "Tom")):
        first_run.fill(name, text)
    first_run.fill("First item", "Kemeja")
    first_run.fill("Price", "185000")
    first_run.press("Continue")
    first_run.wait_for("PIN of the supervisor")
    first_run.fill("Cashier", "Rini")
    first_run.fill("PIN of the cashier", "1234")
    first_run.fill("Supervisor (may be left empty)", "rini")
    first_run.fill("PIN of the supervisor", "4321")
    first_run.press("Open the booth")
    first_run.wait_for("Two people are called rini.")
    assert not first_run.home.exists()


def test_going_back_keeps_what_was_typed(first_run: FirstRun) -> None:
    run = first_run
    run.press("Continue")
    run.press("The organizer's sheets")
    run.fill("Fair", "Pameran Kita")
    run.press("Back")
    run.press("Continue")
    assert "Pameran Kita" in run.words()


def test_language_and_size_hold_at_once_and_are_kept(first_run: FirstRun) -> None:
    run = first_run
    run.press("Bahasa Indonesia")
    run.wait_for("Selamat datang")
    small = run.shell.findChildren(Welcome)[0]._forward.height()
    run.press("125 %")
    run.wait_for("Selamat datang")
    assert run.shell.findChildren(Welcome)[0]._forward.height() > small
    run.press("Lanjut")
    run.press("Pakai pameran contoh")
    run.press("Buka stan")
    run.wait_for_page(PrinterPage)
    settings = load_settings(run.home)
    assert (settings.language, settings.text_scale) == ("id", 125)


def test_leaving_in_the_middle_leaves_nothing(first_run: FirstRun) -> None:
    first_run.press("Continue")
    first_run.press("Use the sample fair")
    first_run.shell.close()
    assert not first_run.home.parent.exists()


@pytest.mark.parametrize("step", [0, 1, 2])
def test_each_step_fits_the_smallest_window(first_run: FirstRun, step: int) -> None:
    run = first_run
    run.shell.resize(run.shell.minimumSize())
    for name in ("Continue", "Use the sample fair")[:step]:
        run.press(name)
    run.qtbot.wait(50)
    buttons = [b for b in run.shell.findChildren(QPushButton) if b.isVisible()]
    places = [b.rect().translated(b.mapTo(run.shell, QPoint())) for b in buttons]
    assert all(run.shell.rect().contains(place) for place in places)
    assert all(b.accessibleName() or b.text() for b in buttons)
    primary = [b for b in buttons if getattr(b, "kind", None) is not None and b.kind.value == "primary"]  # type: ignore[attr-defined]
    assert len(primary) == 1


def test_a_booth_without_files_begins_with_its_first_item_and_grows_while_it_sells(
    first_run: FirstRun,
) -> None:
    run = first_run
    run.press("Continue")
    run.press("Begin with the first item")
    run.fill("Booth's code", "b07")
    run.fill("Fair", "Pasar Kaget")
    run.press("Continue")
    run.wait_for("is not an amount")  # no price was typed
    run.fill("Producer", "Batik Bu Tejo")
    run.fill("First item", "Kemeja batik lengan panjang")
    run.fill("Price", "350.000")
    run.press("Printed textile")
    run.press("Continue")
    run.wait_for("not batik. Change the name or the technique.")
    run.press("Stamped")
    run.press("Back")
    run.press("Continue")
    run.press("Continue")
    run.wait_for("Step 3 of 4")
    assert not run.home.parent.exists()
    run.fill("Cashier", "Wati")
    run.fill("PIN of the cashier", "2468")
    run.press("Open the booth")
    run.wait_for_page(PrinterPage)
    desk = open_desk(run.home)
    (item,) = desk.catalogue.items
    (producer,) = desk.catalogue.producers
    assert (item.name, item.price, item.technique) == (
        "Kemeja batik lengan panjang",
        Rupiah(350_000),
        Technique.CAP,
    )
    assert (producer.name, producer.booth, item.producer) == ("Batik Bu Tejo", "B07", producer.code)
    assert desk.catalogue.find(item.barcode) == item
    scarf = open_item(
        "Selendang", Rupiah(85_000), producer=producer.code, technique=Technique.NOT_BATIK, dye=Dye.NONE
    )
    grown = add_item(desk, scarf, cashier="Wati", now=datetime.now(UTC))
    assert [i.name for i in grown.desk.catalogue.items] == [item.name, "Selendang"]
    assert len({i.sku for i in grown.desk.catalogue.items}) == 2
    assert verify(desk.store).is_ok
    desk.store.close()


def test_the_printer_is_the_last_step_and_its_one_filled_button_is_what_comes_next(
    first_run: FirstRun,
) -> None:
    run = first_run
    run.press("Continue")
    run.press("Use the sample fair")
    run.press("Open the booth")
    run.wait_for_page(PrinterPage)
    filled = [
        b.text()
        for b in run.shell.findChildren(Button)
        if b.isVisible() and b.isEnabled() and b.kind is Kind.PRIMARY
    ]
    assert filled == ["Find printers"]
    run.fill("Printer address", f"file:{run.home / 'paper.bin'}")
    QTest.keyClick(run.shell.windowHandle(), Qt.Key.Key_Tab)
    run.press("Print a test page")
    run.wait_for("Continue")
    filled = [b.text() for b in run.shell.findChildren(Button) if b.isVisible() and b.kind is Kind.PRIMARY]
    assert filled == ["Print a test page"]
    assert "Skip" not in run.words()
