"""Charts in the organizer's window: drawn in the colours that are worn, and told to who does not see them."""

from collections import Counter

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from batikpos.domain.chart import Group, columns, rows
from batikpos.domain.money import Rupiah
from batikpos.i18n import translator
from batikpos.ui.organizer.chart import ChartView
from batikpos.ui.theme import THEMES, apply_theme

GROUPS = (
    Group("12", Rupiah(20_000_000), Rupiah(0)),
    Group("13", Rupiah(10_000_000), Rupiah(10_000_000)),
)


def shown(qtbot: QtBot, theme: str = "light", scale: int = 100) -> ChartView:
    """Show the chart of two hours."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, theme, scale)
    view = ChartView(columns, "Takings by hour", translator("en"))
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_groups(GROUPS)
    return view


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_what_is_proven_is_filled_with_the_colour_of_the_theme(qtbot: QtBot, theme: str) -> None:
    picture = shown(qtbot, theme).grab().toImage()
    colours = Counter(
        QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())
    )
    chart = shown(qtbot, theme).chart()
    filled = sum(r.width * r.height for r in chart.rects if r.shade.value == "proven")
    assert colours[THEMES[theme].good.name()] == pytest.approx(filled, rel=0.05)


def test_who_does_not_see_it_is_told_every_bar(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert view.accessibleName() == "Takings by hour"
    assert view.accessibleDescription() == (
        "12: Rp20.000.000 proven; 13: Rp10.000.000 proven, Rp10.000.000 reported"
    )
    view.show_groups(())
    assert view.accessibleDescription() == "Nothing was sold yet."


def test_at_large_words_it_still_fits_its_least_room(qtbot: QtBot) -> None:
    view = shown(qtbot, scale=175)
    view.resize(view.minimumSizeHint())
    page = view.page()
    for words in view.chart().words:
        assert 0 < words.y <= page.height
    assert [rect for rect in view.chart().rects if rect.height > 1]


def test_level_bars_are_drawn_too(qtbot: QtBot) -> None:
    view = ChartView(rows, "Ways of paying", translator("id"))
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show_groups(GROUPS)
    assert not view.grab().isNull()
    assert "terbukti" in view.accessibleDescription()
