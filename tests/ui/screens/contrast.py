"""Contrast of words as it is on the screen: read from the picture, three times as large, not from tokens."""

from collections.abc import Iterator

from PIL import Image, ImageChops
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QWidget

from tests.ui.screens.layer import cards_of, layer_of, seen, seen_place_of
from tests.ui.screens.look import words_of

LARGER = 3
EDGE, ROUND = 5, 13
"""Pixels at a control's edges, and at its round ends, that are its border and not its words."""

ENOUGH = 12
"""Pixels (of the larger picture) that a colour must fill to be one of the words' own, not of their rim."""

Colour = tuple[int, int, int]


def contrasts_of(window: QWidget) -> tuple[tuple[str, float], ...]:
    """Say for every line of words that can be read and used, how it stands out from its ground."""
    layer, picture = layer_of(window), picture_of(window, LARGER)
    return tuple(
        (words, ratio) for words, place in _places(layer) for ratio in _lines(_cut_out(picture, place))
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


def _places(layer: QWidget) -> Iterator[tuple[str, QRect]]:
    for label in seen(layer, QLabel):
        if label.text():
            yield label.text(), seen_place_of(label)
    for widget in (*seen(layer, QAbstractButton), *seen(layer, QLineEdit)):
        place = seen_place_of(widget).adjusted(ROUND, EDGE, -ROUND, -EDGE)
        if widget.isEnabled() and not place.isEmpty():  # what cannot be used need not stand out
            yield words_of(widget), place
    for view in seen(layer, QListView):
        for words, place in cards_of(view):
            at = place.adjusted(EDGE, place.height() // 2, -3 * EDGE, -3 * EDGE)
            if not at.isEmpty():  # of one that is cut off no words can be seen
                yield words, at


def _cut_out(picture: Image.Image, place: QRect) -> Image.Image:
    left, top = place.left() * LARGER, place.top() * LARGER
    return picture.crop((left, top, left + place.width() * LARGER, top + place.height() * LARGER))


def _lines(part: Image.Image) -> Iterator[float]:
    """Yield the contrast of each line of words: rows with nothing but ground are between them."""
    ground = _colours(part)[0][1]
    away = ImageChops.difference(part, Image.new("RGB", part.size, ground)).convert("L")
    rows = [away.crop((0, y, away.width, y + 1)).getbbox() is not None for y in range(away.height)]
    begins = [y for y in range(len(rows)) if rows[y] and (y == 0 or not rows[y - 1])]
    for top in begins:
        end = next((y for y in range(top, len(rows)) if not rows[y]), len(rows))
        if end - top < 4 * LARGER:
            continue  # the foot of a letter, or a rule
        found = _colours(part.crop((0, top, part.width, end)))
        ratios = [contrast(colour, ground) for count, colour in found if count >= ENOUGH]
        if ratios:
            yield max(ratios)


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
