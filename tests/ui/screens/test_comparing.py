"""The comparison of pictures sees what an eye sees, and not how another Qt sets the rims of letters."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QImage, QPainter

from batikpos.ui.theme import BLACK, BOLD, LIGHT, font, load_fonts
from tests.ui.screens.comparing import compare

Box = tuple[int, int, int, int]

SALE = Path(__file__).parent / "golden" / "sale-full-id-light-100.png"
PRICE: Box = (1270, 244, 1352, 268)
WORD: Box = (1210, 654, 1296, 682)
BUTTON: Box = (950, 640, 1148, 694)
RED = (220, 0, 0)


@pytest.fixture
def sale() -> Image.Image:
    with Image.open(SALE) as picture:
        return picture.convert("RGB")


def erased(picture: Image.Image, place: Box) -> Image.Image:
    """Paint a place over with its own ground."""
    changed = picture.copy()
    ImageDraw.Draw(changed).rectangle(place, fill=picture.getpixel(place[:2]))
    return changed


def moved(picture: Image.Image, place: Box, by: tuple[int, int]) -> Image.Image:
    changed = erased(picture, place)
    changed.paste(picture.crop(place), (place[0] + by[0], place[1] + by[1]))
    return changed


@pytest.mark.parametrize("by", [12, -12])
def test_another_light_is_seen(sale: Image.Image, by: int) -> None:
    assert compare(sale, sale.point(lambda v: v + by)).is_seen


@pytest.mark.parametrize("place", [PRICE, WORD], ids=["a price", "the word of a button"])
def test_what_is_erased_is_seen(sale: Image.Image, place: Box) -> None:
    assert compare(sale, erased(sale, place)).is_seen


@pytest.mark.parametrize("place", [PRICE, WORD], ids=["a price", "the word of a button"])
def test_what_appears_is_seen(sale: Image.Image, place: Box) -> None:
    assert compare(erased(sale, place), sale).is_seen


@pytest.mark.parametrize("by", [(3, 0), (-3, 0), (0, 3), (0, -3)])
@pytest.mark.parametrize("place", [BUTTON, WORD], ids=["a button", "its word"])
def test_what_moved_by_three_pixels_is_seen(sale: Image.Image, place: Box, by: tuple[int, int]) -> None:
    assert compare(sale, moved(sale, place, by)).is_seen


def test_another_size_is_seen(sale: Image.Image) -> None:
    assert compare(sale, sale.crop((0, 0, 1366, 767))).is_seen


def test_the_same_is_the_same_and_marks_nothing(sale: Image.Image) -> None:
    assert compare(sale, sale.copy()).share == 0


def test_what_changed_is_marked_and_nothing_else(sale: Image.Image) -> None:
    marked = compare(sale, erased(sale, PRICE)).marked
    assert RED in colours(marked.crop(PRICE))
    assert RED not in colours(erased(marked, (PRICE[0] - 1, *PRICE[1:])))


def colours(picture: Image.Image) -> set[object]:
    return {colour for _, colour in picture.getcolors(picture.width * picture.height) or ()}


def written(
    how: Callable[[QFont], object], right: float = 0, text: str = "Kemeja Lengan 395.000"
) -> Image.Image:
    """Write a line in each size of the window, so many parts of a pixel to the right."""
    load_fonts()
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(LIGHT.paper)
    painter = QPainter(image)
    painter.setPen(LIGHT.ink)
    sizes = ((14, QFont.Weight.Normal), (16, QFont.Weight.Normal), (18, BOLD), (20, BLACK), (32, BLACK))
    for n, (size, weight) in enumerate(sizes):
        of = QFont(font(size, weight))
        how(of)
        painter.setFont(of)
        painter.drawText(QPointF(10 + right, 30 + 36 * n), text)
    painter.end()
    raw = bytes(image.constBits())
    return Image.frombytes("RGB", (400, 200), raw, "raw", "BGRX", image.bytesPerLine(), 1)


def as_it_is(_of: QFont) -> None:
    """Change nothing of a font."""


@pytest.mark.usefixtures("qapp")
def test_rims_that_are_set_otherwise_are_not_a_change() -> None:
    """What two builds of FreeType differ by: how strokes snap to pixels, and where on a pixel they begin."""
    unhinted = written(lambda of: of.setHintingPreference(QFont.HintingPreference.PreferNoHinting))
    aside = written(as_it_is, 0.5)
    for other in (unhinted, aside):
        assert written(as_it_is) != other
        assert not compare(written(as_it_is), other).is_seen


@pytest.mark.usefixtures("qapp")
def test_another_figure_is_seen_in_spite_of_that() -> None:
    assert compare(written(as_it_is), written(as_it_is, 0.5, "Kemeja Lengan 385.000")).is_seen
