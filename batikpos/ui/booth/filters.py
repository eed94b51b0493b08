"""The chips: goods of one kind, technique or producer, and the switch between pictures and list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from batikpos.domain.catalogue import Technique
from batikpos.domain.choices import Choices
from batikpos.domain.search import ALL, Filter
from batikpos.domain.wording import TECHNIQUES_SHORT, kind_word
from batikpos.i18n import N_, Translate
from batikpos.ui.theme import GAP, TARGET, px, tall
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.sliding import SlidingRow
from batikpos.ui.widgets.switch import Switch


class Facet(Enum):
    """By what goods are chosen."""

    KIND = "kind"
    TECHNIQUE = "technique"
    PRODUCER = "producer"


_WORDS = {Facet.KIND: N_("Kind"), Facet.TECHNIQUE: N_("Technique"), Facet.PRODUCER: N_("Producer")}


class Filters(QWidget):
    """One row: by what is chosen, the choices, and how goods are shown. What was chosen stays chosen."""

    chosen = Signal(object)
    view_chosen = Signal(str)
    facets_asked = Signal()

    def __init__(self, of: Choices, producers: Mapping[str, str], tr: Translate, view: str) -> None:
        super().__init__()
        self._tr = tr
        self._only = ALL
        choices = _choices(of, producers, tr)
        self._choices = {facet: found for facet, found in choices.items() if len(found) > 1}
        self._facet = next(iter(self._choices), Facet.KIND)
        self._facet_button = Button()
        self._facet_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if len(self._choices) <= 1:
            self._facet_button.hide()
        self._facet_button.clicked.connect(self.facets_asked)
        self._row = SlidingRow(tr(N_("More choices")))
        ways = ((tr(N_("Pictures")), "pictures"), (tr(N_("List")), "list"))
        self._switch = switch = Switch(tr(N_("How goods are shown")), ways, view)
        switch.chosen.connect(self.view_chosen)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        box.addWidget(self._facet_button)
        box.addWidget(self._row, 1)
        box.addWidget(switch)
        self._build()

    def clear(self) -> None:
        """Choose everything again."""
        self._only = ALL
        self._build()

    def take_up(self, only: Filter) -> None:
        """Go on with what was chosen before; what there is no more is not."""
        self._only = only
        taken = [facet for facet in self._choices if self._taken(facet) is not None]
        self._only = ALL
        for facet in reversed(taken):
            self._only = _with(self._only, facet, _value_of(only, facet))
            self._facet = facet
        self._build()
        self.chosen.emit(self._only)

    def facets(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        """List by what can be chosen: its word, what is chosen of it, and how its choices are offered."""
        offered = []
        for facet in self._choices:
            taken = self._taken(facet) or self._tr(N_("All"))
            offered.append((self._tr(_WORDS[facet]), taken, partial(self._offer, facet)))
        return tuple(offered)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the chips more than half of the row."""
        super().resizeEvent(event)
        beside = self._facet_button.sizeHint().width() + self._switch.full_width
        self._switch.set_narrow(is_narrow=2 * beside > self.width())

    def _offer(self, facet: Facet) -> None:
        """Offer the choices of a facet; what is chosen of another stays as a chip to take off."""
        self._facet = facet
        self._build()

    def _taken(self, facet: Facet) -> str | None:
        value = _value_of(self._only, facet)
        return next((words for words, its in self._choices[facet] if its == value), None)

    def _build(self) -> None:
        word = self._tr(_WORDS[self._facet])
        self._facet_button.set_words(f"{word} ▾")
        said = self._tr(N_("Chips by {facet}; choose another")).format(facet=word)
        self._facet_button.setAccessibleName(said)
        row, group = QWidget(), QButtonGroup(self)
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        for facet in self._choices:
            taken = self._taken(facet)
            if facet is not self._facet and taken is not None:
                chip = _chip(f"{taken}  ✕", is_chosen=True)
                chip.setAccessibleName(self._tr(N_("Take off {choice}")).format(choice=taken))
                chip.clicked.connect(partial(self._take_off, facet))
                box.addWidget(chip)
        for words, value in ((self._tr(N_("All")), ""), *self._choices.get(self._facet, ())):
            chip = _chip(words, is_chosen=value == _value_of(self._only, self._facet))
            chip.clicked.connect(partial(self._choose, self._facet, value))
            group.addButton(chip)
            box.addWidget(chip)
        self._row.show_row(row)

    def _choose(self, facet: Facet, value: str) -> None:
        self._only = _with(self._only, facet, value)
        self.chosen.emit(self._only)

    def _take_off(self, facet: Facet) -> None:
        self._choose(facet, "")
        self._build()


def _value_of(only: Filter, facet: Facet) -> str:
    match facet:
        case Facet.KIND:
            return only.kind
        case Facet.TECHNIQUE:
            return only.technique or ""
        case Facet.PRODUCER:
            return only.producer


def _with(only: Filter, facet: Facet, value: str) -> Filter:
    match facet:
        case Facet.KIND:
            return replace(only, kind=value)
        case Facet.TECHNIQUE:
            return replace(only, technique=Technique(value) if value else None)
        case Facet.PRODUCER:
            return replace(only, producer=value)


def _chip(words: str, *, is_chosen: bool) -> Button:
    chip = Button(words, Kind.CHIP)
    chip.setCheckable(True)
    chip.setChecked(is_chosen)
    chip.setFixedHeight(tall(TARGET))
    chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return chip


def _choices(
    of: Choices, producers: Mapping[str, str], tr: Translate
) -> dict[Facet, Sequence[tuple[str, str]]]:
    """List what goods can be chosen by: words and value."""
    kinds = [(kind_word(kind, tr), kind) for kind in of.kinds]
    return {
        Facet.KIND: [(words[:1].upper() + words[1:], kind) for words, kind in kinds],
        Facet.TECHNIQUE: [(tr(TECHNIQUES_SHORT[t]), t.value) for t in Technique if t in of.techniques],
        Facet.PRODUCER: [(producers.get(code, code), code) for code in of.producers],
    }
