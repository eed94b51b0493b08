"""What a card says in the room it has."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from batikpos.domain.garment import Garment
from batikpos.ui.booth.cardface import paint_picture, two_lines
from batikpos.ui.pictures import Pictures
from batikpos.ui.tasks import Tasks
from batikpos.ui.theme import apply_theme, font
from tests.shop import an_item

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


def test_a_line_may_end_with_a_hyphen(metrics: QFontMetrics) -> None:
    width = metrics.horizontalAdvance("Kombinasi Indigo-") + 2
    assert two_lines(metrics, "Kombinasi Indigo-Secang", width) == ["Kombinasi Indigo-", "Secang"]


def test_goods_without_a_picture_lie_on_cloth_up_to_the_edge(qapp: QApplication, tmp_path: Path) -> None:
    theme, tasks = apply_theme(qapp, "light"), Tasks(qapp)
    image = QImage(160, 84, QImage.Format.Format_RGB32)
    image.fill(theme.paper)
    painter = QPainter(image)
    garment = Garment((an_item(),))
    paint_picture(painter, Pictures(tmp_path, tasks, tasks), garment, QRectF(image.rect()), round_top=10)
    painter.end()
    tasks.close()
    upper = {image.pixelColor(x, 3).name() for x in range(20, 140)}
    assert theme.paper.name() not in upper
    assert {theme.ground.name(), theme.line.name()} <= {
        image.pixelColor(x, y).name() for x in range(20, 140) for y in range(84)
    }
