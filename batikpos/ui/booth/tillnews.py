"""What somebody did elsewhere to the open till, said on whatever page is shown."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from batikpos.i18n import N_
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.signin import OpenTillPage
from batikpos.ui.booth.stage import Stage
from batikpos.ui.widgets.message import MessageStrip


class TillNews(QObject):
    """Says on the page what became of the till; where it has no place for that, over its head.

    That the till is closed is said on every page, with the way to open it, until it is open again.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._stage = stage
        self._said = ""
        self._strip: MessageStrip | None = None
        stage.page_changed.connect(self._go_along)

    def tell(self, said: str) -> None:
        """Say it on the page that is shown; `said` is one of our own words."""
        self._said = said
        if self._stage.page is not None:
            self._say(self._stage.page)

    def end(self) -> None:
        """Say no more of it: it is so no longer."""
        self._said = ""
        self._take_off()

    def _go_along(self, page: QWidget) -> None:
        if self._stage.till is not None:
            self.end()
        self._say(page)

    def _say(self, page: QWidget) -> None:
        stage, tr = self._stage, self._stage.words
        self._take_off()
        if not self._said or stage.register is None:
            return  # there is no news, or nobody to hear it
        if isinstance(page, SalePage | OpenTillPage):
            page.say(tr(self._said))
            return
        self._strip = MessageStrip(stage.shell, stage.shell.pages, tr(N_("Close")), at_head=True)
        is_closed = stage.till is None
        offer = tr(N_("Open the till")) if is_closed else ""
        self._strip.say(tr(self._said), offer, stage.leave if is_closed else None)

    def _take_off(self) -> None:
        if self._strip is not None:
            self._strip.hide()
            self._strip.deleteLater()
            self._strip = None
