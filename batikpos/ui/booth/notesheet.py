"""The sheet for a few words, on a line or of a basket: the usual ones by a tap, any other typed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.typed import LONGEST
from batikpos.i18n import N_, Translate, language_of
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.theme import GAP, px
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.sheet import Sheet

USUAL = (
    N_("Cut to size"),
    N_("To be sewn"),
    N_("Gift"),
    N_("Gift wrapping"),
    N_("Picked up later"),
    N_("Small flaw, agreed"),
)
COLUMNS = 2


class NoteSheet(Sheet):
    """Asks what is to be noted; an empty field takes the note off.

    A tap on a usual one is the answer, but where it only `is_begun` so: more is typed behind it.
    """

    def __init__(
        self,
        window: QWidget,
        tr: Translate,
        title: str,
        note: str,
        *,
        answer: Callable[[str], None],
        usual: Sequence[str] = USUAL,
        is_begun: bool = False,
    ) -> None:
        super().__init__(window, title, confirm=tr(N_("Done")), leave=tr(N_("Cancel")))
        self._answer, self._language, self._is_begun = answer, language_of(tr), is_begun
        grid = QGridLayout()
        grid.setSpacing(px(GAP))
        for n, word in enumerate(usual):
            button = Button(tr(word))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._take, tr(word)))
            grid.addWidget(button, n // COLUMNS, n % COLUMNS)
        self.add(grid)
        self.field = line_edit(tr(N_("Note")), size=18)
        self.field.setMaxLength(LONGEST)
        self.field.setText(note)
        self.add(self.field)
        self.confirmed.connect(self._confirmed)

    def open(self) -> None:
        """Open with the note chosen, so that typing replaces it."""
        super().open()
        self.field.setFocus()
        self.field.selectAll()

    def _take(self, note: str) -> None:
        if self._is_begun:
            self.field.setText(f"{self.field.text().strip()} {note} ".lstrip())
            self.field.setFocus()
        else:
            self.field.setText(note)
            self._confirmed()

    def _confirmed(self) -> None:
        try:
            self._answer(self.field.text())
        except PosError as error:
            self.say_fault(error.message(self._language))
            return
        self.close_sheet()
