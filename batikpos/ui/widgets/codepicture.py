"""A QR code on screen: black on white in every theme, each module so many whole pixels."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class CodePicture(QWidget):
    """Shows a code at least `side` logical pixels wide; before one is shown it keeps the room."""

    def __init__(self, side: int, name: str) -> None:
        super().__init__()
        self._side: float = side
        self._modules: Sequence[Sequence[bool]] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_side(self, side: float) -> None:
        """Show the code so many logical pixels wide at least."""
        if side != self._side:
            self._side = side
            self.updateGeometry()

    def fit(self, room: int) -> None:
        """Show the code as large as `room` logical pixels allow, in whole pixels for each module."""
        count, dense = len(self._modules) or 1, self.devicePixelRatioF()
        self.set_side(int(room * dense / count) * count / dense)

    def show_modules(self, modules: Sequence[Sequence[bool]]) -> None:
        """Show a code, given by its rows with the quiet zone; none empties the room."""
        self._modules = modules
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Take so many pixels that each module has the same whole number of them."""
        if not self._modules:
            return QSize(round(self._side), round(self._side))
        count = len(self._modules)
        side = round(-(-self._side * self.devicePixelRatioF() // count) * count / self.devicePixelRatioF())
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never show it smaller."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        if self._modules:
            dense = self.devicePixelRatioF()
            pixels = max(1, int(self.width() * dense) // len(self._modules))
            painter.scale(1 / dense, 1 / dense)
            left = (self.width() * dense - pixels * len(self._modules)) // 2
            for y, row in enumerate(self._modules):
                for x, is_dark in enumerate(row):
                    if is_dark:
                        at = QRectF(left + x * pixels, left + y * pixels, pixels, pixels)
                        painter.fillRect(at, QColor(Qt.GlobalColor.black))
        painter.end()
