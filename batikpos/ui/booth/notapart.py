"""What stands on a booth's notas of its own: head, foot and logo, kept while they are typed."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from batikpos.i18n import N_, Translate
from batikpos.settings import Settings
from batikpos.ui.booth.printersetup import PrinterSetup
from batikpos.ui.theme import GAP, font, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import label

TYPED_MS = 250


class NotaPart(QWidget):
    """The booth's own head, foot and logo; what is typed shows at once, and is kept."""

    def __init__(self, setup: PrinterSetup, tr: Translate) -> None:
        super().__init__()
        self._setup, self._tr = setup, tr
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        self._typed = QTimer(self, interval=TYPED_MS, singleShot=True)
        self._typed.timeout.connect(self.keep)
        self._header = self._lines(box, N_("At the head, under the name"), setup.settings.header)
        self._footer = self._lines(box, N_("At the foot (empty: exchange and thanks)"), setup.settings.footer)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        choose = Button(tr(N_("Choose a logo…")))
        choose.clicked.connect(self._ask_logo)
        self._without = Button(tr(N_("No logo")))
        self._without.clicked.connect(lambda: setup.choose(logo=""))
        for button in (choose, self._without):
            button.setFixedHeight(tall(52))
            row.addWidget(button)
        row.addStretch()
        box.addLayout(row)
        said = tr(N_("A PNG or JPEG in black and white prints best. On slow Bluetooth leave the logo off."))
        box.addWidget(label(said, 15, colour=theme_now().ink_2, wraps=True))
        box.addStretch()
        setup.changed.connect(self._show)
        self._show(setup.settings)

    def typed(self) -> dict[str, str]:
        """Say what is typed now."""
        return {"header": self._header.toPlainText(), "footer": self._footer.toPlainText()}

    def keep(self) -> None:
        """Keep what is typed, where it changed."""
        self._typed.stop()
        typed, settings = self.typed(), self._setup.settings
        self._setup.draw(**typed)
        for key, value in typed.items():  # each by itself: one that is refused takes the other not with it
            if _lines_of(value) != _lines_of(getattr(settings, key)):
                self._setup.choose(**{key: value})

    def _lines(self, box: QVBoxLayout, word: str, value: str) -> QPlainTextEdit:
        edit = QPlainTextEdit(value)
        edit.setFont(font(18))
        edit.setFixedHeight(px(92))
        edit.setTabChangesFocus(True)
        edit.setAccessibleName(self._tr(word))
        edit.textChanged.connect(self._typed.start)
        box.addWidget(label(self._tr(word), 16))
        box.addWidget(edit)
        return edit

    def _show(self, settings: Settings) -> None:
        self._without.setEnabled(bool(settings.logo))

    def _ask_logo(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self._tr(N_("Choose a logo…")), "", "PNG, JPEG (*.png *.jpg *.jpeg *.bmp *.gif *.webp)"
        )
        if name:
            self._setup.choose_logo(Path(name))


def _lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
