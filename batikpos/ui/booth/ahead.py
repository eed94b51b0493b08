"""What is loaded ahead: pages and sheets that the first page does without, one by one while the window sells.

Loaded all at once they would hold the window up for longer than a tenth of a second, whenever that was; and
in a lane they would meet what the window itself loads, which Qt's modules do not bear.
"""

import importlib

from PySide6.QtCore import QObject, QTimer

SOON_MS = 30
"""How long after the page the first sale's sheets are loaded, and how long between two of them."""

LATER_MS = 1_500
"""How long after them all else begins: nothing is to come between a cashier and the first sale."""

EACH_MS = 60

FIRST = (
    "batikpos.ui.booth.sizes",
    "batikpos.domain.qris",
    "batikpos.ui.booth.stickerpage",
    "batikpos.ui.booth.payment",
    "batikpos.ui.booth.linesheets",
    "batikpos.ui.booth.notesheet",
    "batikpos.ui.booth.parkedsheet",
    "batikpos.ui.booth.slipsheet",
    "batikpos.services.correcting",
)
"""What a sale asks with its second tap."""

MODULES = (
    "batikpos.ui.widgets.paperview",
    "batikpos.services.sharing",
    "batikpos.ui.booth.aftersale",
    "batikpos.ui.widgets.guide",
    "batikpos.ui.booth.closing",
    "batikpos.ui.booth.countgrid",
    "batikpos.ui.booth.counting",
    "batikpos.sync.address",
    "batikpos.ui.booth.centredesk",
    "batikpos.ui.booth.dayend",
    "batikpos.ui.booth.cash",
    "batikpos.ui.booth.checkpage",
    "batikpos.services.history",
    "batikpos.ui.booth.historylist",
    "batikpos.ui.booth.historypage",
    "batikpos.ui.booth.givingback",
    "batikpos.ui.booth.lookingback",
    "batikpos.services.orders",
    "batikpos.ui.booth.orderdesk",
    "batikpos.ui.booth.orderspage",
    "batikpos.ui.booth.opensheet",
    "batikpos.ui.booth.opendesk",
    "batikpos.printing.address",
    "batikpos.ui.booth.printersetup",
    "batikpos.ui.booth.printerpage",
    "batikpos.sheets.reader",
    "batikpos.services.promotion_list",
    "batikpos.ui.booth.promosheet",
    "batikpos.ui.booth.promopage",
    "batikpos.ui.booth.settingspage",
    "batikpos.ui.booth.centrepart",
    "batikpos.ui.booth.rulespart",
    "batikpos.ui.booth.fairfilepart",
    "batikpos.ui.stocklist",
    "batikpos.ui.booth.stockpage",
    "batikpos.ui.booth.rooms",
    "batikpos.ui.customer.page",
)
"""Each with little that those before it have not loaded."""


class Ahead(QObject):
    """Loads a module every so often, until there are no more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(reversed(FIRST + MODULES))
        self._next = QTimer(self, interval=SOON_MS)
        self._next.timeout.connect(self._load)

    def begin(self) -> None:
        """Begin in a while."""
        self._next.start()

    def _load(self) -> None:
        importlib.import_module(self._left.pop())
        if not self._left:
            self._next.stop()
        elif len(self._left) <= len(MODULES):
            self._next.setInterval(LATER_MS if len(self._left) == len(MODULES) else EACH_MS)
