"""When the store is damaged: one button that saves what is whole, and selling goes on."""

from PySide6.QtCore import Signal

from batikpos.i18n import N_, Translate
from batikpos.ui.booth.signin import FormPage
from batikpos.ui.widgets.buttons import Button, Kind


class RecoverPage(FormPage):
    """Says what happened, and offers the way on."""

    asked = Signal()

    def __init__(self, tr: Translate, why: str) -> None:
        said = tr(
            N_(
                "The data of this booth is damaged ({why}). What is whole is saved into new books, with what"
                " the copies on the stick still hold; the damaged file is kept. Selling goes on at once."
            )
        )
        super().__init__(tr(N_("The data is damaged")), said.format(why=why))
        self._button = Button(tr(N_("Save what is whole and go on")), Kind.PRIMARY)
        self._button.clicked.connect(self._ask)
        self.finish(self._button)

    def say(self, text: str) -> None:
        """Say why it did not work; it can be tried again."""
        super().say(text)
        self._button.setEnabled(True)

    def _ask(self) -> None:
        super().say("")
        self._button.setEnabled(False)
        self.asked.emit()
