"""Goods of no catalogue at the sale screen: sold by a typed price, or taken in and then sold."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from batikpos.domain.cart import CartLine
from batikpos.domain.catalogue import Item, Producer
from batikpos.domain.errors import PosError
from batikpos.domain.money import Rupiah
from batikpos.domain.quantity import Quantity
from batikpos.domain.scanned import is_barcode, is_name
from batikpos.domain.search import Search
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.adding import add_item
from batikpos.services.desk import Desk
from batikpos.services.gifts import queue_label
from batikpos.services.opening import search_of
from batikpos.settings import NO_PRINTER
from batikpos.ui.booth.aftersale import write_paper
from batikpos.ui.booth.opensheet import OpenSheet, StockSheet
from batikpos.ui.booth.sheets import QuestionSheet
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.widgets.sheet import Sheet

TakenIn = tuple[Desk, Search, Item, Quantity]
"""Goods that are in the catalogue now: the desk that knows them, what finds them, and they themselves."""


class OpenDesk(QObject):
    """Asks about goods without a code, one sheet after the other."""

    taken_in = Signal(object, object, object, object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(
        self,
        register: Register,
        tasks: Tasks,
        tr: Translate,
        open_sheet: Callable[[Sheet], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._register, self._tasks, self._tr = register, tasks, tr
        self._open, self._page = open_sheet, parent

    def ask(self, typed: str = "", line: CartLine | None = None) -> None:
        """Ask what is sold; `typed` was looked for or scanned, and not found, `line` typed on this before."""
        producers = own_first(self._register.desk)
        barcode = typed if is_barcode(typed) else line.item.barcode if line is not None else ""
        sheet = OpenSheet(
            self._page.window(),
            self._tr,
            producers,
            name=typed if is_name(typed) else "",
            barcode=barcode,
            sells_printing=self._register.desk.settings.printing,
            sell=self._sell,
            add=self._ask_stock,
        )
        if line is not None:
            sheet.fill(line)
        self._open(sheet)

    def _sell(self, line: CartLine) -> None:
        """Put goods into the basket. Raises PosError where they do not go in."""
        with self._register.refusals() as refused:
            before = self._register.cart
            self._register.put(line)
        if refused and self._register.cart is before:
            raise refused[0]

    def offer_label(self, item: Item) -> None:
        """Say under which code goods were taken in, and offer their label."""
        tr = self._tr
        text = tr(N_("{item} is in the catalogue now.\nIts code is {sku}, its barcode {barcode}."))
        self._open(
            QuestionSheet(
                self._page.window(),
                tr,
                tr(N_("Taken into the catalogue")),
                text.format(item=item.name, sku=item.sku, barcode=item.barcode),
                confirm=tr(N_("Print the label")),
                leave=tr(N_("Later")),
                answer=partial(self._print_label, item),
            )
        )

    def _ask_stock(self, line: CartLine) -> None:
        def take_in(stock: int, floor: Rupiah) -> None:
            self._take_in(sheet, line, stock, floor)

        sheet = StockSheet(self._page.window(), self._tr, line, answer=take_in)
        again = partial(self.ask, line=line)  # behind this sheet's close: what was typed is there again
        sheet.left.connect(lambda: QTimer.singleShot(0, self, again))
        self._open(sheet)

    def _take_in(self, sheet: StockSheet, line: CartLine, stock: int, floor: Rupiah) -> None:
        """Take goods in under their sheet: what is asked about the basket next is asked with them in it."""
        sheet.wait(self._tr(N_("The goods are being written down…")))
        register = self._register
        work = partial(_take_in, register.desk, line, register.cashier.name, stock, floor)
        done, failed = partial(self._taken_in, sheet), partial(self._not_taken_in, sheet)
        self._tasks.run(Lane.STORE, work, done=done, failed=failed)

    def _taken_in(self, sheet: StockSheet, taken: TakenIn) -> None:
        sheet.close_sheet()
        self.taken_in.emit(*taken)

    def _not_taken_in(self, sheet: StockSheet, error: PosError) -> None:
        sheet.go_on(error.message(language_of(self._tr)))

    def _print_label(self, item: Item) -> None:
        """Print the label on the nota's paper; where there is no printer, make it as a file."""
        desk, papers = self._register.desk, self._register.papers
        if desk.settings.printer == NO_PRINTER:
            work = partial(_write_label, desk, item, self._tr)
            self._tasks.run(Lane.PICTURE, work, done=self._label_made, failed=self.refused.emit)
            return
        job = partial(queue_label, desk, item.sku, now=datetime.now(UTC))
        self._tasks.run(Lane.STORE, job, done=lambda _job: papers.print_waiting(), failed=self.refused.emit)

    def _label_made(self, path: Path) -> None:
        self.said.emit(self._tr(N_("Saved: {file}")).format(file=path))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def own_first(desk: Desk) -> list[Producer]:
    """List the producers, this booth's own first."""
    return sorted(desk.catalogue.producers, key=lambda p: (p.booth != desk.booth.code, p.name))


def _take_in(desk: Desk, line: CartLine, cashier: str, stock: int, floor: Rupiah) -> TakenIn:
    added = add_item(desk, line.item, cashier=cashier, now=datetime.now(UTC), stock=stock, floor=floor)
    return added.desk, search_of(added.desk).make_ready(), added.item, line.quantity


def _write_label(desk: Desk, item: Item, tr: Translate) -> Path:
    from batikpos.reports.labels import FIRST, to_labels  # noqa: PLC0415 - a lane, and once in a while

    return write_paper(f"label {item.sku}.pdf", to_labels([item], desk.catalogue, FIRST, tr))
