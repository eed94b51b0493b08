"""The part of the settings with the fair's rules: which acts are for two, and how much one may take off."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from batikpos.domain.money import WHOLE
from batikpos.domain.right import NO_PRINTING, Act, Rules
from batikpos.i18n import N_, Translate
from batikpos.services.changing import has_supervisor
from batikpos.services.desk import Desk
from batikpos.services.rules import change_rules, typed_acts
from batikpos.settings import MOST_PERCENT, Settings
from batikpos.ui.booth.approving import Approval
from batikpos.ui.theme import BOLD, GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.chips import ChipRow
from batikpos.ui.widgets.sheet import Sheet
from batikpos.ui.widgets.words import colour_label, label
from batikpos.ui.widgets.wrapping import WrappingLayout

_ACTS = {
    Act.VOID: N_("Void a sale"),
    Act.REFUND: N_("Take goods back, cancel an order"),
    Act.DRAWER: N_("Open the drawer without a sale"),
    Act.CLOSE: N_("Close the till"),
}
"""A discount is not among them: its limit says it all."""

_PERCENTS = (0, 5, 10, 20, 30, 50)


class RulesPart(QWidget):
    """Shows the rules that hold, and changes them once a supervisor has typed a PIN."""

    changed = Signal(object)

    def __init__(self, desk: Desk, approval: "partial[Approval]", tr: Translate) -> None:
        super().__init__()
        self._desk, self._tr = desk, tr
        self._approval_for = approval
        self._rules = desk.settings.rules
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        self._said = label("", 18, BOLD, wraps=True)
        self._limit = label("", 16, wraps=True)
        change = Button(tr(N_("Change the rules…")))
        change.clicked.connect(self._ask)
        self._state = label("", 16, wraps=True)
        box.addWidget(self._said)
        box.addWidget(self._limit)
        box.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._state)
        self._show()
        if not has_supervisor(desk):
            self._tell(tr(N_("No supervisor is enrolled here: whoever is at the till may change them.")))

    def _show(self) -> None:
        for words, said in zip((self._said, self._limit), say_rules(self._rules, self._tr), strict=True):
            words.setText(said)

    def _ask(self) -> None:
        sheet = RulesSheet(self.window(), self._tr, self._rules)
        sheet.answered.connect(partial(self._change, sheet))
        sheet.open()

    def _change(self, sheet: "RulesSheet", typed: dict[str, str]) -> None:
        act, said = (
            partial(change_rules, self._desk, typed),
            self._tr(N_("The rules are being written down…")),
        )
        self._approval_for(parent=sheet).do_for(sheet, act, done=self._have_changed, said=said)

    def _have_changed(self, settings: Settings) -> None:
        self._rules = settings.rules
        self._show()
        self._tell(self._tr(N_("Set. The journal holds who changed the rules, and who agreed.")))
        self.changed.emit(settings)

    def _tell(self, said: str) -> None:
        colour_label(self._state, theme_now().ink_2)
        self._state.setText(said)


def say_rules(rules: Rules, tr: Translate) -> tuple[str, str]:
    """Say which acts are for two, and how much one alone may take off, and what is not sold."""
    named = ", ".join(tr(word) for act, word in _ACTS.items() if act in rules.acts)
    percent = rules.most_alone * MOST_PERCENT // WHOLE
    said = N_("One alone may take off any part of a price.")
    if percent < MOST_PERCENT:
        said = N_("One alone may take off {percent} of a price at most.")
    return (
        tr(N_("For two: {acts}")).format(acts=named) if named else tr(N_("No act needs two people.")),
        tr(said).format(percent=f"{percent} %") + ("" if rules.printing else " " + tr(NO_PRINTING)),
    )


class RulesSheet(Sheet):
    """Asks which acts are for two, and how much one alone may take off; who takes it closes the sheet."""

    answered = Signal(object)

    def __init__(self, window: QWidget, tr: Translate, rules: Rules) -> None:
        super().__init__(
            window,
            tr(N_("The fair's rules")),
            confirm=tr(N_("Set the rules")),
            leave=tr(N_("Cancel")),
            width=760,
        )
        self.add(label(tr(N_("A second person must agree before anybody may")), 16, BOLD, wraps=True))
        acts = WrappingLayout(px(GAP))
        self._acts: dict[Act, Button] = {}
        for act, word in _ACTS.items():
            chip = self._acts[act] = Button(tr(word), Kind.CHIP)
            chip.setCheckable(True)
            chip.setChecked(act in rules.acts)
            acts.addWidget(chip)
        held = QWidget()
        held.setLayout(acts)
        self.add(held)
        self.add(label(tr(N_("One alone may take off a price, agreed prices too")), 16, BOLD, wraps=True))
        now = rules.most_alone * MOST_PERCENT // WHOLE
        percents = sorted({*_PERCENTS, now} - {MOST_PERCENT})
        choices = [(tr(N_("up to {percent}")).format(percent=f"{p} %"), str(p)) for p in percents]
        self._limit = ChipRow([*choices, (tr(N_("anything")), str(MOST_PERCENT))], is_wrapped=True)
        self._limit.choose(str(now))
        self.add(self._limit)
        self.add(label(tr(N_("Printed textile, which is no batik")), 16, BOLD, wraps=True))
        self._printing = ChipRow(
            [(tr(N_("is sold")), "true"), (tr(N_("is not sold")), "false")], is_wrapped=True
        )
        self._printing.choose("true" if rules.printing else "false")
        self.add(self._printing)
        self.confirmed.connect(self._confirmed)

    def enter(self) -> None:
        """Do nothing: a scanner's Enter sets no rules."""

    def _confirmed(self) -> None:
        acts = [act for act, chip in self._acts.items() if chip.isChecked()]
        limit, printing = self._limit.value, self._printing.value
        self.answered.emit({"second_person": typed_acts(acts), "discount_limit": limit, "printing": printing})
