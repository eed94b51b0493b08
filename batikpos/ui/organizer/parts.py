"""Parts that several pages are made of: a figure with its words, two parts beside each other, sentences."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from batikpos.domain.money import Rupiah
from batikpos.ui.organizer.rows import Tone, shown
from batikpos.ui.organizer.tableview import colour_of, ink_of
from batikpos.ui.theme import BLACK, BOLD, GAP, margins, px, theme_now
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import ElidedLabel, FittedLabel, colour_label, label, rule

SIDE = 330
"""Pixels at 100 % of what stands at the right of a table."""

_LEAST = 560
"""Pixels at 100 % that a table has beside it; with less it stands above."""


class Figure(Panel):
    """One large figure: what it is, how much, and a second line."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.box.setContentsMargins(margins(14, 8, 14, 8))
        self.box.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._title = ElidedLabel(15, colour=theme_now().ink_2)
        self._title.setText(title)
        self._figure = FittedLabel(28, BLACK)
        self._figure.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._more = ElidedLabel(14, colour=theme_now().ink_2)
        for part in (self._title, self._figure, self._more):
            self.box.addWidget(part)

    def show_figure(self, figure: Rupiah | int | None, more: str, tone: Tone | None = None) -> None:
        """Show a figure, in the colour of a tone where it asks for somebody."""
        text = str(figure).replace("-", "\N{MINUS SIGN}") if isinstance(figure, Rupiah) else shown(figure)
        self._figure.setText(text)
        self._more.setText(more)
        colour_label(self._figure, theme_now().ink if tone is None else ink_of(tone))
        self.setAccessibleName(f"{self._title.text()}: {text}. {more}")


class Figures(QWidget):
    """Figures side by side."""

    def __init__(self, *figures: Figure) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(GAP))
        for n, figure in enumerate(figures):
            row.addWidget(figure, 5 if n == 0 else 4)


class Beside(QWidget):
    """Two parts side by side, the second as wide as its words need; one over the other where it is narrow.

    `least` is what the first needs beside the other; else the second stands under it, with a `share` where
    the first has three, and `narrowed` says so.
    """

    narrowed = Signal(bool)

    def __init__(
        self, first: QWidget, second: QWidget, wide: int = SIDE, *, share: int = 2, least: int = _LEAST
    ) -> None:
        super().__init__()
        self._second, self._wide, self._share = second, wide, share
        self._least = least
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(GAP))
        self._row.addWidget(first, 1)
        self._row.addWidget(second)
        self._fit()

    @property
    def is_narrow(self) -> bool:
        """Say whether the second stands under the first."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put them where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < px(self._least + self._wide)
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not way:
            self._row.setDirection(way)
            self.narrowed.emit(is_narrow)
        self._row.setStretch(0, 3 if is_narrow else 1)
        self._row.setStretch(1, self._share if is_narrow else 0)
        if is_narrow:
            self._second.setMinimumWidth(0)
            self._second.setMaximumWidth(16_777_215)
        else:
            self._second.setFixedWidth(px(self._wide))


class Sentences(Panel):
    """A list of sentences under a title, each with a figure at its right and papers under it; it scrolls."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.box.setContentsMargins(margins(14, 10, 6, 10))
        self._hint = hint
        self._title = ElidedLabel(17, BOLD)
        self._sum = label("", 17, BOLD, align=Qt.AlignmentFlag.AlignRight)
        self._head = QWidget()
        above = QVBoxLayout(self._head)
        above.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setContentsMargins(margins(0, 0, 8, 0))
        head.addWidget(self._title, 1)
        head.addWidget(self._sum)
        above.addLayout(head)
        above.addWidget(rule())
        self.box.addWidget(self._head)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(margins(0, 0, 8, 0))
        self._rows.setSpacing(px(6))
        self._rows.addStretch()
        self._area = scrolling(inside, theme_now().paper)
        self._area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._area.setAccessibleName(name)
        self.box.addWidget(self._area, 1)
        self.empty()

    def empty(self) -> None:
        """Show what is to be done to see something."""
        self.begin("", None)
        self.setAccessibleDescription(self._hint)
        if self._hint:
            self._rows.insertWidget(0, label(self._hint, 16, wraps=True, colour=theme_now().ink_2))

    def begin(self, title: str, amount: Rupiah | None) -> None:
        """Begin a new list."""
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._head.setHidden(not title)
        self._title.setText(title)
        _show_amount(self._sum, amount)
        self._area.verticalScrollBar().setValue(0)

    def add(
        self, text: str, amount: Rupiah | None = None, papers: str = "", *, is_head: bool = False
    ) -> None:
        """Add a sentence."""
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(2))
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        row.addWidget(label(text, 16, BOLD if is_head else QFont.Weight.Normal, wraps=True), 1)
        if amount is not None:
            figure = label("", 16, BOLD, align=Qt.AlignmentFlag.AlignRight)
            _show_amount(figure, amount)
            row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(row)
        if papers:
            box.addWidget(label(papers, 14, colour=theme_now().ink_2, wraps=True))
        box.addWidget(rule())
        self._rows.insertWidget(self._rows.count() - 1, part)


class Shares(QWidget):
    """A bar of parts in their colours; what they are stands beside it in words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._parts: tuple[tuple[int, Tone], ...] = ()
        self.setAccessibleName(name)
        self.setFixedHeight(px(10))

    def show_parts(self, *parts: tuple[int, Tone]) -> None:
        """Show parts by how much each is."""
        self._parts = parts
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        whole = sum(max(0, amount) for amount, _ in self._parts)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme_now().line)
        painter.drawRoundedRect(self.rect(), px(5), px(5))
        x = 0.0
        for amount, tone in self._parts:
            wide = self.width() * max(0, amount) / whole if whole else 0.0
            painter.setBrush(colour_of(tone))
            painter.drawRoundedRect(QRectF(x, 0, wide, self.height()), px(5), px(5))
            x += wide
        painter.end()


def _show_amount(of: QLabel, amount: Rupiah | None) -> None:
    of.setText("" if amount is None else shown(amount))
    colour_label(of, theme_now().danger if amount is not None and amount.amount < 0 else theme_now().ink)
