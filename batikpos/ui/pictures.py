"""Pictures of goods: asked for while painting, read in a lane, there a moment later."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter, QPainterPath, QPixmap, QPixmapCache

from batikpos.services.sample import SAMPLE_FOLDER
from batikpos.ui.tasks import Lane, Tasks

_CACHE_KIB = 64 * 1024
_FORMATS = ("png", "jpg", "jpeg", "webp")
_IN_HAND = 2
"""So many are with the lane at once: enough that it never waits, few enough that the newest is next."""


class Pictures(QObject):
    """The picture of each item, from the home's own folder or the sample fair's."""

    arrived = Signal(str)

    def __init__(self, home: Path, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._folders = (home / "pictures", SAMPLE_FOLDER / "pictures")
        self._tasks = tasks
        self._wanted: dict[str, tuple[Sequence[str], QSize, float]] = {}
        self._in_hand: set[str] = set()
        self._missing: set[str] = set()
        self._behind = QTimer(self, singleShot=True, interval=0)  # behind the paint that asks, not beside it
        self._behind.timeout.connect(self._read_next)
        QPixmapCache.setCacheLimit(_CACHE_KIB)

    def find(
        self, names: Sequence[str], size: QSize, *, ratio: float = 1.0, round_top: int = 0
    ) -> QPixmap | None:
        """Return a picture that fills a size, of the first of the names that has one, its top rounded.

        If it is not here yet it is read, and `arrived` carries the first name when it is. One of another
        size stands in for it meanwhile.
        """
        name, wanted = names[0], size * ratio
        found = QPixmap()
        is_here = QPixmapCache.find(f"picture/{name}", found)
        if is_here and found.size() == wanted:
            return found
        if name not in self._missing and name not in self._in_hand:
            self._wanted.pop(name, None)  # what is asked for last is read first
            self._wanted[name] = (names, wanted, round_top * ratio)
            self._behind.start()
        return found if is_here else None

    def drop_all_but(self, names: Collection[str]) -> None:
        """Read nothing more for what is no longer to be seen."""
        for name in self._wanted.keys() - names:
            del self._wanted[name]

    def _read_next(self) -> None:
        while self._wanted and len(self._in_hand) < _IN_HAND:
            name, (names, size, radius) = self._wanted.popitem()
            self._in_hand.add(name)
            work = partial(read_picture, self._folders, names, size, round_top=radius)
            self._tasks.run(Lane.PICTURE, work, done=partial(self._keep, name))

    def _keep(self, name: str, picture: QImage | None) -> None:
        self._in_hand.discard(name)
        if picture is None:
            self._missing.add(name)
        else:
            QPixmapCache.insert(f"picture/{name}", QPixmap.fromImage(picture))
            self.arrived.emit(name)
        self._read_next()


def read_picture(
    folders: Sequence[Path], names: Sequence[str], size: QSize, *, round_top: float = 0
) -> QImage | None:
    """Read a picture so that its middle fills a size, in a format that is painted fast.

    The reader scales while it decodes: a photograph of twelve megapixels costs no more than it shows.
    None where there is none that can be read.
    """
    for name in names:
        for folder in folders:
            for ending in _FORMATS:
                path = folder / f"{name}.{ending}"
                if path.is_file() and (picture := _read(path, size)) is not None:
                    return _rounded(picture, round_top) if round_top else picture
    return None


def _read(path: Path, size: QSize) -> QImage | None:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)  # a telephone held upright says so in the file
    is_turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    fill = size.transposed() if is_turned else size
    if (whole := reader.size()).isValid():
        reader.setScaledSize(whole.scaled(fill, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    picture = reader.read()
    if picture.isNull():
        return None
    middle = QRect(0, 0, size.width(), size.height())
    middle.moveCenter(picture.rect().center())
    return picture.copy(middle).convertToFormat(QImage.Format.Format_RGB32)


def _rounded(picture: QImage, radius: float) -> QImage:
    """Round the upper corners once, for a clip while painting takes longer than the picture."""
    made = QImage(picture.size(), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    path.addRoundedRect(0, 0, picture.width(), picture.height() + radius, radius, radius)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(path)
    painter.drawImage(0, 0, picture)
    painter.end()
    return made
