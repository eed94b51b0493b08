"""Practising: a window of its own, marked, from the page where people sign in."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QWidget

from batikpos.domain.money import Rupiah
from batikpos.services.desk import open_desk
from batikpos.services.opening import open_booth as open_home
from batikpos.services.till import open_till
from batikpos.services.training import make_training
from batikpos.settings import TRAINING_NAME
from batikpos.ui.booth import flow
from batikpos.ui.booth.signin import SignInPage
from batikpos.ui.practice import PracticeFrame
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


def test_the_page_to_sign_in_offers_practice_in_a_window_of_its_own(
    open_booth: OpenBooth, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    def start(_program: str, words: list[str]) -> bool:
        started.append(words)
        return True

    monkeypatch.setattr(QProcess, "startDetached", start)
    booth = open_booth(pin="")
    booth.wait_for(SignInPage)
    booth.press("Practise without counting…")
    (words,) = started
    assert words[-2:] == ["booth", "--training"]
    assert str(booth.desk.home) in words
    assert booth.page(SignInPage) is not None


def test_a_window_for_practice_says_so_and_offers_no_other(
    open_booth: OpenBooth, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(home)
    with closing(desk.store):
        make_training(desk, now=datetime.now(UTC))
    monkeypatch.setattr(
        "tests.ui.stage.open_booth", lambda home, *rest, **who: open_home(home / TRAINING_NAME, *rest, **who)
    )
    booth = open_booth(float_=None, pin="")
    booth.wait_for(SignInPage)
    booth.wait_for_words("PRACTICE: nothing counts")
    assert "Practise without counting…" not in booth.words()


def test_practice_is_entered_from_the_menu_too(booth: BoothWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def start(_program: str, words: list[str]) -> bool:
        started.append(words)
        return True

    monkeypatch.setattr(QProcess, "startDetached", start)
    booth.press("Menu")
    booth.press("Practise without counting a window of its own; nothing in it counts")
    (words,) = started
    assert words[-2:] == ["booth", "--training"]
    assert "End practice" not in booth.words()  # this window is the real one
    assert booth.shell.isVisible()


@pytest.mark.parametrize("way", ["bar", "menu"])
def test_practice_has_a_way_out_in_the_bar_and_in_the_menu(
    open_booth: OpenBooth, home: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    desk = open_desk(home)
    with closing(desk.store):
        practice = make_training(desk, now=datetime.now(UTC))
    desk = open_desk(practice)
    with closing(desk.store):
        open_till(desk, Rupiah(0), cashier="Rini", now=datetime.now(UTC))
    monkeypatch.setattr(
        "tests.ui.stage.open_booth", lambda _home, *rest, **who: open_home(practice, *rest, **who)
    )
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    if way == "bar":
        booth.press("End practice")
    else:
        booth.press("Menu")
        assert "Practise without counting" not in booth.words()
        booth.press("End practice close this window; nothing of it counts")
    booth.wait(lambda: not booth.shell.isVisible())


def test_what_is_started_is_this_program(open_booth: OpenBooth) -> None:
    booth = open_booth(pin="")
    words = flow.practice_command(booth.desk)
    assert words[:2] == ["-m", "batikpos"]


def test_practice_is_framed_titled_and_named_over_every_page_and_sheet(
    open_booth: OpenBooth, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk(home)
    with closing(desk.store):
        practice = make_training(desk, now=datetime.now(UTC))
    desk = open_desk(practice)
    with closing(desk.store):
        open_till(desk, Rupiah(0), cashier="Rini", now=datetime.now(UTC))
    monkeypatch.setattr(
        "tests.ui.stage.open_booth", lambda _home, *rest, **who: open_home(practice, *rest, **who)
    )
    booth = open_booth(float_=None)
    booth.wait_for_sale_screen()
    assert booth.shell.windowTitle() == "PRACTICE - BatikPOS"

    def is_on_top() -> bool:
        (frame,) = (f for f in booth.shell.findChildren(PracticeFrame) if f.isVisible())
        widgets = [w for w in booth.shell.children() if isinstance(w, QWidget) and w.isVisible()]
        return widgets[-1] is frame and frame.geometry() == booth.shell.rect()

    booth.wait(is_on_top)
    booth.tap_card(booth.items()[0])  # through the frame
    booth.wait(lambda: bool(booth.cart.lines))
    booth.press("Discount")
    booth.wait(lambda: booth.sheet is not None and is_on_top())
    booth.press("Cancel")
    booth.shell.resize(1093, 535)
    booth.wait(is_on_top)
    booth.press(booth.flow.bar.language.accessibleName())
    booth.wait(lambda: booth.shell.windowTitle() == "LATIHAN - BatikPOS" and is_on_top())


def test_real_books_have_no_frame(booth: BoothWindow) -> None:
    assert not booth.shell.findChildren(PracticeFrame)
    assert booth.shell.windowTitle() == "BatikPOS"
