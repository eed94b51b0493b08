"""Contrast of words as it is on the screen: read from the picture, three times as large, not from tokens."""

from collections.abc import Iterator, Sequence

from PIL import Image, ImageChops
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QWidget

from batikpos.ui.theme import theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from tests.ui.screens.layer import cards_of, layer_of, place_of, seen, seen_place_of
from tests.ui.screens.look import words_of

LARGER = 3
EDGE, ROUND = 5, 13
"""Pixels at a control's edges, and at its round ends, that are its border and not its words."""

ENOUGH = 12
"""Pixels (of the larger picture) that a colour must fill to be one of the words' own, not of their rim."""

SPACE = 4
"""A space is at least such a part of the height of its line."""

IN_ROWS = 3
"""What is more than so many times as wide as high is a row of a list, and not a card."""

WITHOUT_EDGE = {Kind.BAR, Kind.BARE, Kind.TILE}
"""Known by their words: a pill on the bar, what is said under a list; and by its place in a grid, a tile."""

Colour = tuple[int, int, int]


def contrasts_of(window: QWidget) -> tuple[tuple[str, float], ...]:
    """Say for every word that can be read and used, how it stands out from its ground."""
    layer, picture = layer_of(window), picture_of(window, LARGER)
    return tuple(
        (words, ratio)
        for widget, words, place in _places(layer)
        for ratio in _words(_cut_out(picture, place), signs_of(widget))
    )


def picture_of(window: QWidget, larger: int) -> Image.Image:
    """Draw a window so many times as large."""
    image = QImage(window.size() * larger, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(larger)
    window.render(image, QPoint(0, 0))
    raw = bytes(image.constBits())
    return Image.frombytes(
        "RGB", (image.width(), image.height()), raw, "raw", "BGRX", image.bytesPerLine(), 1
    )


def contrast(one: Colour, other: Colour) -> float:
    """Compute the contrast of two colours as WCAG 2.2 does."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def edges_of(window: QWidget) -> tuple[tuple[str, float], ...]:
    """Say for everything with an edge that can be used, how this stands out from what lies around it."""
    layer, picture = layer_of(window), picture_of(window, LARGER)
    return tuple(_edges(layer, picture))


def _edges(layer: QWidget, picture: Image.Image) -> Iterator[tuple[str, float]]:
    """Look at the middle of each side that is in sight: from the pixel outside it to `EDGE` pixels inside."""
    for widget in (*seen(layer, Button), *seen(layer, QLineEdit)):
        place = place_of(widget)
        is_bare = isinstance(widget, Button) and (widget.kind in WITHOUT_EDGE or widget._side is not None)
        if is_bare or not widget.isEnabled() or seen_place_of(widget) != place:
            continue
        row = QRect(place.left() - 2, place.center().y(), EDGE + 2, 1)
        if row.left() < 0:
            continue
        colours = [colour for _, colour in _colours(_cut_out(picture, row))]
        outside = _rgb(picture.getpixel((row.left() * LARGER, row.top() * LARGER)) or 0)
        yield words_of(widget), max(contrast(colour, outside) for colour in colours)


def signs_of(widget: QWidget) -> frozenset[Colour]:
    """Say in which colours a button has a dot or a picture beside its words: these are no words."""
    if not isinstance(widget, Button):
        return frozenset()
    drawn = [widget._dot, theme_now().primary if widget.kind is Kind.TILE else None]
    return frozenset((of.red(), of.green(), of.blue()) for of in drawn if of is not None)


def _places(layer: QWidget) -> Iterator[tuple[QWidget, str, QRect]]:
    for label in seen(layer, QLabel):
        if label.text():
            yield label, label.text(), seen_place_of(label)
    for widget in (*seen(layer, QAbstractButton), *seen(layer, QLineEdit)):
        place = seen_place_of(widget).adjusted(ROUND, EDGE, -ROUND, -EDGE)
        if widget.isEnabled() and not place.isEmpty():  # what cannot be used need not stand out
            yield widget, words_of(widget), place
    for view in seen(layer, QListView):
        for words, place in cards_of(view):
            is_row = place.width() > IN_ROWS * place.height()  # whose picture is on the left, not above
            left, top = (2 * place.height(), EDGE) if is_row else (EDGE, place.height() // 2)
            at = place.adjusted(left, top, -3 * EDGE, -3 * EDGE)
            if not at.isEmpty():  # of one that is cut off no words can be seen
                yield view, words, at


def _cut_out(picture: Image.Image, place: QRect) -> Image.Image:
    left, top = place.left() * LARGER, place.top() * LARGER
    return picture.crop((left, top, left + place.width() * LARGER, top + place.height() * LARGER))


def _words(part: Image.Image, signs: frozenset[Colour]) -> Iterator[float]:
    """Yield the contrast of each word: rows, and then columns, with nothing but ground are between them."""
    ground = _colours(part)[0][1]
    away = ImageChops.difference(part, Image.new("RGB", part.size, ground)).convert("L")
    for top, end in _runs(away.getprojection()[1], apart=1):
        if end - top < 4 * LARGER:
            continue  # the foot of a letter, or a rule
        line = away.crop((0, top, away.width, end))
        for left, right in _runs(line.getprojection()[0], apart=max(2, (end - top) // SPACE)):
            found = _colours(part.crop((left, top, right, end)))
            inks = [(contrast(colour, ground), colour) for count, colour in found if count >= ENOUGH]
            if inks and max(inks)[1] not in signs:
                yield max(inks)[0]


def _runs(has_ink: Sequence[int], *, apart: int) -> Iterator[tuple[int, int]]:
    """Yield where there is ink: from, to; what is less than so many pixels `apart` is one."""
    begin = end = -1
    for at, ink in enumerate(has_ink):
        if not ink:
            continue
        if begin >= 0 and at - end >= apart:
            yield begin, end
            begin = at
        begin = at if begin < 0 else begin
        end = at + 1
    if begin >= 0:
        yield begin, end


def _colours(part: Image.Image) -> list[tuple[int, Colour]]:
    found = part.getcolors(part.width * part.height) or []
    return sorted(((n, _rgb(colour)) for n, colour in found), reverse=True)


def _rgb(colour: float | tuple[int, ...]) -> Colour:
    if not isinstance(colour, tuple):
        raise ValueError("not a picture in RGB")
    red, green, blue = colour
    return red, green, blue


def _luminance(colour: Colour) -> float:
    parts = [value / 255 for value in colour]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
