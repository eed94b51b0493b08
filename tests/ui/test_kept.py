"""Drawings that are kept: drawn once for a name, a size and a place among the dots of the screen."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from batikpos.ui.widgets import kept
from batikpos.ui.widgets.kept import draw_kept

RED, WHITE = QColor("#c00000"), QColor("#ffffff")


@pytest.fixture(autouse=True)
def nothing_kept(qapp: QApplication) -> None:  # noqa: ARG001 - pixmaps need it
    kept._drawings.clear()


class Square:
    """Something to draw, that counts how often it is."""

    def __init__(self) -> None:
        self.times = 0

    def draw(self, painter: QPainter) -> None:
        """Draw it."""
        self.times += 1
        painter.fillRect(0, 0, 10, 10, RED)


@contextmanager
def screen(ratio: float = 1) -> Iterator[tuple[QImage, QPainter]]:
    image = QImage(QSize(100, 100) * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(WHITE)
    painter = QPainter(image)
    yield image, painter
    painter.end()


def test_what_looks_the_same_is_drawn_once_wherever_it_stands() -> None:
    square = Square()
    with screen() as (image, painter):
        for x in (0, 40):
            draw_kept(painter, QPointF(x, 5), QSize(10, 10), "red", square.draw)
    assert square.times == 1
    assert [image.pixelColor(x, 5) for x in (0, 9, 10, 39, 40, 49, 50)] == [
        *(RED, RED, WHITE),
        *(WHITE, RED, RED, WHITE),
    ]


def test_another_name_size_or_screen_is_drawn_anew() -> None:
    square = Square()
    with screen() as (_image, painter):
        draw_kept(painter, QPointF(0, 0), QSize(10, 10), "red", square.draw)
        draw_kept(painter, QPointF(0, 0), QSize(10, 10), "other", square.draw)
        draw_kept(painter, QPointF(0, 0), QSize(20, 10), "red", square.draw)
    with screen(2) as (_image, painter):
        draw_kept(painter, QPointF(0, 0), QSize(10, 10), "red", square.draw)
    assert square.times == 4


def test_between_two_dots_it_is_drawn_where_it_stands() -> None:
    """At 150 per cent one pixel is a dot and a half: the picture drawn for 0 would be smeared at 1."""
    square, plain = Square(), Square()
    with screen(1.5) as (image, painter):
        for x in (0, 31):
            draw_kept(painter, QPointF(x, 0), QSize(10, 10), "red", square.draw)
    with screen(1.5) as (expected, painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for x in (0, 31):
            painter.save()
            painter.translate(x, 0)
            plain.draw(painter)
            painter.restore()
    assert square.times == 2
    assert image == expected


def test_what_is_painted_larger_is_drawn_larger() -> None:
    """As a window is that is pictured in fine detail: a kept drawing made larger would be a smear."""
    square = Square()
    with screen() as (image, painter):
        painter.scale(3, 3)
        draw_kept(painter, QPointF(1, 0), QSize(10, 10), "red", square.draw)
    assert [image.pixelColor(x, 15) for x in (2, 3, 32, 33)] == [WHITE, RED, RED, WHITE]
    assert max(picture.width() for picture in kept._drawings.values()) == 30


def test_of_however_many_only_some_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 3)
    square = Square()
    with screen() as (image, painter):
        for name in range(20):
            draw_kept(painter, QPointF(0, 0), QSize(10, 10), name, square.draw)
    assert len(kept._drawings) <= 3
    assert image.pixelColor(0, 0) == RED
