"""Icons: each can be drawn, in the colour that is asked for, and all in one hand."""

from itertools import product

import pytest
from PySide6.QtGui import QColor

from batikpos.resources import RESOURCES
from batikpos.ui.booth.menu import ICONS, Place
from batikpos.ui.icons import icon

pytestmark = pytest.mark.usefixtures("qapp")

NAMES = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_the_colour_that_is_asked_for(name: str) -> None:
    picture = icon(name, 48, QColor("#6B3E12")).toImage()
    inked = [
        picture.pixelColor(x, y)
        for x, y in product(range(48), range(48))
        if picture.pixelColor(x, y).alpha() == 255
    ]

    assert len(inked) > 8
    assert {colour.name() for colour in inked} == {"#6b3e12"}


@pytest.mark.parametrize("name", NAMES)
def test_no_icon_touches_the_edge_of_its_square(name: str) -> None:
    picture = icon(name, 48, QColor("black")).toImage()
    edge = [(n, side) for n in range(48) for side in (0, 47)]

    assert all(picture.pixelColor(x, y).alpha() == 0 for x, y in edge)
    assert all(picture.pixelColor(x, y).alpha() == 0 for y, x in edge)


@pytest.mark.parametrize("name", NAMES)
def test_all_icons_are_of_one_stroke(name: str) -> None:
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")

    assert 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"' in drawing


def test_each_place_of_the_menu_has_an_icon() -> None:
    assert {place.name for place in Place} <= set(ICONS)
    assert set(ICONS.values()) <= set(NAMES)
