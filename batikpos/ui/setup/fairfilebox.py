"""The fair file on the first run: chosen, shown, and its fingerprint compared."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from batikpos.domain.handed import ENDING
from batikpos.i18n import N_, Translate
from batikpos.services.fair_file import OpenedFairFile
from batikpos.ui.theme import BLACK, BOLD, GAP, TARGET, px, tall, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.words import colour_label, fill, label

MOST_CHIPS = 12
"""More laptops than that in one booth choose their number on the command line."""


class FairFileBox(QFrame):
    """Asks for the file, and says of which fair, booth and people it is, and who signed it."""

    file_given = Signal(object)

    def __init__(self, tr: Translate) -> None:
        super().__init__()
        self._tr = tr
        fill(self, theme_now().paper)
        box = QVBoxLayout(self)
        box.setSpacing(px(GAP))
        row = QHBoxLayout()
        self._read = label("", 16, BOLD, wraps=True)
        choose = Button(tr(N_("Choose the fair file…")))
        choose.setFixedHeight(tall(TARGET))
        choose.clicked.connect(self._choose)
        row.addWidget(self._read, 1)
        row.addWidget(choose)
        box.addLayout(row)
        self._said = label("", 16, wraps=True)
        self._ask = label("", 16, colour=theme_now().ink_2, wraps=True)
        self._fingerprint = label("", 26, BLACK, align=Qt.AlignmentFlag.AlignHCenter)
        self._fingerprint.setAccessibleName(tr(N_("Fingerprint of the organizer's desk")))
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._devices = QVBoxLayout()
        self._device: ChipRow | None = None
        for words in (self._ask, self._fingerprint, self._said):
            box.addWidget(words)
        box.addLayout(self._devices)
        self.show_opened(None, 1)

    @property
    def device(self) -> int:
        """Say which laptop of the booth this is."""
        return 1 if self._device is None else int(self._device.value)

    def show_opened(self, opened: OpenedFairFile | None, device: int) -> None:
        """Say what the file says; without one, ask for it."""
        tr, colours = self._tr, theme_now()
        for words in (self._said, self._ask, self._fingerprint):
            words.setVisible(opened is not None)
        if self._device is not None:
            self._device.hide()
            self._device.deleteLater()
            self._device = None
        if opened is None:
            self._read.setText(tr(N_("Drop the fair file here that the organizer gave you")))
            colour_label(self._read, colours.ink_2)
            return
        says = opened.says
        days = f"{says.fair.first_day:%d/%m/%Y} - {says.fair.last_day:%d/%m/%Y}"
        self._read.setText(f"✓  {says.booth}  {says.name}".rstrip())
        colour_label(self._read, colours.good)
        said = tr(N_("{fair}, {days}\n{items} items of {producers} producers\nSigning in: {people}"))
        self._said.setText(
            said.format(
                fair=says.fair.name,
                days=days,
                items=len(says.goods.items),
                producers=len(says.goods.producers),
                people=", ".join(person.name for person in says.people),
            )
        )
        self._ask.setText(tr(N_("Ask the organizer: is the fingerprint of their desk the same as this one?")))
        self._fingerprint.setText(opened.fingerprint)
        if says.devices > 1:
            count = min(says.devices, MOST_CHIPS)
            laptop = tr(N_("Laptop {n}"))
            self._device = ChipRow(
                [(laptop.format(n=n), str(n)) for n in range(1, count + 1)], is_wrapped=True
            )
            self._device.choose(str(min(device, count)))
            self._devices.addWidget(self._device)

    def show_reading(self) -> None:
        """Say that a file is being read."""
        self._read.setText(self._tr(N_("Reading…")))

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self._tr(N_("Choose the fair file…")), "", f"BatikPOS (*{ENDING})"
        )
        if name:
            self.file_given.emit(Path(name))
