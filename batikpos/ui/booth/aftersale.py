"""What a buyer may want beside the nota: a gift note, the cloth's story, a file, WhatsApp, a kuitansi."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from batikpos.domain.errors import Unavailable
from batikpos.domain.sale import Sale
from batikpos.domain.typed import LONGEST
from batikpos.domain.whys import why_of
from batikpos.i18n import N_, Translate
from batikpos.services.desk import Desk
from batikpos.services.gifts import has_story, queue_gift, queue_story
from batikpos.services.papers import load_original, make_kuitansi
from batikpos.services.sharing import Shared, share_nota
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.register import Register
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.theme import px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

_CODE = 420
"""Pixels of the code that a buyer scans from the screen."""


class AfterSale(QObject):
    """Offers what may follow a sale, one sheet at a time, and does it in lanes."""

    said = Signal(str)
    refused = Signal(object)
    printing = Signal()

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

    def offer(self, sale: Sale) -> None:
        """Show what there is for a sale."""
        tr, number = self._tr, sale.number
        sheet = _Choices(self._page.window(), tr, number)
        sheet.offer(tr(N_("WhatsApp: show a code to scan")), partial(self._share, number))
        sheet.offer(tr(N_("Gift note, without prices")), partial(self._print, queue_gift, number))
        for sku in dict.fromkeys(line.sku for line in sale.lines):
            item = self._desk.catalogue.find(sku)
            if item is not None and has_story(item):
                words = tr(N_("Story card: {item}")).format(item=item.motif or item.sku)
                sheet.offer(words, partial(self._print, queue_story, sku))
        sheet.offer(tr(N_("Save as PDF")), partial(self._save, number, "pdf"))
        sheet.offer(tr(N_("Save as picture")), partial(self._save, number, "png"))
        sheet.offer(tr(N_("Formal receipt (kuitansi, PDF)…")), partial(self._ask_payer, number))
        self._open(sheet)

    @property
    def _desk(self) -> Desk:
        return self._register.desk

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._tasks.run(Lane.PICTURE, work, done=done, failed=self.refused.emit)

    def _print(self, queue: Callable[..., str], what: str) -> None:
        work = partial(queue, self._desk, what, now=datetime.now(UTC))
        self._tasks.run(Lane.STORE, work, done=lambda _job: self.printing.emit(), failed=self.refused.emit)

    def _save(self, number: str, form: str) -> None:
        self._run(partial(_save_nota, self._desk, number, form), self._saved)

    def _saved(self, path: Path) -> None:
        self.said.emit(self._tr(N_("Saved: {file}")).format(file=path))

    def _share(self, number: str) -> None:
        self._run(partial(_shared_code, self._desk, number), self._show_code)

    def _show_code(self, made: tuple[Shared, bytes]) -> None:
        shared, png = made
        self._open(CodeSheet(self._page.window(), self._tr, shared, png))

    def _ask_payer(self, number: str) -> None:
        self._open(PayerSheet(self._page.window(), self._tr, partial(self._kuitansi, number)))

    def _kuitansi(self, number: str, payer: str) -> None:
        self._run(partial(_save_kuitansi, self._desk, number, payer), self._kuitansi_saved)

    def _kuitansi_saved(self, made: tuple[Path, bool]) -> None:
        path, needs_meterai = made
        said = self._tr(N_("Saved: {file}")).format(file=path)
        if needs_meterai:
            said += " " + self._tr(N_("Put a meterai of Rp10.000 into the box, and sign across it."))
        self.said.emit(said)


class _Choices(Sheet):
    """One button for each thing; whichever is taken closes the sheet."""

    def __init__(self, window: QWidget, tr: Translate, number: str) -> None:
        super().__init__(window, tr(N_("For the buyer")), confirm=tr(N_("Close")), leave="")
        self.add(label(number, 16, colour=theme_now().ink_2))
        self.confirmed.connect(self.close_sheet)

    def offer(self, words: str, act: Callable[[], None]) -> None:
        """Offer one thing."""
        button = Button(words)
        button.setFixedHeight(tall(52))
        button.clicked.connect(partial(self._take, act))
        self.add(button)

    def _take(self, act: Callable[[], None]) -> None:
        self.close_sheet()
        act()


class CodeSheet(Sheet):
    """Shows the code of a WhatsApp message, for the buyer's phone."""

    def __init__(self, window: QWidget, tr: Translate, shared: Shared, png: bytes) -> None:
        super().__init__(
            window, tr(N_("Scan this with the phone")), confirm=tr(N_("Done")), leave="", width=_CODE + 90
        )
        self.link = shared.link
        said = tr(N_("WhatsApp opens with the nota in it. The buyer sends it to anyone, or to themselves."))
        self.add(label(said, 16, colour=theme_now().ink_2, wraps=True))
        code = QLabel()
        code.setAccessibleName(tr(N_("Code of the nota")))
        code.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        code.setPixmap(_fitted(png, min(px(_CODE), window.height() - px(300)), window.devicePixelRatioF()))
        self.add(code)
        self.confirmed.connect(self.close_sheet)


class PayerSheet(Sheet):
    """Asks who paid, for a kuitansi."""

    def __init__(self, window: QWidget, tr: Translate, answer: Callable[[str], None]) -> None:
        super().__init__(
            window,
            tr(N_("Kuitansi: received from whom?")),
            confirm=tr(N_("Save the PDF")),
            leave=tr(N_("Cancel")),
        )
        self._answer = answer
        self.field = line_edit(tr(N_("Name of the payer")), size=18)
        self.field.setMaxLength(LONGEST)
        self.add(self.field)
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the name to type."""
        super().open()
        self.field.setFocus()

    def _confirmed(self) -> None:
        if payer := self.field.text().strip():
            self._answer(payer)
            self.close_sheet()


def _fitted(png: bytes, side: int, dense: float) -> QPixmap:
    """Draw a code as large as fits, each of its modules so many whole pixels of the screen."""
    drawn = QPixmap()
    drawn.loadFromData(png, "PNG")
    image = drawn.toImage()
    scale = max(1, int(side * dense) // image.width())
    picture = QPixmap.fromImage(image.scaled(image.width() * scale, image.height() * scale))
    picture.setDevicePixelRatio(dense)
    return picture


def papers_folder() -> Path:
    """Say where saved notas go, and make it: “BatikPOS” among the user's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(documents or Path.home()) / "BatikPOS"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _save_nota(desk: Desk, number: str, form: str) -> Path:
    from batikpos.printing.rendering import render  # noqa: PLC0415 - a lane, and once in a while

    with desk.store.reading() as tx:
        document = load_original(tx, number)
    data = render(document, form, desk.settings.columns, has_cutter=desk.settings.cutter)
    return write_paper(f"{number}.{form}", data)


def _save_kuitansi(desk: Desk, number: str, payer: str) -> tuple[Path, bool]:
    from batikpos.reports.kuitansi import to_kuitansi  # noqa: PLC0415 - a lane, and once in a while

    made = make_kuitansi(desk, number, payer, now=datetime.now(UTC))
    return write_paper(f"kuitansi {number}.pdf", to_kuitansi(made)), made.needs_meterai


def _shared_code(desk: Desk, number: str) -> tuple[Shared, bytes]:
    from batikpos.printing.image import code_png  # noqa: PLC0415 - a lane, and once in a while

    shared = share_nota(desk, number)
    return shared, code_png(shared.link, module=1)


class NotWritten(Unavailable):
    """A paper for the buyer that could not be written."""

    code: ClassVar[str] = "not_written"
    text: ClassVar[str] = N_("{what} could not be written ({why}). The sale is kept: try again later.")
    why: str


def write_paper(name: str, data: bytes) -> Path:
    """Write a file for the buyer. Raises: NotWritten."""
    try:
        path = papers_folder() / name
        path.write_bytes(data)
    except OSError as error:
        raise NotWritten(name, why_of(error)) from error
    return path
