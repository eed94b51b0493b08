"""The sheet on which somebody of the desk says who they are, before anything is decided."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.typed import LONGEST
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.choicebox import ChoiceBox
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import label

LONGEST_PIN = 12


class PinSheet(Sheet):
    """Asks one of some people for their PIN over what it is for; `typed` carries the name and the PIN."""

    typed = Signal(str, str)

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        why: str,
        names: Sequence[str],
        *,
        note: str = "",
        choices: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(window, tr(N_("Who decides?")), confirm=tr(N_("Confirm")), leave=tr(N_("Cancel")))
        self._tr, self._names = tr, tuple(names)
        self.add(label(why, 17, wraps=True))
        self._who = ChipRow([(name, name) for name in names], is_wrapped=True)
        self._who.chosen.connect(self._focus)
        self.pin = line_edit("PIN", is_secret=True, size=26)
        self.pin.setMaxLength(LONGEST_PIN)
        self._choice = ChoiceBox(choices, why) if choices else None
        if self._choice is not None:
            self._choice.activated.connect(self._focus)
            self.add(self._choice)
        self._note: QLineEdit | None = None
        if note:
            self._note = line_edit(note, size=17)
            self._note.setMaxLength(LONGEST)
            self.add(self._note)
        self.add(self._who)
        self.add(self.pin)
        self.confirmed.connect(self._confirmed)

    @property
    def said(self) -> str:
        """Return what was chosen, or noted."""
        if self._choice is not None:
            return self._choice.value
        return self._note.text().strip() if self._note is not None else ""

    def open(self) -> None:
        """Open with the PIN to type."""
        super().open()
        self.pin.setFocus()
        if not self._names:
            self.confirm_button.setEnabled(False)
            self.say_fault(self._tr(N_("No supervisor, or no other one, is enrolled at this desk.")))

    def refuse(self, error: PosError) -> None:
        """Say that it was not right, and ask again."""
        self.pin.clear()
        self.go_on(error.message(language_of(self._tr)))
        self.pin.setFocus()

    def _focus(self, _name: object) -> None:
        self.pin.setFocus()

    def _confirmed(self) -> None:
        if self._who.value and self.pin.text():
            self.say_fault("")
            self.wait(self._tr(N_("It is being written down…")))
            self.typed.emit(self._who.value, self.pin.text())
