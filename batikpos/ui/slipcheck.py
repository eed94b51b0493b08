"""A paper slip is looked at in the store before the basket holds it: each is entered once."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.sale import PaperSlip
from batikpos.services.desk import Desk
from batikpos.services.paper_slips import check_slip
from batikpos.ui.tasks import Lane, Tasks


class SlipCheck(QObject):
    """Says whether a slip may be entered."""

    passed = Signal(object)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def check(self, desk: Desk, slip: PaperSlip) -> None:
        """Look at a slip."""
        work = partial(check_slip, desk, slip, now=datetime.now(UTC))
        self._tasks.run(Lane.STORE, work, done=self.passed.emit, failed=self.refused.emit)
