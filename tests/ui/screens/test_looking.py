"""What looks screens over finds what is wrong: each fault is made, and found."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from batikpos.ui import theme
from batikpos.ui.widgets.buttons import Button, Kind
from tests.ui.screens.contrast import contrast, contrasts_of, edges_of
from tests.ui.screens.look import look_over
from tests.ui.screens.pseudo import untranslated


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Give a window with nothing in it."""
    made = QWidget()
    made.resize(400, 300)
    made.setPalette(QPalette(QColor("white")))
    qtbot.addWidget(made)
    return made


def shown(window: QWidget, qtbot: QtBot) -> QWidget:
    """Show a window that is furnished."""
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_words_too_wide_for_their_place_are_found(window: QWidget, qtbot: QtBot) -> None:
    label = QLabel("Kain panjang tulis halus", window)
    label.setGeometry(0, 0, 60, 30)
    (cut,) = look_over(shown(window, qtbot)).cut
    assert "Kain panjang" in cut


def test_a_button_too_narrow_for_its_words_is_found(window: QWidget, qtbot: QtBot) -> None:
    Button("Sudah dibayar", parent=window).setGeometry(0, 0, 50, 48)
    (cut,) = look_over(shown(window, qtbot)).cut
    assert "Sudah dibayar" in cut


def test_what_goes_over_the_side_of_its_page_is_found(window: QWidget, qtbot: QtBot) -> None:
    area, page = QScrollArea(window), QWidget()
    area.setGeometry(0, 0, 200, 200)
    page.resize(300, 600)
    Button("Uangnya masuk", parent=page).setGeometry(120, 20, 160, 48)
    Button("Lanjut", parent=page).setGeometry(0, 20, 110, 48)
    area.setWidget(page)
    (over,) = (one for one in look_over(shown(window, qtbot)).cut if "edge" in one)
    assert "Uangnya masuk" in over


def on_a_page(window: QWidget, wide: int) -> QWidget:
    """Put a page of a width into a window, on a place of 200 pixels that goes up and down only."""
    area, page = QScrollArea(window), QWidget()
    area.setGeometry(0, 0, 200, 200)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    page.resize(wide, 100)
    area.setWidget(page)
    return page


def test_a_page_wider_than_its_place_is_found_though_nothing_of_it_is_cut(
    window: QWidget, qtbot: QtBot
) -> None:
    Button("Tidak", parent=on_a_page(window, 300)).setGeometry(220, 20, 80, 48)
    wide = look_over(shown(window, qtbot)).cut[0]
    assert "100 wider" in wide


@pytest.mark.parametrize(("left", "found"), [(0, 0), (160, 1)])
def test_words_over_the_side_of_a_page_are_found_and_a_label_s_air_is_not(
    window: QWidget, qtbot: QtBot, left: int, found: int
) -> None:
    label = QLabel("Selisih uang", on_a_page(window, 200))
    label.setGeometry(left, 0, 250, 30)
    assert len([one for one in look_over(shown(window, qtbot)).cut if "edge" in one]) == found


def test_things_that_lie_on_each_other_are_found(window: QWidget, qtbot: QtBot) -> None:
    QLabel("satu", window).setGeometry(10, 10, 100, 40)
    QLabel("dua", window).setGeometry(60, 30, 100, 40)
    (both,) = look_over(shown(window, qtbot)).overlapping
    assert "satu" in both
    assert "dua" in both


@pytest.mark.parametrize(("lower", "count"), [(0, 0), (6, 1)])
def test_words_of_a_row_on_two_lines_are_found(window: QWidget, qtbot: QtBot, lower: int, count: int) -> None:
    row = QHBoxLayout(window)
    word, value = QLabel("Total"), QLabel("Rp865.000")
    value.setContentsMargins(0, 2 * lower, 0, 0)
    for part in (word, value):
        row.addWidget(part)
    assert len(look_over(shown(window, qtbot)).uneven) == count


def test_two_filled_buttons_are_counted(window: QWidget, qtbot: QtBot) -> None:
    for n, words in enumerate(("Jual", "Kirim")):
        Button(words, Kind.PRIMARY, window).setGeometry(10, 10 + 80 * n, 200, 64)
    assert look_over(shown(window, qtbot)).filled == ("Jual", "Kirim")


def test_a_field_without_a_name_is_found(window: QWidget, qtbot: QtBot) -> None:
    QLineEdit(window).setGeometry(10, 10, 100, 48)
    assert len(look_over(shown(window, qtbot)).unnamed) == 1


def test_the_size_of_a_target_is_its_own(window: QWidget, qtbot: QtBot) -> None:
    Button("+", parent=window).setGeometry(10, 10, 40, 36)
    (target,) = look_over(shown(window, qtbot)).targets
    assert (target.width, target.height, target.is_primary) == (40, 36, False)


def test_pale_words_are_found_in_the_picture(window: QWidget, qtbot: QtBot) -> None:
    for y, colour in ((10, "black"), (60, "#999999")):
        label = QLabel("Lunas", window)
        label.setGeometry(10, y, 200, 40)
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        label.setPalette(palette)
    strong, pale = (ratio for _, ratio in contrasts_of(shown(window, qtbot)))
    assert strong == pytest.approx(21, abs=0.1)
    assert pale == pytest.approx(contrast((0x99,) * 3, (255,) * 3), abs=0.1)


def test_a_pale_word_beside_strong_ones_is_found(window: QWidget, qtbot: QtBot) -> None:
    label = QLabel("<b>Sudah lunas</b> <font color='#999999'>tunai</font>", window)
    label.setGeometry(10, 10, 300, 40)
    ratios = [ratio for _, ratio in contrasts_of(shown(window, qtbot))]
    assert len(ratios) == 3
    assert max(ratios) == pytest.approx(21, abs=0.1)
    assert min(ratios) == pytest.approx(contrast((0x99,) * 3, (255,) * 3), abs=0.1)


def test_a_dot_beside_words_is_not_taken_for_a_word(window: QWidget, qtbot: QtBot) -> None:
    button = Button("Printer siap", parent=window)
    button.set_dot(QColor("#999999"))
    button.setGeometry(10, 10, 240, 48)
    assert all(ratio > 7 for _, ratio in contrasts_of(shown(window, qtbot)))


@pytest.mark.parametrize(("border", "pale"), [("#8C7A66", 0), ("#D9CBB5", 1)])
def test_a_pale_edge_is_found(
    window: QWidget, qtbot: QtBot, border: str, pale: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme._worn, "theme", replace(theme.LIGHT, border=QColor(border)))
    button = Button("Cetak lagi", parent=window)
    button.setGeometry(10, 10, 200, 48)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # whose ring would be seen in place of its edge
    ((words, ratio),) = edges_of(shown(window, qtbot))
    assert words == "Cetak lagi"
    assert (ratio < 3) == pale


def test_words_outside_the_brackets_are_untranslated() -> None:
    said = ["⟦Total⟧ Rp865.000", "⟦Kembali ⟦uang⟧⟧", "Gantungan Kunci Canting", "A03-00012", "Total due"]
    assert untranslated(said) == ["Total due"]
