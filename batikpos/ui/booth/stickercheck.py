"""At opening: whether the QRIS sticker on the table is the stand's own, scanned or left for later."""

from batikpos.domain.errors import PosError
from batikpos.domain.qris import QrisCode
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.sticker import Sticker
from batikpos.ui.booth.stickerpage import describe_code
from batikpos.ui.standcode import StandCode
from batikpos.ui.theme import BLACK, BOLD, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.words import colour_label, label

WIDTH = 360


class StickerCheck(Panel):
    """Asks to scan the sticker, and says what came of it."""

    def __init__(self, stand: StandCode, code: QrisCode, tr: Translate) -> None:
        super().__init__()
        self._stand, self._code, self._tr = stand, code, tr
        theme = theme_now()
        self.setFixedWidth(px(WIDTH))
        box = self.box
        box.addWidget(label(tr(N_("Check the QRIS sticker")), 20, BLACK, wraps=True))
        said = N_("Scan the sticker on the table now. It must be the stand's own:")
        box.addWidget(label(tr(said), 16, colour=theme.ink_2, wraps=True))
        box.addWidget(label(code.merchant, 18, BOLD, wraps=True))
        box.addWidget(label(describe_code(code, tr), 16, wraps=True))
        self._said = label("", 17, BOLD, wraps=True)
        box.addWidget(self._said)
        self.skip = Button(tr(N_("Skip, I check later")))
        self.skip.clicked.connect(stand.look_later)
        box.addWidget(self.skip)
        stand.compared.connect(self._show)
        self._show()

    @property
    def is_answered(self) -> bool:
        """Say whether the sticker was scanned, or is knowingly left for later."""
        return self._stand.sticker is not Sticker.UNSEEN

    def scan(self, typed: str) -> None:
        """Take a scan."""
        try:
            self._stand.compare(typed)
        except PosError as error:
            self._say(error.message(language_of(self._tr)), is_good=False)

    def insist(self) -> None:
        """Say that the sticker comes first."""
        said = N_("Scan the sticker first, or press “{button}”.")
        self._say(self._tr(said).format(button=self.skip.text()), is_good=False)

    def _show(self) -> None:
        tr, sticker = self._tr, self._stand.sticker
        self.skip.setVisible(sticker is Sticker.UNSEEN)
        match sticker:
            case Sticker.OURS:
                self._say(tr(N_("✓ The sticker is the stand's own.")), is_good=True)
            case Sticker.OTHER if self._stand.seen is not None:
                self._say(say_other(self._stand.seen, self._code, tr), is_good=False)
            case Sticker.LATER:
                self._say(tr(N_("Not checked yet: the bar at the top keeps saying so.")), is_good=False)
            case _:
                self._say("", is_good=True)

    def _say(self, text: str, *, is_good: bool) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))
        colour_label(self._said, theme_now().good if is_good else theme_now().danger)


def say_other(seen: QrisCode, own: QrisCode, tr: Translate) -> str:
    """Say whose sticker lies there instead of the stand's, and what to do about it."""
    said = tr(
        N_(
            "This sticker is not of this stand. It pays {seen} ({seen_nmid}), not {own} ({own_nmid})."
            " Take it off, and call the organizer."
        )
    )
    nmid = tr(N_("no NMID"))
    return said.format(
        seen=seen.merchant or "\N{EN DASH}",
        seen_nmid=seen.nmid or nmid,
        own=own.merchant or "\N{EN DASH}",
        own_nmid=own.nmid or nmid,
    )
