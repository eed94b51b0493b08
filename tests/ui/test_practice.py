"""Practising: a window of its own, marked, from the page where people sign in."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess

from batikpos.services.desk import open_desk
from batikpos.services.opening import open_booth as open_home
from batikpos.services.training import make_training
from batikpos.settings import TRAINING_NAME
from batikpos.ui.booth import flow
from batikpos.ui.booth.signin import SignInPage
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
        "tests.ui.conftest.open_home", lambda home, *rest: open_home(home / TRAINING_NAME, *rest)
    )
    booth = open_booth(float_=None, pin="")
    booth.wait_for(SignInPage)
    booth.wait_for_words("PRACTICE: nothing counts")
    assert "Practise without counting…" not in booth.words()


def test_what_is_started_is_this_program(open_booth: OpenBooth) -> None:
    booth = open_booth(pin="")
    words = flow.practice_command(booth.desk)
    assert words[:2] == ["-m", "batikpos"]
