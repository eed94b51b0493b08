"""What the buyer sees: the basket while it fills, the QRIS code to scan, the change, thanks."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from batikpos.domain.cart import Cart
from batikpos.domain.money import Rupiah
from batikpos.i18n import N_, Translate, translator
from batikpos.services.checkout import CompletedSale
from batikpos.ui.customer.bill import Bill, Thanks
from batikpos.ui.customer.lines import BuyersLines
from batikpos.ui.customer.type import unit_of, words
from batikpos.ui.icons import icon
from batikpos.ui.register import Register
from batikpos.ui.standcode import Modules
from batikpos.ui.theme import BLACK, LIGHT
from batikpos.ui.widgets.codepicture import CodePicture
from batikpos.ui.widgets.words import fill, stand_beside

_MARGIN = 48
_CODE = 400
_FLAGS = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus


class CustomerPage(QWidget):
    """A window of its own on the monitor `at`, in the words of the nota; it listens, and asks nothing."""

    def __init__(self, register: Register, at: QScreen) -> None:
        super().__init__(None, _FLAGS)
        self._register, self.at = register, at
        self._unit = unit_of(at.size())
        self._shown = ""
        self._is_thanking = False
        self.setWindowTitle("BatikPOS")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fill(self, LIGHT.ground)
        self.setScreen(at)
        self.setGeometry(at.geometry())
        box = QVBoxLayout(self)
        side = round(_MARGIN * self._unit)
        box.setContentsMargins(side, side, side, side)
        self._parts = QStackedWidget()
        self._idle, self._selling, self._thanks = self._make_idle(), self._make_selling(), self._make_thanks()
        for part in (self._idle, self._selling, self._thanks):
            self._parts.addWidget(part)
        box.addWidget(self._parts)
        register.cart_changed.connect(self._show_cart)
        register.sale_completed.connect(self._show_done)
        register.buyer_told.connect(self._tell)
        register.qris_shown.connect(self._show_qris)
        register.stand_code.drawn.connect(self._show_modules)
        self._show_cart(register.cart, register.chosen)
        if register.shown_bill is not None:
            self._show_bill(register.shown_bill)
        elif register.shown_thanks is not None:  # the cable came back, and the buyer still stands there
            self._show_thanks(register.shown_thanks)
        self._show_qris(register.shown_qris)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw a border of the bar's brown at the top, the only ornament."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), round(14 * self._unit), LIGHT.bar)
        painter.fillRect(0, round(14 * self._unit), self.width(), round(4 * self._unit), LIGHT.attention)
        painter.end()

    def _make_idle(self) -> QWidget:
        part, box = _column()
        desk = self._register.desk
        mine = next((p.name for p in desk.catalogue.producers if p.booth == desk.booth.code), "")
        flower = words(self._unit, 34)
        flower.setPixmap(icon("kawung", round(110 * self._unit), LIGHT.attention))
        self._welcome = words(self._unit, 34, colour=LIGHT.ink_2)
        name = words(self._unit, 72, BLACK, LIGHT.primary)
        name.setText(mine or desk.fair.name)
        fair = words(self._unit, 28, colour=LIGHT.ink_2)
        fair.setText(desk.fair.name if mine else "")
        for each in (flower, self._welcome, name, fair):
            box.insertWidget(box.count() - 1, each)
        return part

    def _make_selling(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(_MARGIN * self._unit))
        left = QVBoxLayout()
        self._lines = BuyersLines(self._unit)
        left.addWidget(self._lines, 1)
        foot = QHBoxLayout()
        self._total_word = words(self._unit, 32, align=Qt.AlignmentFlag.AlignLeft)
        self._total = words(self._unit, 76, BLACK, align=Qt.AlignmentFlag.AlignRight)
        self._total.setWordWrap(False)
        stand_beside(self._total, self._total_word)
        foot.addWidget(self._total_word)
        foot.addWidget(self._total, 1)
        self._saved = words(self._unit, 26, colour=LIGHT.choice, align=Qt.AlignmentFlag.AlignRight)
        self._saved.setWordWrap(False)
        left.addWidget(self._saved)
        left.addLayout(foot)
        row.addLayout(left, 1)
        row.addWidget(self._make_paying())
        return part

    def _make_paying(self) -> QWidget:
        """Lay out the code with whose it is and the amount, hidden until somebody pays by QRIS."""
        self._paying, box = _column()
        self._paying.setFixedWidth(round((_CODE + 80) * self._unit))
        self._code = CodePicture(round(_CODE * self._unit), "QRIS")
        self._scan = words(self._unit, 28)
        self._merchant = words(self._unit, 24)
        self._nmid = words(self._unit, 20, colour=LIGHT.ink_2)
        self._amount = words(self._unit, 56, BLACK)
        for each in (self._scan, self._code, self._merchant, self._nmid, self._amount):
            in_middle = Qt.AlignmentFlag.AlignHCenter if each is self._code else Qt.AlignmentFlag(0)
            box.insertWidget(box.count() - 1, each, 0, in_middle)
        self._paying.hide()
        return self._paying

    def _make_thanks(self) -> QWidget:
        part, box = _column()
        self._change_word = words(self._unit, 40, colour=LIGHT.ink_2)
        self._change = words(self._unit, 132, BLACK, LIGHT.good)
        self._thank = words(self._unit, 52)
        for each in (self._change_word, self._change, self._thank):
            box.insertWidget(box.count() - 1, each)
        return part

    def _show_cart(self, cart: Cart, chosen: int) -> None:
        if self._register.shown_bill is not None:
            return  # what comes into the basket meanwhile is the next one's
        tr = self._words()
        self._welcome.setText(tr(N_("Welcome")))
        if not cart.lines:
            self._parts.setCurrentWidget(self._thanks if self._is_thanking else self._idle)
            return
        due, basket = self._register.due_in_cash, self._register.basket
        is_part = basket.corrects is not None or (basket.taken and basket.wish is None)
        if due and is_part:  # the rest was paid before
            said = tr(N_("Total {amount}")).format(amount=cart.net)
            self._show_goods(cart, chosen, tr(N_("Still to pay")), due, said)
            return
        above: list[str] = []
        if saved := cart.discounted:
            above.append(tr(N_("You save {amount}")).format(amount=saved.bare()))
        if due != cart.net:
            above.append(tr(N_("In cash, rounded {amount}")).format(amount=due.bare()))
        self._show_goods(cart, chosen, tr(N_("Total")), cart.net, " · ".join(above))

    def _show_goods(self, cart: Cart, chosen: int, word: str, due: Rupiah, said: str) -> None:
        self._is_thanking = False
        self._lines.show_cart(cart, chosen, self._words())
        self._total_word.setText(word)
        self._total.setText(str(due))
        self._saved.setText(said)
        self._parts.setCurrentWidget(self._selling)

    def _tell(self, what: Bill | Thanks | None) -> None:
        """Show a bill, or thanks for it; or the basket again, and nothing of whoever paid before."""
        match what:
            case Bill():
                self._show_bill(what)
            case Thanks():
                self._show_thanks(what)
            case None:
                self._is_thanking = False
                self._show_cart(self._register.cart, self._register.chosen)

    def _show_bill(self, bill: Bill) -> None:
        """Show an order with what is to pay of it now; what it comes to, or was paid before, stands above."""
        tr = self._words()
        if bill.paid_down:
            word, said = N_("Still to pay"), f"{tr(N_('Down payment'))} {bill.paid_down}"
        else:
            word, said = N_("Down payment"), tr(N_("Total {amount}")).format(amount=bill.goods.net)
        self._show_goods(bill.goods, -1, tr(word), bill.due, said)

    def _words(self) -> Translate:
        """Speak as the nota will, or the paper of an order."""
        bill = self._register.shown_bill
        return translator(bill.language if bill is not None else self._register.nota_language)

    def _show_qris(self, amount: Rupiah | None) -> None:
        """Show the stand's code for an amount, or that the sticker on the table is to be scanned."""
        self._paying.setVisible(amount is not None)
        if amount is None:
            self._shown = ""
            return
        tr = self._words()
        code = self._register.stand_code.code_for(amount)
        self._scan.setText(tr(N_("Scan to pay") if code else N_("Scan the QRIS sticker on the table")))
        self._code.setVisible(code is not None)
        self._merchant.setText(code.merchant if code else "")
        self._nmid.setText(f"NMID {code.nmid}" if code and code.nmid else "")
        self._amount.setText(str(amount))
        if code is not None:
            self._shown = code.payload
            self._register.stand_code.draw(code.payload)

    def _show_modules(self, payload: str, modules: Modules) -> None:
        if payload == self._shown:
            self._code.show_modules(modules)

    def _show_done(self, done: CompletedSale) -> None:
        """Show the change, large, and thanks; what is given back is between buyer and cashier."""
        if self._register.shown_bill is not None:
            return  # thanks for it are told with it
        if not done.is_sale:
            self._tell(None)
        elif self._register.shown_thanks is not None:
            self._show_thanks(self._register.shown_thanks)

    def _show_thanks(self, thanks: Thanks) -> None:
        tr = translator(thanks.language)
        self._is_thanking = True
        paid = N_("Total") if thanks.follows else N_("Paid")
        self._change_word.setText(tr(N_("Your change") if thanks.change else paid))
        self._change.setText(str(thanks.change or thanks.paid))
        self._thank.setText(tr(N_("Thank you")))
        self._parts.setCurrentWidget(self._thanks)


def _column() -> tuple[QWidget, QVBoxLayout]:
    """Make a part whose widgets stand in the middle, one under the other."""
    part = QWidget()
    box = QVBoxLayout(part)
    box.setContentsMargins(0, 0, 0, 0)
    box.addStretch()
    box.addStretch()
    return part, box
