"""The page of QRIS payments: the acquirer's statement set against them, one to one, and never by a guess."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from batikpos.domain.errors import PosError
from batikpos.domain.fair import Fair, Person
from batikpos.domain.money import total
from batikpos.domain.statement import StatementLine, StatementMatch
from batikpos.domain.takenstatement import TakenStatement
from batikpos.i18n import N_
from batikpos.services.desk import Desk
from batikpos.services.statement_file import STATEMENT
from batikpos.services.statements import (
    CheckedStatements,
    check_statements,
    drop_statement,
    statements_known,
    take_statement,
)
from batikpos.sheets.choices import load_choice
from batikpos.sheets.faults import BadList, NotAList
from batikpos.store.engine import Store
from batikpos.ui.organizer.columnsheet import ColumnSheet
from batikpos.ui.organizer.deciding import Deciding
from batikpos.ui.organizer.matching import SIGNS, Taken, columns, match_statement_file, rows_of
from batikpos.ui.organizer.office import Office, read_centre
from batikpos.ui.organizer.page import Page
from batikpos.ui.organizer.parts import Figure, Figures, Sentences
from batikpos.ui.organizer.rows import Row, Sign, Tone
from batikpos.ui.organizer.table import Table
from batikpos.ui.organizer.takensheet import TakenSheet
from batikpos.ui.organizer.whose import WhoseBox
from batikpos.ui.tasks import Lane
from batikpos.ui.widgets.buttons import Button, Kind
from batikpos.ui.widgets.chips import ChipRow

NONE_YET = N_("No statement was taken yet.")


class StatementPage(Page):
    """Takes a statement from a file; what is not matched stands first."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, office.words(N_("QRIS and its statement")))
        tr = self.words
        self.taken: Taken | None = None
        self._rows: list[Row] = []
        self._asked: tuple[str, ...] | None = None
        self.whose = WhoseBox(office)
        self.whose.activated.connect(self._take_again)
        self.taken_button = Button(tr(N_("Taken in…")))
        self.taken_button.clicked.connect(self.ask_taken)
        self.columns_button = Button(tr(N_("Columns…")))
        self.columns_button.clicked.connect(partial(self.ask_columns, ""))
        self.columns_button.setEnabled(False)
        take = Button(tr(N_("Take a statement…")), Kind.PRIMARY)
        take.clicked.connect(self.ask_file)
        self.count_button = Button(tr(N_("Count it…")))
        self.count_button.clicked.connect(self.let_count)
        self.count_button.setEnabled(False)
        self.deciding = Deciding(office, self)
        self.deciding.told.connect(self.tell)
        self.deciding.refused.connect(self.refuse)
        self.tools.addWidget(self.whose)
        self.tools.addWidget(self.taken_button)
        self.tools.addWidget(self.columns_button)
        self.tools.addWidget(self.count_button)
        if office.opened.desk is None:
            self.count_button.hide()
        self.tools.addWidget(take)
        self.matched, self.missing = Figure(tr(N_("Matched"))), Figure(tr(N_("Not in the statement")))
        self.strangers, self.fees = Figure(tr(N_("No payment of ours"))), Figure(tr(N_("Fees")))
        self._figures = Figures(self.matched, self.missing, self.strangers, self.fees)
        self._which = ChipRow(
            [(tr(N_("All")), ""), *((tr(words), str(n)) for n, (words, _) in enumerate(SIGNS))],
            is_wrapped=True,
        )
        self._which.chosen.connect(self._show_rows)
        empty = tr(N_("Take the acquirer's statement: a CSV or XLSX, whatever its columns are called."))
        self.table = Table(tr, tr(N_("QRIS and its statement")), columns(tr), office.tasks, empty=empty)
        self.table.show_rows(())  # nothing is read before somebody names a file
        self.table.saved.connect(self.tell)
        self.table.refused.connect(self.refuse)
        self.faults = Sentences(tr(N_("What is wrong in the file")), "")
        self.faults.hide()
        for part in (self._figures, self._which):
            part.hide()
            self.box.addWidget(part)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self.faults, 1)
        self.said.setText(tr(NONE_YET))

    def show_known(self) -> None:
        """Offer whose a statement may be, and show what those that count come to."""
        self.whose.offer()
        fair = self.office.fair
        if self.taken is None and self._asked is None and fair is not None:
            work = partial(_check_all, fair)
            self.office.read(work, done=self._show_counting, failed=self.say_trouble, lane=Lane.REPORT)

    def _show_counting(self, checked: CheckedStatements) -> None:
        if self._asked is not None:
            return  # a file is looked at meanwhile
        for part in (self._figures, self._which):
            part.setVisible(bool(checked.statements))
        if not checked.statements:
            self.said.setText(self.words(NONE_YET))
            self._rows = []
            self.table.show_rows(())
            return
        count = len(checked.statements)
        said = N_("1 statement counts") if count == 1 else N_("{count} statements count, together:")
        self.said.setText(self.words(said).format(count=count))
        self._show_figures(checked.match, ())

    def ask_file(self) -> None:
        """Let a file be chosen, and take it; first somebody says whose it is."""
        words = self.words(N_("Take a statement…"))
        if self.whose.booths is None:
            self.say(self.words(N_("Choose whose statement it is first, and then take it.")))
            self.whose.setFocus()
            return
        name, _ = QFileDialog.getOpenFileName(self, words, "", "XLSX, CSV (*.xlsx *.csv *.txt)")
        if name:
            self.take(Path(name), {})

    def take(self, path: Path, given: dict[str, str]) -> None:
        """Match a file with what was chosen; `given` names columns by the headings somebody chose."""
        booths = self._asked if self.whose.booths is None else self.whose.booths
        if booths is None:
            return
        self._asked = booths
        self.said.setText(self.words(N_("{file} is being read…")).format(file=path.name))
        self.count_button.setEnabled(False)  # what it would count is being read anew
        work = partial(match_statement_file, path, booths, self.office.fair, self.office.opened.home, given)
        self.office.read(work, done=self._show, failed=self._have_failed, lane=Lane.REPORT)

    def _take_again(self, _n: int) -> None:
        """Match the file that is looked at with what other booths took."""
        if self.taken is not None and self.whose.booths not in {None, self._asked}:
            self.take(self.taken.path, {})

    def ask_columns(self, why: str) -> None:
        """Ask which column is what."""
        if self.taken is not None and self.taken.preview.sheets:
            answer = partial(self.take, self.taken.path)
            ColumnSheet(self.window(), self.words, self.taken.preview, STATEMENT, answer, why).open()

    def let_count(self) -> None:
        """Take the statement in at the desk: from then on the reconciliation of every day knows it."""
        if self.taken is None or self.taken.match is None:
            return
        tr, taken = self.words, self.taken
        why = tr(N_("{file} is taken in: the reconciliation of its days uses it from now on."))
        said = [why.format(file=taken.path.name), self.whose.name_of(taken.booths)]
        if not taken.booths and len(self.whose.merchants) > 1 and not taken.names_booths:
            many = tr(N_("The booths have QRIS codes of {count} owners: it must hold what all of them got."))
            said.append(many.format(count=len(self.whose.merchants)))
        act = partial(_take_in, taken, self.office)
        self.deciding.ask(self.window(), "\n".join(said), act)

    def ask_taken(self) -> None:
        """Show which statements count."""
        fair = self.office.fair
        if fair is not None:
            own = self.office.opened.desk
            work = partial(statements_known, own=own.store if own else None, fair_id=fair.fair_id)
            self.office.read(work, done=self._show_taken, failed=self.refuse)

    def _show_taken(self, known: tuple[TakenStatement, ...]) -> None:
        drop = self._let_drop if self.office.opened.desk is not None else None
        TakenSheet(self.window(), self.words, known, self.whose.name_of, drop).open()

    def _let_drop(self, sha256: str, reason: str) -> None:
        why = self.words(N_("The statement counts no more: {reason}")).format(reason=reason)
        self.deciding.ask(self.window(), why, partial(_drop, sha256, reason, self.office))

    def _have_failed(self, error: PosError) -> None:
        self.said.setText("")
        self._asked = None  # it may be asked for again
        self.refuse(error)

    def _show(self, taken: Taken) -> None:
        if taken.booths != self._asked:
            return  # somebody chose another's meanwhile, and that comes next
        self.taken = taken
        self.columns_button.setEnabled(bool(taken.preview.sheets))
        refusal = taken.refusal
        has_match = taken.match is not None
        self.count_button.setEnabled(has_match)
        self._figures.setVisible(has_match)
        self._which.setVisible(has_match)
        self.table.setVisible(not isinstance(refusal, BadList))
        self.faults.setVisible(isinstance(refusal, BadList))
        if isinstance(refusal, BadList):
            self._show_faults(refusal)
        elif isinstance(refusal, NotAList):
            self._show_none(refusal)
        elif taken.match is not None:
            self._show_match(taken)

    def _show_faults(self, refusal: BadList) -> None:
        said = self.words(
            N_("{count} faults: nothing was taken in. Put them right, and take the file again.")
        )
        self.said.setText(said.format(count=len(refusal.faults)))
        head, *lines = refusal.message(self.language).splitlines()
        self.faults.begin(head, None)
        for line in lines[:200]:
            self.faults.add(line)

    def _show_none(self, refusal: NotAList) -> None:
        self._rows = []
        self.table.show_rows([])
        self.said.setText(refusal.file)
        why = refusal.message(self.language)
        if self.taken is not None and self.taken.preview.sheets:
            self.ask_columns(why)
        else:
            self.say(why)

    def _show_match(self, taken: Taken) -> None:
        of = taken.match
        if of is None:
            return
        tr, match = self.words, of.match
        said = tr(N_("{file} · {first} - {last}"))
        if of.payments_outside or of.lines_outside:
            said = tr(N_("{file} · {first} - {last} · outside: {payments} payments, {lines} rows"))
        days = (f"{of.days.first:%d/%m/%Y}", f"{of.days.last:%d/%m/%Y}")
        self.said.setText(
            said.format(
                file=taken.path.name,
                first=days[0],
                last=days[1],
                payments=of.payments_outside,
                lines=of.lines_outside,
            )
        )
        self._which.choose("")
        self._show_figures(match, of.statement.refunds)

    def _show_figures(self, match: StatementMatch, refunds: Sequence[StatementLine]) -> None:
        tr = self.words
        count = tr(N_("{count} payments"))
        self.matched.show_figure(
            total(m.line.gross for m in match.matches), count.format(count=len(match.matches)), Tone.GOOD
        )
        tone = Tone.DANGER if match.missing else None
        self.missing.show_figure(
            total(p.amount for p in match.missing), count.format(count=len(match.missing)), tone
        )
        tone = Tone.DANGER if match.strangers else None
        rows = tr(N_("{count} rows")).format(count=len(match.strangers))
        self.strangers.show_figure(total(line.gross for line in match.strangers), rows, tone)
        fees = total(m.line.fee for m in match.matches)
        net = total(m.line.net for m in match.matches)
        self.fees.show_figure(fees, tr(N_("net {net}")).format(net=net))
        self._rows = rows_of(match, refunds, tr)
        self._which.offer({"", *(str(_rank(row)) for row in self._rows)})
        self._show_rows(self._which.value)

    def _show_rows(self, which: str) -> None:
        shown = [row for row in self._rows if not which or _rank(row) == int(which)]
        self.table.show_rows(shown)


def _check_all(fair: Fair, centre: Store) -> CheckedStatements:
    with centre.reading() as tx:
        return check_statements(tx, fair)


def _take_in(taken: Taken, office: Office, desk: Desk, people: tuple[Person, ...], _note: str) -> None:
    choice = load_choice(desk.home, STATEMENT.code, {})
    by, now, known = people[0].name, office.now(), _known(office, desk)
    heard = office.overview.booths if office.overview else ()
    take_statement(desk, taken.path, choice, by=by, now=now, booths=taken.booths, known=known, heard=heard)


def _drop(
    sha256: str, reason: str, office: Office, desk: Desk, people: tuple[Person, ...], _note: str
) -> None:
    known = _known(office, desk)
    drop_statement(desk, sha256, reason, by=people[0].name, now=office.now(), known=known)


def _known(office: Office, desk: Desk) -> tuple[TakenStatement, ...]:
    """List what any desk took in, as the centre has it and this desk goes on from it."""
    work = partial(statements_known, own=desk.store, fair_id=desk.fair.fair_id)
    return read_centre(office.opened, work)


def _rank(row: Row) -> int:
    sign = row.cells[0]
    return sign.rank if isinstance(sign, Sign) else -1
