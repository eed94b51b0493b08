"""The sheet for a new promotion: what it gives, for which goods, and when."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from batikpos.domain.catalogue import Catalogue
from batikpos.domain.errors import PosError
from batikpos.domain.slip import read_day
from batikpos.domain.wording import kind_word
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.promotion_list import FIELDS, read_promotion
from batikpos.ui.booth.hours import Hours
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.theme import BLACK, BOLD, GAP, TARGET, font, px, theme_now
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

WIDTH = 900
MOST_ROWS = 100
"""So many goods are listed at most: who looks for others types more of their name."""

_DEALS = {
    "percent": N_("Per cent off"),
    "rupiah": N_("Rupiah off"),
    "bundle": N_("N pieces for Rp"),
    "cheapest": N_("of N the cheapest free"),
}
_USUAL_PIECES = {"percent": "1", "rupiah": "1", "bundle": "3", "cheapest": "2"}
_SCOPES = {
    "": N_("All goods"),
    "kind": N_("A kind"),
    "producer": N_("A producer"),
    "sku": N_("Chosen goods"),
}


class PromoSheet(Sheet):
    """Asks for one promotion, which `answered` carries; whoever takes it closes the sheet."""

    answered = Signal(object)

    def __init__(self, window: QWidget, tr: Translate, catalogue: Catalogue) -> None:
        super().__init__(
            window, tr(N_("New promotion")), confirm=tr(N_("Add it")), leave=tr(N_("Cancel")), width=WIDTH
        )
        self._tr, self._catalogue = tr, catalogue
        self._chosen: dict[str, None] = {}
        self.name = self._field("name")
        self.name.setMaxLength(40)
        self.add(self.name)
        self.deal = ChipRow([(tr(word), deal) for deal, word in _DEALS.items()], is_wrapped=True)
        self.deal.chosen.connect(self._show_deal)
        self.add(self.deal)
        self.value, self.pieces = self._field("value", "20"), self._field("pieces", "1")
        self.first, self.last = self._field("from", "11/12/2026"), self._field("until", "15/12/2026")
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(GAP))
        self._labels: dict[QLineEdit, QWidget] = {}
        for n, (column, field) in enumerate(
            (("value", self.value), ("pieces", self.pieces), ("from", self.first), ("until", self.last))
        ):
            self._labels[field] = label(tr(FIELDS[column]), 15, BOLD)
            grid.addWidget(self._labels[field], 0, n)
            grid.addWidget(field, 1, n)
        self.add(grid)
        self.hours = Hours(tr)
        self.add(self.hours)
        self.scope = ChipRow([(tr(word), scope) for scope, word in _SCOPES.items()], is_wrapped=True)
        self.scope.chosen.connect(self._show_scope)
        self.add(self.scope)
        self.search = line_edit(tr(N_("Find goods")), size=16)
        self.search.textChanged.connect(self._list)
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr(N_("For which goods")))
        self.list.setFixedHeight(px(4 * TARGET))
        self.list.itemClicked.connect(self._choose)
        self.list.itemDoubleClicked.connect(self._choose)  # the second of two quick taps
        self.add(self.search)
        self.add(self.list)
        self.confirmed.connect(self._confirmed)
        self._show_deal("percent")
        self._show_scope("")

    def open(self) -> None:
        """Open with the name to type."""
        super().open()
        self.name.setFocus()

    def enter(self) -> None:
        """Do nothing: a scanner's Enter makes no promotion."""

    def _field(self, column: str, example: str = "") -> QLineEdit:
        made = line_edit(self._tr(FIELDS[column]), size=18)
        if example:
            made.setPlaceholderText(example)
        return made

    def _show_deal(self, deal: str) -> None:
        """Ask for what the deal needs: of what is free nobody asks how much."""
        is_asked = deal != "cheapest"
        self.value.setVisible(is_asked)
        self._labels[self.value].setVisible(is_asked)
        self.pieces.setText(_USUAL_PIECES[deal])

    def _show_scope(self, scope: str) -> None:
        self._chosen = {}
        self.search.clear()
        self.search.setVisible(scope == "sku")
        self.list.setVisible(bool(scope))
        self._list()

    def _list(self) -> None:
        """List what can be chosen: what is chosen first, then what fits what is typed."""
        typed = self.search.text().casefold().split()
        offered = self._offered()
        fitting = [(words, code) for words, code in offered if all(t in words.casefold() for t in typed)]
        first = [(words, code) for words, code in offered if code in self._chosen]
        shown = [*first, *(pair for pair in fitting if pair[1] not in self._chosen)][:MOST_ROWS]
        self.list.clear()
        for words, code in shown:
            row = QListWidgetItem()
            row.setData(Qt.ItemDataRole.UserRole, (words, code))
            row.setSizeHint(QSize(0, px(TARGET)))
            self._mark(row)
            self.list.addItem(row)

    def _offered(self) -> Sequence[tuple[str, str]]:
        items = self._catalogue.items
        match self.scope.value:
            case "kind":
                kinds = dict.fromkeys(i.kind for i in items if i.kind)
                return [(kind_word(kind, self._tr), kind) for kind in kinds]
            case "producer":
                return [(p.name, p.code) for p in self._catalogue.producers]
            case "sku":
                return [(f"{i.name} {i.size}".strip() + f" · {i.sku}", i.sku) for i in items]
            case _:
                return []

    def _choose(self, row: QListWidgetItem) -> None:
        _, code = row.data(Qt.ItemDataRole.UserRole)
        if code in self._chosen:
            del self._chosen[code]
        else:
            self._chosen[code] = None
        self._mark(row)

    def _mark(self, row: QListWidgetItem) -> None:
        """Show whether a row is chosen."""
        words, code = row.data(Qt.ItemDataRole.UserRole)
        is_chosen = code in self._chosen
        row.setText(f"✓  {words}" if is_chosen else words)
        row.setFont(font(17, BLACK if is_chosen else font(17).weight()))
        row.setForeground(theme_now().good if is_chosen else theme_now().ink)

    def _confirmed(self) -> None:
        try:
            promotion = read_promotion(self._cells(), self._catalogue)
        except PosError as error:
            self.say_fault(error.message(language_of(self._tr)))
            return
        self.answered.emit(promotion)

    def _cells(self) -> dict[str, str]:
        """Write down what is typed as a list has it. Raises: BadValue, NothingChosen."""
        scope, deal = self.scope.value, self.deal.value
        if scope and not self._chosen:
            raise NothingChosen
        days = {"from": self.first.text().strip(), "until": self.last.text().strip()}
        value = "100" if deal == "cheapest" else self.value.text().strip()
        return {
            "name": self.name.text(),
            "deal": deal,
            "value": value.removeprefix("Rp").replace(".", "") if deal in {"rupiah", "bundle"} else value,
            "pieces": self.pieces.text().strip(),
            scope: "|".join(self._chosen),
            **{column: read_day(typed).isoformat() for column, typed in days.items() if typed},
            **self.hours.cells,
        }


class NothingChosen(PosError):
    """A promotion for a kind, a producer or goods, of which none is chosen."""

    code = "nothing_chosen"
    text = N_("Choose at least one in the list, or “All goods”.")
