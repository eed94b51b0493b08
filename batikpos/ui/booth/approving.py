"""A second person at the till: asked on a sheet that stays until the PIN is right, then both names go on."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from operator import methodcaller
from typing import Any, TypeGuard, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from batikpos.domain.agreement import Asked, Reason
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.obstacle import BelowFloor
from batikpos.domain.right import AllNeeded, ApprovalNeeded
from batikpos.i18n import Translate, language_of
from batikpos.services.clock import since_boot
from batikpos.services.people import approve, approvers
from batikpos.ui.booth.sheets import ApprovalSheet
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane
from batikpos.ui.widgets.sheet import Sheet

T = TypeVar("T")


def needs_second(error: PosError) -> TypeGuard[Asked]:
    """Say whether a refusal is one that a second person can lift."""
    return isinstance(error, ApprovalNeeded | AllNeeded | BelowFloor)


class Approval(QObject):
    """Does acts that may need a second person; what lies under the sheet stays as it is.

    What `is_for_supervisor` a supervisor agrees to who is at the till too, by the own PIN typed again.
    `open_sheet` is of a page that opens its sheets one over the other; others open by themselves. An act has
    `begun` until it is done or has failed, or a second person is `asked`. Of an act whose page was left
    before it was refused nobody is asked: the register says that it was not done.
    """

    begun = Signal()
    asked = Signal()

    def __init__(
        self,
        register: Register,
        tr: Translate,
        parent: QWidget,
        *,
        open_sheet: Callable[[Sheet], None] = methodcaller("open"),
        is_for_supervisor: bool = False,
    ) -> None:
        super().__init__(parent)
        self._is_for_supervisor = is_for_supervisor
        self._register, self._tr = register, tr
        self._open, self._page = open_sheet, parent
        self._sheet: ApprovalSheet | None = None

    def do(
        self,
        act: Callable[..., T],
        *,
        done: Callable[[T], Any],
        failed: Callable[[PosError], Any],
        approver: str = "",
        agreed: tuple[Reason, ...] = (),
        allowed: tuple[Reason, ...] = (),
    ) -> None:
        """Do an act that still lacks `cashier`, `now`, `approver` and `agreed`.

        Where a second person is needed one is asked, and agrees to what stands on the sheet: where the act
        needs something else by then, all of it is asked anew. Who is at the till agreed to what is `allowed`.
        """

        def refused(error: PosError) -> None:
            if self._is_left:
                self._register.refused.emit(error)
                self._register.undone.emit(error)
            elif needs_second(error):
                again = partial(self.do, act, done=done, failed=failed, agreed=error.asks, allowed=allowed)
                self.ask(error, lambda name: again(approver=name))
            else:
                failed(error)

        work = partial(
            act,
            cashier=self._register.cashier.name,
            now=datetime.now(UTC),
            approver=approver,
            agreed=(*agreed, *allowed),
        )
        self.begun.emit()
        self._register.tasks.run(Lane.STORE, work, done=done, failed=refused)

    def do_for(
        self,
        sheet: Sheet,
        act: Callable[..., T],
        *,
        done: Callable[[T], Any],
        said: str,
        failed: Callable[[PosError], Any] | None = None,
    ) -> None:
        """Do what was answered on a sheet, of which this is; it closes once that is done.

        Until then it waits, with what was typed on it: where it is refused it says why, and where nobody
        agreed it can be answered again. Where another answer would mend nothing, it closes and has `failed`.
        `said` tells what is waited for.
        """

        def have_done(what: T) -> None:
            if isValid(sheet):  # else its page was left by then
                sheet.close_sheet()
            done(what)

        def refused(error: PosError) -> None:
            if failed is None:
                sheet.go_on(error.message(language_of(self._tr)))
            else:
                sheet.close_sheet()
                failed(error)

        def begun() -> None:
            sheet.say_fault("")
            sheet.wait(said)

        self.begun.connect(begun)
        self.asked.connect(partial(sheet.go_on, ""))
        self.do(act, done=have_done, failed=refused)

    def ask(self, error: PosError, go_on: Callable[[str], None]) -> None:
        """Ask for a second person's PIN, and go on with the name."""
        self.asked.emit()
        register = self._register
        names = [person.name for person in approvers(register.desk.people, self._beside)]
        why = error.message(language_of(self._tr))
        sheet = ApprovalSheet(self._page.window(), self._tr, why, names, approve=partial(self._check, go_on))
        sheet.closed.connect(self._closed)
        self.destroyed.connect(sheet.deleteLater)  # nobody else would let it go on
        self._sheet = sheet
        self._open(sheet)

    @property
    def _is_left(self) -> bool:
        return not isValid(self._page) or not self._page.isVisible()

    @property
    def _beside(self) -> str:
        """Name whom the second person may not be."""
        return "" if self._is_for_supervisor else self._register.cashier.name

    def _check(self, go_on: Callable[[str], None], name: str, pin: str) -> None:
        register = self._register
        work = partial(approve, register.desk, name, pin, cashier=self._beside, beat=since_boot())
        register.tasks.run(
            Lane.STORE,
            work,
            done=partial(self._agreed, self._sheet, go_on),
            failed=partial(self._refused, self._sheet),
        )

    def _agreed(self, sheet: ApprovalSheet | None, go_on: Callable[[str], None], person: Person) -> None:
        if sheet is not None and sheet is self._sheet:  # and was not left meanwhile
            sheet.close_sheet()
            go_on(person.name)

    def _refused(self, sheet: ApprovalSheet | None, error: PosError) -> None:
        if sheet is not None and sheet is self._sheet:
            sheet.refuse(error)

    def _closed(self, sheet: Sheet) -> None:
        if sheet is self._sheet:
            self._sheet = None
