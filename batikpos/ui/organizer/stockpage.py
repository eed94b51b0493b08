"""The page of the booths' goods: what is missing, what runs out, cloth by the roll, pieces sold twice."""

from functools import partial

from batikpos.domain.quantity import Quantity, Unit
from batikpos.i18n import N_
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.page import Page
from batikpos.ui.organizer.parts import Beside, Figure, Figures, Sentences
from batikpos.ui.organizer.rows import Column, Row, Tone, shown
from batikpos.ui.organizer.stockrows import (
    SOON,
    StockRead,
    cloth_columns,
    cloth_rows,
    goods_columns,
    goods_rows,
    read_stock,
    tell_goods,
    tell_roll,
    tell_twice,
    twice_columns,
    twice_rows,
)
from batikpos.ui.organizer.table import Table
from batikpos.ui.widgets.chips import ChipRow

_KINDS = {
    "all": N_("All goods"),
    "missing": N_("Not found"),
    "soon": N_("Runs out"),
    "cloth": N_("Cloth by the roll"),
    "twice": N_("Sold twice"),
}

_SIDE = 240


class StockPage(Page):
    """Shows what the booths wrote down and sold; whatever is chosen tells where it went."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, office.words(N_("Stock")))
        tr = self.words
        self.of: StockRead | None = None
        self.missing, self.soon = Figure(tr(N_("Missing at the count"))), Figure(tr(N_("Runs out")))
        self.twice, self.waiting = Figure(tr(N_("Sold twice"))), Figure(tr(N_("Booths that did not count")))
        self.box.addWidget(Figures(self.missing, self.soon, self.twice, self.waiting))
        self.kinds = ChipRow([(tr(words), key) for key, words in _KINDS.items()], is_wrapped=True)
        self.kinds.chosen.connect(self._show_rows)
        self.box.addWidget(self.kinds)
        empty = tr(N_("Nothing here. Booths write their goods down by Menu, Stock, and send them."))
        self.table = Table(tr, tr(N_("Stock")), goods_columns(tr), office.tasks, empty=empty)
        self.table.chosen.connect(self._tell)
        self.table.saved.connect(self.tell)
        self.table.refused.connect(self.refuse)
        self.told = Sentences(tr(N_("Where it went")), tr(N_("Choose goods: where they went stands here.")))
        self.box.addWidget(Beside(self.table, self.told, _SIDE), 1)
        office.day_changed.connect(self._show_figures)

    def look(self) -> None:
        """Read the goods anew."""
        if (fair := self.office.fair) is not None and self.isVisible():
            self.read(partial(read_stock, fair), self._show)

    def choose(self, key: str) -> None:
        """Choose goods of a booth."""
        self.table.choose(key)

    def _show(self, of: StockRead) -> None:
        self.of = of
        self._show_figures()
        self._show_rows(self.kinds.value)

    def _show_figures(self) -> None:
        of, day, tr = self.of, self.office.day, self.words
        if of is None or day is None:
            return
        missing, soon = of.stock.missing, of.stock.running_out(SOON)
        sizes = {unit: sum(row.missing for row in missing if row.unit is unit) for unit in Unit}
        said = tr(N_("pieces {pieces}, {metres}, booths {count}"))
        booths = len({row.booth for row in missing})
        tone = Tone.DANGER if missing else None
        said = said.format(
            pieces=shown(sizes[Unit.PIECE]),
            metres=shown(Quantity(sizes[Unit.METRE], Unit.METRE)),
            count=booths,
        )
        self.missing.show_figure(len(missing), said, tone)
        gone = sum(row.left <= 0 for row in soon)
        self.soon.show_figure(len(soon), tr(N_("{count} of them sold out")).format(count=gone))
        unsure = sum(not one.stands for one in of.twice)
        said = tr(N_("{count} to be looked at by people")).format(count=unsure)
        self.twice.show_figure(len(of.twice), said, Tone.DANGER if of.twice else None)
        waiting = of.stock.not_counted(day)
        named = ", ".join(waiting) or tr(N_("every booth that wrote goods down did"))
        self.waiting.show_figure(len(waiting), named, Tone.ATTENTION if waiting else None)
        written = len(of.stock.written)
        said = tr(N_("kinds of goods written down {written}, booths {booths}"))
        booths = len({row.booth for row in of.stock.written})
        self.said.setText(f"{of.fair.name} · {said.format(written=written, booths=booths)}")

    def _show_rows(self, kind: str) -> None:
        if self.of is not None:
            columns, rows = self._rows(kind, self.of)
            self.table.show_rows(rows, columns)
            self.told.empty()
            if self.table.current:
                self._tell(self.table.current)

    def _rows(self, kind: str, of: StockRead) -> tuple[tuple[Column, ...], list[Row]]:
        tr = self.words
        match kind:
            case "cloth":
                return cloth_columns(tr), cloth_rows(of.rolls, tr)
            case "twice":
                return twice_columns(tr), twice_rows(of.twice, tr)
            case "missing":
                return goods_columns(tr), goods_rows(of.stock.missing, tr)
            case "soon":
                return goods_columns(tr), goods_rows(of.stock.running_out(SOON), tr)
            case _:
                return goods_columns(tr), goods_rows(of.stock.rows, tr)

    def _tell(self, key: str) -> None:
        """Tell of what is chosen."""
        of, tr, kind = self.of, self.words, self.kinds.value
        if of is None:
            return
        if kind == "twice":
            if one := next((one for one in of.twice if one.sku == key), None):
                tell_twice(self.told, one, of.fair, tr)
        elif kind == "cloth":
            if roll := next((r for r in of.rolls if f"{r.goods.booth} {r.goods.sku}" == key), None):
                tell_roll(self.told, roll, tr)
        elif row := next((row for row in of.stock.rows if f"{row.booth} {row.sku}" == key), None):
            tell_goods(self.told, row, tr)
