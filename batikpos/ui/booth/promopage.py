"""The promotions of the sale: what each gives, when, and whether it is on."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.promotion import Promotion
from batikpos.domain.promotion_wording import say_promotion
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.desk import Desk
from batikpos.services.promotions import add_promotions, switch_promotion
from batikpos.ui.booth.approving import Approval
from batikpos.ui.booth.promosheet import PromoSheet
from batikpos.ui.promotions import Promotions
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.part import Part
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import label, rule


class PromoPage(QWidget):
    """A row for each promotion, in the order in which the first of equals is given."""

    left = Signal()

    def __init__(
        self, promotions: Promotions, desk: Desk, approval: "partial[Approval]", tr: Translate
    ) -> None:
        super().__init__()
        self._approval, self._approval_for = approval(parent=self), approval
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._promotions, self._desk, self._tr = promotions, desk, tr
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margins(3 * MARGIN, MARGIN, 3 * MARGIN, MARGIN))
        outer.setSpacing(px(GAP))
        head = QHBoxLayout()
        head.addWidget(label(tr(N_("Promotions")), 28, BLACK))
        head.addStretch()
        from_file, new = Button(tr(N_("Take from a file…"))), Button(tr(N_("New promotion…")), Kind.PRIMARY)
        new.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        from_file.clicked.connect(self._choose_file)
        new.clicked.connect(self._ask_new)
        head.addWidget(from_file)
        head.addWidget(new)
        back = Button(tr(N_("Back to selling")))
        back.set_icon("back")
        back.clicked.connect(self.left)
        head.addWidget(back)
        outer.addLayout(head)
        said = tr(N_("A line gets one promotion, the best for the buyer; none where a price was agreed."))
        outer.addWidget(label(said, 16, colour=theme_now().ink_2, wraps=True))
        self._fault = label("", 16, colour=theme_now().danger, wraps=True)
        self._fault.hide()
        outer.addWidget(self._fault)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(inside)
        outer.addWidget(self._area, 1)
        self._new, self._from_file = new, from_file
        promotions.changed.connect(self._show)
        self._show()

    def parts(self) -> tuple[Part, ...]:
        """Name the parts of the page, for the help over it."""
        return (
            Part(N_("Make a promotion here"), "", (self._new,)),
            Part(N_("Or take the organizer's list"), "", (self._from_file,)),
            Part(
                N_("Each holds in its hours; switch it on or off"),
                "",
                tuple(self._area.findChildren(Button))[:1],
            ),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.hide()
                part.deleteLater()
        for promotion in self._promotions.every:
            self._rows.addWidget(self._row(promotion))
            self._rows.addWidget(rule())
        if not self._promotions.every:
            said = N_("There are no promotions yet. Make one, or take the organizer's file.")
            self._rows.addWidget(label(self._tr(said), 18, wraps=True))
        self._rows.addStretch()

    def _row(self, promotion: Promotion) -> QWidget:
        tr, theme = self._tr, theme_now()
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, px(GAP), px(GAP), px(GAP))
        box.setSpacing(px(2 * GAP))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(promotion.name, 18, BOLD, wraps=True))
        said = say_promotion(promotion, self._desk.catalogue, tr)
        words.addWidget(label(said, 16, colour=theme.ink_2, wraps=True))
        box.addLayout(words, 1)
        holds = promotion in self._promotions.held
        state = N_("holds now") if holds else N_("not now") if promotion.is_on else N_("off")
        box.addWidget(label(tr(state), 16, BOLD, theme.good if holds else theme.ink_2))
        switch = Button(tr(N_("Switch off") if promotion.is_on else N_("Switch on")))
        switch.setMinimumWidth(px(130))
        switch.clicked.connect(partial(self._switch, promotion))
        box.addWidget(switch)
        return row

    def _choose_file(self) -> None:
        title = self._tr(N_("Take from a file…"))
        name, _ = QFileDialog.getOpenFileName(self, title, "", "XLSX, CSV (*.xlsx *.csv)")
        if name:
            read = cache(
                partial(_read_file, self._desk, Path(name))
            )  # once: before a supervisor agrees to it
            self._change(partial(_take_list, self._desk, read))

    def _ask_new(self) -> None:
        sheet = PromoSheet(self.window(), self._tr, self._desk.catalogue)
        sheet.answered.connect(partial(self._add, sheet))
        sheet.open()

    def _add(self, sheet: PromoSheet, promotion: Promotion) -> None:
        act = partial(add_promotions, self._desk, (promotion,))
        said = self._tr(N_("The promotion is being written down…"))
        self._approval_for(parent=sheet).do_for(sheet, act, done=self._changed, said=said)

    def _switch(self, promotion: Promotion) -> None:
        self._change(partial(switch_promotion, self._desk, promotion.name, is_on=not promotion.is_on))

    def _change(self, act: Callable[..., tuple[Promotion, ...]]) -> None:
        """Change the list, once a supervisor agreed."""
        self._approval.do(act, done=self._changed, failed=self._refuse)

    def _changed(self, every: tuple[Promotion, ...]) -> None:
        self._fault.hide()
        self._promotions.take(every)

    def _refuse(self, error: PosError) -> None:
        self._fault.setText(error.message(language_of(self._tr)))
        self._fault.show()


def _read_file(desk: Desk, path: Path) -> tuple[Promotion, ...]:
    """Read a list. Raises: NoList, NotAList, BadList with every fault."""
    from batikpos.services.promotion_list import read_promotions  # noqa: PLC0415 - this is a lane

    return read_promotions(path, desk.catalogue)


def _take_list(
    desk: Desk,
    read: Callable[[], tuple[Promotion, ...]],
    **by: Any,  # noqa: ANN401 - who, and when
) -> tuple[Promotion, ...]:
    """Take a list in. Raises: ApprovalNeeded, and what reading it raises."""
    return add_promotions(desk, read(), **by)
