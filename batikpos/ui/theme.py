"""How it looks: colours, type, space and radius as tokens, light and dark, and the palette made of them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import font_lato
from PySide6.QtCore import QMargins, QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from batikpos.settings import TEXT_SCALES
from batikpos.values import frozen

RADIUS = 10
GAP = 8
MARGIN = 16
LOW = 640
"""Pixels of height at 100 % under which what is asked keeps closer together."""

CRAMPED = 560
"""Pixels of a window's height, however large its words are, under which even what is pressed keeps closer.

A screen of 1366 by 768 that is set to 125 % holds 1093 by 614, and under title and task bar 535 are left.
"""

SMALLEST = 13
"""Pixels at 100 % that words are never smaller than."""

ROOM = 1366, 768
"""Pixels of the screen that the largest words need; a smaller one takes them up to `LESS` per cent."""

LESS_ROOM = 1280, 720
"""Pixels that `LESS` needs, as of 1920 by 1080 at 150 %; a smaller screen takes words up to `LEAST`."""

LESS, LEAST = 150, 125

TARGET = 48
"""Pixels of the smallest thing to press, 12 mm on a 15.6 inch screen of 1366 by 768."""


@frozen
class Theme:
    """One set of colours, by what they are for."""

    ink: QColor
    ink_2: QColor
    paper: QColor
    rim: QColor
    shade: QColor
    ground: QColor
    line: QColor
    border: QColor
    primary: QColor
    on_primary: QColor
    bar: QColor
    on_bar: QColor
    on_bar_2: QColor
    bar_pill: QColor
    bar_good: QColor
    choice: QColor
    on_choice: QColor
    choice_ground: QColor
    attention: QColor
    on_attention: QColor
    good: QColor
    good_ground: QColor
    danger: QColor
    focus: QColor


LIGHT = Theme(
    ink=QColor("#1B1410"),
    ink_2=QColor("#5C4A3D"),
    paper=QColor("#FFFBF4"),
    rim=QColor("#D9CBB5"),
    shade=QColor(27, 20, 16, 140),
    ground=QColor("#F6EEDF"),
    line=QColor("#D9CBB5"),
    border=QColor("#8C7A66"),
    primary=QColor("#6B3E12"),
    on_primary=QColor("#FFFFFF"),
    bar=QColor("#4E2C0B"),
    on_bar=QColor("#FFFBF4"),
    on_bar_2=QColor("#EADBC5"),
    bar_pill=QColor("#5A3B1D"),
    bar_good=QColor("#8CCB98"),
    choice=QColor("#1F3A6E"),
    on_choice=QColor("#FFFFFF"),
    choice_ground=QColor("#E9EEF8"),
    attention=QColor("#F2B233"),
    on_attention=QColor("#1B1410"),
    good=QColor("#23562D"),
    good_ground=QColor("#E7EFE2"),
    danger=QColor("#96201A"),
    focus=QColor("#0B57D0"),
)

DARK = Theme(
    ink=QColor("#F4EDE4"),
    ink_2=QColor("#CBBBA8"),
    paper=QColor("#221B15"),
    rim=QColor("#8C7A66"),
    shade=QColor(0, 0, 0, 185),
    ground=QColor("#17130F"),
    line=QColor("#3D3227"),
    border=QColor("#8C7A66"),
    primary=QColor("#D49854"),
    on_primary=QColor("#17130F"),
    bar=QColor("#2B1A09"),
    on_bar=QColor("#F4EDE4"),
    on_bar_2=QColor("#D8C6AE"),
    bar_pill=QColor("#3D2710"),
    bar_good=QColor("#8CCB98"),
    choice=QColor("#9AB8F2"),
    on_choice=QColor("#17130F"),
    choice_ground=QColor("#1F2A40"),
    attention=QColor("#F2B233"),
    on_attention=QColor("#1B1410"),
    good=QColor("#8CCB98"),
    good_ground=QColor("#1E2B1F"),
    danger=QColor("#F5A49C"),
    focus=QColor("#8AB4F8"),
)

THEMES = {"light": LIGHT, "dark": DARK}


@dataclass(slots=True)
class _Worn:
    """What the application wears; asked for hundreds of times by each page that is built."""

    theme: Theme = LIGHT
    percent: int = 100


_worn = _Worn()


def apply_theme(application: QApplication, name: str, scale: int = 100) -> Theme:
    """Dress the application: our palette, Lato, texts at so many per cent of their size, or at what fits."""
    theme = THEMES[name]
    load_fonts()
    _worn.theme, _worn.percent = theme, min(scale, largest_scale(application.primaryScreen().size()))
    application.setFont(font(16))
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, theme.ground),
        (QPalette.ColorRole.WindowText, theme.ink),
        (QPalette.ColorRole.Base, theme.paper),
        (QPalette.ColorRole.AlternateBase, theme.ground),
        (QPalette.ColorRole.Text, theme.ink),
        (QPalette.ColorRole.PlaceholderText, theme.ink_2),
        (QPalette.ColorRole.Button, theme.paper),
        (QPalette.ColorRole.ButtonText, theme.ink),
        (QPalette.ColorRole.Highlight, theme.choice),
        (QPalette.ColorRole.HighlightedText, theme.on_choice),
        (QPalette.ColorRole.ToolTipBase, theme.paper),
        (QPalette.ColorRole.ToolTipText, theme.ink),
        (QPalette.ColorRole.Accent, theme.primary),
    ):
        palette.setColor(role, colour)
    application.setPalette(palette)
    for window in application.topLevelWidgets():
        if window.styleSheet():
            dress(window)
    return theme


def dress(window: QWidget) -> None:
    """Give a window what no palette says, in the theme that is worn.

    A window, not the application: there Qt would go through every part of a page each time that it is put
    into another, while the page is built. So it is done once, when the page comes into the window.
    """
    window.setStyleSheet(_style_sheet(theme_now()))


def _style_sheet(theme: Theme) -> str:
    return (
        f"QScrollBar:vertical {{ width: {px(12)}px; background: transparent; margin: 0; }}"
        f"QScrollBar::handle:vertical {{ background: {theme.line.name()}; border-radius: {px(5)}px;"
        f" min-height: {tall(TARGET)}px; margin: 1px; }}"
        "QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page"
        " { background: transparent; height: 0; width: 0; }"
        f"QScrollBar:horizontal {{ height: {px(12)}px; background: transparent; margin: 0; }}"
        f"QScrollBar::handle:horizontal {{ background: {theme.line.name()}; border-radius: {px(5)}px;"
        f" min-width: {tall(TARGET)}px; margin: 1px; }}"
        f"QProgressBar {{ border: 0; border-radius: {px(9)}px; background: {theme.line.name()}; }}"
        f"QProgressBar::chunk {{ border-radius: {px(9)}px; background: {theme.good.name()}; }}"
        f"QPlainTextEdit {{ border: 2px solid {theme.border.name()}; border-radius: {px(RADIUS)}px;"
        f" padding: 4px 6px; background: {theme.paper.name()}; color: {theme.ink.name()}; }}"
        f"QPlainTextEdit:focus {{ border: 3px solid {theme.focus.name()}; padding: 3px 5px; }}"
        f"QLineEdit {{ border: 2px solid {theme.border.name()}; border-radius: {px(RADIUS)}px;"
        f" padding: 0 {px(10)}px; background: {theme.paper.name()}; color: {theme.ink.name()};"
        f" placeholder-text-color: {theme.ink_2.name()}; }}"
        f"QLineEdit:focus {{ border: 3px solid {theme.focus.name()}; padding: 0 {px(10) - 1}px; }}"
        f"QComboBox {{ border: 2px solid {theme.border.name()}; border-radius: {px(RADIUS)}px;"
        f" padding: 0 {px(10)}px; background: {theme.paper.name()}; color: {theme.ink.name()}; }}"
        f"QComboBox:focus {{ border: 3px solid {theme.focus.name()}; padding: 0 {px(10) - 1}px; }}"
        f"QComboBox::drop-down {{ border: 0; width: {px(36)}px; }}"
        f"QComboBox QAbstractItemView::item {{ min-height: {tall(TARGET)}px; }}"
    )


def largest_scale(screen: QSize) -> int:
    """Say how large texts can be on a screen, so that a basket still shows its lines and can be paid."""
    for (wide, high), scale in ((ROOM, TEXT_SCALES[-1]), (LESS_ROOM, LESS)):
        if screen.width() >= wide and screen.height() >= high:
            return scale
    return LEAST


def scales_that_fit() -> tuple[int, ...]:
    """List the sizes of texts that can be chosen on this screen."""
    most = largest_scale(QApplication.primaryScreen().size())
    return tuple(scale for scale in TEXT_SCALES if scale <= most)


def scale_now() -> int:
    """Say at how many per cent of their size texts are."""
    return _worn.percent


def theme_now() -> Theme:
    """Return the theme the application wears."""
    return _worn.theme


def px(size: int) -> int:
    """Say how many pixels a size has at the text scale that is set (100 % is the size itself)."""
    return round(size * _worn.percent / 100)


def tall(size: int) -> int:
    """Say how high a thing to press is: air and finger need not grow as its words do, so it grows by half.

    Where words are set large there is the less room; where they are set small it shrinks with them.
    """
    return round(size * min(_worn.percent, (100 + _worn.percent) / 2) / 100)


def is_cramped(part: QWidget) -> bool:
    """Say whether the window of a part is so low that there is no air to spare."""
    return part.window().height() < CRAMPED


def margins(left: int, top: int, right: int, bottom: int) -> QMargins:
    """Make margins at the text scale that is set: they are air."""
    return QMargins(tall(left), tall(top), tall(right), tall(bottom))


def font(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return Lato in so many pixels at the text scale that is set, with figures that stand in columns."""
    return _font(px(size), weight)


@cache
def _font(pixels: int, weight: QFont.Weight) -> QFont:
    made = QFont("Lato")
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


BOLD = QFont.Weight.Bold
BLACK = QFont.Weight.Black


@cache
def load_fonts() -> None:
    """Load Lato; where its files are missing, the platform's own font stands in."""
    for name in ("Lato-Regular.ttf", "Lato-Bold.ttf", "Lato-Black.ttf"):
        QFontDatabase.addApplicationFont(str(Path(font_lato.font_directory) / name))
