"""The part of the settings that says where a day goes: to a centre, or onto a stick."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import N_, Translate, language_of
from batikpos.settings import Settings
from batikpos.sync.address import say_address
from batikpos.sync.mark import Exported
from batikpos.ui.booth.centredesk import CentreDesk, say_written
from batikpos.ui.theme import BOLD, GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import colour_label, label


class CentrePart(QWidget):
    """Shows the centre that is set, without its password, and both ways to the organizer."""

    def __init__(self, desk: CentreDesk, tr: Translate) -> None:
        super().__init__()
        self._tr = tr
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        self._where = label("", 18, BOLD, wraps=True)
        box.addWidget(self._where)
        self._set = Button()
        self._set.clicked.connect(desk.set_centre)
        self._stick = Button(tr(N_("Save to a stick…")))
        self._stick.clicked.connect(desk.save_to_stick)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        for button in (self._set, self._stick):
            row.addWidget(button)
        row.addStretch()
        box.addLayout(row)
        self._state = label("", 16, wraps=True)
        box.addWidget(self._state)
        desk.settings_changed.connect(self._take)
        desk.writing.connect(self._show_writing)
        desk.written.connect(self._show_written)
        desk.failed.connect(self._show_failed)
        self._show(desk.central)
        if desk.is_writing:
            self._show_writing()

    def _take(self, settings: Settings) -> None:
        self._show(settings.central)

    def _show(self, central: str) -> None:
        tr = self._tr
        self._where.setText(say_address(central) if central else tr(N_("No centre is set.")))
        self._set.set_words(tr(N_("Another centre…") if central else N_("Set the centre…")))

    def _show_writing(self) -> None:
        self._stick.setEnabled(False)
        colour_label(self._state, theme_now().ink_2)
        self._state.setText(self._tr(N_("Writing to the stick…")))

    def _show_written(self, done: Exported) -> None:
        self._stick.setEnabled(True)
        colour_label(self._state, theme_now().good)
        self._state.setText(say_written(done, self._tr))

    def _show_failed(self, error: PosError) -> None:
        self._stick.setEnabled(True)
        colour_label(self._state, theme_now().danger)
        self._state.setText(error.message(language_of(self._tr)))
