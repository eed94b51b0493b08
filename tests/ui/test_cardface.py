"""What a card says in the room it has."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from batikpos.ui.booth.cardface import two_lines
from batikpos.ui.theme import apply_theme, font

NAME = "Kemeja Lengan Panjang Tulis Halus Parang Gading Sangiran"


@pytest.fixture
def metrics(qapp: QApplication) -> QFontMetrics:
    apply_theme(qapp, "light")
    return QFontMetrics(font(16))


@pytest.mark.parametrize("width", [40, 90, 147, 300, 900])
def test_both_lines_fit_their_width(metrics: QFontMetrics, width: int) -> None:
    lines = two_lines(metrics, NAME, width)

    assert 1 <= len(lines) <= 2
    assert all(metrics.horizontalAdvance(line) <= width for line in lines)


def test_what_fits_is_said_whole(metrics: QFontMetrics) -> None:
    assert " ".join(two_lines(metrics, NAME, 250)) == NAME
    assert two_lines(metrics, "Syal", 147) == ["Syal"]


def test_what_does_not_fit_is_left_out_visibly(metrics: QFontMetrics) -> None:
    assert two_lines(metrics, NAME, 147)[1].endswith("…")


def test_a_size_at_the_end_is_never_left_out(metrics: QFontMetrics) -> None:
    lines = two_lines(metrics, f"{NAME} XXL", 147, kept="XXL")

    assert lines[1].endswith("… XXL")
    assert metrics.horizontalAdvance(lines[1]) <= 147
