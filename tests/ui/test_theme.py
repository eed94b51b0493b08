"""How it looks: sizes that follow the text scale."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import font_lato
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from batikpos.settings import load_settings, save_settings
from batikpos.ui.shell import Shell
from batikpos.ui.theme import DARK, LIGHT, apply_theme, font, load_fonts, margins, px, tall
from tests.ui.conftest import OpenBooth


@pytest.fixture(autouse=True)
def plain(qapp: QApplication) -> Iterator[None]:
    """Leave the application as the other tests expect it."""
    yield
    apply_theme(qapp, "light")


@pytest.mark.parametrize(("scale", "high", "air"), [(80, 38, 38), (100, 48, 48), (175, 84, 66)])
def test_sizes_follow_the_text_scale_and_air_by_half(
    qapp: QApplication, scale: int, high: int, air: int
) -> None:
    apply_theme(qapp, "light", scale)

    assert px(48) == high
    assert font(48).pixelSize() == high
    assert margins(48, 0, 0, 48).top() == 0
    assert margins(48, 0, 0, 48).left() == air


def test_a_window_is_dressed_as_a_whole_and_again_with_another_theme(
    qapp: QApplication, qtbot: QtBot
) -> None:
    apply_theme(qapp, "light")
    shell = Shell("")
    qtbot.addWidget(shell)
    assert LIGHT.focus.name() in shell.styleSheet()

    apply_theme(qapp, "dark")
    assert DARK.focus.name() in shell.styleSheet()
    assert LIGHT.focus.name() not in shell.styleSheet()
    assert qapp.styleSheet() == ""  # else every part of a page is gone through at each step of its making


def test_a_booth_opens_at_its_own_text_scale(open_booth: OpenBooth, home: Path) -> None:
    save_settings(home, replace(load_settings(home), text_scale=125))
    booth = open_booth()
    booth.wait_for_sale_screen()

    assert booth.button("Exact cash").height() >= tall(64)
    assert booth.flow.bar.height() == tall(60)
    assert tall(64) > 64


def test_without_the_font_the_platforms_own_is_used(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(font_lato, "font_directory", str(tmp_path))
    load_fonts.cache_clear()

    apply_theme(qapp, "light")
    assert font(16).pixelSize() == 16
    load_fonts.cache_clear()
