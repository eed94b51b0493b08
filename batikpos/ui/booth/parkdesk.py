"""Parking from the sale screen: F4 parks, F5 shows what waits, and what happened is said."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from batikpos.domain.wording import tenders_words
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.baskets import OpenBasket
from batikpos.services.parking import ParkedBasket
from batikpos.ui.booth.sheets import QuestionSheet
from batikpos.ui.register import Register
from batikpos.ui.widgets.sheet import Sheet

CUSTOMERS = (
    N_("Mrs"),
    N_("Mr"),
    N_("Miss"),
    N_("blue headscarf"),
    N_("at the cash machine"),
    N_("comes back soon"),
)
"""What a parked basket is often called, to be tapped, and typed on where it must be told from others."""


EARLIER = N_(
    "This basket was parked on an earlier day: the promotions of today hold in it. Look at its total."
)


class ParkDesk(QObject):
    """Opens the sheets about parked baskets, and tells what became of them.

    The sheets are loaded right behind the first page (`ahead`), or when the first is asked for.
    """

    told = Signal(str)
    warned = Signal(str)

    def __init__(
        self, register: Register, open_sheet: Callable[[Sheet], None], tr: Translate, page: QWidget
    ) -> None:
        super().__init__(page)
        self._register, self._open_sheet, self._tr, self._page = register, open_sheet, tr, page
        register.parking.went_over.connect(self._tell)

    def show_parked(self) -> None:
        """Show what waits, and offer to park the open basket too."""
        tr, register = self._tr, self._register
        has_lines = bool(register.cart.lines)
        if not register.parking.parked:
            self.told.emit(tr(N_("No basket is parked. F4 parks the open one.")))
            return
        self._show(
            confirm=tr(N_("Park this one too")) if has_lines else tr(N_("Go on selling")),
            answer=register.park if has_lines else _nothing,
        )

    def ask_before_close(self, close: Callable[[], None]) -> None:
        """Show what still waits before the till is closed, which it does not hinder; money is named first."""
        tr = self._tr
        parked, says = self._register.parking.parked, []
        if old := [one.basket.corrects.number for one in parked if one.basket.corrects]:
            ends = N_(
                "What puts {numbers} right is finished today or not at all: its till ends with the close."
            )
            says.append(tr(ends).format(numbers=", ".join(old)))
        if taken := [tender for one in parked for tender in one.basket.taken]:
            said = tr(N_("{taken} was taken for what is parked. Take it up, and finish it or give it back."))
            says.append(said.format(taken=tenders_words(taken, tr)))
        elif len(old) < len(parked):
            says.append(tr(N_("They stay here for tomorrow. Take one up to sell it today.")))
        why = "\n".join(says)
        self._show(confirm=tr(N_("Close the till all the same")), answer=close, why=why)

    def tell_lost(self, lost: tuple[str, ...]) -> None:
        """Name what fell out of a basket that was taken up again."""
        if lost:
            said = self._tr(N_("No longer sold so, and taken off the basket: {goods}"))
            self.warned.emit(said.format(goods=", ".join(lost)))

    def _show(self, *, confirm: str, answer: Callable[[], None], why: str = "") -> None:
        from batikpos.ui.booth.parkedsheet import ParkedSheet  # noqa: PLC0415 - see above

        window, parked = self._page.window(), self._register.parking.parked
        sheet = ParkedSheet(window, self._tr, parked, confirm=confirm, answer=answer, why=why)
        sheet.recalled.connect(self._register.recall)
        sheet.name_asked.connect(self._ask_name)
        sheet.dropped.connect(self._drop)
        self._open_sheet(sheet)

    def _drop(self, sale_id: UUID) -> None:
        """Throw a basket away; one that money was taken for is offered to be taken up, to give it back."""
        found, tr = self._register.parking.find(sale_id), self._tr
        if found is None or not found.basket.taken:
            self._register.drop_parked(sale_id)
            return
        said = N_(
            "{taken} was taken for it. Take it up: over its total the payment goes on, or the money"
            " is given back."
        )
        self._open_sheet(
            QuestionSheet(
                self._page.window(),
                tr,
                tr(N_("There is money in this basket")),
                tr(said).format(taken=tenders_words(found.basket.taken, tr)),
                confirm=tr(N_("Take it up")),
                answer=partial(self._register.recall, sale_id),
            )
        )

    def _ask_name(self, parked: ParkedBasket) -> None:
        from batikpos.ui.booth.notesheet import NoteSheet  # noqa: PLC0415 - see above

        title = self._tr(N_("What is this basket called?"))

        def name(typed: str) -> None:
            self._register.parking.name(self._register.desk, parked.sale_id, typed)

        sheet = NoteSheet(
            self._page.window(), self._tr, title, parked.label, answer=name, usual=CUSTOMERS, is_begun=True
        )
        self._open_sheet(sheet)

    def _tell(self, before: OpenBasket, after: OpenBasket) -> None:
        """Say what was parked or taken up; what is no longer sold matters most."""
        if after.lost:
            self.tell_lost(after.lost)
            return
        waited = self._register.parking.find(after.cart.sale_id)
        if waited and waited.basket.cart.promotions not in {(), after.cart.promotions}:
            self.warned.emit(self._tr(EARLIER))
            return
        language = language_of(self._tr)
        if after.cart.lines:
            name = after.cart.lines[0].item.title(language)
            said = N_("Taken up again: {name}. The other one is parked now.")
            if not before.is_begun:
                said = N_("Taken up again: {name}")
        else:
            name = before.cart.lines[0].item.title(language) if before.cart.lines else ""
            said = N_("Parked: {name}. F5 takes it up again.")
        self.told.emit(self._tr(said).format(name=name))


def _nothing() -> None:
    """Only close the sheet."""
