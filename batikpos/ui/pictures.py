"""Pictures of goods: asked for while painting, read in a lane, there a moment later."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap, QPixmapCache

from batikpos.services.sample import SAMPLE_FOLDER
from batikpos.ui.tasks import Lane, Tasks

_CACHE_KIB = 32 * 1024


class Pictures(QObject):
    """The picture of each item, from the home's own folder or the sample fair's."""

    arrived = Signal()

    def __init__(self, home: Path, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._folders = (home / "pictures", SAMPLE_FOLDER / "pictures")
        self._tasks = tasks
        self._asked: set[str] = set()
        self._missing: set[str] = set()
        QPixmapCache.setCacheLimit(_CACHE_KIB)

    def find(self, sku: str) -> QPixmap | None:
        """Return an item's picture if it is here; else have it read, and say `arrived` when it is."""
        found = QPixmap()
        if QPixmapCache.find(f"picture/{sku}", found):
            return found
        if sku not in self._asked and sku not in self._missing:
            self._asked.add(sku)
            self._tasks.run(Lane.PICTURE, partial(_read, self._folders, sku), done=partial(self._keep, sku))
        return None

    def _keep(self, sku: str, picture: QImage | None) -> None:
        self._asked.discard(sku)
        if picture is None:
            self._missing.add(sku)
            return
        QPixmapCache.insert(f"picture/{sku}", QPixmap.fromImage(picture))
        self.arrived.emit()


def _read(folders: tuple[Path, ...], sku: str) -> QImage | None:
    """Read a picture in the format that is painted fastest; None where there is none that can be read."""
    for folder in folders:
        picture = QImage(str(folder / f"{sku}.png"))
        if not picture.isNull():
            return picture.convertToFormat(QImage.Format.Format_RGB32)
    return None
