"""Looking a screen over, widget by widget: sizes, names, cut words, overlaps, and what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from batikpos.ui.booth.sizes import SizePanel
from batikpos.ui.theme import px
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.guide import Guide
from batikpos.ui.widgets.message import MessageStrip
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.words import ElidedLabel, FittedLabel
from tests.ui.screens.baselines import uneven
from tests.ui.screens.layer import cards_of, layer_of, place_of, seen, seen_place_of

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)

SPARE = 22
"""Pixels of air that a button may lose before its words do."""


@dataclass(frozen=True, slots=True)
class Target:
    """A thing to press: its words and its size in pixels; `is_primary` where it ends what is being done."""

    words: str
    width: int
    height: int
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What was found on a screen."""

    targets: tuple[Target, ...]
    unnamed: tuple[str, ...]
    cut: tuple[str, ...]
    overlapping: tuple[str, ...]
    uneven: tuple[str, ...]
    filled: tuple[str, ...]
    texts: tuple[str, ...]


def look_over(window: QWidget) -> Look:
    """Look over what of a window can be touched now."""
    layer = layer_of(window)
    return Look(
        targets=tuple(_targets(layer)),
        unnamed=tuple(_unnamed(layer)),
        cut=tuple(_cut(layer)),
        overlapping=tuple(_overlapping(layer)),
        uneven=tuple(uneven(layer)),
        filled=tuple(words_of(b) for b in seen(layer, Button) if _is_filled(b)),
        texts=tuple(_texts(layer)),
    )


def words_of(widget: QWidget) -> str:
    """Say what stands on a widget, or what it is called, or at least what it is."""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel | QLineEdit) else ""
    return text or widget.accessibleName() or type(widget).__name__


def _is_filled(button: Button) -> bool:
    """Say whether a button is the one that a screen leads to."""
    return button.kind is Kind.PRIMARY or (button.kind is Kind.PAY and bool(button.property("filled")))


def _is_own_target(widget: QWidget) -> bool:
    """Say whether one of our own widgets takes a tap by itself, as a row of the basket does."""
    kinds = [kind for kind in type(widget).__mro__ if kind.__module__.startswith("batikpos")]
    return any("mousePressEvent" in vars(kind) for kind in kinds)


def _controls(layer: QWidget) -> Iterator[QWidget]:
    for widget in seen(layer, QWidget):
        is_inside = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
        is_inside = is_inside or isinstance(widget, QHeaderView)  # of a table, which sorts by its keys too
        if (isinstance(widget, CONTROLS) or _is_own_target(widget)) and not is_inside:
            yield widget


def _targets(layer: QWidget) -> Iterator[Target]:
    for widget in _controls(layer):
        if isinstance(widget, QAbstractItemView):
            for words, place in cards_of(widget):
                yield Target(words, place.width(), place.height(), is_primary=False)
            continue
        is_digit = isinstance(widget.parentWidget(), NumberPad)
        ends = isinstance(widget, Button) and widget.kind in {Kind.PRIMARY, Kind.PAY} and not is_digit
        yield Target(words_of(widget), widget.width(), widget.height(), is_primary=ends)


def _unnamed(layer: QWidget) -> Iterator[str]:
    """Ask the accessibility tree, as a screen reader does, for the name of every control."""
    for widget in _controls(layer):
        found = QAccessible.queryAccessibleInterface(widget)
        if found is None or not found.text(QAccessible.Text.Name).strip():
            yield f"{type(widget).__name__} at {_at(place_of(widget))}"
        if isinstance(widget, QAbstractItemView):
            nameless = [place for words, place in cards_of(widget) if not words.strip()]
            yield from (f"a card at {_at(place)}" for place in nameless)


def _cut(layer: QWidget) -> Iterator[str]:
    """Find words that do not fit on what they stand on, and what goes over the edge of the window."""
    for label in seen(layer, QLabel):
        if label.text() and not isinstance(label, ElidedLabel):  # which shortens what has no room
            yield from _cut_label(label)
    for button in seen(layer, Button):
        least = button.sizeHint().width() - px(SPARE)
        if button.text() and least > button.width():
            yield f"button “{button.text()}” needs {least}, has {button.width()}"
    for field in seen(layer, QLineEdit):
        words = field.text() or field.placeholderText()
        if QFontMetrics(field.font()).horizontalAdvance(words) > field.width() - 20:
            yield f"field “{words}” is wider than its place"
    yield from _over_the_side(layer)


def _over_the_side(layer: QWidget) -> Iterator[str]:
    for area in layer.findChildren(QScrollArea):  # of one whose page covers it nothing itself is seen
        if area.isVisible() and (wide := _too_wide(area)) > 0:
            yield f"a page of “{words_of(area)}” is {wide} wider than its place"
    for widget in (*seen(layer, QLabel), *seen(layer, QAbstractButton), *seen(layer, QLineEdit)):
        if _goes_over(layer.window().rect(), widget):
            yield f"“{words_of(widget)}” goes over the edge"


def _goes_over(edge: QRect, widget: QWidget) -> bool:
    """Say whether something goes over the window's edge, or over the side of a page that goes up and down."""
    place, area = place_of(widget), _area_of(widget)
    if area is None:
        return not edge.contains(place)
    if area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:  # it slides sideways
        return False
    if isinstance(widget, QLabel):
        place = _place_of_words(widget)
    sides = place_of(area.viewport())
    return place.left() < sides.left() or place.right() > sides.right()


def _too_wide(area: QScrollArea) -> int:
    """Say by how much a page is too wide that goes up and down only; what is out of sight there is lost."""
    page = area.widget()
    is_sliding = area.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    is_bound = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return page.width() - area.viewport().width() if page is not None and is_bound and not is_sliding else 0


def _place_of_words(label: QLabel) -> QRect:
    """Say where the words of a label lie: it is wider than they are, mostly."""
    if isinstance(label, ElidedLabel | FittedLabel) or not label.text():
        return place_of(label)
    wraps = Qt.TextFlag.TextWordWrap.value if label.wordWrap() else 0
    how = label.alignment().value | wraps
    words = label.fontMetrics().boundingRect(label.contentsRect(), how, label.text())
    return words.translated(place_of(label).topLeft())


def _cut_label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + 1:
            yield f"“{label.text()}” is higher than its place"
        return
    of = QFontMetrics(label.fitted()) if isinstance(label, FittedLabel) else label.fontMetrics()
    box = of.boundingRect(QRect(), int(label.alignment()), label.text())
    if box.width() > room.width() + 1 or box.height() > room.height() + 3:
        needs, has = f"{box.width()} x {box.height()}", f"{room.width()} x {room.height()}"
        yield f"“{label.text()}” needs {needs}, has {has}"


def _overlapping(layer: QWidget) -> Iterator[str]:
    """Find things side by side that lie on each other; messages, panels and help lie over what is meant."""
    for parent in (layer, *seen(layer, QWidget)):
        inside = [
            child
            for child in parent.children()
            if isinstance(child, QWidget)
            and child.isVisible()
            and not child.visibleRegion().isEmpty()
            and not isinstance(child, MessageStrip | SizePanel | Guide)
            and not child.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ]
        if isinstance(parent, QLineEdit | QAbstractItemView | QScrollArea | QAbstractSpinBox | QComboBox):
            continue
        for one, other in combinations(inside, 2):
            both = seen_place_of(one).intersected(seen_place_of(other))
            if both.width() > 1 and both.height() > 1:
                yield f"“{words_of(one)}” and “{words_of(other)}” at {_at(both)}"


def _texts(layer: QWidget) -> Iterator[str]:
    """List all that is said, to eyes or to a screen reader."""
    for widget in seen(layer, QWidget):
        yield from (widget.accessibleName(), widget.toolTip())
        if isinstance(widget, QAbstractButton | QLabel):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, Button):
            yield widget._caption
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(n) for n in range(widget.count()))


def _area_of(widget: QWidget) -> QScrollArea | None:
    """Find what a widget is scrolled in."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def _at(place: QRect) -> str:
    corner: QPoint = place.topLeft()
    return f"{corner.x()},{corner.y()} ({place.width()} x {place.height()})"
