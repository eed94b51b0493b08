"""The parked baskets, the longest waiting first: each is taken up again, named, or thrown away."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from batikpos.domain.money import total
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.parking import ParkedBasket
from batikpos.ui.theme import GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.scrolling import scroll_by_finger
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import fill, label

ROW = 64
SHOWN = 4
"""So many rows are seen at once; the others scroll."""


class ParkedSheet(Sheet):
    """Lists what waits; `confirmed` is the one thing that can be done besides."""

    recalled = Signal(object)
    name_asked = Signal(object)
    dropped = Signal(object)

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        parked: tuple[ParkedBasket, ...],
        *,
        confirm: str,
        answer: Callable[[], None],
        why: str = "",
    ) -> None:
        super().__init__(window, _title(tr, len(parked)), confirm=confirm, leave=tr(N_("Back")), width=640)
        self._tr, self._language = tr, language_of(tr)
        if why:
            self.add(label(why, 16, colour=theme_now().ink_2, wraps=True))
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedHeight(px(min(len(parked), SHOWN) * (ROW + GAP)))
        scroll_by_finger(area)
        inside = QWidget()
        fill(inside, theme_now().paper)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px(GAP))
        now = datetime.now(UTC)
        for basket in parked:
            rows.addLayout(self._row(basket, now))
        rows.addStretch()
        area.setWidget(inside)
        self.add(area)
        self._answer = answer
        self.confirmed.connect(self._confirmed)

    def enter(self) -> None:
        """Do nothing: a scanner's Enter is no answer."""

    def _row(self, parked: ParkedBasket, now: datetime) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        take = Button()
        take.set_words(say_parked(parked, self._language), self._said(parked, now))
        take.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        take.setFixedHeight(px(ROW))
        take.clicked.connect(partial(self._recall, parked.sale_id))
        name, drop = Button(self._tr(N_("Name"))), Button(self._tr(N_("Throw away")), Kind.DANGER)
        name.clicked.connect(partial(self._ask_name, parked))
        drop.clicked.connect(partial(self._drop, parked.sale_id))
        row.addWidget(take, 1)
        row.addWidget(name)
        row.addWidget(drop)
        return row

    def _said(self, parked: ParkedBasket, now: datetime) -> str:
        cart = parked.basket.cart
        pieces = sum(line.quantity.pieces for line in cart.lines)
        count = self._tr(N_("1 item") if pieces == 1 else N_("{count} items")).format(count=pieces)
        words = [count, str(cart.net), say_age(now - parked.at, self._tr), parked.cashier]
        if (corrects := parked.basket.corrects) is not None:
            running = corrects.number.rpartition("-")[2]  # all of it would leave the buttons no room
            words[0] = self._tr(N_("Correcting {number}")).format(number=running)
        if parked.basket.taken:
            taken = total(tender.amount for tender in parked.basket.taken)
            words.insert(-2, self._tr(N_("taken {amount}")).format(amount=taken))
        if parked.basket.lost:
            words.append(self._tr(N_("{count} no longer sold")).format(count=len(parked.basket.lost)))
        return " · ".join(words)

    def _recall(self, sale_id: UUID) -> None:
        self.close_sheet()
        self.recalled.emit(sale_id)

    def _ask_name(self, parked: ParkedBasket) -> None:
        self.close_sheet()
        self.name_asked.emit(parked)

    def _drop(self, sale_id: UUID) -> None:
        self.close_sheet()
        self.dropped.emit(sale_id)

    def _confirmed(self) -> None:
        self.close_sheet()
        self._answer()


def say_parked(parked: ParkedBasket, language: str) -> str:
    """Say what a parked basket is called: its name, or the first thing in it."""
    lines = parked.basket.cart.lines
    first = lines[0].item.title(language) if lines else ", ".join(parked.basket.lost)
    corrects, slip = parked.basket.corrects, parked.basket.slip
    number = corrects.number if corrects else slip.number if slip else ""
    return parked.label or first or number


def say_age(age: timedelta, tr: Translate) -> str:
    """Say how long ago something was: minutes, hours or days."""
    minutes = max(0, int(age.total_seconds()) // 60)
    for unit, size in ((N_("{n} days ago"), 1440), (N_("{n} h ago"), 60), (N_("{n} min ago"), 1)):
        if minutes >= size:
            return tr(unit).format(n=minutes // size)
    return tr(N_("just now"))


def _title(tr: Translate, count: int) -> str:
    said = N_("1 basket is parked") if count == 1 else N_("{count} baskets are parked")
    return tr(said).format(count=count)
