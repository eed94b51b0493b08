"""What was sold, to be found again, with all that can be done after a sale."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut

from batikpos.domain.sale import SaleKind
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.correcting import NotCorrectable
from batikpos.services.history import PastSale
from batikpos.services.returns import PaidByExchange
from batikpos.store.history import PAID_BY, History, Which
from batikpos.ui.booth.foundpage import FoundPage, Headed, PaperAct, Told
from batikpos.ui.booth.historylist import HistoryDelegate, HistoryModel
from batikpos.ui.booth.numbered import NumberedView
from batikpos.ui.lookback import LookBack
from batikpos.ui.theme import MARGIN, margins, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.words import label

CHIPS = (
    (N_("All"), Which.ALL),
    *((TENDERS[kind], which) for which, kind in PAID_BY.items()),
    (N_("In several ways"), Which.MIXED),
    (N_("Not checked"), Which.UNCHECKED),
    (N_("Voided, returned"), Which.REVERSED),
)
ALWAYS = (Which.ALL, Which.CASH, Which.QRIS, Which.UNCHECKED, Which.REVERSED)
"""Chips that are there on any day; the others are where something was paid so."""

HEADED = Headed(
    N_("History"),
    N_("Number, amount, piece, producer, hour"),
    N_("Find a sale"),
    N_("Past sales"),
    N_("The nota as it was printed"),
    key="F2",
)


class HistoryPage(FoundPage):
    """Finds a sale by number, amount, piece, producer, hour or way of paying, and does what can be done."""

    again_asked = Signal(object)
    share_asked = Signal(object)
    void_asked = Signal(object)
    correct_asked = Signal(object)
    return_asked = Signal(object)
    exchange_asked = Signal(object)

    def __init__(self, look: LookBack, tr: Translate, today: date) -> None:
        super().__init__(tr)
        self._look = look
        look.setParent(self)
        self._chips = ChipRow([(tr(word), which.value) for word, which in CHIPS], is_wrapped=True)
        self._chips.chosen.connect(lambda value: look.choose(Which(value)))
        self._show_ways(())
        self._model = HistoryModel(tr)
        found = NumberedView(self._model, HistoryDelegate(self._model, tr, today), tr(HEADED.list_name))
        found.picked.connect(self._pick)
        self._more = Button()
        self._more.clicked.connect(look.show_all)
        self._more.hide()
        self._why = label("", 16, colour=theme_now().ink_2, wraps=True)
        self._why.setContentsMargins(margins(MARGIN, 8, MARGIN, 4))
        self._why.hide()
        acts = (
            PaperAct(N_("Print again"), Kind.PRIMARY, self.again_asked, lambda _past: True),
            PaperAct(N_("For the buyer"), Kind.PLAIN, self.share_asked, _is_sale),
            PaperAct(N_("Correct"), Kind.PLAIN, self.correct_asked, lambda past: past.is_correctable),
            PaperAct(N_("Return…"), Kind.PLAIN, self.return_asked, lambda past: past.is_returnable),
            PaperAct(N_("Exchange size"), Kind.PLAIN, self.exchange_asked, lambda past: past.is_returnable),
            PaperAct(N_("Void"), Kind.DANGER, self.void_asked, lambda past: past.is_voidable),
        )
        self.build(
            HEADED,
            found,
            acts,
            over_list=self._chips,
            under_list=self._more,
            over_paper=(self._why,),
        )
        self.field.textChanged.connect(look.search)
        self.field.returnPressed.connect(self.take_first)
        look.found.connect(self._show_found)
        look.ways_found.connect(self._show_ways)
        look.shown.connect(self._show_past)
        look.refused.connect(self.refuse)
        for keys, act in (("F2", self.field.setFocus), ("F7", partial(self.ask, self.again_asked))):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        look.refresh()
        look.look_at_ways()

    def typed(self) -> tuple[Any, ...]:
        """Say also among which sales, and which one is looked at."""
        return (*super().typed(), self._chips.value, self._look.number)

    def type_again(
        self,
        words: str,
        told: Told | None = None,
        warned: str = "",
        which: str = Which.ALL.value,
        number: str = "",
    ) -> None:
        """Go on looking for it there."""
        super().type_again(words, told, warned)
        self._chips.choose(which)
        self._look.choose(Which(which))
        if number:
            self._look.show(number)

    def show_given(self, number: str, told: Told, warnings: str = "") -> None:
        """Say large what is to be handed over now, and show the nota that was made; no search finds it."""
        self.say_given(told, warnings)
        self._look.show(number)
        self.field.clear()
        self._chips.choose(Which.ALL.value)
        self._look.choose(Which.ALL)

    def _show_past(self, past: PastSale, png: bytes) -> None:
        """Show a nota, and say why some of what is done with others cannot be done with it."""
        why = _why_not(past, self._tr)
        self._why.setText(why)
        self._why.setVisible(bool(why) and self._given.isHidden())  # what is to be handed over comes first
        self.show_paper(past, png)

    def look_again(self) -> None:
        """Load the nota that is looked at anew: what can be given back of it has changed."""
        self._look.show(self._look.number)

    def _pick(self, number: str) -> None:
        if number != self._look.number:
            self.say_given(None)
            self._look.show(number)

    def _show_ways(self, ways: Sequence[Which]) -> None:
        """Offer each way in which something was paid."""
        self._chips.offer([which.value for which in (*ALWAYS, *ways)])

    def _show_found(self, history: History) -> None:
        tr = self._tr
        self._model.show_rows(history.rows)
        self._more.setVisible(history.is_cut)
        self._more.set_words(
            tr(N_("Show all")), tr(N_("the newest {count} are shown")).format(count=len(history.rows))
        )
        nothing = N_("Nothing was sold yet.\nWhat you sell stands here, to print again or give back.")
        if self.field.text().strip() or self._chips.value != Which.ALL.value:
            nothing = N_(
                "Nothing like that was sold here.\nTry the last digits of the number, or the amount."
            )
        if not history.rows:
            self._look.forget()
        self.show_list(self._model, self._look.number, tr(nothing))


def _is_sale(past: PastSale) -> bool:
    return past.kept.sale.kind is SaleKind.SALE


def _why_not(past: PastSale, tr: Translate) -> str:
    """Say why a sale is not put right or voided; "" where it can be, and of what gives another one back."""
    number = past.kept.sale.number
    if not _is_sale(past) or past.is_correctable:
        return ""
    if past.reversals:
        said = (
            N_("In part given back by {numbers}.") if past.is_returnable else N_("Given back by {numbers}.")
        )
        return tr(said).format(numbers=", ".join(sale.number for sale in past.reversals))
    match past.fault:
        case None:
            return NotCorrectable(number).message(language_of(tr))
        case PaidByExchange():
            return past.fault.message(language_of(tr))
    return tr(N_("Its till is closed by now: it can be returned or exchanged, and not voided or put right."))
