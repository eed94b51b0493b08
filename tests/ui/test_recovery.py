"""A damaged store at the start: one tap, and the booth sells again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from batikpos.app import Start, _Opening
from batikpos.commands.demo import CASHIER
from batikpos.commands.window import _prepare_training
from batikpos.services.backup import back_up_to_folder
from batikpos.services.desk import open_desk
from batikpos.services.till import open_till
from batikpos.settings import STORE_NAME, TRAINING_NAME, load_settings, save_settings
from batikpos.store.sales import list_sales
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.crash import Crash
from batikpos.ui.shell import Shell
from batikpos.ui.trail import Trail
from tests.shop import sell, unguarded
from tests.ui.booth import PIN
from tests.ui.conftest import FLOAT


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    """Show a window that nothing is loaded into yet."""
    shell = Shell("Opening")
    with qtbot.waitExposed(shell):
        shell.show()
    yield shell
    shell.close()
    shell.deleteLater()


def words(shell: Shell) -> str:
    """Return what can be read."""
    labels = [w.text() for w in shell.findChildren(QLabel) if w.isVisible()]
    return "\n".join(labels + [w.text() for w in shell.findChildren(QPushButton) if w.isVisible()])


def press(qtbot: QtBot, shell: Shell, name: str) -> None:
    """Press a button."""
    qtbot.waitUntil(lambda: name in words(shell), timeout=60_000)
    next(b for b in shell.findChildren(QPushButton) if b.text() == name).click()


def fill(home: Path) -> None:
    """Open the till and sell twice."""
    desk = open_desk(home)
    open_till(desk, FLOAT, cashier=CASHIER, now=datetime.now(UTC))
    for _ in range(2):
        sell(desk, now=datetime.now(UTC))
    desk.store.close()


def test_one_tap_saves_what_is_whole_and_the_booth_sells_again(
    qtbot: QtBot, shell: Shell, home: Path
) -> None:
    fill(home)
    unguarded(home, "UPDATE fact SET hash = zeroblob(32) WHERE seq = 4")
    opening = _opening(shell, Start(home, "en", CASHIER, PIN))
    opening.begin()
    press(qtbot, shell, "Save what is whole and go on")
    qtbot.waitUntil(lambda: "1 facts could not be read" in words(shell), timeout=60_000)
    press(qtbot, shell, "Go on selling")
    qtbot.waitUntil(lambda: bool(shell.findChildren(SalePage)), timeout=60_000)
    desk = open_desk(home)
    with desk.store.reading() as tx:
        assert len(list_sales(tx)) == 1
    desk.store.close()
    assert opening.status == 0


def test_a_store_that_is_gone_comes_back_from_the_stick_or_says_what_to_do(
    qtbot: QtBot, shell: Shell, home: Path, tmp_path: Path
) -> None:
    fill(home)
    stick = tmp_path / "stick"
    stick.mkdir()
    save_settings(home, replace(load_settings(home), backup=str(stick)))
    desk = open_desk(home)
    back_up_to_folder(desk, now=datetime.now(UTC))
    desk.store.close()
    (home / STORE_NAME).unlink()
    away = stick.rename(tmp_path / "away")
    _opening(shell, Start(home, "en", CASHIER, PIN)).begin()
    press(qtbot, shell, "Save what is whole and go on")
    qtbot.waitUntil(lambda: "Nothing can be read" in words(shell), timeout=60_000)
    away.rename(stick)
    press(qtbot, shell, "Save what is whole and go on")
    qtbot.waitUntil(lambda: bool(shell.findChildren(SalePage)), timeout=60_000)


def test_an_older_store_is_called_one_and_what_is_missing_is_told(
    qtbot: QtBot, shell: Shell, home: Path
) -> None:
    older = (home / STORE_NAME).read_bytes()
    fill(home)
    (home / STORE_NAME).write_bytes(older)
    _opening(shell, Start(home, "en", CASHIER, PIN)).begin()
    press(qtbot, shell, "Save what is whole and go on")
    assert "Older data is in the place of this booth's own" in words(shell)
    qtbot.waitUntil(lambda: "3 facts could not be read" in words(shell), timeout=60_000)


def test_what_is_broken_in_the_program_itself_is_named_and_no_store_is_blamed(
    qtbot: QtBot, shell: Shell, home: Path
) -> None:
    def fail() -> None:
        raise ImportError("DLL load failed while importing _rust")

    opening = _opening(shell, Start(home, "en", prepare=fail))
    opening.begin()
    said = "BatikPOS cannot start: a part of it is missing or broken."
    qtbot.waitUntil(lambda: said in words(shell), timeout=60_000)
    assert "_rust" not in words(shell)
    assert opening.status == 3
    (file,) = (home / "crash").iterdir()
    assert "in fail" in file.read_text(encoding="utf-8")


def test_practice_over_a_damaged_booth_says_to_open_the_booth_and_recovers_nothing_else(
    qtbot: QtBot, shell: Shell, home: Path
) -> None:
    """What was offered to be saved was the practice, which is whole."""
    fill(home)
    _prepare_training(home)
    unguarded(home, "UPDATE fact SET hash = zeroblob(32) WHERE seq = 4")
    before = (home / TRAINING_NAME / STORE_NAME).read_bytes()
    opening = _opening(shell, Start(home / TRAINING_NAME, "en", prepare=partial(_prepare_training, home)))
    opening.begin()
    qtbot.waitUntil(lambda: opening.status == 3 or "Save what is whole" in words(shell), timeout=60_000)
    assert f"The booth's own data in {home} is not whole. Open the booth without practice" in words(shell)
    assert "Save what is whole" not in words(shell)
    assert (home / TRAINING_NAME / STORE_NAME).read_bytes() == before


def _opening(shell: Shell, start: Start) -> _Opening:
    return _Opening(start, shell, Crash(start.home, Trail()))
