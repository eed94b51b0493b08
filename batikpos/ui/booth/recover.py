"""When the store is damaged, gone or older: one button that saves what is whole, and selling goes on."""

from PySide6.QtCore import Signal

from batikpos.i18n import N_, Translate
from batikpos.ui.booth.signin import FormPage
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.writing import Writing

_TITLES = {
    "store_damaged": N_("The data is damaged"),
    "store_gone": N_("The data is gone"),
    "store_older": N_("Older data is in the place of this booth's own"),
}
_SAID = N_(
    "What is whole is saved into new books, with what the copies on the stick still hold. Whatever is here"
    " now is kept. Selling goes on at once."
)


class RecoverPage(FormPage):
    """Says what happened, and offers the way on; says what could not be saved, if anything."""

    asked = Signal()
    went_on = Signal()

    def __init__(self, tr: Translate, code: str, why: str) -> None:
        super().__init__(tr(_TITLES[code]), f"{why}\n\n{tr(_SAID)}" if why else tr(_SAID))
        self._tr = tr
        self._writing = Writing(self)
        self._writing.takes_long.connect(self.tell)
        self._button = Button(tr(N_("Save what is whole and go on")), Kind.PRIMARY)
        self._button.clicked.connect(self._ask)
        self.finish(self._button)

    def say(self, text: str) -> None:
        """Say why it did not work; it can be tried again."""
        self._writing.end()
        super().say(text)

    def tell_lost(self, lost: int) -> None:
        """Say how much could not be saved; the button goes on now."""
        self._writing.end()
        said = self._tr(
            N_("{count} facts could not be read. Send now: what the centre holds of them comes back.")
        )
        super().say(said.format(count=lost))
        self._button.clicked.disconnect(self._ask)
        self._button.clicked.connect(self.went_on)
        self._button.set_words(self._tr(N_("Go on selling")))

    def _ask(self) -> None:
        super().say("")
        self._writing.begin(self._tr(N_("What is whole is being saved…")), self)
        self.asked.emit()
