"""Work that takes long: in a lane, saying how far it is, until it is done or somebody stops it."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.theme import GAP, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import label


class Stopped(PosError):
    """Work that whoever asked for it stopped."""

    code: ClassVar[str] = "stopped"
    text: ClassVar[str] = N_("Stopped. What was finished is kept.")


class Steps:
    """What long work says of itself, and learns: whether it is to stop."""

    def __init__(self, told: Callable[[int, int], object], stop: Event, tasks: Tasks) -> None:
        self._told, self._stop, self._tasks = told, stop, tasks

    def tell(self, done: int, all_: int) -> None:
        """Say how far it is. Raises: Stopped."""
        self._told(done, all_)
        self.look()

    def look(self, _done: int = 0, _all: int = 0) -> None:
        """End where it is to stop, or the window is closed. Raises: Stopped."""
        if self._stop.is_set() or not self._tasks.is_open:
            raise Stopped


class LongWork(QObject):
    """Does one piece of long work at a time; what was begun of it is finished before it stops."""

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._stop = tasks, Event()
        self.is_running = False

    def start(self, work: Callable[[Steps], object], lane: Lane = Lane.REPORT) -> None:
        """Begin; what runs already goes on, and nothing else is begun."""
        if self.is_running:
            return
        self.is_running, self._stop = True, Event()
        steps = Steps(self.progressed.emit, self._stop, self._tasks)
        self._tasks.run(lane, partial(work, steps), done=self._end, failed=self._fail)

    def stop(self) -> None:
        """Do no more than what was begun."""
        self._stop.set()

    def _end(self, found: Any) -> None:  # noqa: ANN401 - whatever the work gives
        self.is_running = False
        self.done.emit(found)

    def _fail(self, error: PosError) -> None:
        self.is_running = False
        self.failed.emit(error)


class Running(QWidget):
    """Shows how far long work is while it runs, with a button that stops it.

    `said` is how that is put into words, with {done} and {all}.
    """

    def __init__(self, tr: Translate, work: LongWork, said: str) -> None:
        super().__init__()
        self._tr, self._work, self._said = tr, work, said
        self._how_far = label("", 15, colour=theme_now().ink_2, wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(px(18))
        self.bar.setAccessibleName(tr(N_("Progress")))
        self.cancel = Button(tr(N_("Stop")))
        self.cancel.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        box = QVBoxLayout(self)
        box.setContentsMargins(margins(0, GAP, 0, 0))
        box.addWidget(self._how_far)
        box.addLayout(row)
        self.hide()
        work.progressed.connect(self.show_progress)
        work.done.connect(self.end)
        work.failed.connect(self.end)

    def begin(self, all_: int) -> None:
        """Show that it begins. Call it once this has its place."""
        self.cancel.setEnabled(True)
        self.show_progress(0, all_)
        self.show()

    def show_progress(self, done: int, all_: int) -> None:
        """Show how far it is; nobody knows of what has no end."""
        self.bar.setRange(0, all_)
        self.bar.setValue(done)
        self._how_far.setText(self._said.format(done=done, all=all_) if all_ else self._tr(N_("Working…")))

    def end(self) -> None:
        """Go; whatever is around takes the focus."""
        had_focus, around = self.cancel.hasFocus(), self.parentWidget()
        self.hide()
        while around is not None and around.focusPolicy() == Qt.FocusPolicy.NoFocus:
            around = around.parentWidget()
        if had_focus and around is not None:
            around.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self) -> None:
        self.cancel.setEnabled(False)
        self._work.stop()
