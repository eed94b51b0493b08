"""Whether the sale that the open basket puts right still can be, and which of its payments somebody saw."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from batikpos.domain.errors import PosError
from batikpos.services.desk import Desk
from batikpos.ui.editing import Editing
from batikpos.ui.tasks import Lane, Tasks


class Correctable(QObject):
    """Looks that sale up, and remembers what was found; `known` says that something was.

    It may be voided meanwhile, its till closed, or a payment marked as checked.
    """

    known = Signal()

    def __init__(self, editing: Editing, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._editing, self._tasks = editing, tasks
        self._found: dict[str, PosError | frozenset[int]] = {}

    @property
    def is_possible(self) -> bool:
        """Say whether it was looked up, and can still be put right."""
        return self.seen is not None

    @property
    def seen(self) -> frozenset[int] | None:
        """Say which of its payments somebody saw, by their places in what was paid; None where unknown."""
        found = self._of_open()
        return found if isinstance(found, frozenset) else None

    @property
    def fault(self) -> PosError | None:
        """Say why it can be put right no more; None where it can, or was not looked up."""
        found = self._of_open()
        return found if isinstance(found, PosError) else None

    @property
    def is_to_give_back(self) -> bool:
        """Say whether money was taken for nothing that can be sold: it can only go back.

        That is so of a sale that can be put right no more, and of an empty basket, as older programs left it.
        """
        basket = self._editing.basket
        return bool(basket.taken) and (self.fault is not None or not basket.cart.lines)

    def know(self, number: str, found: PosError | frozenset[int]) -> None:
        """Remember what was found."""
        self._found[number] = found

    def look(self, desk: Desk) -> None:
        """Look it up, where the open basket puts one right."""
        if (corrects := self._editing.basket.corrects) is None:
            return
        from batikpos.services.correcting import look_at_correctable  # noqa: PLC0415 - no first sale needs it

        number = corrects.number
        work, looked = partial(look_at_correctable, desk, number), partial(self._looked, number)
        self._tasks.run(Lane.STORE, work, done=looked, failed=looked)

    def _of_open(self) -> PosError | frozenset[int] | None:
        corrects = self._editing.basket.corrects
        return self._found.get(corrects.number) if corrects is not None else None

    def _looked(self, number: str, found: PosError | frozenset[int]) -> None:
        self.know(number, found)
        self.known.emit()
