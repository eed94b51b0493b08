"""The printer's page: find it, try it, say what came out; the booth's nota beside it, as it will look."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate, language_of
from batikpos.printing.address import BadPrinter, whole_address
from batikpos.printing.outcome import say_reason
from batikpos.settings import NO_PRINTER, Settings
from batikpos.store.printjobs import JobState, PrintJob
from batikpos.ui.booth.notapart import NotaPart
from batikpos.ui.booth.printersetup import WIDTHS, PrinterSetup
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.theme import BLACK, BOLD, GAP, TARGET, margins, px, tall, theme_now
from batikpos.ui.widgets.buttons import PAY, Button, Kind
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import colour_label, label

_PREVIEW, _NARROW_PREVIEW = 464, 372
_WIDE = 1200
"""From so many pixels on, the nota is shown dot for dot."""


class PrinterPage(QWidget):
    """Two parts, of which one shows: the printer, and what stands on a nota; the nota itself beside them.

    As the `step` of a first run it says which, and is left out by a button that says so.
    """

    left = Signal()

    def __init__(self, setup: PrinterSetup, tr: Translate, *, step: str = "") -> None:
        super().__init__()
        self._setup, self._tr = setup, tr
        self._drawn = QPixmap()
        self._is_leaving = self._leaves_next = False
        row = QHBoxLayout(self)
        row.setContentsMargins(margins(32, 18, 24, 18))
        row.setSpacing(px(24))
        side = QVBoxLayout()
        side.setSpacing(px(10))
        self._is_step = bool(step)
        if step:
            side.addWidget(label(step, 15, colour=theme_now().ink_2))
        head = QHBoxLayout()
        head.addWidget(label(tr(N_("Printer and nota")), 28, BLACK))
        head.addStretch()
        self._back = Button(tr(N_("Done")))
        self._back.setFixedHeight(tall(48))
        self._back.clicked.connect(self.leave)
        if not step:
            head.addWidget(self._back)
        side.addLayout(head)
        tabs = ChipRow([(tr(N_("The printer")), "printer"), (tr(N_("What the nota says")), "nota")])
        tabs.chosen.connect(self._show_part)
        side.addWidget(tabs)
        self._parts = QStackedWidget()
        self._printer, self._words = PrinterPart(setup, tr), NotaPart(setup, tr)
        for part in (self._printer, self._words):
            self._parts.addWidget(scrolling(part))
        side.addWidget(self._parts, 1)
        self._fault = label("", 16, colour=theme_now().danger, wraps=True)
        self._fault.hide()
        side.addWidget(self._fault)
        if step:
            self._back.setFixedHeight(px(PAY))
            side.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(side, 1)
        row.addWidget(self._preview())
        setup.changed.connect(self._changed)
        setup.refused.connect(self._refused)
        setup.drawn.connect(self._show_drawn)
        setup.settled.connect(self._settled)
        self._changed(setup.settings)

    def _preview(self) -> QWidget:
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        area = scrolling(self._paper)
        area.setAccessibleName(self._tr(N_("How the nota looks")))
        self._area = area
        return area

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the nota less room where there is little."""
        super().resizeEvent(event)
        wide = px(_PREVIEW) if self.width() >= px(_WIDE) else min(px(_NARROW_PREVIEW), self.width() // 3)
        self._area.setFixedWidth(wide)
        self._fit()

    def _show_part(self, name: str) -> None:
        self._parts.setCurrentIndex(1 if name == "nota" else 0)

    def leave(self) -> None:
        """Keep what is typed, and go back; where something of it is refused, stay and say why.

        What was chosen before settles first: its refusal says nothing of what is typed now.
        """
        self._leaves_next = self._setup.is_keeping
        if self._leaves_next:
            return
        self._is_leaving = True
        self._printer.keep()
        self._words.keep()
        if not self._setup.is_keeping:
            self._settled()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _settled(self) -> None:
        if self._leaves_next:
            self.leave()
        elif self._is_leaving:
            self._is_leaving = False
            self.left.emit()

    def _changed(self, settings: Settings) -> None:
        self._fault.hide()
        if self._is_step:
            said = N_("Skip: no printer now") if settings.printer == NO_PRINTER else N_("Continue")
            self._back.set_words(self._tr(said))
        self._setup.draw(**self._words.typed())

    def _refused(self, error: PosError) -> None:
        self._is_leaving = False
        if isinstance(error, BadPrinter):  # the field shows the one before again: say why, and stay
            self._leaves_next = False
        self._fault.setText(error.message(language_of(self._tr)))
        self._fault.show()

    def _show_drawn(self, png: bytes) -> None:
        self._drawn.loadFromData(png, "PNG")
        self._fit()

    def _fit(self) -> None:
        if self._drawn.isNull():
            return
        picture, dense = self._drawn, self.devicePixelRatioF()
        wide = int((self._area.width() - px(32)) * dense)
        if picture.width() > wide:
            picture = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(max(1, dense))
        self._paper.setPixmap(picture)


class PrinterPart(QWidget):
    """Which printer, on which paper, with what; a test page, and what came out of it."""

    def __init__(self, setup: PrinterSetup, tr: Translate) -> None:
        super().__init__()
        self._setup, self._tr = setup, tr
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addLayout(self._which())
        self._found = QVBoxLayout()
        self._found.setSpacing(px(6))
        box.addLayout(self._found)
        box.addLayout(self._line(N_("Paper"), self._paper()))
        yes_no = [(tr(N_("Yes")), "yes"), (tr(N_("No")), "no")]
        self._cutter, self._drawer = ChipRow(yes_no, is_wrapped=True), ChipRow(yes_no, is_wrapped=True)
        self._cutter.chosen.connect(lambda value: setup.choose(cutter=value))
        self._drawer.chosen.connect(lambda value: setup.choose(drawer=value))
        box.addLayout(self._line(N_("It cuts the paper"), self._cutter))
        self._try_drawer = Button(tr(N_("Try the drawer")))
        self._try_drawer.clicked.connect(setup.open_drawer)
        box.addLayout(self._line(N_("A cash drawer hangs on it"), self._drawer, self._try_drawer))
        box.addLayout(self._trial())
        box.addStretch()
        setup.changed.connect(self._show)
        setup.found.connect(self._show_found)
        setup.tried.connect(self._show_tried)
        setup.refused.connect(self._not_tried)
        self._show(setup.settings)

    def _which(self) -> QHBoxLayout:
        tr = self._tr
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        self._address = line_edit(tr(N_("Printer address")), size=18)
        self._address.editingFinished.connect(self.keep)
        self._address.textEdited.connect(self._typed)
        self._search = Button(tr(N_("Find printers")))
        self._search.setFixedHeight(tall(52))
        self._search.clicked.connect(self._find)
        row.addWidget(self._address, 1)
        row.addWidget(self._search)
        return row

    def _line(self, word: str, *parts: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        said = label(self._tr(word), 16)
        said.setWordWrap(True)
        said.setFixedWidth(tall(190))
        row.addWidget(said)
        for n, part in enumerate(parts):
            row.addWidget(part, 1 - n)
        return row

    def _paper(self) -> ChipRow:
        papers = [(self._tr(word), str(columns)) for columns, word in _PAPERS.items()]
        self._widths = ChipRow(papers, is_wrapped=True)
        self._widths.chosen.connect(lambda value: self._setup.choose_width(int(value)))
        return self._widths

    def _trial(self) -> QVBoxLayout:
        tr = self._tr
        box = QVBoxLayout()
        box.setSpacing(px(8))
        self._print = Button(tr(N_("Print a test page")), Kind.PRIMARY)
        self._print.setFixedHeight(tall(PAY))
        self._print.clicked.connect(self._try)
        self._outcome = label("", 16, colour=theme_now().ink_2, wraps=True)
        self._rulers = ChipRow([*((str(columns), str(columns)) for columns in WIDTHS), (tr(N_("None")), "")])
        self._rulers.choose("-")
        self._rulers.chosen.connect(self._ruler_said)
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addWidget(
            label(tr(N_("What is the longest ruler that is whole on one line?")), 16, BOLD, wraps=True)
        )
        asked.addWidget(self._rulers)
        box.addWidget(self._print, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._outcome)
        box.addWidget(self._asked)
        self._asked.hide()
        return box

    def _show(self, settings: Settings) -> None:
        if not self._address.hasFocus() or not self._address.isModified():
            self._address.setText("" if settings.printer == NO_PRINTER else settings.printer)
        self._widths.choose(str(settings.columns))
        self._cutter.choose("yes" if settings.cutter else "no")
        self._drawer.choose("yes" if settings.drawer else "no")
        self._print.setEnabled(settings.printer != NO_PRINTER)
        self._ask_for(settings.printer != NO_PRINTER)
        self._try_drawer.setEnabled(settings.drawer and settings.printer != NO_PRINTER)

    def keep(self) -> None:
        """Use the address that is typed, where it is another one."""
        typed = whole_address(self._address.text()) or NO_PRINTER
        self._address.setModified(False)
        if typed != self._setup.settings.printer:
            self._address.setText("" if typed == NO_PRINTER else typed)
            self._use(typed)

    def _typed(self, text: str) -> None:
        self._print.setEnabled(bool(text.strip()))
        self._ask_for(bool(text.strip()))

    def _ask_for(self, has_printer: bool) -> None:  # noqa: FBT001 - one fact
        """Fill the button that is next: a printer is found first, and then tried."""
        self._print.set_kind(Kind.PRIMARY if has_printer else Kind.PLAIN)
        self._search.set_kind(Kind.PLAIN if has_printer else Kind.PRIMARY)

    def _use(self, address: str) -> None:
        self._show_found(())
        self._outcome.setText("")
        self._asked.hide()
        self._setup.choose(printer=address)

    def _find(self) -> None:
        self._search.setEnabled(False)
        self._outcome.setText(self._tr(N_("Looking on USB, Bluetooth, queues and the network…")))
        self._setup.find()

    def _show_found(self, found: Sequence[object]) -> None:
        self._search.setEnabled(True)
        while (item := self._found.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in found:
            address, name = str(getattr(one, "address", "")), str(getattr(one, "name", ""))
            button = Button(f"{name}  ·  {address}" if name not in address else address)
            button.setFixedHeight(tall(TARGET))
            button.clicked.connect(partial(self._use, address))
            self._found.addWidget(button)
        missing = self._tr(N_("No printer was found. Turn it on, connect it, and look again."))
        self._outcome.setText("" if found else missing)

    def _try(self) -> None:
        self._print.setEnabled(False)
        self._asked.hide()
        self._outcome.setText(self._tr(N_("Printing…")))
        self._setup.try_printer()

    def _show_tried(self, job: PrintJob) -> None:
        self._print.setEnabled(True)
        theme = theme_now()
        tr = self._tr
        is_out = job.state in {JobState.PRINTED, JobState.SENT, JobState.UNCERTAIN}
        if is_out:
            said = tr(_OUTCOMES[job.state])
        else:
            said = say_reason(job.reason, tr) or tr(N_("The printer took nothing."))
        self._outcome.setText(said)
        colour_label(self._outcome, theme.ink_2 if is_out else theme.danger)
        self._rulers.choose("-")
        self._asked.setVisible(is_out)

    def _not_tried(self, error: PosError) -> None:
        self._outcome.setText("")
        wrong = self._address.text() if isinstance(error, BadPrinter) else None
        self._show(self._setup.settings)
        if wrong is not None:  # to be put right, not to be typed anew
            self._address.setText(wrong)

    def _ruler_said(self, value: str) -> None:
        if value:
            self._asked.hide()
            self._outcome.setText(self._tr(N_("The paper's width is set. Was it cut? Say so above.")))
            self._setup.choose_width(int(value))
        else:
            self._outcome.setText(
                self._tr(N_("Is the paper in the right way round, and the cover shut? Try again."))
            )


_PAPERS = {32: N_("58 mm"), 48: N_("80 mm"), 42: N_("80 mm (42)")}

_OUTCOMES = {
    JobState.PRINTED: N_("The printer says that it is printed."),
    JobState.SENT: N_("It was sent. The printer does not say whether it printed: look at it."),
    JobState.UNCERTAIN: N_("It broke off in the middle. Look at what came out."),
}
