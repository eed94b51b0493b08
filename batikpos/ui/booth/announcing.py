"""What is said on whatever page is shown: on the sale screen in its own place, elsewhere over the title."""

from PySide6.QtCore import QObject

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.stage import Stage
from batikpos.ui.widgets.message import MessageStrip


class Announcer(QObject):
    """Says what became of something, wherever somebody is by now; it goes with the page it was said on."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._strip: MessageStrip | None = None
        stage.page_changed.connect(self._forget)

    def say(self, text: str, *, is_good: bool = False) -> None:
        """Say it, in the words and colours of now."""
        self._forget()
        page, shell = self._stage.page, self._stage.shell
        if isinstance(page, SalePage):
            page.say(text, is_good=is_good)
            return
        self._strip = MessageStrip(shell, shell.pages, self._stage.words(N_("Close")), at_head=True)
        self._strip.say(text, is_good=is_good)

    def tell(self, text: str) -> None:
        """Say what was done."""
        self.say(text, is_good=True)

    def refuse(self, error: PosError) -> None:
        """Say why something was not done whose page was left."""
        self.say(error.message(self._stage.desk.settings.language))

    def _forget(self) -> None:
        if self._strip is not None:
            self._strip.deleteLater()
            self._strip = None
