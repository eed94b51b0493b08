"""Whether a sale that is put right still can be: it may be voided meanwhile, or its till closed."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.services.desk import Desk
from batikpos.ui.tasks import Lane, Tasks


class Correctable(QObject):
    """Looks a sale up, and remembers what was found; `known` says that something was."""

    known = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._found: dict[str, PosError | None] = {}

    def is_fit(self, number: str) -> bool:
        """Say whether a sale was looked up, and can be put right."""
        return number in self._found and self._found[number] is None

    def fault_of(self, number: str) -> PosError | None:
        """Say why a sale can be put right no more; None where it can, or was not looked up."""
        return self._found.get(number)

    def know(self, number: str, fault: PosError | None = None) -> None:
        """Remember what was found."""
        self._found[number] = fault

    def look(self, desk: Desk, number: str) -> None:
        """Look a sale up."""
        from batikpos.services.correcting import check_correctable  # noqa: PLC0415 - no first sale needs it

        work = partial(check_correctable, desk, number)
        done, failed = partial(self._looked, number, None), partial(self._looked, number)
        self._tasks.run(Lane.STORE, work, done=lambda _done: done(), failed=failed)

    def _looked(self, number: str, fault: PosError | None) -> None:
        self.know(number, fault)
        self.known.emit()
