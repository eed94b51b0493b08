"""The organizer's window: the rail, the pages it leads to, and how both are built anew in other words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.services.reading_up import OLD_GUARD
from batikpos.settings import change_setting, with_setting
from batikpos.ui.organizer.beginning import NewFair
from batikpos.ui.organizer.boardpage import BoardPage
from batikpos.ui.organizer.boothspage import BoothsPage
from batikpos.ui.organizer.daypage import DayPage
from batikpos.ui.organizer.deciding import send
from batikpos.ui.organizer.fairpage import FairPage
from batikpos.ui.organizer.goodspage import GoodsPage
from batikpos.ui.organizer.office import Office, PackReports
from batikpos.ui.organizer.opening import OpenedOrganizer
from batikpos.ui.organizer.page import Page
from batikpos.ui.organizer.peoplepage import PeoplePage
from batikpos.ui.organizer.producerspage import ProducersPage
from batikpos.ui.organizer.rail import Rail, RailButton
from batikpos.ui.organizer.reportspage import ReportsPage
from batikpos.ui.organizer.statementpage import StatementPage
from batikpos.ui.organizer.stockpage import StockPage
from batikpos.ui.shell import Shell
from batikpos.ui.tasks import Lane, Tasks
from batikpos.ui.theme import apply_theme
from batikpos.ui.widgets.ornament import flower_icon

PAGES: dict[str, tuple[str, str, Callable[[Office], Page]]] = {
    "board": (N_("Board"), "pictures", BoardPage),
    "day": (N_("Reconciliation"), "cash", DayPage),
    "statement": (N_("QRIS"), "qris", StatementPage),
    "producers": (N_("Settlement"), "transfer", ProducersPage),
    "stock": (N_("Stock"), "basket", StockPage),
    "reports": (N_("Reports"), "report", ReportsPage),
    "booths": (N_("Booths"), "list", BoothsPage),
    "goods": (N_("Goods"), "price", GoodsPage),
    "people": (N_("People"), "people", PeoplePage),
    "fair": (N_("Fair"), "kawung", FairPage),
}
"""The pages by name: what the rail says, its icon, and what makes it."""


class OrganizerFlow(QObject):
    """Shows one page at a time; a page is made when it is first come to."""

    language_switched = Signal(str)

    def __init__(
        self, shell: Shell, opened: OpenedOrganizer, tasks: Tasks, pack_reports: PackReports
    ) -> None:
        super().__init__(shell)
        self.shell, self.tasks = shell, tasks
        self.office = Office(opened, tasks, pack_reports, self)
        self.pages = QStackedWidget()
        self.page = next(iter(PAGES))
        self._made: dict[str, Page] = {}
        self._rail: Rail | None = None
        self._told_guard = ""
        self.office.overview_changed.connect(self._tell_guard)
        self.office.asked_for.connect(self._lead)
        self.office.fair_changed.connect(self._build, Qt.ConnectionType.QueuedConnection)
        shell.closing.connect(self._close)
        shell.setWindowIcon(flower_icon())
        for n, name in enumerate(PAGES, 1):
            QShortcut(QKeySequence(key_of(n)), shell, lambda name=name: self.go(name))
        shell.installEventFilter(self)

    def begin(self) -> None:
        """Read the fair, and show the window; where it cannot be read, the first page says so and goes on.

        Where there is none, one may be made.
        """
        if self.office.opened.is_empty:
            self._ask_for_fair({})
            return
        self.office.load(done=self._build, failed=self._say)

    def _tell_guard(self) -> None:
        """Tell once of a centre that keeps its booths apart as an earlier version did."""
        name = self.office.overview.old_guard if self.office.overview else ""
        if name and name != self._told_guard and self.page in self._made:
            self._told_guard = name
            self._made[self.page].say(self.office.words(OLD_GUARD).format(centre=name))

    def _ask_for_fair(self, typed: Mapping[str, str]) -> None:
        """Show what a fair is made by, with what was typed already."""
        asking = NewFair(self.office.opened, self.tasks, typed)
        asking.made.connect(self._have_fair)
        asking.language_asked.connect(partial(self._ask_otherwise, asking))
        self.shell.open_whole(asking)
        asking.fields["name"].setFocus()

    def _ask_otherwise(self, asking: NewFair) -> None:
        """Ask in the other language."""
        opened = self.office.opened
        language = "en" if opened.settings.language == "id" else "id"
        self.office.opened = replace(opened, settings=with_setting(opened.settings, "language", language))
        self.language_switched.emit(language)
        self._ask_for_fair(asking.typed)

    def _have_fair(self, opened: OpenedOrganizer) -> None:
        """Show a fair that was just made, and what comes next."""
        self.office.opened, self.page = opened, "goods"
        if opened.desk is not None and opened.central:
            work = partial(send, opened.desk, opened.central)
            self.tasks.run(Lane.SYNC, work, done=self._load_new, failed=self._load_new)
        else:
            self._load_new()

    def _load_new(self, _done: object = None) -> None:
        """Read the new fair. Where no centre answers, every page says so."""
        self.office.load(done=self._begin_new, failed=self._begin_new)

    def _begin_new(self, _error: PosError | None = None) -> None:
        self._build()
        said = N_(
            "The fair is made. Take your sheets in, or add booths and people; then give out fair files."
        )
        self._made[self.page].tell(self.office.words(said))

    def go(self, name: str) -> None:
        """Show a page."""
        self.page = name
        if name not in self._made:
            page = PAGES[name][2](self.office)
            self._made[name] = page
            self.pages.addWidget(page)
        if self._rail is not None:
            self._rail.show_chosen(name)
        self.tasks.trail.note(f"page {name}")
        self.pages.setCurrentWidget(self._made[name])
        self._made[name].setFocus()

    def _lead(self, name: str, key: str) -> None:
        self.go(name)
        self._made[name].choose(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Leave the rail's words off where the window is narrow."""
        if event.type() == QEvent.Type.Resize and self._rail is not None:
            self._rail.fit(self.shell.width())
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        """Put rail and pages into the window, in the language and colours that hold."""
        tr, settings = self.office.words, self.office.opened.settings
        rows = [
            (tr(words), icon, key_of(n), name) for n, (name, (words, icon, _)) in enumerate(PAGES.items(), 1)
        ]
        self._rail = Rail(rows, tr(N_("Pages")))
        language = RailButton("English" if settings.language == "id" else "Bahasa Indonesia", "language")
        language.clicked.connect(self._switch_language)
        is_light = settings.theme == "light"
        light = RailButton(tr(N_("Dark") if is_light else N_("Light")), "dark" if is_light else "light")
        light.clicked.connect(self._switch_theme)
        self._rail.add(language)
        self._rail.add(light)
        self._rail.chosen.connect(self.go)
        self._rail.fit(self.shell.width())
        self._made = {}
        self.pages = QStackedWidget()
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self.pages, 1)
        self.shell.open_whole(frame)
        self.go(self.page)
        self._told_guard = ""  # it was told over a page that is no more
        self._tell_guard()

    def _say(self, error: PosError) -> None:
        self._build()
        self._made[self.page].say_trouble(error)
        if self.office.overview is None:
            self.office.overview_changed.connect(self._build, Qt.ConnectionType.SingleShotConnection)

    def _switch_language(self) -> None:
        other = "en" if self.office.opened.settings.language == "id" else "id"
        self._wear("language", other)
        self.language_switched.emit(other)

    def _switch_theme(self) -> None:
        self._wear("theme", "dark" if self.office.opened.settings.theme == "light" else "light")

    def _wear(self, key: str, value: str) -> None:
        """Show the window in other words or colours; a desk's home keeps that."""
        opened = self.office.opened
        settings = with_setting(opened.settings, key, value)
        if opened.desk is not None:
            change_setting(opened.home, key, value)
        self.office.opened = replace(
            opened, settings=settings, desk=opened.desk and opened.desk.with_settings(settings)
        )
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, settings.theme, settings.text_scale)
        self._build()

    def _close(self) -> None:
        if self.office.opened.desk is not None:
            self.office.opened.desk.store.close()


def key_of(n: int) -> str:
    """Name the key of the nth page; the tenth has the zero, which stands after the nine."""
    return f"Ctrl+{n % 10}"
