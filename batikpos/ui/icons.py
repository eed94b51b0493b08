"""Icons: drawn as paths in one stroke, coloured when they are painted."""

from functools import cache

from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap

from batikpos.resources import RESOURCES
from batikpos.ui.theme import px

_FOLDER = RESOURCES / "icons"
_ANY = b"currentColor"


def icon(name: str, size: int, colour: QColor) -> QPixmap:
    """Return an icon in a colour, so many pixels wide and high at 100 % of the text scale."""
    application = QGuiApplication.instance()
    dense = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return _drawn(name, px(size), colour.name(), dense)


@cache
def _drawn(name: str, side: int, colour: str, dense: float) -> QPixmap:
    # The first icon is drawn long after the first paint, which this would hold up.
    from PySide6.QtCore import QByteArray  # noqa: PLC0415
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    drawing = (_FOLDER / f"{name}.svg").read_bytes().replace(_ANY, colour.encode())
    picture = QPixmap(round(side * dense), round(side * dense))
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    picture.setDevicePixelRatio(dense)
    return picture
