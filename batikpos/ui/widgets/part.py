"""A part of a screen, as the help over it names it."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from batikpos.values import frozen


@frozen
class Part:
    """What a part is for, its key, and the widgets it is made of, or a piece of the first."""

    words: str
    key: str
    widgets: tuple[QWidget, ...]
    piece: QRect | None = None
