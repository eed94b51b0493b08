"""What cannot be kept is tried again until it is, and told once."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from batikpos.domain.errors import PosError
from batikpos.store.engine import StoreBusy
from batikpos.ui import keeping
from batikpos.ui.keeping import Keeping
from batikpos.ui.tasks import Tasks
from tests.ui.booth import busy


def test_what_could_not_be_kept_is_kept_once_it_can_be(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "RETRY_MS", 10)
    tasks, kept, told = Tasks(qapp), list[str](), list[PosError]()
    of = Keeping(tasks, qapp)
    of.refused.connect(told.append)
    is_full = True

    def keep(name: str) -> None:
        if is_full:
            raise StoreBusy("store.db")
        kept.append(name)

    of.keep(lambda: keep("cash"))
    of.keep(lambda: keep("cash and QRIS"))  # while the first is tried
    qtbot.waitUntil(lambda: of.is_unkept)
    qtbot.wait(60)
    assert (kept, len(told)) == ([], 1)
    is_full = False
    qtbot.waitUntil(lambda: not of.is_unkept)
    assert kept == ["cash and QRIS"]
    qtbot.wait(40)
    assert kept == ["cash and QRIS"], "once"
    is_full = True
    of.keep(lambda: keep("sold by now"))
    qtbot.waitUntil(lambda: of.is_unkept and not of.is_busy)
    of.forget()
    is_full = False
    qtbot.wait(60)
    assert (kept, of.is_unkept) == (["cash and QRIS"], False)
    tasks.close()


def test_what_changed_while_something_was_written_is_kept_before_the_program_ends(
    qapp: QApplication,
) -> None:
    """A scan in the moment in which the window closes behind a sale; nobody comes back for it."""
    tasks, kept = Tasks(qapp), list[str]()
    of = Keeping(tasks, qapp)
    with busy(tasks):
        of.keep(lambda: kept.append("sold"))
        of.keep(lambda: kept.append("scanned meanwhile"))
        assert of.is_busy
    tasks.close()
    assert kept == ["sold", "scanned meanwhile"]


def test_what_is_forgotten_while_it_is_tried_is_not_tried_again(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A basket that is sold by then would come back with the next start."""
    monkeypatch.setattr(keeping, "RETRY_MS", 10)
    tasks, tried = Tasks(qapp), list[str]()
    of = Keeping(tasks, qapp)

    def keep() -> None:
        tried.append("basket")
        raise StoreBusy("store.db")

    with busy(tasks):
        of.keep(keep)
        of.forget()
    qtbot.waitUntil(lambda: bool(tried) and not of.is_busy)
    qtbot.wait(60)
    assert (tried, of.is_unkept) == (["basket"], False)
    tasks.close()
