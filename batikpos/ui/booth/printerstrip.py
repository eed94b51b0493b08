"""The amber strip about the printer: what is wrong, in words, and the one thing to do about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from batikpos.i18n import N_, Translate
from batikpos.printing.worked import Worked
from batikpos.services.papers import QueueLook
from batikpos.ui.theme import TARGET, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import fill, label


class PrinterStrip(QFrame):
    """Hidden while all is well; it covers nothing, stops no sale, and goes when its cause has gone."""

    print_asked = Signal()
    copy_asked = Signal(str)

    def __init__(self, tr: Translate, say_reason: Callable[[str], str]) -> None:
        super().__init__()
        self._tr, self._say_reason = tr, say_reason
        self._number = ""
        self._left: set[str] = set()
        theme = theme_now()
        fill(self, theme.attention)
        row = QHBoxLayout(self)
        row.setContentsMargins(margins(14, 6, 6, 6))
        row.setSpacing(px(8))
        self._text = label("", 16, colour=theme.on_attention, wraps=True)
        self._button = Button("")
        self._button.setFixedHeight(tall(TARGET))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._act)
        self._leave = Button("✕")
        self._leave.setAccessibleName(tr(N_("It came out")))
        self._leave.setFixedSize(tall(TARGET), tall(TARGET))
        self._leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._leave.clicked.connect(self._leave_it)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._leave)
        self.hide()

    def show_queue(self, worked: Worked, look: QueueLook) -> None:
        """Show the worst there is to say of the queue, or nothing."""
        tr = self._tr
        self._number = ""
        if worked.stuck:
            reason = self._say_reason(worked.stuck[0].reason)
            waits = tr(N_("Papers waiting: {count}.")).format(count=look.waiting)
            self._say(f"{reason} {waits}", tr(N_("Try again")))
        elif look.old:
            said = tr(N_("Papers waiting for more than ten minutes: {count}. Are they still wanted?"))
            self._say(said.format(count=look.old), tr(N_("Print them")))
        elif look.unsure and look.unsure not in self._left:
            self._number = look.unsure
            said = tr(N_("It is not sure that {number} came out. Look at the printer."))
            self._say(said.format(number=look.unsure), tr(N_("Print a copy")))
        else:
            self.hide()

    def _say(self, text: str, act: str) -> None:
        self._text.setText(text)
        self._button.set_words(act)
        self._leave.setVisible(bool(self._number))
        self.show()

    def _act(self) -> None:
        number = self._number
        self.hide()
        if number:
            self._left.add(number)
            self.copy_asked.emit(number)
        else:
            self.print_asked.emit()

    def _leave_it(self) -> None:
        """Take the cashier's word that the paper came out."""
        self._left.add(self._number)
        self.hide()
