"""A shield where a button was: the second half of a double tap must not reach what came to lie there."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


class Shield(QWidget):
    """Takes what is pressed where `over` lies, as long as two taps may belong together; then it goes."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over.window())
        self.setGeometry(over.rect().translated(over.mapTo(over.window(), over.rect().topLeft())))
        gone = QTimer(self, interval=QApplication.doubleClickInterval(), singleShot=True)
        gone.timeout.connect(self.deleteLater)
        gone.start()
        self.show()
        self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let it go no further."""
        event.accept()
