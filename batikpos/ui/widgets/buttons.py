"""Buttons drawn from the theme: one filled, the others with an edge, with room for an icon and a caption."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from batikpos.ui.icons import icon
from batikpos.ui.theme import (
    BLACK,
    BOLD,
    RADIUS,
    SMALLEST,
    TARGET,
    font,
    is_cramped,
    px,
    scale_now,
    tall,
    theme_now,
)
from batikpos.ui.widgets.buttonface import Ground, draw_ground
from batikpos.ui.widgets.lettering import FittedWords, fitted, width_of
from batikpos.values import frozen

PAY, PAY_CRAMPED = 64, 52
"""Pixels at 100 % of what takes money, 16 mm; so high is the lower one on a screen that is set to 125 %."""

_SIGN = 20
_BADGE = 48


class Kind(Enum):
    """How much a button asks for."""

    PRIMARY = "primary"
    PAY = "pay"
    PLAIN = "plain"
    CHIP = "chip"
    DANGER = "danger"
    BAR = "bar"
    TILE = "tile"
    BARE = "bare"
    KEY = "key"
    SLIM = "slim"


_SHOWN = {Kind.CHIP: 40, Kind.BAR: 38, Kind.SLIM: 40}
"""How high the slim ones are drawn; a finger may miss them by a little."""


class Side(Enum):
    """Which part of a row of joined buttons one is."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


_FIRST = {Kind.PAY, Kind.PRIMARY}
"""What is pressed most, and larger for it: 16 mm."""

_ONCE = {Kind.PAY, Kind.PRIMARY, Kind.DANGER}
"""What nobody means twice in half a second."""


@frozen
class _Placed:
    """Where everything on a button stands, in pixels from its corner."""

    dot: QRectF
    icon: QPointF
    title: FittedWords
    first: QRectF
    key: QRectF
    caption: FittedWords
    below: QRectF


class Button(QPushButton):
    """A button with a title, and under it a caption (its key, or what it gives back)."""

    def __init__(self, text: str = "", kind: Kind = Kind.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)  # with its text, PySide would look whether that is an icon, and make those
        self.kind = kind
        self._caption = ""
        self._key = ""
        self._icon = ""
        self._stand_in = ""
        self._is_brief = False
        self._side: Side | None = None
        self._dot: QColor | None = None
        self._placed: tuple[tuple[object, ...], _Placed] | None = None
        self._hint: tuple[tuple[object, ...], QSize] | None = None
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if kind in {Kind.PAY, Kind.PRIMARY, Kind.TILE}:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def acts_once(self) -> bool:
        """Whether two quick taps are one."""
        return self.kind in _ONCE

    def set_words(self, title: str, caption: str = "") -> None:
        """Say what it does, and under it something smaller."""
        if (title, caption) == (self.text(), self._caption) and self.accessibleName():
            return  # the page would be laid out anew
        self._caption = caption
        self.setText(title)
        self.setAccessibleName(f"{title} {caption}".strip())

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Say what it does."""
        super().setText(text)
        self._changed()

    def set_kind(self, kind: Kind) -> None:
        """Ask for more or less from now on; how large it is stays."""
        self.kind = kind
        self.update()

    def set_icon(self, name: str) -> None:
        """Show an icon before the title; "" for none."""
        self._icon = name
        self._changed()

    def set_stand_in(self, name: str) -> None:
        """Show an icon in place of the title where that is left off."""
        self._stand_in = name
        self._changed()

    def set_key(self, key: str) -> None:
        """Show behind the title which key does the same."""
        self._key = key
        self._changed()

    def set_dot(self, colour: QColor | None) -> None:
        """Show a dot of a colour before the title, for a state that the title names."""
        self._dot = colour
        self._changed()

    @property
    def is_brief(self) -> bool:
        """Whether the title is left off."""
        return self._is_brief

    @property
    def saving(self) -> int:
        """How many pixels it takes to say the title beside the icon."""
        return width_of(self.text(), self._font()) + (px(8) if self._icon else -px(_SIGN))

    def text_width(self, text: str = "") -> int:
        """Say how wide it is with a title in full, its own or another, and nothing beside it."""
        return width_of(text or self.text(), self._font()) + px(self._padding)

    @property
    def _padding(self) -> int:
        return 20 if self.kind is Kind.SLIM else 30

    def set_brief(self, is_brief: bool) -> None:  # noqa: FBT001 - one fact
        """Leave the title off where there is little room; the icon stays, and its name."""
        if is_brief != self._is_brief:
            self._is_brief = is_brief
            self.setToolTip(self.accessibleName() or self.text() if is_brief else "")
            self._changed()

    def join(self, side: Side) -> None:
        """Draw it as one part of a row without gaps."""
        self._side = side
        self._changed()

    @property
    def _shown_icon(self) -> str:
        return self._icon or (self._stand_in if self._is_brief else "")

    def _beside(self) -> tuple[tuple[object, int], ...]:
        """Say what stands beside the title, and how wide."""
        return (self._dot, px(10)), (self._shown_icon, px(_SIGN)), (self._key, self._key_width())

    def _changed(self) -> None:
        self._placed = self._hint = None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave room for all that is shown, and a finger; a layout asks each button several times."""
        asked = (self.kind, scale_now(), self.isChecked())
        if self._hint is None or self._hint[0] != asked:
            self._hint = asked, self._measure()
        return self._hint[1]

    def _measure(self) -> QSize:
        if self.kind is Kind.TILE:
            return QSize(px(240), px(104))
        width = width_of(self.text(), self._font()) if not self._is_brief else 0
        width = max(width, width_of(self._caption, font(14)))
        for part, room in self._beside():
            if part:
                width += room + (px(8) if width else 0)
        high = max(tall(PAY if self.kind in _FIRST else TARGET), self._text_height())
        return QSize(max(width + px(self._padding), tall(TARGET)), high)

    @property
    def least_height(self) -> int:
        """How many pixels words and a finger need, without room to spare."""
        first = PAY_CRAMPED if is_cramped(self) else PAY
        return max(first if self.kind in _FIRST else TARGET, self._text_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never cut the words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the space bar; Enter alone pays nothing, for scanners send it, on whatever desktop this is."""
        if self.kind is Kind.PAY and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        theme = theme_now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge, ink = self._colours()
        if not self.isEnabled():
            is_on_bar = self.kind is Kind.BAR  # which stays what it is while a page waits
            fill, edge, ink = (
                (fill, edge, theme.on_bar_2) if is_on_bar else (theme.ground, theme.line, theme.border)
            )
        elif self.isDown():
            fill = fill.darker(112) if fill.lightness() > 40 else fill.lighter(140)  # noqa: PLR2004
        high = self.height() - 2.0
        spare = max(0.0, high - px(_SHOWN[self.kind])) / 2 if self.kind in _SHOWN else 0.0
        is_filled, has_focus = self.kind is not Kind.BARE or self.isDown(), self.hasFocus()
        if is_filled or has_focus:
            ground = Ground(
                fill.rgba() if is_filled else 0,
                edge.rgba(),
                2 if self.kind is Kind.PAY else 1.5,
                theme.focus.rgba() if has_focus else 0,
                spare,
                0 if self.kind in {Kind.CHIP, Kind.BAR} else px(RADIUS),
                (self._side in {None, Side.LEFT}, self._side in {None, Side.RIGHT}),
            )
            draw_ground(painter, self.size(), ground)
        if self.kind is Kind.TILE:
            self._draw_tile(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), ink)
        else:
            self._draw_words(painter, ink)
        painter.end()

    def _draw_words(self, painter: QPainter, ink: QColor) -> None:
        placed = self._place_words()
        if self._dot is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._dot)
            painter.drawEllipse(placed.dot)
        if self._shown_icon:
            painter.drawPixmap(placed.icon, icon(self._shown_icon, _SIGN, ink))
        painter.setPen(ink)
        if placed.title.shown:
            painter.setFont(placed.title.face)
            painter.drawText(placed.first, Qt.AlignmentFlag.AlignVCenter, placed.title.shown)
        if placed.caption.shown:
            painter.setFont(placed.caption.face)
            painter.drawText(placed.below, Qt.AlignmentFlag.AlignCenter, placed.caption.shown)
        if self._key:
            _draw_key(painter, placed.key, self._key, ink)

    def _place_words(self) -> _Placed:
        """Place words and signs in the room there is, once for as long as both are the same."""
        room = (self.kind, self.width(), self.height(), scale_now(), self.isChecked())
        if self._placed is None or self._placed[0] != room:
            self._placed = room, self._placed_in(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        return self._placed[1]

    def _placed_in(self, box: QRectF) -> _Placed:
        room = box.width() - px(16)
        taken = sum(width + px(8) for part, width in self._beside() if part)
        title = fitted("" if self._is_brief else self.text(), self._font(), room - taken)
        caption = fitted(self._caption, font(14), room)
        high, low = title.height, caption.height if caption.shown else 0.0
        top = box.center().y() - (high + low) / 2 + (px(1) if caption.shown else 0)
        width = title.width if title.shown else -px(8)
        x = box.center().x() - (width + taken) / 2
        middle = top + high / 2
        dot = QRectF(x, middle - px(5), px(10), px(10))
        x += px(18) if self._dot is not None else 0
        sign = QPointF(x, middle - px(_SIGN) / 2)
        x += px(_SIGN + 8) if self._shown_icon else 0
        return _Placed(
            dot,
            sign,
            title,
            QRectF(x, top, width + 2, high),
            QRectF(x + width + px(8), middle - px(12), self._key_width(), px(24)),
            caption,
            QRectF(box.left(), top + high - px(1), box.width(), low),
        )

    def _draw_tile(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        """Draw an icon on its own ground, and beside it title and caption from the left."""
        theme = theme_now()
        x = box.left() + px(18)
        if self._icon:
            badge = QRectF(x, box.center().y() - px(_BADGE) / 2, px(_BADGE), px(_BADGE))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ground)
            painter.drawRoundedRect(badge, px(RADIUS), px(RADIUS))
            at = badge.center() - QPointF(px(13), px(13))
            painter.drawPixmap(at, icon(self._icon, 26, theme.primary if self.isEnabled() else ink))
            x = badge.right() + px(14)
        words = QRectF(x, 0, box.right() - px(14) - x, box.height())
        title = fitted(self.text(), font(18, BOLD), words.width())
        high = title.height
        wraps = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        below = QFontMetricsF(font(15)).boundingRect(words, wraps, self._caption)
        top = box.center().y() - (high + below.height()) / 2
        painter.setPen(ink)
        painter.setFont(title.face)
        first = QRectF(words.left(), top, words.width(), high)
        painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, title.shown)
        painter.setPen(theme.ink_2 if self.isEnabled() else ink)
        painter.setFont(font(15))
        painter.drawText(
            QRectF(words.left(), top + high, words.width(), below.height() + 2), wraps, self._caption
        )

    def _font(self) -> QFont:
        if self.kind in {Kind.PAY, Kind.KEY} or (len(self.text()) == 1 and not self.text().isalnum()):
            return font(20, BLACK)
        if self.kind is Kind.PRIMARY or (self.kind is Kind.CHIP and self.isChecked()):
            return font(17, BOLD)
        if self._side is Side.MIDDLE:
            return font(18, BOLD)
        return font(16)

    def _text_height(self) -> int:
        high = QFontMetrics(self._font()).height()
        return high + (QFontMetrics(font(14)).height() if self._caption else 0) + px(6)

    def _key_width(self) -> int:
        return max(px(26), width_of(self._key, font(SMALLEST)) + px(10)) if self._key else 0

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        theme = theme_now()
        if self.kind is Kind.PAY and self.property("filled"):
            return theme.primary, theme.primary, theme.on_primary
        if self.kind is Kind.CHIP and self.isChecked():
            return theme.choice, theme.choice, theme.on_choice
        border = theme.on_attention if self._stands_on(theme.attention) else theme.border
        return {
            Kind.PRIMARY: (theme.primary, theme.primary, theme.on_primary),
            Kind.PAY: (theme.paper, theme.primary, theme.ink),
            Kind.DANGER: (theme.paper, theme.danger, theme.danger),
            Kind.BAR: (theme.bar_pill, theme.bar_pill, theme.on_bar),
            Kind.BARE: (theme.ground, theme.ground, theme.ink_2),
        }.get(self.kind, (theme.paper, border, theme.ink))

    def _stands_on(self, colour: QColor) -> bool:
        """Say whether the strip around it is filled with a colour, on which the border would be pale."""
        around = self.parentWidget()
        return around is not None and around.palette().color(QPalette.ColorRole.Window) == colour


def leave_off(buttons: Sequence[Button], over: int) -> None:
    """Leave titles off, in their order, until the pixels are saved that all of them are too wide by."""
    for button in buttons:
        if button.isHidden():
            continue
        button.set_brief(over > 0)
        over -= button.saving


def saved_by(buttons: Sequence[Button]) -> int:
    """Say how many pixels were saved by leaving titles off."""
    return sum(button.saving for button in buttons if button.is_brief and not button.isHidden())


def _draw_key(painter: QPainter, box: QRectF, key: str, ink: QColor) -> None:
    """Draw a key of the keyboard."""
    theme = theme_now()
    painter.setPen(QPen(theme.border, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, px(4), px(4))
    painter.setPen(ink)
    painter.setFont(font(SMALLEST))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
