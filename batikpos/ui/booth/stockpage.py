"""The page of the stock: goods taken to the booth, counted there, and brought home, scanned or tapped."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.catalogue import Item, UnknownItem
from batikpos.domain.errors import PosError
from batikpos.domain.quantity import Quantity, Unit, parse_metres, parse_pieces
from batikpos.domain.search import fold
from batikpos.domain.stock import GoodsStock, StockAct
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.listing import Listing
from batikpos.ui.booth.menu import Place
from batikpos.ui.booth.sheets import NumberSheet
from batikpos.ui.stocklist import StockList, WrittenStock, usual_size
from batikpos.ui.tasks import Lane
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, margins, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.message import MessageStrip
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.part import Part
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.searchfield import SearchField
from batikpos.ui.widgets.words import label, stand_beside

MOST_FOUND = 6
_PARTS = 420
_ACTS = {
    StockAct.TAKE: (N_("Taken to the booth"), N_("What came to the stand, in the morning or later.")),
    StockAct.COUNT: (N_("Counted"), N_("What lies here in the evening; nobody is told what should.")),
    StockAct.HOME: (N_("Brought home"), N_("What leaves the stand and is not sold.")),
}
_DONE = {
    StockAct.TAKE: N_("Written down as taken to the booth: kinds {count}, pieces {pieces}, {metres}."),
    StockAct.COUNT: N_("Written down as counted: kinds {count}, pieces {pieces}, {metres}."),
    StockAct.HOME: N_("Written down as brought home: kinds {count}, pieces {pieces}, {metres}."),
}


class StockPage(QWidget):
    """At the left what goods are found by, at the right the list; a scan adds one."""

    left = Signal()

    def __init__(self, stock: StockList, tr: Translate) -> None:
        super().__init__()
        self._stock, self._tr, self._language = stock, tr, language_of(tr)
        self._items = stock.desk.catalogue.items
        self._words: Sequence[tuple[str, Item]] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN))
        outer.setSpacing(px(GAP))
        head = QHBoxLayout()
        title = label(tr(Place.STOCK.value[0]), 28, BLACK)
        head.addWidget(title)
        head.addSpacing(px(2 * GAP))
        self._when = label("", 16, colour=theme_now().ink_2)
        stand_beside(title, self._when)
        head.addWidget(self._when, 1)
        back = Button(tr(N_("Back")))
        back.set_icon("back")
        back.clicked.connect(self.left)
        head.addWidget(back)
        outer.addLayout(head)
        self.acts = ChipRow([(tr(words), act.value) for act, (words, _) in _ACTS.items()], is_wrapped=True)
        self.acts.chosen.connect(lambda act: stock.choose(StockAct(act)))
        outer.addWidget(self.acts)
        self._said = label("", 16, colour=theme_now().ink_2, wraps=True)
        outer.addWidget(self._said)
        both = QHBoxLayout()
        both.setSpacing(px(2 * GAP))
        both.addWidget(self._finding(), 4)
        both.addWidget(self._listing(), 5)
        outer.addLayout(both, 1)
        self._strip = MessageStrip(self, self, tr(N_("Close this message")), at_head=True)
        self._offers_new = False
        stock.changed.connect(self._show)
        stock.written.connect(self._have_written)
        stock.refused.connect(self._refuse)
        stock.looked.connect(self._show_when)
        stock.begun.connect(self._say_begun)
        self._show()
        stock.look()
        work = partial(_words_of, self._items)  # of ten thousand goods that takes a tenth of a second
        tasks = stock.register.tasks
        tasks.run(Lane.STORE, work, done=self._have_words, failed=self._refuse, is_asked=False)

    def scan(self, code: str) -> None:
        """Add what was scanned; of cloth it is asked how much."""
        item = self._stock.desk.catalogue.find(code)
        if item is None:
            self._refuse(UnknownItem(code))
        else:
            self.choose(item)

    def choose(self, item: Item) -> None:
        """Add one piece of goods that were found; of cloth nobody knows how much before it is said."""
        if item.unit is Unit.METRE or self._stock.listed_otherwise(item):
            self.ask_size(item)
        else:
            self._stock.set_size(item, self._stock.size_of(item) + 1)

    def ask_size(self, item: Item) -> None:
        """Ask how much of it there is; anew where it was said in a unit that is not its own any more."""
        size, other = self._stock.size_of(item), self._stock.listed_otherwise(item)
        value = Quantity(size, item.unit).plain().replace(".", ",") if size else usual_size(item)
        extra = "," if item.unit is Unit.METRE else "00"
        answer = partial(self._take_size, item)
        title = item.names.say(self._language)
        sheet = NumberSheet(self.window(), self._tr, title, answer=answer, value=value, extra=extra)
        sheet.open()
        if other is not None:
            said = N_("Listed was {size}. It is sold by the piece now: say how many pieces there are.")
            if item.unit is Unit.METRE:
                said = N_("Listed was {size}. It is sold by the metre now: say how many metres there are.")
            sheet.tell(self._tr(said).format(size=other))

    def parts(self) -> tuple[Part, ...]:
        """Name the parts of the page, for the help over it."""
        return (
            Part(N_("First: what is done with the goods"), "", (self.acts,)),
            Part(N_("Scan anywhere, or type: each tap adds one"), "", (self.field,)),
            Part(N_("What is on the list so far"), "", (self._list.viewport(),)),
            Part(N_("Write it down when all is on the list"), "", (self.write_button,)),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _finding(self) -> QWidget:
        tr, made = self._tr, QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        self.field = SearchField(tr(N_("Find goods, or scan a code")), tr(N_("Find goods")), tr(N_("Clear")))
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._take_typed)
        box.addWidget(self.field)
        inside = QWidget()
        self._found = QVBoxLayout(inside)
        self._found.setContentsMargins(0, 0, px(GAP), 0)
        self._found.setSpacing(px(GAP))
        box.addWidget(scrolling(inside), 1)
        self._find("")
        return made

    def _listing(self) -> QWidget:
        tr, made = self._tr, Panel()
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, px(GAP), 0)
        self._rows.setSpacing(px(4))
        self._list = scrolling(inside, theme_now().paper)
        made.box.addWidget(self._list, 1)
        self.whole = ChipRow(
            [(tr(N_("Only what is listed")), ""), (tr(N_("Everything was counted")), "whole")],
            is_wrapped=True,
        )
        self.whole.chosen.connect(lambda value: self._stock.count_all(is_whole=bool(value)))
        made.box.addWidget(self.whole)
        self._sum = label("", 18, BOLD, wraps=True)
        made.box.addWidget(self._sum)
        self.write_button = Button(tr(N_("Write it down")), Kind.PRIMARY)
        self.write_button.clicked.connect(self._write)
        made.box.addWidget(self.write_button)
        return made

    def _have_words(self, words: Sequence[tuple[str, Item]]) -> None:
        self._words = words
        self._find(self.field.text())

    def _called(self, typed: str) -> Sequence[Item]:
        """List the goods that are called so."""
        words = fold(typed).split()
        if not words:
            return self._items
        return [item for text, item in self._words if all(word in text for word in words)]

    def _find(self, typed: str) -> None:
        if typed.strip() and self._items and not self._words:
            return  # what they are called comes in a moment
        found = self._called(typed)
        _clear(self._found)
        for item in found[:MOST_FOUND]:
            button = Button(item.names.say(self._language), Kind.TILE)
            button.set_words(item.names.say(self._language), item.sku)
            button.clicked.connect(partial(self.choose, item))
            self._found.addWidget(button)
        more = len(found) - MOST_FOUND
        if more > 0:
            said = self._tr(N_("{count} more: type a word of the name, or scan.")).format(count=more)
            self._found.addWidget(label(said, 15, colour=theme_now().ink_2, wraps=True))
        elif not found:
            self._found.addWidget(label(self._tr(N_("Nothing is called so.")), 16, wraps=True))
        self._found.addStretch()

    def _take_typed(self) -> None:
        """Take a code that was typed, or the only goods that are called so."""
        typed = self.field.text().strip()
        found = self._called(typed)
        item = self._stock.desk.catalogue.find(typed) or (found[0] if len(found) == 1 else None)
        if item is not None and typed:
            self.field.clear()
            self.choose(item)

    def _take_size(self, item: Item, typed: str) -> None:
        parse = parse_metres if item.unit is Unit.METRE else parse_pieces
        self._stock.set_size(item, parse(typed).size)

    def _show(self) -> None:
        stock, tr = self._stock, self._tr
        if self._offers_new:  # somebody went on with it: what is new is not thrown away with the rest
            self._offers_new = False
            self._strip.hide()
        _clear(self._rows)
        for item, size in stock.goods():
            self._rows.addWidget(self._row(item, size, stock.as_sold(item)))
        if not stock.sizes:
            said = tr(N_("Nothing listed yet. Scan the goods, or tap them at the left."))
            self._rows.addWidget(label(said, 17, colour=theme_now().ink_2, wraps=True))
        self._rows.addStretch()
        self.acts.choose(stock.act.value)
        self._said.setText(tr(_ACTS[stock.act][1]))
        self.whole.setVisible(stock.act is StockAct.COUNT)
        self.whole.choose("whole" if stock.is_whole else "")
        count, pieces, metres = stock.totals()
        said = tr(N_("kinds {count}, pieces {pieces}, {metres}"))
        self._sum.setText(said.format(count=count, pieces=pieces, metres=metres))
        self.write_button.setEnabled(not stock.is_empty and not stock.is_writing)

    def _row(self, item: Item, size: int, as_sold: Item) -> QWidget:
        tr, row = self._tr, QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        name = item.names.say(self._language)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(name, 17, BOLD, wraps=True))
        words.addWidget(label(item.sku, 14, colour=theme_now().ink_2))
        box.addLayout(words, 1)
        quantity = Quantity(size, item.unit)
        has_steps = item.unit is as_sold.unit is Unit.PIECE
        if has_steps:
            self._step(box, item, "\N{MINUS SIGN}", size - 1, tr(N_("one less: {goods}")))
        amount = Button(str(quantity))
        amount.setMinimumWidth(px(84))
        amount.setAccessibleName(f"{name}: {quantity}")
        amount.clicked.connect(partial(self.ask_size, as_sold))
        box.addWidget(amount)
        if has_steps:
            self._step(box, item, "+", size + 1, tr(N_("one more: {goods}")))
        off = Button("✕")
        off.setAccessibleName(tr(N_("take off the list: {goods}")).format(goods=name))
        off.clicked.connect(partial(self._stock.take_off, item))
        box.addWidget(off)
        return row

    def _step(self, box: QHBoxLayout, item: Item, sign: str, size: int, said: str) -> None:
        button = Button(sign)
        button.setAccessibleName(said.format(goods=item.names.say(self._language)))
        button.setEnabled(size >= 0)
        button.clicked.connect(partial(self._stock.set_size, item, size))
        box.addWidget(button)

    def _write(self) -> None:
        """Write it down, once it is known how much there is of everything."""
        if item := self._stock.unsized():
            self.ask_size(item)
        else:
            self._stock.write()

    def _have_written(self, done: WrittenStock) -> None:
        move, tr = done.written.move, self._tr
        pieces = sum(line.quantity.size for line in move.lines if line.quantity.unit is Unit.PIECE)
        metres = sum(line.quantity.size for line in move.lines if line.quantity.unit is Unit.METRE)
        said = tr(_DONE[move.act]).format(
            count=len(move.lines), pieces=pieces, metres=Quantity(metres, Unit.METRE)
        )
        if done.missing:
            named = "; ".join(
                tr(N_("{size} of {goods}")).format(size=row.quantity(row.missing), goods=self._name(row))
                for row in done.missing
            )
            found = tr(N_("By what this laptop knows, missing (too many: with a minus): {goods}."))
            self._strip.say(f"{said} {found.format(goods=named)}")
        else:
            self._strip.say(said, is_good=True)
        self._stock.look()

    def _name(self, row: GoodsStock) -> str:
        """Name goods in the window's language; those that stand in no catalogue as they were written down."""
        item = self._stock.desk.catalogue.find(row.sku)
        return row.name if item is None else item.title(self._language)

    def _show_when(self, counted: datetime | None) -> None:
        """Say whether goods were counted today."""
        tr, fair = self._tr, self._stock.desk.fair
        today = fair.local(datetime.now(UTC)).date()
        said = tr(N_("not counted yet today"))
        if counted is not None and fair.local(counted).date() == today:
            said = tr(N_("counted today at {time}")).format(time=f"{fair.local(counted):%H.%M}")
        self._when.setText(said)

    def _say_begun(self, listing: Listing) -> None:
        """Say whose list is there again, and offer to begin another one."""
        said = self._tr(
            N_("{cashier} began this list on {time} and did not write it down. Go on with it, or begin anew.")
        )
        time = f"{self._stock.desk.fair.local(listing.at):%d/%m %H.%M}"
        said = said.format(cashier=listing.cashier, time=time)
        self._strip.say(said, self._tr(N_("Begin a new list")), self._stock.begin_anew)
        self._offers_new = True

    def _refuse(self, error: PosError) -> None:
        self._strip.say(error.message(self._language))
        self._show()


def _words_of(items: Sequence[Item]) -> Sequence[tuple[str, Item]]:
    """Say by which words each of the goods is found."""
    return [(fold(f"{item.names.id} {item.names.en} {item.sku}"), item) for item in items]


def _clear(rows: QVBoxLayout) -> None:
    while (item := rows.takeAt(0)) is not None:
        if (part := item.widget()) is not None:
            part.hide()
            part.deleteLater()
