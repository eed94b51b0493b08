"""What an eye sees of a window: words that are cut, things too small to press, words too pale to read."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLineEdit, QWidget

from batikpos.ui.theme import SMALLEST, font, px
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.words import ElidedLabel, FittedLabel

FINGER = 48
"""Pixels of 12 mm on the screen that sizes are given for."""


def cut_words(window: QWidget) -> list[str]:
    """List the words of which a part is not shown."""
    labels = [w for w in _seen(window) if isinstance(w, QLabel) and w.text() and w.pixmap().isNull()]
    buttons = [w for w in _seen(window) if isinstance(w, Button) and w.isVisible()]
    return [
        *(f"label “{w.text()}”" for w in labels if _is_label_cut(w)),
        *(f"button “{w.text()}”" for w in buttons if _is_button_cut(w)),
        *(f"outside: “{_text(w)}”" for w in (*labels, *buttons) if not _is_inside(w, window)),
    ]


def small_targets(window: QWidget) -> list[str]:
    """List what is pressed and is smaller than a finger; the scale makes nothing smaller."""
    least = min(FINGER, px(FINGER))
    pressed = [w for w in _seen(window) if isinstance(w, QAbstractButton | QLineEdit) and w.isEnabled()]
    return [
        f"{type(w).__name__} “{_text(w)}” {w.width()} by {w.height()}"
        for w in pressed
        if min(w.width(), w.height()) < least
    ]


def covered(window: QWidget) -> list[str]:
    """List the buttons that lie over one another."""
    buttons = [w for w in _seen(window) if isinstance(w, QAbstractButton)]
    places = [(w, QRect(w.mapTo(window, QPoint()), w.size())) for w in buttons]
    return [
        f"“{_text(one)}” over “{_text(other)}”"
        for n, (one, at) in enumerate(places)
        for other, its in places[n + 1 :]
        if at.intersects(its)
        and not one.isAncestorOf(other)
        and not other.isAncestorOf(one)
        and _area_of(one) is _area_of(other)
    ]


def pale_words(window: QWidget, least: float = 7.0) -> list[str]:
    """List the words whose contrast to what lies under them is too low (WCAG)."""
    labels = [w for w in _seen(window) if isinstance(w, QLabel) and w.text()]
    return [
        f"“{w.text()}” {contrast(ink, ground):.1f}"
        for w in labels
        if contrast(ink := w.palette().windowText().color(), ground := _ground(w)) < least
    ]


def filled(window: QWidget) -> list[str]:
    """List the filled buttons: those a screen proposes."""
    buttons = [w for w in _seen(window) if isinstance(w, Button)]
    filled_ = [w for w in buttons if w.kind is Kind.PRIMARY or (w.kind is Kind.PAY and w.property("filled"))]
    return [w.text() for w in filled_]


def contrast(one: QColor, other: QColor) -> float:
    """Compare two colours, from 1 to 21 (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _seen(window: QWidget) -> Iterator[QWidget]:
    return (w for w in window.findChildren(QWidget) if w.isVisible())


def _text(widget: QWidget) -> str:
    return getattr(widget, "text", str)() or widget.accessibleName()


def _is_label_cut(label: QLabel) -> bool:
    if isinstance(label, ElidedLabel):
        return False  # says the rest in its tool tip
    metrics, room = QFontMetrics(label.font()), label.contentsRect()
    if isinstance(label, FittedLabel):
        smallest = QFontMetrics(font(SMALLEST, label.font().weight()))
        return smallest.horizontalAdvance(label.text()) > room.width()
    if label.wordWrap():
        need = metrics.boundingRect(QRect(0, 0, room.width(), 9_999), Qt.TextFlag.TextWordWrap, label.text())
        return need.height() > room.height() + 1 or need.width() > room.width() + 1
    widest = max(metrics.horizontalAdvance(line) for line in label.text().split("\n"))
    return widest > room.width() + 1 or metrics.height() * (label.text().count("\n") + 1) > room.height() + 4


def _is_button_cut(button: Button) -> bool:
    if button.kind is Kind.TILE:
        return False
    small = QFontMetrics(font(SMALLEST, button._font().weight()))
    title = 0 if button.is_brief else small.horizontalAdvance(button.text())
    title += sum(width + (px(8) if title else 0) for part, width in button._beside() if part)
    caption = QFontMetrics(font(SMALLEST)).horizontalAdvance(button._caption)
    return max(title, caption) > button.width() - px(16) or button._text_height() - px(6) > button.height()


def _area_of(widget: QWidget) -> QWidget | None:
    at = widget.parentWidget()
    while at is not None and not isinstance(at, QAbstractScrollArea):
        at = at.parentWidget()
    return at


def _is_inside(widget: QWidget, window: QWidget) -> bool:
    """Say whether a widget lies where it can be seen, or be scrolled to."""
    area = _area_of(widget)
    if area is None:
        return window.rect().contains(QRect(widget.mapTo(window, QPoint()), widget.size()))
    if isinstance(area, QAbstractScrollArea) and area.horizontalScrollBar().maximum() > 0:
        return True
    left = widget.mapTo(area, QPoint()).x()
    return left >= 0 and left + widget.width() <= area.width()


def _ground(widget: QWidget) -> QColor:
    at: QWidget | None = widget
    while at is not None:
        if at.autoFillBackground() or at.isWindow():
            return at.palette().window().color()
        at = at.parentWidget()
    raise LookupError(widget)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
