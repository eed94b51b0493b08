"""A chart on the screen: the geometry that paper is drawn by too, in the colours that are worn."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from batikpos.domain.chart import Anchor, Chart, Group, Page, Shade
from batikpos.i18n import N_, Translate
from batikpos.ui.theme import BOLD, font, px, theme_now

Geometry = Callable[[Sequence[Group], Page, tuple[str, str]], Chart]
"""What makes a chart of groups: `columns` or `rows` of `domain/chart.py`."""

WORDS = 14
"""Pixels of its words at 100 %."""

LOWEST = 120


class ChartView(QWidget):
    """A chart that fills its place. It says in words, to those who do not see it, what it shows."""

    def __init__(self, geometry: Geometry, title: str, tr: Translate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._geometry, self._tr = geometry, tr
        self._groups: tuple[Group, ...] = ()
        self._legend = (tr(N_("Proven")), tr(N_("Reported, not proven")))
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._say()

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show other groups."""
        if tuple(groups) != self._groups:
            self._groups = tuple(groups)
            self._say()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room."""
        return QSize(px(360), px(2 * LOWEST))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Say in how much room it can still be read."""
        return QSize(px(220), px(LOWEST))

    def chart(self) -> Chart:
        """Say what is drawn in the room there is."""
        return self._geometry(self._groups, self.page(), self._legend)

    def page(self) -> Page:
        """Say what it is drawn on."""
        light, heavy = QFontMetricsF(font(WORDS)), QFontMetricsF(font(WORDS, BOLD))
        size = self.width(), self.height(), light.height()
        return Page(*size, light.horizontalAdvance, heavy.horizontalAdvance, self._tr)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        theme, painter, chart = theme_now(), QPainter(self), self.chart()
        for rule in chart.rules:
            painter.setPen(QPen(theme.border if rule.is_axis else theme.line, 1))
            painter.drawLine(QPointF(rule.x, round(rule.y) + 0.5), QPointF(rule.to_x, round(rule.to_y) + 0.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect in chart.rects:
            _draw_bar(painter, QRectF(rect.x, rect.y, rect.width, rect.height), rect.shade)
        for words in chart.words:
            painter.setFont(font(WORDS, BOLD) if words.is_heavy else font(WORDS))
            painter.setPen(theme.ink if words.is_heavy else theme.ink_2)
            width = painter.fontMetrics().horizontalAdvance(words.text)
            back = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: float(width)}[words.anchor]
            painter.drawText(QPointF(words.x - back, words.y), words.text)
        painter.end()

    def _say(self) -> None:
        """Say in words what is shown, bar by bar."""
        proven, reported = self._tr(N_("{name}: {amount} proven")), self._tr(N_("{amount} reported"))
        each = [
            proven.format(name=of.name, amount=of.proven)
            + (f", {reported.format(amount=of.reported)}" if of.reported else "")
            for of in self._groups
        ]
        self.setAccessibleDescription("; ".join(each) or self._tr(N_("Nothing was sold yet.")))


def _draw_bar(painter: QPainter, bar: QRectF, shade: Shade) -> None:
    """Fill what is proven; leave hollow what only was reported."""
    theme = theme_now()
    if shade is Shade.PROVEN:
        painter.fillRect(bar, theme.good)
        return
    edge = QPen(_reported(theme.attention, theme.ink), px(2))
    painter.setPen(edge)
    half = px(2) / 2
    inner = bar.adjusted(half, half, -half, -half)
    painter.fillRect(bar, theme.paper)
    painter.drawRect(inner if inner.isValid() else bar)


def _reported(attention: QColor, ink: QColor) -> QColor:
    """Make the colour of attention one that stands out from the paper, in the dark and in the light."""
    if ink.lightnessF() > 0.5:  # noqa: PLR2004 - words are light: it is dark
        return attention
    return QColor.fromHslF(attention.hslHueF(), attention.hslSaturationF(), 0.27)
