"""The part of the settings where a later fair file is taken in: chosen, or found on a stick."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.handed import ENDING
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.booth.renewing import RenewDesk
from batikpos.ui.theme import GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.words import colour_label, label
from batikpos.ui.widgets.wrapping import WrappingLayout

MOST_FOUND = 3


class FairFilePart(QWidget):
    """Offers what lies on the sticks, and any other file; says what came of it."""

    def __init__(self, desk: RenewDesk, tr: Translate) -> None:
        super().__init__()
        self._desk, self._tr = desk, tr
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        self._row = WrappingLayout(px(GAP))
        choose = Button(tr(N_("Choose the fair file…")))
        choose.clicked.connect(self._choose)
        self._row.addWidget(choose)
        held = QWidget()
        held.setLayout(self._row)
        box.addWidget(held)
        self._state = label("", 16, wraps=True)
        box.addWidget(self._state)
        desk.found.connect(self._offer)
        desk.told.connect(self._tell)
        desk.failed.connect(self._refuse)
        desk.look_for_files()

    def _offer(self, files: tuple[Path, ...]) -> None:
        """Offer what was found, the newest first, each by its name and where it lies."""
        for file in files[:MOST_FOUND]:
            words = self._tr(N_("{file} on the stick {stick}"))
            found = Button(words.format(file=file.name, stick=file.parent.name or str(file.parent)))
            found.clicked.connect(partial(self._desk.read, file))
            self._row.addWidget(found)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self._tr(N_("Choose the fair file…")), "", f"BatikPOS (*{ENDING})"
        )
        if name:
            self._desk.read(Path(name))

    def _tell(self, said: str) -> None:
        colour_label(self._state, theme_now().good)
        self._state.setText(said)

    def _refuse(self, error: PosError) -> None:
        colour_label(self._state, theme_now().danger)
        self._state.setText(error.message(language_of(self._tr)))
