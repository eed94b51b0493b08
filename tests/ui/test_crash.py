"""When it breaks: the basket stays, one file says what happened and nothing else, the window says so once."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from batikpos.app import Start, _Opening
from batikpos.services.baskets import OpenBasket, find_open_basket
from batikpos.ui import paying as paying_module
from batikpos.ui import register as register_module
from batikpos.ui.crash import QUIET_SECONDS, Crash, Told
from batikpos.ui.crashfile import MOST_FILES, Fault, keep_report
from batikpos.ui.tasks import Lane
from batikpos.ui.trail import Trail
from batikpos.ui.widgets.faultstrip import FaultStrip
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth

pytestmark = [
    pytest.mark.qt_no_exception_capture,  # what is raised here is for the product's own hook
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]

SAID = "Something unforeseen happened. The basket is kept; go on."
SECRET = "Ibu Siti Aminah 4321"


class Broken(RuntimeError):
    """What nobody foresaw."""


class Clock:
    """Seconds as a test says."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Tell them."""
        return self.now


class CrashingBooth:
    """A booth's window with everything caught, as `run_booth` does it."""

    def __init__(self, booth: BoothWindow) -> None:
        self.booth, self.clock = booth, Clock()
        trail = booth.flow._tasks.trail
        self.crash = Crash(booth.desk.home, trail, self.clock)
        opening = _Opening(Start(booth.desk.home, "en"), booth.shell, self.crash)
        booth.flow.language_switched.connect(opening._speak)

    @property
    def files(self) -> list[Path]:
        """List the crash files."""
        return sorted((self.booth.desk.home / "crash").glob("*-*.txt"))

    @property
    def strips(self) -> list[FaultStrip]:
        """List what is said over the page."""
        return [s for s in self.booth.shell.findChildren(FaultStrip) if s.isVisible()]

    def wait_for_report(self) -> str:
        """Wait until the window says that something broke; return the one file about it."""
        self.booth.wait(lambda: bool(self.strips))
        (file,) = self.files
        return file.read_text(encoding="utf-8")


@pytest.fixture
def crashing(booth: BoothWindow) -> Iterator[CrashingBooth]:
    """Open the booth with something in its basket, and catch what is raised."""
    made = CrashingBooth(booth)
    booth.scan(booth.items()[0].barcode)
    booth.wait(lambda: bool(booth.cart.lines))
    before = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = made.crash._raised, made.crash._raised_in_thread
    yield made
    sys.excepthook, threading.excepthook = before


def break_(*_given: object) -> None:
    """Raise what was given, in words that must not be kept."""
    raise Broken(SECRET)


def check(crashing: CrashingBooth, place: str) -> None:
    """See that it is written down and said, that nothing secret is, and that selling goes on."""
    booth = crashing.booth
    told = crashing.wait_for_report()
    assert "Broken" in told
    assert place in told
    assert "BatikPOS" in told
    assert "page SalePage" in told
    assert SECRET not in told
    assert SAID in booth.words()
    booth.wait(lambda: find_open_basket(booth.desk) == OpenBasket(booth.cart))
    assert booth.cart.lines
    booth.press("Close")
    booth.wait(lambda: not crashing.strips)
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)


def test_where_nothing_breaks_nothing_is_said(crashing: CrashingBooth) -> None:
    crashing.booth.key(Qt.Key.Key_F9)
    crashing.booth.wait_for_sales(1)
    assert not crashing.files
    assert not crashing.strips


def test_what_a_slot_raises_keeps_the_basket(crashing: CrashingBooth) -> None:
    crashing.booth.register.stock_changed.connect(break_)
    crashing.booth.register.stock_changed.emit({})
    crashing.booth.register.stock_changed.disconnect(break_)
    check(crashing, "in break_")


def test_what_a_timer_raises_keeps_the_basket(crashing: CrashingBooth) -> None:
    QTimer.singleShot(1, crashing.booth.shell, break_)
    check(crashing, "in break_")


def test_what_a_thread_raises_keeps_the_basket(crashing: CrashingBooth) -> None:
    thread = threading.Thread(target=break_, name="finder")
    thread.start()
    thread.join()
    check(crashing, "job: finder")


def test_what_a_lane_raises_comes_with_its_jobs_name(crashing: CrashingBooth) -> None:
    crashing.booth.flow._tasks.run(Lane.BACKUP, break_)
    check(crashing, "job: backup: break_")


def test_a_paint_that_fails_at_each_frame_makes_one_file_and_one_strip(crashing: CrashingBooth) -> None:
    booth = crashing.booth
    paints: list[int] = []

    class Broke(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            paints.append(1)
            break_()

    painted = Broke(booth.shell)
    painted.setGeometry(0, 700, 10, 10)
    painted.show()
    for _ in range(40):
        crashing.clock.now += 1
        paints.clear()
        painted.update()
        booth.wait(lambda: bool(paints))
        assert len(crashing.strips) <= 1
    assert len(crashing.files) == 1
    booth.press("Close")
    painted.update()
    booth.wait(lambda: not crashing.strips)
    crashing.clock.now += QUIET_SECONDS
    painted.update()
    booth.wait(lambda: len(crashing.strips) == 1)
    painted.hide()
    assert len(crashing.files) == 1


def test_a_sale_whose_saving_breaks_can_be_paid_again(
    crashing: CrashingBooth, monkeypatch: pytest.MonkeyPatch
) -> None:
    booth = crashing.booth
    monkeypatch.setattr(paying_module, "complete_sale", break_)
    booth.key(Qt.Key.Key_F9)
    crashing.wait_for_report()
    booth.wait_for_words("That did not work. Try again.")
    assert not booth.register.is_paying
    assert booth.cart.lines
    monkeypatch.undo()
    booth.key(Qt.Key.Key_F9)
    booth.wait_for_sales(1)


def test_a_basket_whose_keeping_breaks_is_kept_at_the_next_change(
    crashing: CrashingBooth, monkeypatch: pytest.MonkeyPatch
) -> None:
    booth = crashing.booth
    booth.wait(lambda: not booth.register._keeping.is_busy)
    monkeypatch.setattr(register_module, "keep_open_basket", break_)
    booth.scan(booth.items()[1].barcode)
    crashing.wait_for_report()
    booth.wait(lambda: not booth.register._keeping.is_busy)
    monkeypatch.undo()
    booth.register.step(0, 1)
    booth.wait(lambda: find_open_basket(booth.desk) == OpenBasket(booth.cart))


def test_the_basket_is_there_after_a_fault_and_a_new_start(
    crashing: CrashingBooth, open_booth: OpenBooth
) -> None:
    booth = crashing.booth
    booth.register.stock_changed.connect(break_)
    booth.scan(booth.items()[1].barcode)
    booth.register.stock_changed.emit({})
    crashing.wait_for_report()
    booth.wait(lambda: find_open_basket(booth.desk) == OpenBasket(booth.cart))
    again = open_booth(float_=None)
    again.wait_for_sale_screen()
    assert again.cart == booth.cart


def test_details_name_the_file_and_the_strip_speaks_the_language(crashing: CrashingBooth) -> None:
    booth = crashing.booth
    booth.press(booth.flow.bar.language.accessibleName())
    QTimer.singleShot(1, booth.shell, break_)
    booth.wait_for_words("Ada kendala yang tidak terduga. Keranjang tersimpan; lanjutkan saja.")
    booth.press("Rincian")
    (file,) = crashing.files
    booth.wait_for_words(str(file))


def test_the_strip_leaves_the_basket_free(crashing: CrashingBooth) -> None:
    booth = crashing.booth
    QTimer.singleShot(1, booth.shell, break_)
    booth.wait(lambda: bool(crashing.strips))
    (strip,) = crashing.strips
    for part in (booth.sale_page.basket, booth.sale_page.find_pane.field, booth.flow.bar):
        at = QRect(part.mapTo(booth.shell, QPoint(0, 0)), part.size())
        assert not strip.geometry().intersects(at)


def test_the_strip_stays_inside_the_smallest_window(crashing: CrashingBooth) -> None:
    booth = crashing.booth
    booth.shell.resize(booth.shell.minimumSize())
    QTimer.singleShot(1, booth.shell, break_)
    booth.wait(lambda: bool(crashing.strips))
    booth.press("Details")
    (strip,) = crashing.strips
    assert booth.shell.rect().contains(strip.geometry())


def raise_from(error: BaseException) -> BaseException:
    """Give an error a place."""
    with suppress(type(error)):
        raise error
    return error


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"invalid literal: '{SECRET}'"),
        KeyError(SECRET),
        RuntimeError(f"postgresql://fair:{SECRET}@centre/fair"),
        OSError(2, "No such file", SECRET),
    ],
)
def test_what_an_error_quotes_is_not_written_down(
    error: BaseException, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    crash = Crash(tmp_path, Trail())
    try:
        raise Broken from raise_from(error)
    except Broken as broken:
        crash.take(Fault(broken))
    (file,) = (tmp_path / "crash").iterdir()
    told = file.read_text(encoding="utf-8")
    assert type(error).__name__ in told
    assert "raise_from" in told
    for part in (*SECRET.split(), "postgresql"):
        assert part not in told
        assert part not in capfd.readouterr().err


def test_a_word_of_the_program_is_kept(tmp_path: Path) -> None:
    crash = Crash(tmp_path, Trail())
    crash.take(Fault(raise_from(AttributeError("'Cart' object has no attribute 'lins'"))))
    (file,) = (tmp_path / "crash").iterdir()
    assert "has no attribute 'lins'" in file.read_text(encoding="utf-8")


def test_the_newest_twenty_files_stay(tmp_path: Path) -> None:

    began = datetime(2026, 12, 11, tzinfo=UTC)
    kept = [
        keep_report(tmp_path, f"{n}", at=began + timedelta(hours=n), number=1) for n in range(MOST_FILES + 3)
    ]
    assert sorted(tmp_path.iterdir()) == kept[3:]


def test_a_home_that_takes_no_file_is_told_without_one(tmp_path: Path) -> None:
    (tmp_path / "crash").write_text("in the way")
    crash = Crash(tmp_path, Trail())
    told: list[Told] = []
    crash.happened.connect(told.append)
    crash.take(Fault(raise_from(Broken())))
    assert [t.file for t in told] == [None]


KILLED = """
import faulthandler, sys
from pathlib import Path
from batikpos.ui.crash import Crash
from batikpos.ui.trail import Trail
crash = Crash(Path(sys.argv[1]), Trail())
crash.keep_hard_faults()
if sys.argv[2:]:
    faulthandler._sigabrt()
"""


def test_what_killed_the_interpreter_is_a_report_after_the_next_start(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    assert subprocess.run([*command, "killed"], capture_output=True, check=False).returncode != 0
    subprocess.run(command, check=True)
    (file,) = (tmp_path / "crash").glob("*-0.txt")
    assert "Abort" in file.read_text(encoding="utf-8")
    subprocess.run(command, check=True)
    assert len(list((tmp_path / "crash").glob("*-0.txt"))) == 1


def test_no_folder_is_made_where_no_booth_is(tmp_path: Path) -> None:
    Crash(tmp_path / "nothing", Trail()).keep_hard_faults()
    assert not list(tmp_path.iterdir())
