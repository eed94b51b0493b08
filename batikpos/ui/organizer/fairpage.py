"""The page of the fair: where and when it is, what it aims at, its rules and its fees."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from batikpos.domain.errors import PosError
from batikpos.domain.fairplan import ROUNDINGS, FairPlan
from batikpos.domain.fee import Fee, FeeKind
from batikpos.domain.money import Rupiah, parse_rupiah
from batikpos.domain.planwording import BEARING, FEES, say_how_much, say_rounding, say_rules
from batikpos.domain.typed import LONGEST
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.login_file import is_server
from batikpos.settings import Settings, change_setting, with_setting
from batikpos.ui.booth.rulespart import RulesSheet
from batikpos.ui.booth.sheets import line_edit
from batikpos.ui.organizer.asks import CentreSheet, FeeSheet
from batikpos.ui.organizer.deciding import send
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.planpage import PlanPage, try_change
from batikpos.ui.organizer.rows import Column, Row
from batikpos.ui.organizer.table import Table
from batikpos.ui.tasks import Lane
from batikpos.ui.theme import BOLD, GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.choicebox import ChoiceBox
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.scrolling import scrolling
from batikpos.ui.widgets.words import label


class FairPage(PlanPage):
    """Shows the fair as it is planned; without the desk's home nothing can be changed."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, office.words(N_("Fair")))
        tr = self.words
        if fairs := self.choose_fair():
            self.tools.addWidget(fairs)
        self.centre = Button(tr(N_("Centre…")))
        self.centre.set_icon("send")
        self.centre.clicked.connect(self.ask_centre)
        self.tools.addWidget(self.centre)
        self.only_at_desk(self.centre)
        inside = QWidget()
        both = QVBoxLayout(inside)
        both.setContentsMargins(0, 0, px(4), 0)
        both.setSpacing(px(GAP))
        both.addWidget(self._facts())
        both.addWidget(self._rules())
        columns = (
            Column(tr(N_("Fee"))),
            Column(tr(N_("Reckoned by"))),
            Column(tr(N_("How much")), is_number=True, is_wide=True),
            Column(tr(N_("Who pays it")), is_wide=True),
        )
        self.fees = Table(tr, tr(N_("Fees")), columns, office.tasks, empty=tr(N_("No fees are asked.")))
        self.fees.setMinimumHeight(px(230))
        self.fees.opened.connect(self.open_fee)
        self.fees.saved.connect(self.tell)
        self.fees.refused.connect(self.refuse)
        both.addLayout(self._fee_head())
        both.addLayout(self._acquirer_fee())
        both.addWidget(self.fees, 1)
        self.box.addWidget(scrolling(inside), 1)
        self.put_bar()
        self.show_plan()

    def show_plan(self) -> None:
        """Show the plan."""
        plan, tr, overview = self.plan, self.words, self.office.overview
        if overview is not None:
            fair = overview.fair
            self.said.setText(f"{fair.name} · {fair.first_day:%d/%m/%Y} - {fair.last_day:%d/%m/%Y}")
        if not self.venue.hasFocus():
            self.venue.setText(plan.venue)
        if not self.target.hasFocus():
            self.target.setText(plan.target.bare() if plan.target else "")
        self.rounding.setCurrentIndex(max(0, self.rounding.findData(str(plan.rounding))))
        self.qris_fee.setCurrentIndex(self.qris_fee.findData(plan.qris_fee))
        self._rules_said.setText(say_rules(plan.rules, tr))
        names = {p.code: p.name for p in overview.producers} if overview else {}
        self.fees.show_rows(
            [
                Row(
                    fee.name,
                    (
                        fee.name,
                        tr(FEES[fee.kind]),
                        say_how_much(fee, tr) if fee.kind is FeeKind.PERCENT else fee.amount,
                        ", ".join(names.get(code, code) for code in sorted(fee.producers)) or tr(N_("all")),
                    ),
                )
                for fee in plan.fees
            ]
        )

    def ask_centre(self) -> None:
        """Ask where the centre is; a server's address holds a password, and is not shown."""
        central = self.office.opened.central
        address = "" if is_server(central) else central
        CentreSheet(self.window(), self.words, address, self._try_centre).open()

    def _try_centre(self, address: str) -> None:
        """Keep the address once the desk could send there."""
        if (desk := self.office.opened.desk) is not None:
            work = partial(_set_centre, desk, address)
            self.office.tasks.run(Lane.SYNC, work, done=self._have_centre, failed=self.refuse)

    def _have_centre(self, settings: Settings) -> None:
        opened = self.office.opened
        self.office.opened = replace(
            opened,
            settings=replace(opened.settings, central=settings.central),
            central=settings.central,
            desk=opened.desk and opened.desk.with_settings(settings),
        )
        self.tell(self.words(N_("The centre answers, and has what this desk decided.")))
        self.load()

    def open_fee(self, name: str) -> None:
        """Ask for a fee: a new one, or one that is there."""
        if self.can_change:
            of = next((fee for fee in self.plan.fees if fee.name == name), None)
            known = self.office.overview.producers if self.office.overview else ()
            codes = [producer.code for producer in known]
            FeeSheet(self.window(), self.words, of, partial(self._take_fee, name), codes).open()

    def _facts(self) -> QWidget:
        tr, panel = self.words, Panel()
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(GAP))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 2)
        self.venue = line_edit("", size=18)
        self.venue.setMaxLength(LONGEST)
        self.target = line_edit("", size=18)
        self.target.setAlignment(Qt.AlignmentFlag.AlignRight)
        roundings = [(say_rounding(r, tr), str(r)) for r in ROUNDINGS]
        self.rounding = ChoiceBox(roundings, tr(N_("Cash is rounded to")))
        for column, (words, part) in enumerate(
            (
                (N_("Venue"), self.venue),
                (N_("Takings aimed at"), self.target),
                (N_("Cash is rounded to"), self.rounding),
            )
        ):
            part.setAccessibleName(tr(words))
            part.setEnabled(self.can_change)
            grid.addWidget(label(tr(words), 15), 0, column)
            grid.addWidget(part, 1, column)
        panel.box.addLayout(grid)
        self.venue.editingFinished.connect(self._take_facts)
        self.target.editingFinished.connect(self._take_facts)
        self.rounding.activated.connect(self._take_facts)
        return panel

    def _rules(self) -> QWidget:
        panel = Panel()
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(self.words(N_("Rules of the booths")), 17, BOLD))
        self._rules_said = label("", 16, colour=theme_now().ink_2, wraps=True)
        words.addWidget(self._rules_said)
        row.addLayout(words, 1)
        change = Button(self.words(N_("Change the rules…")))
        self.only_at_desk(change)
        change.clicked.connect(self._ask_rules)
        row.addWidget(change)
        panel.box.addLayout(row)
        return panel

    def _fee_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        row.addWidget(label(self.words(N_("Fees")), 17, BOLD), 1)
        add, edit, remove = (
            Button(self.words(words)) for words in (N_("Add a fee…"), N_("Change…"), N_("Take out"))
        )
        add.set_icon("add")
        add.clicked.connect(partial(self.open_fee, ""))
        edit.clicked.connect(self._edit_fee)
        remove.clicked.connect(self._remove_fee)
        for button in (add, edit, remove):
            row.addWidget(button)
            self.only_at_desk(button)
        return row

    def _acquirer_fee(self) -> QHBoxLayout:
        tr, row = self.words, QHBoxLayout()
        row.setSpacing(px(GAP))
        words = tr(N_("Who bears the QRIS fee (MDR) that the acquirer keeps"))
        self.qris_fee = ChoiceBox([(tr(said), bearer) for bearer, said in BEARING.items()], words)
        self.qris_fee.setEnabled(self.can_change)
        self.qris_fee.activated.connect(self._take_bearer)
        row.addWidget(label(words, 16, wraps=True), 1)
        row.addWidget(self.qris_fee)
        return row

    def _take_bearer(self) -> None:
        if self.qris_fee.value != self.plan.qris_fee:
            self._change(replace(self.plan, qris_fee=self.qris_fee.value))

    def _take_facts(self) -> None:
        plan = self.plan
        try:
            target = parse_rupiah(self.target.text()) if self.target.text().strip() else Rupiah(0)
        except PosError as error:
            self.refuse(error)
            return
        changed = replace(
            plan, venue=self.venue.text().strip(), target=target, rounding=int(self.rounding.value or 0)
        )
        if changed != plan:
            self._change(changed)

    def _ask_rules(self) -> None:
        sheet = RulesSheet(self.window(), self.words, self.plan.rules)
        sheet.answered.connect(self._take_rules)
        sheet.open()

    def _take_rules(self, typed: dict[str, str]) -> None:
        settings = Settings()
        for key, value in typed.items():
            settings = with_setting(settings, key, value)
        self._change(replace(self.plan, rules=settings.rules))

    def _take_fee(self, before: str, fee: Fee) -> PosError | None:
        fees = [fee if one.name == before else one for one in self.plan.fees]
        if all(one.name != before for one in self.plan.fees):
            fees.append(fee)
        return try_change(self, replace(self.plan, fees=tuple(fees)))

    def _edit_fee(self) -> None:
        if self.fees.current:
            self.open_fee(self.fees.current)

    def _remove_fee(self) -> None:
        kept = tuple(fee for fee in self.plan.fees if fee.name != self.fees.current)
        self._change(replace(self.plan, fees=kept))

    def _change(self, plan: FairPlan) -> None:
        if refused := try_change(self, plan):
            self.refuse(refused)


def _set_centre(desk: Desk, address: str) -> Settings:
    send(desk, address)
    return change_setting(desk.home, "central", address)
