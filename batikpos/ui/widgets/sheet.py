"""A sheet over the window: a title, something to answer, one primary button, and Esc to leave it."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from batikpos.ui.theme import BLACK, GAP, LOW, MARGIN, RADIUS, is_cramped, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind
from batikpos.ui.widgets.numberpad import NumberPad
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import label, say_in
from batikpos.ui.widgets.writing import Writing


class Sheet(QWidget):
    """Covers its window until it is answered or left; what lies under it is kept as it was.

    Where an answer is written before the sheet closes, whoever writes it lets the sheet `wait`, and then
    closes it or lets it `go_on`: meanwhile it can be neither changed, answered again nor left.
    """

    confirmed = Signal()
    left = Signal()
    closed = Signal(object)

    def __init__(self, window: QWidget, title: str, *, confirm: str, leave: str, width: int = 460) -> None:
        super().__init__(window)
        self._over = window
        self._is_low = False
        self.is_closed = False
        """It is, and goes as soon as what closed it is done."""
        self._before: QWidget | None = window.focusWidget()
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a tap on its pad leaves the field its selection
        self._card = _Card()
        self._widest = px(width)
        self._box = QVBoxLayout(self._card)
        self._box.setContentsMargins(margins(24, 20, 24, 20))
        self._box.setSpacing(px(12))
        self._box.addWidget(label(title, 24, BLACK, wraps=True))
        self._fault = label("", 16, colour=theme_now().danger, wraps=True)
        self._fault.hide()
        inside = QWidget()
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(px(12))
        self._area = scrolling(inside, theme_now().paper)
        self._area.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self._box.addWidget(self._area)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(px(12))
        self._box.addLayout(self._foot)
        self._take_width()
        self._box.addWidget(self._fault)
        self.confirm_button = Button(confirm, Kind.PRIMARY)
        self.confirm_button.clicked.connect(self.confirm)
        self._buttons = [self.confirm_button]
        buttons = QHBoxLayout()
        buttons.setSpacing(px(12))
        if leave:  # a sheet that only shows has one way out
            leave_button = Button(leave)
            leave_button.clicked.connect(self.leave)
            buttons.addWidget(leave_button)
            self._buttons.append(leave_button)
        for button in self._buttons:  # a tap on one leaves the keyboard where it is, to go on typing
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons.addWidget(self.confirm_button, 1)
        self._box.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margins(MARGIN, GAP, MARGIN, GAP))
        outer.addWidget(self._card, 0, Qt.AlignmentFlag.AlignCenter)
        self._writing = Writing(self)
        self._writing.takes_long.connect(self._tell_long)
        window.installEventFilter(self)

    def add(self, part: QWidget | QLayout) -> None:
        """Add something to the sheet's body."""
        if isinstance(part, QWidget):
            self._body.addWidget(part)
        else:
            self._body.addLayout(part)

    def add_below(self, part: QWidget | QLayout) -> None:
        """Add what is in sight however much there is: it lies under the body, and scrolls with none of it."""
        if isinstance(part, QWidget):
            self._foot.addWidget(part)
        else:
            self._foot.addLayout(part)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Look how much room there is."""
        super().resizeEvent(event)
        self._keep_close(is_low=self.height() < px(LOW))

    def event(self, event: QEvent) -> bool:
        """Keep closer together once there is more than fits."""
        if event.type() == QEvent.Type.LayoutRequest and not self._is_low:
            wanted = self._box.totalHeightForWidth(self._card.width()) + 2 * px(GAP)
            self._keep_close(is_low=wanted > self.height())
        return super().event(event)

    def _take_width(self) -> None:
        """Be as wide as asked for, where the window is."""
        wide = min(self._widest, self._over.width() - 2 * px(MARGIN))
        self._card.setFixedWidth(wide)
        self._area.setFixedWidth(wide - 2 * px(24))

    def _keep_close(self, *, is_low: bool) -> None:
        self._is_low = is_low
        has_no_air = is_cramped(self)
        around = 20 if not is_low else 6 if has_no_air else 10
        self._box.setContentsMargins(margins(24, around, 24, around))
        for box in (self._box, self._foot):
            box.setSpacing(GAP if has_no_air else px(12))
        self._body.setSpacing(GAP // 2 if has_no_air else px(12))
        for pad in self.findChildren(NumberPad):
            pad.set_low(is_low=is_low)
        for button in self._buttons:
            button.setFixedHeight(button.least_height if is_low else tall(PAY))

    def open(self) -> None:
        """Cover the window and take the focus, until it closes."""
        at = self._over.focusWidget()
        if not self.holds(at):  # which has the keyboard already where it asked for it while it was made
            self._before = at
        self.setGeometry(self._over.rect())
        self.raise_()  # which would have all of it painted anew, once it is to be seen
        self._dim()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _dim(self) -> None:
        """Come into sight: what is painted there is dimmed as it is, and not painted anew under the shade.

        Under what is said to be opaque Qt paints nothing. So is the shade for its first paint, at once and
        without the card; from then on it lets through whatever changes under it.
        """
        handle = self._over.windowHandle()
        is_uncovered = any(sheet.is_closed for sheet in self._over.findChildren(Sheet))
        if is_uncovered or handle is None or not handle.isExposed():
            self.show()  # all of it has to be painted in any case
            return
        self._over.repaint(0, 0, 1, 1)  # whatever part is asked for, all that waits is painted
        self._card.hide()
        opaque = Qt.WidgetAttribute.WA_OpaquePaintEvent
        self.setAttribute(opaque)
        self.show()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.UpdateLater.value)  # of all that came into sight
        self.repaint()
        self.setAttribute(opaque, on=False)
        self._card.show()

    def say_fault(self, text: str) -> None:
        """Say what is wrong, on the sheet itself."""
        say_in(self._fault, text, theme_now().danger)

    def tell(self, text: str) -> None:
        """Say calmly what was taken note of, where a fault would stand."""
        say_in(self._fault, text, theme_now().ink)

    @property
    def is_waiting(self) -> bool:
        """Say whether what was answered is being written."""
        return self._writing.is_on

    def wait(self, said: str) -> None:
        """Stay as it is while the answer is written; `said` tells what is waited for, should it take long."""
        self._writing.begin(said, self._card)

    def go_on(self, fault: str = "") -> None:
        """Take an answer again, with all that was typed: it was not written, and `fault` says why."""
        if self.is_waiting:
            self._writing.end()
            self.say_fault(fault)

    def _tell_long(self, said: str) -> None:
        if self._fault.isHidden():  # a scan that waits too was told already
            self.tell(said)

    def confirm(self) -> None:
        """Answer; whoever opened the sheet closes it when the answer is good."""
        if not self.is_waiting:
            self.confirmed.emit()

    def enter(self) -> None:
        """Take Enter for the answer; a sheet that must not be answered so does something else."""
        self.confirm()

    def leave(self) -> None:
        """Go back without answering."""
        if not self.is_waiting:
            self.left.emit()
            self.close_sheet()

    def close_sheet(self) -> None:
        """Uncover the window, and give the keyboard back, unless a sheet that came after has it."""
        self._over.removeEventFilter(self)
        at = self._over.focusWidget()
        is_here = at is None or self.holds(at)
        for later in self._over.findChildren(Sheet):
            if later is not self:
                later.outlive(self, self._before)
        if is_here and self._before is not None and isValid(self._before):
            self._before.setFocus()  # before it hides: Qt would look through the whole window for another
        self.hide()
        self.is_closed = True
        self.deleteLater()
        self.closed.emit(self)

    def outlive(self, gone: "Sheet", before: QWidget | None) -> None:
        """Give the keyboard back to what lay under a sheet that closes, and not to that sheet."""
        if gone.holds(self._before):
            self._before = before

    def holds(self, widget: QWidget | None) -> bool:
        """Say whether a widget is on this sheet, or the sheet itself."""
        return widget is not None and isValid(widget) and (widget is self or self.isAncestorOf(widget))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802 - Qt's names
        """Keep the keyboard on the sheet: what lies under it must not change behind it."""
        chain = [self.focusWidget() or self]
        while (at := chain[-1].nextInFocusChain()) is not None and at is not chain[0]:
            chain.append(at)
        for at in chain[1:] if next else reversed(chain[1:]):
            takes_tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes_tab and self.isAncestorOf(at) and at.isVisible() and at.isEnabled():
                at.setFocus(Qt.FocusReason.TabFocusReason)
                break
        return True

    def focusInEvent(self, _event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Look the same: Qt's own would have all of the window painted anew under the shade."""

    def focusOutEvent(self, _event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Look the same, as above."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave on Esc, confirm on Enter; other keys go no further than the sheet."""
        if self.is_waiting:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.enter()
        else:
            event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the window, and on it."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._take_width()
            self.setGeometry(self._over.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Dim what lies under the sheet."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme_now().shade)
        painter.end()


class _Card(QFrame):
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme_now().rim)
        painter.setBrush(theme_now().paper)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(RADIUS + 4), px(RADIUS + 4))
        painter.end()
