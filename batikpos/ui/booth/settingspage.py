"""The settings of this window: its language, its light, how large its words are, and for which hand."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from batikpos.domain.money import Rupiah
from batikpos.i18n import N_, Translate
from batikpos.settings import HANDS, TEXT_SCALES, THEME_NAMES, Settings
from batikpos.ui.theme import BLACK, BOLD, GAP, MARGIN, margins, px, scale_now, scales_that_fit, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import fill, label, rule

WIDEST = 1000
WORDS = 300

_LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
_LIGHTS = {"light": N_("Light"), "dark": N_("Dark")}
_HANDS = {"right": N_("Right hand"), "left": N_("Left hand")}
_PRICE = Rupiah(425_000)


class SettingsPage(QWidget):
    """What is chosen here holds at once; `chosen` carries the setting's key and its value."""

    chosen = Signal(str, str)
    left = Signal()

    def __init__(self, tr: Translate, settings: Settings) -> None:
        super().__init__()
        self._tr = tr
        self._rows: dict[str, ChipRow] = {}
        self.last = ""
        self.chosen.connect(self._remember)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(margins(3 * MARGIN, MARGIN, 3 * MARGIN, MARGIN))
        outer.setSpacing(px(2 * GAP))
        head = QHBoxLayout()
        head.addWidget(label(tr(N_("Settings")), 28, BLACK))
        head.addStretch()
        back = Button(tr(N_("Back to selling")))
        back.set_icon("back")
        back.clicked.connect(self.left)
        head.addWidget(back)
        outer.addLayout(head)
        inside = QWidget()
        inside.setMaximumWidth(px(WIDEST))
        self._sections = QVBoxLayout(inside)
        self._sections.setContentsMargins(0, 0, 0, 0)
        self._sections.setSpacing(px(2 * GAP))
        self._sections.addStretch(1)
        self._at: ChipRow | None = None
        self._area = scrolling(inside)
        self._area.verticalScrollBar().rangeChanged.connect(self._show_at)
        outer.addWidget(self._area, 1)
        self._offer_all(settings)

    def add_section(self, title: str, said: str, part: QWidget | QLayout) -> None:
        """Put something to set under what is there: its title, what it is for, and the part beside them."""
        row = QHBoxLayout()
        row.setSpacing(px(3 * GAP))
        words = QWidget()
        words.setFixedWidth(px(WORDS))
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(label(title, 18, BOLD, wraps=True))
        if said:
            column.addWidget(label(said, 15, colour=theme_now().ink_2, wraps=True))
        row.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(part, QWidget):
            row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        else:
            row.addLayout(part, 1)
        if self._sections.count() > 1:
            self._sections.insertWidget(self._sections.count() - 1, rule())
        self._sections.insertLayout(self._sections.count() - 1, row)

    def go_on_at(self, key: str) -> None:
        """Bring a choice into sight that was just made, for the next one; "" is none."""
        if not key:
            return
        self._at = self._rows[key]
        self._at.focus()
        self._show_at()

    def _show_at(self) -> None:
        """Scroll to the choice just made, also when the page has found its size only after it was shown."""
        for of in (self, self._area.widget()):
            if of is not None and (layout := of.layout()) is not None:
                layout.activate()
        if self._at is not None:
            self._area.ensureWidgetVisible(self._at)

    def _remember(self, key: str, _value: str) -> None:
        self.last = key

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _offer_all(self, settings: Settings) -> None:
        tr = self._tr
        self.add_section(
            tr(N_("Language")),
            tr(N_("of this screen; a nota's own is chosen in the basket")),
            self._choices("language", tuple(_LANGUAGES.items()), settings.language),
        )
        sizes = QVBoxLayout()
        sizes.setSpacing(px(GAP))
        of_scale = [(str(scale), f"{scale} %") for scale in scales_that_fit()]
        sizes.addWidget(self._choices("text_scale", of_scale, str(scale_now())))
        sizes.addWidget(sample_line(self._tr))
        self.add_section(tr(N_("Text size")), tr(said_of_sizes()), sizes)
        self.add_section(
            tr(N_("Appearance")),
            tr(N_("light for the day, dark for the evening")),
            self._choices("theme", [(name, tr(_LIGHTS[name])) for name in THEME_NAMES], settings.theme),
        )
        self.add_section(
            tr(N_("Hand")),
            tr(N_("the basket and the pay buttons lie on its side")),
            self._choices("hand", [(name, tr(_HANDS[name])) for name in HANDS], settings.hand),
        )

        self.add_section(
            tr(N_("Buyer's screen")),
            tr(N_("on a second monitor: basket, QRIS code, change")),
            self._choices(
                "customer_screen",
                (("yes", tr(N_("Yes"))), ("no", tr(N_("No")))),
                "yes" if settings.customer_screen else "no",
            ),
        )

    def _choices(self, key: str, offered: Sequence[tuple[str, str]], now: str) -> ChipRow:
        chips = ChipRow([(words, value) for value, words in offered], is_wrapped=True)
        chips.choose(now)
        self._rows[key] = chips
        chips.chosen.connect(partial(self.chosen.emit, key))
        return chips


def said_of_sizes() -> str:
    """Say what to choose a size of texts by, and where one is missing, why."""
    if scales_that_fit() == TEXT_SCALES:
        return N_("as large as you read it with ease")
    return N_("as large as you read it with ease; larger does not fit on this screen")


def sample_line(tr: Translate) -> QWidget:
    """Show a line of the basket as it looks now."""
    sample = QWidget()
    fill(sample, theme_now().paper)
    sample.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(sample)
    row.setContentsMargins(margins(MARGIN, GAP, MARGIN, GAP))
    words = QVBoxLayout()
    words.setSpacing(px(2))
    words.addWidget(label(tr(N_("Long cloth, stamped, kawung")), 18, BOLD, wraps=True))
    said = tr(N_("This is how large a line of the basket is."))
    words.addWidget(label(said, 14, colour=theme_now().ink_2, wraps=True))
    row.addLayout(words, 1)
    row.addWidget(label(_PRICE.bare(), 20, BLACK, align=Qt.AlignmentFlag.AlignRight))
    return sample
