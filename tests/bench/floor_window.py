"""The floor of a start: a bare PySide6 window. Prints the clock when it is painted.

With `--memory` it prints how much memory it holds then (MiB) instead.
"""

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from watch import PaintWatch, memory_mib  # type: ignore[import-not-found]  # beside this file, without the package


def _painted(at: int) -> None:
    if "--memory" in sys.argv:
        print("memory", memory_mib("VmRSS"), flush=True)  # noqa: T201 - what it is for
    else:
        print("painted", at, flush=True)  # noqa: T201 - as above
    QCoreApplication.quit()


application = QApplication([])
window = QWidget()
window.resize(1366, 768)
QVBoxLayout(window).addWidget(QLabel("BatikPOS"))
watch = PaintWatch(window, _painted)
window.show()
application.exec()
