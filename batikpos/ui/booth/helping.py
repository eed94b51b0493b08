"""Help by F1 on the pages besides the sale screen: their parts are named over the page itself."""

from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.stage import Stage
from batikpos.ui.widgets.part import Part
from batikpos.ui.widgets.sheet import Sheet


@runtime_checkable
class HasParts(Protocol):
    """A page that names its parts."""

    def parts(self) -> tuple[Part, ...]:
        """Name them, in the order of what is done."""


class HelpDesk(QObject):
    """Names the parts of the page that is shown; of one that names none, all keys are shown.

    The sale screen has its own way, with the menu's.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._guide: Any = None  # of a module that is loaded late
        self._before: QWidget | None = None
        self._key = QShortcut(QKeySequence("F1"), stage.shell)
        self._key.setAutoRepeat(False)
        self._key.activated.connect(self._show)
        stage.page_changed.connect(self._page_changed)

    def _page_changed(self, page: QWidget) -> None:
        self._leave()
        self._key.setEnabled(not isinstance(page, SalePage))

    def _show(self) -> None:
        shell, page = self._stage.shell, self._stage.page
        if any(sheet.isVisible() for sheet in shell.findChildren(Sheet)):
            return
        if self._leave() or not isinstance(page, HasParts):
            from batikpos.ui.booth.sheets import KeysSheet  # noqa: PLC0415 - no sale needs it

            KeysSheet(shell, self._stage.words).open()
            return
        from batikpos.ui.widgets.guide import Guide  # noqa: PLC0415 - as above

        self._before = shell.focusWidget()
        guide = self._guide = Guide(shell, page.parts(), self._stage.words)
        guide.left.connect(self._left)
        guide.open()

    def _leave(self) -> bool:
        """End what is shown; say whether something was."""
        guide, self._guide = self._guide, None
        if guide is not None:
            guide.leave()
        return guide is not None

    def _left(self) -> None:
        """Give the keyboard back to where it was."""
        self._guide = None
        if self._before is not None and isValid(self._before):
            self._before.setFocus()
