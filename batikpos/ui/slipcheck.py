"""A paper slip is looked at in the store before the basket holds it: each is entered once."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance

from batikpos.domain.sale import PaperSlip
from batikpos.services.desk import Desk
from batikpos.services.paper_slips import check_slip
from batikpos.ui.tasks import Lane, Tasks


class SlipCheck(QObject):
    """Says whether the slip that was asked about last may be entered; nothing once it is asked no more."""

    passed = Signal(object)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._asked: PaperSlip | None = None

    def check(self, desk: Desk, slip: PaperSlip) -> None:
        """Look at a slip."""
        self._asked = slip
        work = partial(check_slip, desk, slip, now=datetime.now(UTC))
        passed, refused = partial(self._answer, slip, self.passed), partial(self._answer, slip, self.refused)
        self._tasks.run(Lane.STORE, work, done=passed, failed=refused)

    def forget(self) -> None:
        """Ask no more: whoever typed the slip left it."""
        self._asked = None

    def _answer(self, slip: PaperSlip, said: SignalInstance, answer: object) -> None:
        if slip is self._asked:
            self._asked = None
            said.emit(answer)
