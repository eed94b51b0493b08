"""The sheet for goods of no catalogue: sold once by a typed price, or taken into the catalogue first."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from batikpos.domain.cart import CartLine
from batikpos.domain.catalogue import UNCOUNTED, Dye, Producer, Technique
from batikpos.domain.errors import PosError
from batikpos.domain.money import ZERO, Rupiah, parse_rupiah
from batikpos.domain.openprice import open_item
from batikpos.domain.quantity import Unit, parse_metres, parse_pieces
from batikpos.domain.typed import LONGEST
from batikpos.domain.wording import DYES_SHORT, TECHNIQUES_SHORT
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.theme import GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.choicebox import ChoiceBox
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

WIDTH = 900
PAD = 300
TECHNIQUES = (
    Technique.CAP,
    Technique.TULIS,
    Technique.KOMBINASI,
    Technique.PRINTING,
    Technique.NOT_BATIK,
)
"""In the order in which they are met at fairs."""


class OpenSheet(Sheet):
    """Asks for name, price, producer, technique, dye and quantity: `sell` or `add` takes the line.

    Where `sell` raises a PosError the sheet says so, and stays with what was typed.
    """

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        producers: Sequence[Producer],
        *,
        name: str,
        barcode: str,
        sells_printing: bool,
        sell: Callable[[CartLine], None],
        add: Callable[[CartLine], None],
    ) -> None:
        super().__init__(
            window,
            tr(N_("Goods without a code")),
            confirm=tr(N_("Sell it this once")),
            leave=tr(N_("Cancel")),
            width=WIDTH,
        )
        self._tr, self._language, self._add, self._barcode = tr, language_of(tr), add, barcode
        self.name = line_edit(tr(N_("What is it?")), size=18)
        self.name.setMaxLength(LONGEST)
        self.name.setText(name)
        self.price = _number(tr(N_("Price")))
        self.quantity = _number(tr(N_("Quantity")), "1")
        self.quantity.setFixedWidth(px(96))
        self.producer = ChoiceBox([(p.name, p.code) for p in producers], tr(N_("Producer")))
        sold = [t for t in TECHNIQUES if sells_printing or t is not Technique.PRINTING]
        self.technique = ChipRow([(tr(TECHNIQUES_SHORT[t]), t.value) for t in sold], is_wrapped=True)
        dyes = [(tr(DYES_SHORT[dye] or N_("not said")), dye.value) for dye in Dye]
        self.dye = ChipRow(dyes, is_wrapped=True)
        self.technique.chosen.connect(self._show_technique)
        # Nothing is called batik, or of natural dye, that nobody said is.
        self.technique.choose(Technique.NOT_BATIK)
        self._show_technique(Technique.NOT_BATIK)
        units = [(tr(N_("piece")), Unit.PIECE.value), (tr(N_("metre")), Unit.METRE.value)]
        self.unit = ChipRow(units, is_wrapped=True)
        columns = QHBoxLayout()
        columns.setSpacing(px(24))
        columns.addLayout(self._left(), 1)
        columns.addLayout(self._right())
        self.add(columns)
        self._sell = sell
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the name to type, or the price where the name is there already."""
        super().open()
        (self.price if self.name.text() else self.name).setFocus()

    def fill(self, line: CartLine) -> None:
        """Show what was typed before."""
        item = line.item
        self.name.setText(item.name)
        self.price.setText(item.price.bare())
        self.quantity.setText(line.quantity.plain().replace(".", ","))
        self.producer.setCurrentIndex(max(0, self.producer.findData(item.producer)))
        self.technique.choose(item.technique)
        self._show_technique(item.technique)
        self.dye.choose(item.dye)
        self.unit.choose(item.unit)

    def enter(self) -> None:
        """Go on to the price from the name: a scanner's Enter sells nothing."""
        self.price.setFocus()

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(px(GAP))
        left.addWidget(self.name)
        left.addWidget(self.producer)
        left.addWidget(self.technique)
        left.addWidget(self._said(N_("Dye")))
        left.addWidget(self.dye)
        left.addStretch()
        add = Button()
        how = self._tr(N_("with a code and a label"))
        if self._barcode:
            how = self._tr(N_("with its barcode, {code}")).format(code=self._barcode)
        add.set_words(self._tr(N_("Take it into the catalogue…")), how)
        add.setFixedHeight(px(56))
        add.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        add.clicked.connect(self._take_in)
        left.addWidget(add)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(px(GAP))
        right.addWidget(self.price)
        pad = NumberPad(self._tr(N_("Erase")), "000", 52)
        pad.setFixedWidth(px(PAD))
        pad.typed.connect(self._type)
        pad.erased.connect(self._erase)
        right.addWidget(pad)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        row.addWidget(self.quantity)
        row.addWidget(self.unit, 1)
        right.addLayout(row)
        return right

    def _show_technique(self, technique: str) -> None:
        """Ask for the dye of what has one."""
        has_dye = technique != Technique.NOT_BATIK
        if not has_dye:
            self.dye.choose(Dye.NONE)
        self.dye.setEnabled(has_dye)

    def _said(self, word: str) -> QWidget:
        return label(self._tr(word), 14, colour=theme_now().ink_2)

    @property
    def _field(self) -> QLineEdit:
        """Where the pad types: the quantity where that was touched last, else the price."""
        return self.quantity if self.focusWidget() is self.quantity else self.price

    def _type(self, text: str) -> None:
        field = self._field
        field.setFocus()
        field.insert(text)

    def _erase(self) -> None:
        self._field.backspace()

    def _confirmed(self) -> None:
        try:
            self._sell(self._line())
        except PosError as error:
            self.say_fault(error.message(self._language))
            return
        self.close_sheet()

    def _take_in(self) -> None:
        try:
            line = self._line()
        except PosError as error:
            self.say_fault(error.message(self._language))
            return
        self.close_sheet()
        self._add(replace(line, item=replace(line.item, barcode=self._barcode)))

    def _line(self) -> CartLine:
        """Read what was typed. Raises: NoName, CalledBatik, NotRupiah, NoPrice, BadQuantity, NotInStep."""
        unit = Unit(self.unit.value)
        item = open_item(
            self.name.text(),
            parse_rupiah(self.price.text() or "0"),
            producer=self.producer.value,
            technique=Technique(self.technique.value),
            dye=Dye(self.dye.value),
            unit=unit,
        )
        parse = parse_metres if unit is Unit.METRE else parse_pieces
        return CartLine(item, item.quantity(parse(self.quantity.text()).size))


class StockSheet(Sheet):
    """Asks how many of new goods there are, and their lowest price; nothing typed is no limit.

    Once it was answered it waits until whoever takes them in closes it, or lets it go on.
    """

    def __init__(
        self, window: QWidget, tr: Translate, line: CartLine, *, answer: Callable[[int, Rupiah], None]
    ) -> None:
        super().__init__(
            window, line.item.name, confirm=tr(N_("Take it into the catalogue")), leave=tr(N_("Cancel"))
        )
        self._line, self._answer, self._language = line, answer, language_of(tr)
        self.stock = _number(tr(N_("How many there are")), line.quantity.plain().replace(".", ","))
        self.floor = _number(tr(N_("Lowest price")))
        for word, field in ((N_("How many there are"), self.stock), (N_("Lowest price"), self.floor)):
            self.add(label(tr(word), 16))
            self.add(field)
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the stock to type."""
        super().open()
        self.stock.setFocus()
        self.stock.selectAll()

    def _confirmed(self) -> None:
        parse = parse_metres if self._line.item.unit is Unit.METRE else parse_pieces
        try:
            stock = parse(self.stock.text()).size if self.stock.text().strip() else UNCOUNTED
            floor = parse_rupiah(self.floor.text()) if self.floor.text().strip() else ZERO
        except PosError as error:
            self.say_fault(error.message(self._language))
            return
        self._answer(stock, floor)


def _number(name: str, value: str = "") -> QLineEdit:
    field = line_edit(name, size=24)
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setText(value)
    return field
