"""Where a scan goes: to the page that takes one, or into the open basket; none is lost without a word."""

from collections.abc import Callable
from typing import ClassVar, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.services.till import TillClosed
from batikpos.ui.booth.announcing import Announcer
from batikpos.ui.booth.stage import Stage
from batikpos.ui.register import Register


@runtime_checkable
class TakesScans(Protocol):
    """A page that a scan is for."""

    def scan(self, code: str) -> None:
        """Take what was scanned."""


class NobodyHere(PosError):
    """A scan while nobody is signed in."""

    code: ClassVar[str] = "nobody_here"
    text: ClassVar[str] = N_("Nobody is signed in. Sign in, then scan again.")


class BeingCounted(PosError):
    """A scan while the drawer is counted for the close."""

    code: ClassVar[str] = "being_counted"
    text: ClassVar[str] = N_("The drawer is being counted. Go back to selling, then scan again.")


class ScanDesk(QObject):
    """Gives scans on, and says over a page that is not for selling what became of them."""

    def __init__(
        self,
        stage: Stage,
        announcer: Announcer,
        *,
        is_till_open: Callable[[], bool],
        is_counting: Callable[[], bool],
    ) -> None:
        super().__init__(stage)
        self._stage, self._announcer = stage, announcer
        self._is_till_open, self._is_counting = is_till_open, is_counting
        stage.fault = self._fault

    def take(self, code: str) -> None:
        """Take a scan."""
        register, page = self._stage.register, self._stage.page
        if isinstance(page, TakesScans):
            page.scan(code)
        elif register is None:
            self._refuse(NobodyHere())
        elif (fault := self._fault()) is not None:
            self._refuse(fault)
        else:
            self._put_in(register, code)

    def _fault(self) -> PosError | None:
        """Say why nothing may go into the basket now, from whatever page."""
        if not self._is_till_open():
            return TillClosed()
        return BeingCounted() if self._is_counting() else None

    def _put_in(self, register: Register, code: str) -> None:
        before = register.cart
        with register.refusals() as refused:
            register.scan(code)
        if refused:
            self._refuse(refused[0])
        elif (item := register.desk.catalogue.find(code)) is not None:
            said = N_("In the basket: {item}")
            if register.cart is before:
                said = N_("“{item}” waits for the next basket: this one is not sold yet.")
            name = item.title(self._stage.desk.settings.language)
            self._announcer.tell(self._stage.words(said).format(item=name))

    def _refuse(self, error: PosError) -> None:
        QApplication.beep()
        self._announcer.say(error.message(self._stage.desk.settings.language))
