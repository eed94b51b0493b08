"""The board: every booth of the day on one screen, asked for every few seconds while it is looked at."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from batikpos.domain.board import Board, BoothRow
from batikpos.domain.chart import columns, hour_groups
from batikpos.domain.differences import say_off
from batikpos.domain.dyeshare import share_of
from batikpos.domain.errors import PosError
from batikpos.domain.reconcile import DayFigures, DayState
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_
from batikpos.reports.amounts import percent
from batikpos.reports.spreadsheet import STATES
from batikpos.ui.organizer.boardwatch import BoardWatch
from batikpos.ui.organizer.chart import ChartView
from batikpos.ui.organizer.office import Office
from batikpos.ui.organizer.page import Page
from batikpos.ui.organizer.parts import Beside, Figure, Figures, Sentences, Shares
from batikpos.ui.organizer.rows import Tone, shown
from batikpos.ui.organizer.tiles import Tile, TileView
from batikpos.ui.theme import BOLD, GAP, px
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.panel import Panel
from batikpos.ui.widgets.words import label

POLL_MS = 5_000
"""So long after an answer the centre is asked again."""

SOON_MS = 50
"""So soon it goes on where there was more to read than one look takes."""

TICK_MS = 1_000

_PLACE, _LEAST, _LOW = 300, 480, 600
"""Pixels at 100 % of what is told of a booth."""


class BoardPage(Page):
    """Shows the booths as tiles, what is proven apart from what is not, and more of the chosen one."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, office.words(N_("Board")))
        tr = self.words
        if fairs := self.choose_fair():
            self.tools.addWidget(fairs)
        if day := self.choose_day():
            self.tools.addWidget(day)
        self.board: Board | None = None
        self.watch = BoardWatch(office, self)
        self.proven = Figure(tr(N_("Takings, proven")))
        self.shares = Shares(tr(N_("How many booths are proven, reported and missing")))
        self.proven.box.addSpacing(px(4))
        self.proven.box.addWidget(self.shares)
        self.sales = Figure(tr(N_("Sales, proven")))
        self.difference = Figure(tr(N_("Cash difference, proven")))
        self.natural = Figure(tr(N_("Natural dyes, proven")))
        self.box.addWidget(Figures(self.proven, self.sales, self.difference, self.natural))
        self.tiles = TileView(tr, tr(N_("Booths")))
        self.tiles.chosen.connect(self._show_booth)
        self.tiles.opened.connect(partial(office.asked_for.emit, "day"))
        self.told = Sentences(tr(N_("The booth that is chosen")), tr(N_("Choose a booth to see more of it.")))
        self.why = Button(tr(N_("Causes…")))
        self.why.clicked.connect(self._go_to_causes)
        self.why.hide()
        self.side = QWidget()
        side = QVBoxLayout(self.side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(px(GAP))
        self.chart = ChartView(columns, tr(N_("Takings by the hour")), tr)
        self._paper = Panel()
        self._paper.box.addWidget(label(tr(N_("Takings by the hour")), 15, BOLD))
        self._paper.box.addWidget(self.chart, 1)
        side.addWidget(self.told, 3)
        side.addWidget(self._paper, 2)
        side.addWidget(self.why)
        self.box.addWidget(Beside(self.tiles, self.side, _PLACE, least=_LEAST), 1)
        self._poll = QTimer(self, interval=POLL_MS, singleShot=True)
        self._poll.timeout.connect(self.look)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._say_age)
        office.day_changed.connect(self.look)

    def look(self) -> None:
        """Ask the centre for the board, unless nobody looks."""
        day = self.office.day
        self._poll.stop()
        if day is not None and self.isVisible():
            self._turn += 1
            turn = self._turn
            self.watch.look(day, partial(self._have, turn, self._show), partial(self._missed, turn))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the chart out where there is no room for it under the words."""
        super().resizeEvent(event)
        self._paper.setHidden(self.height() < px(_LOW))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for nothing more."""
        self._poll.stop()
        self._tick.stop()
        self.watch.rest()
        super().hideEvent(event)

    def say_trouble(self, error: PosError) -> None:
        """Say what cannot be read, and go on asking whatever it is: a fair may begin to send."""
        super().say_trouble(error)
        if not self.is_trying:
            self._poll.start()

    def _show(self, board: Board) -> None:
        self.board = board
        tr, proven, reported = self.words, board.proven, board.reported
        missing = len(board.of_state(DayState.MISSING))
        said = tr(N_("+ {total} reported · {count} missing"))
        self.proven.show_figure(proven.total, said.format(total=reported.total, count=missing))
        self.shares.show_parts(
            (proven.booths, Tone.GOOD), (reported.booths, Tone.ATTENTION), (missing, Tone.DANGER)
        )
        said = tr(N_("{pieces} pieces · + {count} reported"))
        self.sales.show_figure(proven.sales, said.format(pieces=proven.pieces, count=reported.sales))
        off = proven.differences
        tone = Tone.DANGER if off.short else None
        self.difference.show_figure(off.headline, say_off(off, tr), tone)
        share = share_of(proven.natural.amount, proven.dyed.amount)
        said = tr(N_("{share} of dyed goods")) if share is not None else ""
        self.natural.show_figure(proven.natural, said.format(share=percent(share)))
        self.tiles.show_tiles([Tile(row, self.office.name_of(row.booth.code)) for row in board.by_urgency])
        self.chart.show_groups(hour_groups(board.hours))
        self._say_age()
        self._show_booth(self.tiles.current)
        self._poll.setInterval(SOON_MS if board.unread else POLL_MS)
        self._poll.start()
        self._tick.start()
        if not board.unread and self.office.overview is not None:
            today = board.at.date()
            self.watch.foresee(tuple(day for day in reversed(self.office.overview.days) if day <= today))

    def _say_age(self) -> None:
        if self.board is None:
            return
        tr, counts = self.words, {state: len(self.board.of_state(state)) for state in DayState}
        states = [f"{count} {tr(STATES[state.value]).lower()}" for state, count in counts.items()]
        seconds = max(0, int((self.office.now() - self.board.at).total_seconds()))
        age = tr(N_("as of {seconds} seconds ago")).format(seconds=seconds)
        if self.board.unread:
            age = tr(N_("{count} facts are still to be proven")).format(count=shown(self.board.unread))
        self.said.setText(" · ".join((self.board.fair.name, *states, age)))

    def _show_booth(self, prefix: str) -> None:
        row = self._row_of(prefix)
        self.why.setVisible(row is not None and row.is_short_or_over)
        if row is None:
            self.told.empty()
            return
        tr, figures = self.words, row.figures
        self.told.begin(f"{row.booth.prefix} · {tr(STATES[row.state.value])}", None)
        if name := self.office.name_of(row.booth.code):
            self.told.add(name)
        if row.signed and row.signed != row.state.value:
            said = tr(N_("It was {state} when the day was signed off."))
            self.told.add(said.format(state=tr(STATES[row.signed]).lower()))
        if row.last is not None and self.board is not None:
            said = tr(N_("The last that came was done at {at}."))
            self.told.add(said.format(at=f"{self.board.fair.local(row.last):%d/%m %H.%M}"))
        if figures is None:
            self.told.add(tr(N_("Nothing of this day came.")))
        else:
            self._tell_figures(row, figures)

    def _tell_figures(self, row: BoothRow, figures: DayFigures) -> None:
        """Say what a booth took, what is most asked for first."""
        tr = self.words
        self.told.add(tr(N_("Total")), figures.total, is_head=True)
        if figures.difference is not None:
            self.told.add(tr(N_("Difference")), figures.difference, is_head=True)
        for kind, amount in figures.by_tender.items():
            if amount:
                self.told.add(tr({str(k): v for k, v in TENDERS.items()}.get(str(kind), str(kind))), amount)
        if self.board is not None and row.booth.code in self.board.goods_not_counted:
            self.told.add(tr(N_("Its goods were not counted this day.")))
        self.told.add(tr(N_("Expected cash")), figures.expected_cash)
        if figures.counted_cash is None or figures.difference is None:
            self.told.add(tr(N_("The drawer is not counted yet.")))
            return
        self.told.add(tr(N_("Counted cash")), figures.counted_cash)

    def _row_of(self, prefix: str) -> BoothRow | None:
        rows = self.board.rows if self.board else ()
        return next((row for row in rows if row.booth.prefix == prefix), None)

    def _go_to_causes(self) -> None:
        self.office.asked_for.emit("day", self.tiles.current)
