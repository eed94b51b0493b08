"""Looking at a PDF page by page, and printing it."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPageSize, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate
from batikpos.reports.pictures import Picture, count_pages, page_picture
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.theme import GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.paperview import PaperView
from batikpos.ui.widgets.words import label

DOTS_PER_INCH = 200
"""How fine a page is printed: letters of eight points are sharp, and a page is no more than 10 MB."""

_MOST_WIDE = 1_600


class Paper(QWidget):
    """Shows one page of a PDF, drawn in a lane; Page Up and Page Down turn it."""

    def __init__(self, tr: Translate, tasks: Tasks) -> None:
        super().__init__()
        self._tr, self._tasks = tr, tasks
        self._pdf = b""
        self.page = self.pages = 0
        self.view = PaperView(tr(N_("Preview")))
        self._where = label("", 15, colour=theme_now().ink_2)
        self._before, self._after = (
            Button("\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"),
            Button("\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"),
        )
        self._before.setAccessibleName(tr(N_("Page before")))
        self._after.setAccessibleName(tr(N_("Next page")))
        self._before.clicked.connect(partial(self.turn, -1))
        self._after.clicked.connect(partial(self.turn, 1))
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        row.addStretch()
        row.addWidget(self._before)
        row.addWidget(self._where)
        row.addWidget(self._after)
        row.addStretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        box.addWidget(self.view, 1)
        box.addLayout(row)
        self._show_where()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF from its first page; none where it is empty."""
        self._pdf, self.page, self.pages = pdf, 0, 0
        self.view.show_picture(QPixmap())
        self._show_where()
        if pdf:
            self._tasks.run(Lane.REPORT, partial(count_pages, pdf), done=partial(self._have_count, pdf))

    def turn(self, by: int) -> None:
        """Show another page."""
        if 0 <= self.page + by < self.pages:
            self.page += by
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Turn the page."""
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _have_count(self, pdf: bytes, pages: int) -> None:
        if pdf is self._pdf:
            self.pages = pages
            self._draw()

    def _draw(self) -> None:
        self._show_where()
        wide = min(_MOST_WIDE, max(600, int(self.view.width() * self.devicePixelRatioF())))
        work = partial(page_picture, self._pdf, self.page, wide)
        self._tasks.run(Lane.REPORT, work, done=partial(self._have_page, self._pdf, self.page))

    def _have_page(self, pdf: bytes, page: int, picture: Picture) -> None:
        if pdf is self._pdf and page == self.page:
            self.view.show_picture(QPixmap.fromImage(image_of(picture)))

    def _show_where(self) -> None:
        said = self._tr(N_("Page {page} of {pages}")) if self.pages else ""
        self._where.setText(said.format(page=self.page + 1, pages=self.pages))
        self._before.setEnabled(self.page > 0)
        self._after.setEnabled(self.page + 1 < self.pages)


def image_of(picture: Picture) -> QImage:
    """Make an image of its own of a page."""
    wide, high = picture.width, picture.height
    return QImage(picture.dots, wide, high, 3 * wide, QImage.Format.Format_RGB888).copy()


def new_printer() -> QPrinter:
    """Make a printer that has A4, to be chosen in the system's own dialog."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


def print_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Print all pages, in a lane; return how many. Raises: NotPrinted."""
    pages = count_pages(pdf)
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrinted
    try:
        whole = printer.pageLayout().fullRectPixels(printer.resolution())
        wide = round(printer.pageLayout().fullRectPoints().width() / 72 * DOTS_PER_INCH)
        for page in range(pages):
            if page and not printer.newPage():
                raise NotPrinted
            drawn = image_of(page_picture(pdf, page, wide))
            high = whole.width() * drawn.height() / drawn.width()
            painter.drawImage(QRectF(0, 0, whole.width(), high), drawn)
    finally:
        painter.end()
    return pages


class NotPrinted(PosError):
    """A printer of the system that took nothing."""

    code = "not_printed"
    text = N_("The printer took nothing. Look whether it is on, or save the PDF and print it elsewhere.")
