"""Whether a sale that is put right still can be, and which of its payments somebody saw by now."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.services.desk import Desk
from batikpos.ui.tasks import Lane, Tasks


class Correctable(QObject):
    """Looks a sale up, and remembers what was found; `known` says that something was.

    It may be voided meanwhile, its till closed, or a payment marked as checked.
    """

    known = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._found: dict[str, PosError | frozenset[int]] = {}

    def seen_of(self, number: str) -> frozenset[int] | None:
        """Say which payments of a sale that can be put right somebody saw; None where that is not known.

        They are known by their places in what was paid.
        """
        found = self._found.get(number)
        return found if isinstance(found, frozenset) else None

    def fault_of(self, number: str) -> PosError | None:
        """Say why a sale can be put right no more; None where it can, or was not looked up."""
        found = self._found.get(number)
        return found if isinstance(found, PosError) else None

    def know(self, number: str, found: PosError | frozenset[int]) -> None:
        """Remember what was found."""
        self._found[number] = found

    def look(self, desk: Desk, number: str) -> None:
        """Look a sale up."""
        from batikpos.services.correcting import look_at_correctable  # noqa: PLC0415 - no first sale needs it

        work, looked = partial(look_at_correctable, desk, number), partial(self._looked, number)
        self._tasks.run(Lane.STORE, work, done=looked, failed=looked)

    def _looked(self, number: str, found: PosError | frozenset[int]) -> None:
        self.know(number, found)
        self.known.emit()
