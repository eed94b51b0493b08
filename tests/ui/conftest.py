"""What the tests of the window share: no screen, a home of the sample fair, and the booth on it."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import font_lato
import pytest

from tests.ui.monitor import MONITOR

if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":  # whose own screen is a square of 800
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={MONITOR}"
if sys.platform == "win32":  # offscreen Qt looks for fonts there in a folder that it does not have
    os.environ.setdefault("QT_QPA_FONTDIR", font_lato.font_directory)

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from batikpos.commands.demo import CASHIER, sample_people
from batikpos.domain.fair import Booth
from batikpos.domain.money import Rupiah
from batikpos.services import disk
from batikpos.services.sample import SAMPLE_FAIR, sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.settings import Settings, save_settings
from batikpos.ui.organizer.office import Office as Organizers
from tests.shop import NOON
from tests.ui.booth import PIN, BoothWindow
from tests.ui.office import fair_there, open_office
from tests.ui.officehand import CENTRE, Office, Open
from tests.ui.stage import FLOAT as FLOAT  # noqa: PLC0414 - tests ask for it here
from tests.ui.stage import begin_day, open_window

OpenBooth = Callable[..., BoothWindow]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the one thing the offscreen platform always complains about pass."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True))


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Set the sample fair's booth A03 up once."""
    home = tmp_path_factory.mktemp("sample") / "A03"
    plan = Plan(SAMPLE_FAIR, Booth("A03"), sample_catalogue(), sample_people(), Settings())
    set_up(home, plan, now=datetime.now(UTC))
    return home


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """Give a home of one's own; it prints to a file and speaks English."""
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    save_settings(home, Settings(language="en", printer=f"file:{home / 'printer.bin'}"))
    return home


@pytest.fixture(scope="session", autouse=True)
def loaded() -> None:
    """Look no more through what is loaded."""
    import_module("batikpos.ui.booth.flow")
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Look for garbage on this thread, as the program does; the next test may have other threads again."""
    usual = gc.get_threshold()
    gc.set_threshold(0)
    yield
    gc.collect()
    gc.set_threshold(*usual)


@pytest.fixture(autouse=True)
def small_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a home put less aside: a hundred homes are made here."""
    monkeypatch.setattr(disk, "RESERVE_BYTES", 2**16)


@pytest.fixture
def open_booth(qtbot: QtBot, qapp: QApplication, home: Path) -> Iterator[OpenBooth]:
    """Open the booth's window: signed in and ready to sell, or just before that."""
    with ExitStack() as stack:

        def open_(*, float_: Rupiah | None = FLOAT, cashier: str = CASHIER, pin: str = PIN) -> BoothWindow:
            if float_ is not None:
                begin_day(home, float_)
            return stack.enter_context(open_window(home, qtbot, qapp, cashier=cashier, pin=pin))

        yield open_


@pytest.fixture
def booth(open_booth: OpenBooth) -> BoothWindow:
    """Open the booth on the sale screen with an open till."""
    booth = open_booth()
    booth.wait_for_sale_screen()
    return booth


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """Play the fair once, however many test processes there are."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if hasattr(request.config, "workerinput") else base) / "organizer-fair"
    fair_there(folder, now=NOON)
    return folder


@pytest.fixture
def open_(
    played: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """Open the organizer's window on a copy of the fair, in the evening of its day."""
    monkeypatch.setattr(Organizers, "now", lambda _office: NOON + timedelta(hours=8))
    folder = tmp_path / "fair"
    shutil.copytree(played, folder)
    with ExitStack() as stack:

        def do(*, only_look: bool = False) -> Office:
            settings = Settings("en", central=str(folder / CENTRE))
            opened = open_office(folder, qtbot, qapp, settings, only_look=only_look)
            return Office(folder, *stack.enter_context(opened))

        yield do


@pytest.fixture
def office(open_: Open) -> Office:
    """Open it on the desk's home."""
    return open_()
