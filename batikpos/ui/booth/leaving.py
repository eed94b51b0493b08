"""What is asked before till or window is closed, so that nothing half done is left behind without a word."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Slot

from batikpos.domain.errors import PosError
from batikpos.domain.tender import Tender
from batikpos.domain.wording import slip_words, tenders_words
from batikpos.i18n import N_
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.signin import SignInPage
from batikpos.ui.booth.stage import OpensSheets, Stage
from batikpos.ui.register import Register
from batikpos.ui.widgets.sheet import Sheet
from batikpos.values import frozen


class OpenBasket(PosError):
    """A close while something is in the basket."""

    code: ClassVar[str] = "open_basket"
    text: ClassVar[str] = N_("There is something in the basket. Sell it or take it off, then close the till.")


@frozen
class _PutOff:
    """A close that waits for what is being written: for which sale, and what was open that wrote nothing."""

    selling: UUID | None
    still: tuple[Sheet, ...]


class Leaving(QObject):
    """Asks before the till is closed about what is half done, before the window is about money taken.

    A window that is closed while a payment, or the answer on a page or a sheet, is written closes by itself
    behind that; where it is refused, it stays.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._is_agreed = False
        self._put_off: _PutOff | None = None
        self._asked: Sheet | None = None
        stage.shell.keepers["payment"] = self._keeps_open
        stage.tasks.finished.connect(self._look_again)  # behind what waited for it
        stage.tasks.ending.connect(self._take_in)  # before the register keeps its basket last
        stage.refused.connect(self._stay)

    def ask_unfinished(self, register: Register, close: Callable[[], None]) -> bool:
        """Ask what becomes of a sale that is half put right, or money or a slip with nothing in its basket.

        Say whether there is one: the till is closed by `close` when it was let go.
        """
        tr, corrects, slip = self._stage.words, register.corrects, register.slip
        answer = partial(_let_go, register, close)
        if register.correctable.is_to_give_back:
            from batikpos.ui.booth.moneyback import say_only_back  # noqa: PLC0415 - no first sale needs it

            said = say_only_back(register.correctable.fault, register.basket.taken, tr)
            confirm, answer = tr(N_("It was given back")), partial(_give_back, register, close)
        elif corrects is not None:
            said = tr(
                N_("{number} is being corrected. Finish that, or leave the sale as it is: the basket goes.")
            )
            said, confirm = said.format(number=corrects.number), tr(N_("Leave the sale as it is"))
        elif slip is not None and not register.cart.lines:
            said = tr(N_("{slip} is open, and nothing is in its basket. Enter it, or take it off."))
            said, confirm = said.format(slip=slip_words(slip, tr)), tr(N_("Take the paper slip off"))
        else:
            return False
        self._ask(tr(N_("Not finished yet")), said, confirm, answer, leave=tr(N_("Go on with it")))
        return True

    def ask_pick_ups(
        self,
        begun: Mapping[str, Sequence[Tender]],
        *,
        close: Callable[[], None],
        go_on: Callable[[], None],
    ) -> None:
        """Ask before the till is closed over money that was taken at pick-ups, and is not sold."""
        tr = self._stage.words
        said = tr(N_("{taken} was taken for the pick-up of {number}, and is in no sale yet."))
        lines = [said.format(taken=tenders_words(t, tr), number=number) for number, t in begun.items()]
        lines.append(tr(N_("Hand the goods over, or give the money back there; then close the till.")))
        sheet = self._ask(
            tr(N_("Not finished yet")),
            "\n".join(lines),
            tr(N_("Close the till all the same")),
            close,
            leave=tr(N_("Go on with it")),
        )
        sheet.left.connect(go_on)

    def _keeps_open(self) -> bool:
        """Keep the window open while something is written, and ask where money was taken that is not sold."""
        if self._is_agreed:
            return False
        if self._is_writing():
            self._wait()
            return True
        if self._asked is None and (taken := self._taken()):
            tr = self._stage.words
            said = tr(
                N_("{taken} was taken already. It is kept, and is there again when BatikPOS is opened.")
            )
            if self._stage.register is not None and self._stage.register.is_unkept:
                said = tr(N_("{taken} was taken already, and cannot be written down here: note it on paper."))
            self._asked = self._ask(
                tr(N_("Close BatikPOS?")),
                said.format(taken=tenders_words(taken, tr)),
                tr(N_("Close all the same")),
                self._close,
                leave=tr(N_("Go on with the payment")),
            )
            self._asked.closed.connect(self._answered)
        return self._asked is not None

    def _take_in(self) -> None:
        """Let goods that waited behind a payment be in the basket that is kept: nothing scanned is lost."""
        if self._stage.register is not None:
            self._stage.register.incoming.go_on()

    def _is_writing(self) -> bool:
        """Say whether what was answered is being written: a sale, or what a page or a sheet waits for."""
        register = self._stage.register
        is_paying = register is not None and register.is_paying
        is_page = self._stage.is_waiting and not isinstance(
            self._stage.page, SignInPage
        )  # a PIN is not written
        return is_paying or is_page or any(sheet.is_waiting for sheet in self._sheets())

    def _sheets(self) -> list[Sheet]:
        return [sheet for sheet in self._stage.shell.findChildren(Sheet) if sheet.isVisible()]

    def _wait(self) -> None:
        """Close behind what is being written: the money in it is sold then, and nothing is asked of it."""
        still = tuple(sheet for sheet in self._sheets() if not sheet.is_waiting)
        register = self._stage.register
        selling = register.cart.sale_id if register is not None and register.is_paying else None
        self._put_off = _PutOff(selling, self._put_off.still if self._put_off else still)

    @Slot(object)
    def _stay(self, _error: PosError) -> None:
        """Let the window be open, for what was to be written was refused, and that is being said."""
        self._put_off = None

    @Slot(object)
    def _look_again(self, _outcome: object) -> None:
        """Go on with a close once what waits behind the answer, as goods do, was given out too."""
        if self._put_off is not None:
            QTimer.singleShot(0, self, self._go_on_closing)

    def _go_on_closing(self) -> None:
        """Close as it was asked, once all is written; where it was refused, or asks something, stay."""
        put_off, register = self._put_off, self._stage.register
        if put_off is None:
            return
        if self._is_writing():
            self._wait()  # what is written now: a sale that waited behind the one before, or for a PIN
            return
        self._put_off = None
        is_sold = put_off.selling is None or register is None or register.cart.sale_id != put_off.selling
        if is_sold and all(sheet in put_off.still for sheet in self._sheets()):
            self._stage.shell.close()

    def _taken(self) -> tuple[Tender, ...]:
        """List what was taken and is not sold yet: on a payment's sheet, or with the open basket."""
        module = sys.modules.get("batikpos.ui.booth.payment")  # where it was never loaded no sheet is open
        sheets = self._stage.shell.findChildren(module.PaymentSheet) if module is not None else []
        register = self._stage.register
        kept = register.basket.taken if register is not None else ()
        return next((tuple(sheet.taken) for sheet in sheets if sheet.taken and sheet.isVisible()), kept)

    def _answered(self, _sheet: Sheet) -> None:
        self._asked = None

    def _close(self) -> None:
        self._is_agreed = True
        self._stage.shell.close()

    def _ask(self, title: str, said: str, confirm: str, answer: Callable[[], None], *, leave: str) -> Sheet:
        """Ask over whatever is shown, also over another sheet."""
        from batikpos.ui.booth.sheets import QuestionSheet  # noqa: PLC0415 - no first sale needs it

        stage, page = self._stage, self._stage.page
        sheet = QuestionSheet(
            stage.shell, stage.words, title, said, confirm=confirm, answer=answer, leave=leave
        )
        if isinstance(page, SalePage):
            page.asking.open_sheet(sheet)
        elif isinstance(page, OpensSheets):
            page.open_sheet(sheet)
        else:
            sheet.open()
        return sheet


def _let_go(register: Register, close: Callable[[], None]) -> None:
    """Let a correction or a paper slip go, and close the till; not where money was taken for it."""
    register.drop_correction()
    if register.corrects is None:
        register.drop_slip()
        close()


def _give_back(register: Register, close: Callable[[], None]) -> None:
    """Let go what was taken for nothing that can be sold, for it was given back, and close the till."""
    register.give_back()
    close()
