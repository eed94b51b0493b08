"""A paper as it was printed, as wide as there is room and no wider than it is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea

from batikpos.ui.theme import margins, px, theme_now
from batikpos.ui.widgets.scrolling import scroll_by_finger
from batikpos.ui.widgets.words import fill

_EDGE = 20


class PaperView(QScrollArea):
    """Shows a picture of a paper; it scrolls where the paper is longer than the room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._drawn = QPixmap()
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._paper.setContentsMargins(margins(0, 12, 0, 12))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        scroll_by_finger(self)
        fill(self._paper, theme_now().ground)
        self.setWidget(self._paper)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is shown."""
        return self._drawn.isNull()

    def show_picture(self, picture: QPixmap) -> None:
        """Show another paper, from its head; an empty picture is none."""
        self._drawn = picture
        self._fit()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the paper into the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._drawn.isNull():
            self._paper.clear()
            return
        picture, dense = self._drawn, self.devicePixelRatioF()
        wide = int((self.width() - 2 * px(_EDGE)) * dense)
        if picture.width() > wide:
            picture = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(max(1, dense))
        self._paper.setPixmap(picture)
