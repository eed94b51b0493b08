"""The page of the goods: what the fair sells, and the sheets that it is taken in from."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from batikpos.domain.catalogue import UNCOUNTED, Catalogue, Item
from batikpos.domain.errors import PosError
from batikpos.domain.fair import Person
from batikpos.domain.holders import Planned
from batikpos.domain.quantity import Quantity
from batikpos.domain.wording import TECHNIQUES_SHORT
from batikpos.i18n import N_, Translate, language_of
from batikpos.services.decisions import load_goods
from batikpos.services.desk import Desk
from batikpos.services.organizer import homes_of
from batikpos.store.engine import Store
from batikpos.ui.organizer.columnsheet import ColumnSheet
from batikpos.ui.organizer.deciding import Deciding
from batikpos.ui.organizer.longwork import LongWork, Running
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.page import Page
from batikpos.ui.organizer.rows import Column, Row
from batikpos.ui.organizer.sincewhen import Choice, since_of, warned_of
from batikpos.ui.organizer.table import Table
from batikpos.ui.organizer.takingin import (
    Checked,
    Given,
    ReadyToTake,
    check_sheets,
    fault_columns,
    fault_rows,
    make_pins,
    preview_columns,
    preview_rows,
    save_sheets,
    say_change,
    take_in,
)
from batikpos.ui.tasks import Lane
from batikpos.ui.theme import BOLD, GAP, px, theme_now
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.words import colour_label, label


class GoodsPage(Page):
    """Lists the goods; sheets are shown as they would be taken in first, and nothing is by halves."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, office.words(N_("Goods")))
        tr = self.words
        self.checked: Checked | None = None
        self.deciding = Deciding(office, self)
        self.deciding.done.connect(self._have_taken)
        self.deciding.told.connect(self.tell)
        self.deciding.refused.connect(self.refuse)
        self.work = LongWork(office.tasks, self)
        self.work.done.connect(self._have_worked)
        self.work.failed.connect(self._have_failed)
        self.save = Button(tr(N_("Save as sheets…")))
        self.save.clicked.connect(self.save_fair)
        self.take = Button(tr(N_("Take sheets in…")), Kind.PRIMARY)
        self.take.clicked.connect(self.ask_sheets)
        for button in (self.save, self.take):
            self.tools.addWidget(button)
            if office.opened.desk is None:
                button.hide()
        empty = tr(N_("No goods yet. Take the producers' price lists in: XLSX or CSV, as they are."))
        self.table = Table(tr, tr(N_("Goods")), goods_columns(tr), office.tasks, empty=empty)
        self.preview = Table(tr, tr(N_("Sheets")), preview_columns(tr), office.tasks, empty="")
        for table in (self.table, self.preview):
            table.saved.connect(self.tell)
            table.refused.connect(self.refuse)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._taking())
        self.box.addWidget(self._stack, 1)
        self.progress = Running(tr, self.work, tr(N_("{done} of {all} PINs")))
        self.box.addWidget(self.progress)

    def look(self) -> None:
        """Read the goods of a centre, where this is no desk."""
        fair = self.office.fair
        if fair is not None and self.office.opened.desk is None and self.isVisible():
            self.read(partial(_goods, fair.fair_id), self._show)

    def show_known(self) -> None:
        """Show the goods of the desk itself, whether or not a centre answers."""
        desk = self.office.opened.desk
        if desk is not None:
            work = partial(_goods, desk.fair.fair_id, desk.store)
            self.office.tasks.run(Lane.STORE, work, done=self._show, failed=self.refuse)

    def ask_sheets(self) -> None:
        """Let files be chosen, and look them over."""
        if self.office.draft is not None:
            self.say(
                self.words(N_("The plan was changed here. Put it in force, or undo it, before sheets come."))
            )
        elif names := self.ask_files():
            self.check([Path(name) for name in names], {})

    def ask_files(self) -> list[str]:
        """Let files be chosen; none for none."""
        words = self.words(N_("Take sheets in…"))
        names, _ = QFileDialog.getOpenFileNames(self, words, "", "XLSX, CSV (*.xlsx *.csv)")
        return names

    def ask_pin_file(self) -> str:
        """Let be chosen where new PINs are told; "" for none."""
        words = self.words(N_("Where do the new PINs go?"))
        name, _ = QFileDialog.getSaveFileName(self, words, "pin.csv", "CSV (*.csv)")
        return name

    def ask_file(self) -> str:
        """Let be chosen where the fair is saved; "" for none."""
        words = self.words(N_("Save as sheets…"))
        name, _ = QFileDialog.getSaveFileName(self, words, "pameran.xlsx", "Excel (*.xlsx)")
        return name

    def check(self, paths: Sequence[Path], given: Given) -> None:
        """Look sheets over; `given` names columns that somebody chose, by the kind of sheet."""
        if (desk := self.office.opened.desk) is not None:
            self.progress.begin(0)
            self.work.start(partial(check_sheets, desk, tuple(paths), given))

    def save_fair(self) -> None:
        """Write the fair as the sheets that it is taken in from."""
        desk = self.office.opened.desk
        if desk is not None and (name := self.ask_file()):
            file = Path(name)
            file = file if file.suffix.lower() == ".xlsx" else file.with_name(f"{file.name}.xlsx")
            self.progress.begin(0)
            self.work.start(partial(save_sheets, desk, file))

    def let_in(self) -> None:
        """Take what was looked over in; whoever has no PIN yet gets one, told in a file."""
        if self.checked is None or self.checked.check.fair is None:
            return
        file: Path | None = None
        if self.checked.without_pin:
            name = self.ask_pin_file()
            if not name:
                return
            file = Path(name)
        self.progress.begin(len(self.checked.without_pin))
        self.work.start(partial(make_pins, self.checked, self.checked.check.fair, file))

    def leave(self) -> None:
        """Leave the sheets as they are, and show the goods again."""
        self.checked = None
        self.in_button.setEnabled(False)
        self._turn_to(0)

    def _taking(self) -> QWidget:
        tr, made = self.words, QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(GAP))
        self._verdict = label("", 17, BOLD, wraps=True)
        self._more = label("", 16, wraps=True, colour=theme_now().ink_2)
        self.columns_button = Button(tr(N_("Columns…")))
        self.columns_button.clicked.connect(self.ask_columns)
        self.leave_button = Button(tr(N_("Do not take it")))
        self.leave_button.clicked.connect(self.leave)
        self.in_button = Button(tr(N_("Take it in…")), Kind.PRIMARY)
        self.in_button.clicked.connect(self.let_in)
        self.in_button.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(px(GAP))
        row.addStretch()
        for button in (self.columns_button, self.leave_button, self.in_button):
            row.addWidget(button)
        box.addWidget(self._verdict)
        box.addWidget(self._more)
        box.addWidget(self.preview, 1)
        box.addLayout(row)
        return made

    def ask_columns(self) -> None:
        """Ask which column is what, in the first sheet where that is not clear."""
        if self.checked is None or (kind := self.checked.unclear) is None:
            return
        preview = next(p for p in self.checked.check.previews if p.kind == kind.code)
        ColumnSheet(self.window(), self.words, preview, kind, partial(self._choose, kind.code)).open()

    def _choose(self, kind: str, chosen: dict[str, str]) -> None:
        if self.checked is not None:
            before = self.checked.given.get(kind, {})
            self.check(self.checked.paths, {**self.checked.given, kind: {**before, **chosen}})

    def _show(self, goods: Catalogue) -> None:
        tr = self.words
        names = {producer.code: producer.name for producer in goods.producers}
        self.table.show_rows(
            [row_of(item, names.get(item.producer, item.producer), tr) for item in goods.items]
        )
        said = tr(N_("{items} items of {producers} producers")).format(
            items=len(goods.items), producers=len(goods.producers)
        )
        name = self.office.fair.name if self.office.fair else ""
        self.said.setText(f"{name} · {said}")

    def _have_worked(self, found: object) -> None:
        match found:
            case Checked():
                self._show_checked(found)
            case ReadyToTake():
                why = self.words(N_("The sheets are taken in. The journal keeps who did it."))
                before, goods = found.checked.before, found.checked.check.fair
                warning, days = "", list[Choice]()
                if goods is not None:
                    was = Planned(before.plan, homes_of(before.goods.producers))
                    new = Planned(found.plan, homes_of(goods.goods.producers))
                    warning, days = warned_of(self.office, was, new)
                act = partial(_take, found, self.office)
                self.deciding.ask(self.window(), why + warning, act, choices=days)
            case _:
                self.tell(self.words(N_("Saved: {file}")).format(file=found))

    def _have_failed(self, error: PosError) -> None:
        self.refuse(error)

    def _have_taken(self) -> None:
        self.leave()
        self.load()

    def _show_checked(self, checked: Checked) -> None:
        self.checked = checked
        tr, refusal, fair = self.words, checked.check.refusal, checked.check.fair
        self.in_button.setEnabled(fair is not None)
        self.columns_button.setVisible(checked.unclear is not None)
        theme = theme_now()
        if refusal is not None:
            rows = fault_rows(refusal, tr)
            said = tr(N_("{count} places are to be put right. Nothing was taken in."))
            self._verdict.setText(said.format(count=len(rows)))
            self._more.setText(tr(N_("Put them right in the file, and take it again.")))
            self.preview.show_rows(rows, fault_columns(tr))
        elif fair is not None:
            self._verdict.setText(
                tr(N_("This can be taken in: {change}.")).format(change=say_change(checked.before, fair, tr))
            )
            new = checked.without_pin
            said = tr(N_("{count} people get a new PIN, which is told once in a file that you choose."))
            self._more.setText(said.format(count=len(new)) if new else tr(N_("Nobody needs a new PIN.")))
            self.preview.show_rows(preview_rows(checked.check, tr), preview_columns(tr))
        colour_label(self._verdict, theme.danger if refusal is not None else theme.good)
        self._turn_to(1)

    def _turn_to(self, part: int) -> None:
        """Show the goods, or the sheets that may be taken in: one thing is to be done at a time."""
        self._stack.setCurrentIndex(part)
        for button in (self.save, self.take):
            button.setVisible(part == 0 and self.office.opened.desk is not None)


def _goods(fair_id: str, store: Store) -> Catalogue:
    with store.reading() as tx:
        return load_goods(tx, fair_id)


def _take(ready: ReadyToTake, office: Office, desk: Desk, people: tuple[Person, ...], since: str) -> None:
    take_in(ready, desk, people[0], office.now(), since_of(since))


def goods_columns(tr: Translate) -> tuple[Column, ...]:
    """Head the goods."""
    return (
        Column(tr(N_("Code"))),
        Column(tr(N_("Goods")), is_wide=True),
        Column(tr(N_("Producer")), is_wide=True),
        Column(tr(N_("Technique")), gives_way=2),
        Column(tr(N_("Price")), is_number=True),
        Column(tr(N_("Lowest price")), is_number=True, gives_way=1),
        Column(tr(N_("Stock")), is_number=True),
    )


def row_of(item: Item, producer: str, tr: Translate) -> Row:
    """Write one kind of goods."""
    return Row(
        item.sku,
        (
            item.sku,
            item.title(language_of(tr)),
            producer,
            tr(TECHNIQUES_SHORT[item.technique]),
            item.price,
            item.floor or None,
            None if item.stock == UNCOUNTED else Quantity(item.stock, item.unit),
        ),
    )
