"""The organizer's window on a fair of which a day was played, and with a centre that goes and comes back."""

import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from batikpos.domain.board import Board, BoothRow
from batikpos.domain.decision import Tally, party_from_text, party_to_text, tally_to_body
from batikpos.domain.dyeshare import share_of
from batikpos.domain.fact import FactKind
from batikpos.domain.fair import Booth, Role
from batikpos.domain.fairplan import FairPlan
from batikpos.domain.fee import Fee, FeeKind
from batikpos.domain.money import Rupiah, total
from batikpos.domain.reconcile import DayState
from batikpos.domain.settlement import Account, Entry, Party, PartyKind, Settlement, Why
from batikpos.domain.tender import TenderKind
from batikpos.i18n import translator
from batikpos.reports.amounts import percent
from batikpos.services.board import BoardReader
from batikpos.services.decisions import decide, load_decisions
from batikpos.services.desk import Desk, open_desk
from batikpos.services.fair_file import load_plan
from batikpos.services.organizer import change_fair
from batikpos.services.pack import open_pack
from batikpos.services.people import enrol
from batikpos.services.reconcile import FairDay
from batikpos.services.sample import sample_catalogue
from batikpos.services.setup import Plan, set_up
from batikpos.services.till import open_till
from batikpos.settings import Settings
from batikpos.sync.centre import open_centre
from batikpos.sync.push import push
from batikpos.ui.organizer import boardpage, boardwatch, deciding, making, page
from batikpos.ui.organizer.asks import PayoutSheet, Way
from batikpos.ui.organizer.boardpage import BoardPage
from batikpos.ui.organizer.boothspage import BoothsPage
from batikpos.ui.organizer.daypage import DayPage
from batikpos.ui.organizer.fairpage import FairPage
from batikpos.ui.organizer.flow import PAGES
from batikpos.ui.organizer.packing import PackedSheet
from batikpos.ui.organizer.paper import new_printer
from batikpos.ui.organizer.pinsheet import PinSheet
from batikpos.ui.organizer.producerspage import ProducersPage
from batikpos.ui.organizer.reportspage import ReportsPage
from batikpos.ui.organizer.slipssheet import SlipsSheet
from batikpos.ui.organizer.tiles import Size, Tile, TileView, size_for
from batikpos.ui.tasks import Lane
from batikpos.ui.widgets.buttons import Button
from batikpos.ui.widgets.choicebox import ChoiceBox
from tests.shop import DAY, FLOAT, NOON, RINI, SARI_PIN, people, sell
from tests.ui.booth import busy
from tests.ui.office import BOOTHS, FAIR, SILENT, WITNESS, WITNESS_PIN
from tests.ui.officehand import CENTRE, Office, Open, sign_with


def test_what_is_proven_is_never_added_to_what_is_not(office: Office) -> None:
    board = office.board()
    words = office.hand.words()
    assert {state: len(board.of_state(state)) for state in DayState} == {
        DayState.PROVEN: len(BOOTHS) - 1,
        DayState.REPORTED: 1,
        DayState.MISSING: 1,
    }
    assert str(board.proven.total) in words
    assert f"+ {board.reported.total} reported · 1 missing" in words
    assert str(board.proven.total + board.reported.total) not in words
    share = percent(share_of(board.proven.natural.amount, board.proven.dyed.amount))
    assert f"{share} of dyed goods" in words


def test_problems_stand_first_and_a_tile_says_its_state_in_words(office: Office) -> None:
    office.board()
    tiles = office.hand.wait_for(BoardPage).tiles
    first = tiles.model().index(0, 0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == f"{SILENT}, Missing"
    tiles.setCurrentIndex(first)
    office.hand.wait_for_words("Nothing of this day came.")


def test_139_booths_are_on_one_screen(qtbot: QtBot, qapp: QApplication) -> None:
    view = TileView(str, "Booths")
    qtbot.addWidget(view)
    view.resize(855, 560)  # what is left of 1366 by 768
    with qtbot.waitExposed(view):
        view.show()
    rows = [BoothRow(Booth(f"{chr(65 + n // 40)}{n % 40 + 1:02}"), DayState.MISSING) for n in range(139)]
    view.show_tiles([Tile(row, "") for row in rows])
    qapp.processEvents()
    last = view.visualRect(view.model().index(138, 0))
    assert view.size_shown is Size.DENSE
    assert view.viewport().rect().contains(last)


def test_few_booths_have_large_tiles() -> None:
    assert size_for(12, 855, 560)[0] is Size.FULL
    assert size_for(37, 855, 560)[0] is Size.SHORT


def test_the_board_is_asked_again_and_shows_what_came_meanwhile(
    open_: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boardpage, "POLL_MS", 30)
    office = open_()
    before = office.board()
    board_page = office.hand.wait_for(BoardPage)
    office.hand.wait(lambda: board_page.board is not before)
    begin_late(office.folder / "late", str(office.folder / CENTRE))
    office.hand.wait(lambda: not missing_of(board_page))


def test_a_board_that_takes_long_is_shown_as_far_as_it_is_proven_and_goes_on_by_itself(
    open_: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boardwatch, "SLICE", 0)
    told: list[tuple[int, str]] = []
    show = BoardPage._show

    def listen(board_page: BoardPage, board: Board) -> None:
        show(board_page, board)
        told.append((board.unread, board_page.said.text()))

    monkeypatch.setattr(BoardPage, "_show", listen)
    office = open_()
    board_page = office.hand.wait_for(BoardPage)
    office.hand.wait(lambda: board_page.board is not None and not board_page.board.unread)
    left = [unread for unread, _ in told]
    assert left == sorted(left, reverse=True)
    assert len(left) > 2
    assert all(("still to be proven" in said) == bool(unread) for unread, said in told)


def test_nobody_is_asked_while_another_page_is_looked_at(
    open_: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boardpage, "POLL_MS", 30)
    office = open_()
    office.board()
    board_page = office.hand.wait_for(BoardPage)
    office.see("people", QWidget)
    office.hand.wait(lambda: not board_page._poll.isActive())
    QTest.qWait(60)
    shown = board_page.board
    QTest.qWait(120)
    assert board_page.board is shown


def test_who_comes_back_to_the_board_reads_only_what_came_since(
    open_: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large fair to prove it all takes minutes, and the other pages are a tap away."""
    read: list[int] = []
    poll = BoardReader.poll

    def listen(self: BoardReader, *args: Any, **how: Any) -> Board:
        read.append(len(self._known.journals))
        return poll(self, *args, **how)

    monkeypatch.setattr(BoardReader, "poll", listen)
    office = open_()
    office.board()
    board_page = office.hand.wait_for(BoardPage)
    office.see("people", QWidget)
    office.hand.wait(lambda: not board_page._poll.isActive())
    read.clear()
    office.see("board", QWidget)
    office.hand.wait(lambda: bool(read))
    assert read[0] > 0
    centre = office.folder / CENTRE
    office.see("people", QWidget)
    shutil.copy(centre, office.folder / "copy.db")
    centre.unlink()
    (office.folder / "copy.db").rename(centre)
    read.clear()
    office.see("board", QWidget)
    office.hand.wait(lambda: bool(read))
    assert read[0] == 0, "another file is proven from its first fact on"


def test_a_centre_that_went_is_said_what_is_shown_stays_and_it_comes_back_by_itself(
    open_: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boardpage, "POLL_MS", 30)
    monkeypatch.setattr(page, "RETRY_MS", 30)
    office = open_()
    board = office.board()
    board_page, centre = office.hand.wait_for(BoardPage), office.folder / CENTRE
    centre.rename(office.folder / "away.db")
    office.hand.wait(board_page._trouble.isVisible)
    assert "It is tried again by itself" in office.hand.words()
    assert str(board.proven.total) in office.hand.words()
    (office.folder / "away.db").rename(centre)
    office.hand.wait(lambda: not board_page._trouble.isVisible())


def test_without_a_centre_the_desk_still_shows_its_plan(open_: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "RETRY_MS", 10_000)
    folder_of = open_
    office = folder_of()
    office.board()
    (office.folder / CENTRE).unlink()
    booths = office.see("booths", BoothsPage)
    assert isinstance(booths, BoothsPage)
    office.hand.wait(booths._trouble.isVisible)
    assert booths.table.model.count == len(BOOTHS) + 1


def test_a_booths_causes_add_up_to_its_difference_and_the_rest_is_said(office: Office) -> None:
    office.board()
    day_page = office.see("day", DayPage)
    assert isinstance(day_page, DayPage)
    office.hand.wait(lambda: bool(day_page.table.current))
    assert day_page._of is not None
    devices = {d.booth.prefix: d for d in day_page._of.reconciliation.devices}
    device = devices[day_page.table.current]
    assert device.figures is not None
    worst = max(
        abs(d.figures.difference.amount) for d in devices.values() if d.figures and d.figures.difference
    )
    assert device.figures.difference is not None
    assert abs(device.figures.difference.amount) == worst
    assert total(cause.amount for cause in device.causes) == device.figures.difference
    assert "Not explained" in office.hand.words()


def test_what_drawers_are_over_and_short_are_two_sums_at_the_head_of_a_day(office: Office) -> None:
    office.board()
    day_page = office.see("day", DayPage)
    assert isinstance(day_page, DayPage)
    office.hand.wait(lambda: day_page._of is not None)
    assert day_page._of is not None
    told = [d for d in day_page._of.reconciliation.devices if d.figures]
    devices = tuple(
        replace(d, causes=(), figures=d.figures and replace(d.figures, difference=Rupiah(amount)))
        for d, amount in zip(told[:2], (50_000, -50_000), strict=True)
    )
    day_page._show(
        replace(day_page._of, reconciliation=replace(day_page._of.reconciliation, devices=devices))
    )
    assert "-Rp50.000" in day_page.difference.accessibleName().replace("\N{MINUS SIGN}", "-")
    assert "Rp50.000 over, in 2 drawers" in day_page.difference.accessibleName()


def test_from_a_tile_one_comes_to_its_causes(office: Office) -> None:
    board = office.board()
    tiles = office.hand.wait_for(BoardPage).tiles
    short = next(n for n, row in enumerate(board.by_urgency) if row.is_short_or_over)
    tiles.setCurrentIndex(tiles.model().index(short, 0))
    office.hand.press("Causes…")
    day_page = office.hand.wait_for(DayPage)
    office.hand.wait(lambda: day_page.table.current == board.by_urgency[short].booth.prefix)


def test_another_day_holds_for_all_pages(office: Office) -> None:
    office.board()
    day_page = office.see("day", DayPage)
    assert isinstance(day_page, DayPage)
    office.hand.wait(lambda: day_page._of is not None)
    office.flow.office.show_day(FAIR.last_day)
    office.hand.wait(lambda: day_page._of is not None and day_page._of.reconciliation.day == FAIR.last_day)
    assert all(d.state is DayState.MISSING for d in day_page._of.reconciliation.devices)  # type: ignore[union-attr]
    office.flow.go("board")
    board_page = office.hand.wait_for(BoardPage)
    office.hand.wait(lambda: board_page.board is not None and board_page.board.day == FAIR.last_day)


def test_a_report_is_looked_at_saved_and_printed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = office.see("reports", ReportsPage)
    assert isinstance(reports, ReportsPage)
    office.hand.wait(lambda: reports.paper.pages >= 2 and not reports.paper.view.is_empty)
    QTest.keyClick(reports.paper, Qt.Key.Key_PageDown)
    assert reports.paper.page == 1
    monkeypatch.setattr(reports, "ask_file", lambda _day, form: str(tmp_path / f"day.{form}"))
    for form in ("pdf", "xlsx", "csv"):
        reports.save(form)
        office.hand.wait((tmp_path / f"day.{form}").exists)
        office.hand.wait(lambda: not reports.making.is_running)
    assert (tmp_path / "day.pdf").read_bytes().startswith(b"%PDF")
    monkeypatch.setattr(reports, "ask_printer", lambda: to_file(tmp_path / "printed.pdf"))
    office.hand.press("Print…")
    office.hand.wait_for_words("pages were given to the printer")
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_a_lot_of_reports_is_stopped_and_what_is_finished_stays(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = office.see("reports", ReportsPage)
    assert isinstance(reports, ReportsPage)
    office.hand.wait(lambda: not reports.making.is_running)
    begun, go_on = threading.Event(), threading.Event()

    def slow(of: FairDay, form: str, _tr: object) -> bytes:
        if form == "xlsx":
            begun.set()
            go_on.wait(10)
        return f"{of.reconciliation.day} {form}".encode()

    monkeypatch.setattr(making, "write_day", slow)
    monkeypatch.setattr(reports, "ask_folder", lambda: str(tmp_path))
    office.hand.press("Save all reports…")
    office.hand.wait(begun.is_set)
    office.hand.press("People")  # the window goes on while a report is being made
    office.hand.press("Reports")
    assert reports.progress.bar.maximum() == len(FAIR_DAYS) * 3 + 4
    office.hand.press("Stop")
    go_on.set()
    office.hand.wait_for_words("Stopped. What was finished is kept.")
    assert [file.name for file in tmp_path.glob("*.*") if file.is_file()] == [f"{DAY}.pdf"]


def test_the_evidence_is_packed_and_what_is_given_out_is_its_hash(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = office.see("reports", ReportsPage)
    assert isinstance(reports, ReportsPage)
    office.hand.wait(lambda: not reports.paper.view.is_empty)
    monkeypatch.setattr(reports, "ask_pack", lambda: str(tmp_path / "bukti"))
    office.hand.press("Pack the evidence…")
    office.hand.wait(lambda: isinstance(office.hand.sheet, PackedSheet))
    office.hand.press("Copy the SHA-256")
    with open_pack(tmp_path / "bukti.zip") as pack:
        assert pack.digest == QApplication.clipboard().text()
        assert pack.signer
        assert not pack.faults
    with zipfile.ZipFile(tmp_path / "bukti.zip") as packed:
        assert {f"reports/{DAY}.pdf", f"reports/{DAY}-conflicts.json"} <= set(packed.namelist())


def test_a_pack_that_is_stopped_leaves_nothing_behind(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = office.see("reports", ReportsPage)
    assert isinstance(reports, ReportsPage)
    office.hand.wait(lambda: not reports.paper.view.is_empty)
    begun, go_on = threading.Event(), threading.Event()

    def slow(_language: str, _centre: object) -> Iterator[tuple[str, bytes]]:
        begun.set()
        go_on.wait(10)
        yield "slow.txt", b"slow"

    office.flow.office.pack_reports = slow
    monkeypatch.setattr(reports, "ask_pack", lambda: str(tmp_path / "bukti.zip"))
    office.hand.press("Pack the evidence…")
    office.hand.wait(begun.is_set)
    office.hand.press("Stop")
    go_on.set()
    office.hand.wait_for_words("Stopped. What was finished is kept.")
    assert not list(tmp_path.glob("bukti*"))


def test_a_booth_is_added_by_a_supervisors_pin_and_the_centre_knows_it(office: Office) -> None:
    booths = office.see("booths", BoothsPage)
    assert isinstance(booths, BoothsPage)
    office.hand.wait(lambda: booths.table.model.count > 0)
    office.hand.press("Add a booth…")
    office.hand.fill("Code, like A03", "c07")
    office.hand.fill("Who sells there, with commas between", "Rini")
    office.hand.press("Done")
    assert office.flow.office.draft is not None
    office.hand.press("Put it in force…")
    office.hand.wait_for(PinSheet)
    office.hand.fill("PIN", "9999")
    office.hand.press("Confirm")
    office.hand.wait_for_words("is not right")
    office.hand.fill("PIN", SARI_PIN)
    office.hand.press("Confirm")
    office.hand.wait_for_words("Written down, and the centre has it.")
    with closing(open_centre(str(office.folder / CENTRE))) as centre, centre.reading() as tx:
        planned = load_decisions(tx, FAIR.fair_id).plan.booth("C07")
    assert planned is not None
    assert planned.people == ("Rini",)
    assert office.flow.office.draft is None
    pins = json.loads((office.folder / "desk" / "pins.json").read_text(encoding="utf-8"))
    assert sorted(pins) == ["rini", "sari"], "nobody loses a PIN because a booth was added"


@pytest.mark.parametrize("days", [-1, 1])
def test_who_moves_money_that_was_paid_already_is_told_before(
    office: Office, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    booths = office.see("booths", BoothsPage)
    assert isinstance(booths, BoothsPage)
    office.hand.wait(lambda: booths.table.model.count > 0)
    first = datetime.combine(FAIR.first_day, time(12), UTC)
    monkeypatch.setattr(office.flow.office, "now", lambda: first + timedelta(days=days))
    plan = office.flow.office.plan
    planned = plan.booth("A03")
    assert planned is not None
    others = tuple(replace(b, qris="organizer") if b is planned else b for b in plan.booths)
    office.flow.office.change_draft(replace(plan, booths=others))
    office.hand.press("Put it in force…")
    sheet = office.hand.wait_for(PinSheet)
    assert ("others hold what is paid at A03" in office.hand.words()) == (days > 0)
    offered = sheet.findChildren(ChoiceBox)
    assert bool(offered) == (days > 0)
    for box in offered:
        second, beginning = FAIR.first_day + timedelta(days=1), FAIR.first_day
        assert box.value == second.isoformat(), "today is what holds where nothing is chosen"
        box.setCurrentIndex(box.findData(beginning.isoformat()))
    sign_with(office, SARI_PIN)
    office.hand.wait_for_words("Written down, and the centre has it.")
    desk = open_desk(office.folder / "desk")
    with closing(desk.store):
        assert load_plan(desk).held == (), "from the fair's first day on: that was chosen"


def test_where_no_day_is_chosen_others_hold_the_money_from_today_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.see("booths", BoothsPage)
    office.hand.wait(lambda: office.flow.office.overview is not None)
    day = FAIR.first_day + timedelta(days=1)
    monkeypatch.setattr(office.flow.office, "now", lambda: datetime.combine(day, time(5), UTC))
    plan = office.flow.office.plan
    others = tuple(replace(b, qris="organizer") if b.code == "A03" else b for b in plan.booths)
    office.flow.office.change_draft(replace(plan, booths=others))
    office.hand.press("Put it in force…")
    sign_with(office, SARI_PIN)
    office.hand.wait_for_words("Written down, and the centre has it.")
    desk = open_desk(office.folder / "desk")
    with closing(desk.store):
        assert [(one.booth, one.until) for one in load_plan(desk).held] == [("A03", day)]


def test_what_is_changed_while_the_money_is_given_to_others_is_kept_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who held it before stands in the plan that holds by then, and in no draft."""
    fair = office.see("fair", FairPage)
    assert isinstance(fair, FairPage)
    office.hand.wait(lambda: office.flow.office.overview is not None)
    day = FAIR.first_day + timedelta(days=1)
    monkeypatch.setattr(office.flow.office, "now", lambda: datetime.combine(day, time(5), UTC))
    plan = office.flow.office.plan
    others = tuple(replace(b, qris="organizer") if b.code == "A03" else b for b in plan.booths)
    office.flow.office.change_draft(replace(plan, booths=others))
    go = threading.Event()
    keep_and_send_late(office, fair, go, monkeypatch)
    fair.venue.setText("Aula Ketiga")
    fair.venue.editingFinished.emit()
    go.set()
    office.hand.wait_for_words("Written down, and the centre has it.")
    office.hand.press("Put it in force…")
    sign_with(office, SARI_PIN)
    office.hand.wait(lambda: office.flow.office.draft is None)
    desk = open_desk(office.folder / "desk")
    with closing(desk.store):
        kept = load_plan(desk)
    assert (kept.venue, [one.until for one in kept.held]) == ("Aula Ketiga", [day])


def test_a_draft_takes_nothing_back_that_was_changed_meanwhile(office: Office) -> None:
    """By a command a fee is asked and a PIN is new: the window's draft knows neither."""
    fair = office.see("fair", FairPage)
    assert isinstance(fair, FairPage)
    office.hand.wait(lambda: office.flow.office.overview is not None)
    fair.venue.setText("Aula Lain")
    fair.venue.editingFinished.emit()
    desk = open_desk(office.folder / "desk")
    with closing(desk.store):
        plan = load_plan(desk)
        others = tuple(enrol(p.name, p.role, "246810") if p.name == RINI else p for p in plan.people)
        rent = Fee("Sewa stan", FeeKind.RENT, Rupiah(250_000))
        by = next(p for p in desk.people if p.role is Role.SUPERVISOR)
        changed = replace(plan, fees=(*plan.fees, rent), people=others)
        change_fair(desk, by, plan=changed, now=NOON)
        office.hand.press("Put it in force…")
        sign_with(office, SARI_PIN)
        office.hand.wait_for_words("The plan was changed at this desk meanwhile")
        assert load_plan(desk) == changed
        # Not one that was begun before the change, and read the desk before it and the rest behind it.
        office.hand.wait(lambda: rent in seen_plan(office).fees and rent in at_desk(office).fees)
        office.hand.press("Undo the changes")
        fair.venue.setText("Aula Lain")
        fair.venue.editingFinished.emit()
        office.hand.press("Put it in force…")
        sign_with(office, SARI_PIN)
        office.hand.wait(lambda: office.flow.office.draft is None)
        assert load_plan(desk) == replace(changed, venue="Aula Lain")


def test_what_is_changed_while_the_plan_before_it_is_sent_stays_and_is_kept_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fair = office.see("fair", FairPage)
    assert isinstance(fair, FairPage)
    office.hand.wait(lambda: office.flow.office.overview is not None)
    go = threading.Event()
    keep_and_send_late(office, fair, go, monkeypatch)
    fair.venue.setText("Aula Ketiga")
    fair.venue.editingFinished.emit()
    go.set()
    office.hand.wait_for_words("Written down, and the centre has it.")
    office.hand.wait(lambda: known_venue(office) == "Aula Lain")
    assert fair.venue.text() == "Aula Ketiga"
    office.hand.press("Put it in force…")
    sign_with(office, SARI_PIN)
    office.hand.wait(lambda: office.flow.office.draft is None)
    office.hand.wait(lambda: known_venue(office) == "Aula Ketiga")
    with closing(open_centre(str(office.folder / CENTRE))) as centre, centre.reading() as tx:
        assert load_decisions(tx, FAIR.fair_id).plan.venue == "Aula Ketiga"


def test_what_is_put_back_while_the_plan_is_sent_is_a_change_of_its_own(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fair = office.see("fair", FairPage)
    assert isinstance(fair, FairPage)
    office.hand.wait(lambda: office.flow.office.overview is not None)
    before, go = known_venue(office), threading.Event()
    keep_and_send_late(office, fair, go, monkeypatch)
    fair.venue.setText(before)
    fair.venue.editingFinished.emit()
    go.set()
    office.hand.wait_for_words("Written down, and the centre has it.")
    office.hand.press("Put it in force…")
    sign_with(office, SARI_PIN)
    office.hand.wait(lambda: office.flow.office.draft is None)
    with closing(open_centre(str(office.folder / CENTRE))) as centre, centre.reading() as tx:
        assert load_decisions(tx, FAIR.fair_id).plan.venue == before


def keep_and_send_late(
    office: Office, fair: FairPage, go: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let another venue hold, and come back while that is still being sent, which waits for `go`."""
    send = deciding.send

    def send_late(desk: Desk, central: str) -> None:
        go.wait(60)
        send(desk, central)

    monkeypatch.setattr(deciding, "send", send_late)
    fair.venue.setText("Aula Lain")
    fair.venue.editingFinished.emit()
    office.hand.press("Put it in force…")
    sign_with(office, SARI_PIN)
    office.hand.wait_for_words("It is being sent to the centre")


def known_venue(office: Office) -> str:
    """Say where the fair is by the plan that holds, whatever is changed on the page."""
    overview = office.flow.office.overview
    return overview.decisions.plan.venue if overview is not None else ""


def test_a_booth_that_cannot_be_is_refused_on_the_sheet(office: Office) -> None:
    booths = office.see("booths", BoothsPage)
    assert isinstance(booths, BoothsPage)
    office.hand.wait(lambda: booths.table.model.count > 0)
    booths.open_one("A03")
    office.hand.fill("Who sells there, with commas between", "Nobody")
    office.hand.press("Done")
    office.hand.wait_for_words("“Nobody”")
    assert office.hand.sheet is not None
    assert office.flow.office.draft is None


def test_what_is_decided_without_a_centre_is_kept_and_said_to_be_unsent(office: Office) -> None:
    fair = office.see("fair", FairPage)
    assert isinstance(fair, FairPage)
    office.hand.wait(lambda: fair.venue.text() == "Plaza Industri, Jakarta")
    office.hand.fill("Venue", "Balai Kota, Solo")
    QTest.keyClick(fair.venue, Qt.Key.Key_Return)
    (office.folder / CENTRE).unlink()
    shutil.rmtree(office.folder / CENTRE, ignore_errors=True)
    (office.folder / CENTRE).mkdir()  # a folder is no centre
    office.hand.press("Put it in force…")
    office.hand.fill("PIN", SARI_PIN)
    office.hand.press("Confirm")
    office.hand.wait_for_words("but not sent yet")
    desk = office.flow.office.opened.desk
    assert desk is not None
    with desk.store.reading() as tx:
        assert load_decisions(tx, FAIR.fair_id).plan.venue == "Balai Kota, Solo"


def test_who_bears_the_acquirers_fee_is_chosen_where_the_fees_are(office: Office) -> None:
    fair = office.see("fair", FairPage)
    assert isinstance(fair, FairPage)
    office.hand.wait(lambda: fair.venue.text() == "Plaza Industri, Jakarta")
    (box,) = (box for box in fair.findChildren(ChoiceBox) if "QRIS fee (MDR)" in box.accessibleName())
    assert box.value == "holder"
    box.setCurrentIndex(box.findData("producer"))
    box.activated.emit(box.currentIndex())
    fair.venue.editingFinished.emit()  # what else is typed on the page leaves it
    office.hand.press("Put it in force…")
    sign_with(office, SARI_PIN)
    office.hand.wait(lambda: office.flow.office.draft is None)
    office.hand.wait(lambda: box.value == "producer")
    with closing(open_centre(str(office.folder / CENTRE))) as centre, centre.reading() as tx:
        assert load_decisions(tx, FAIR.fair_id).plan.qris_fee == "producer"


def test_two_sign_a_day_off_and_what_is_not_proven_needs_a_note(office: Office) -> None:
    day_page = office.see("day", DayPage)
    assert isinstance(day_page, DayPage)
    office.hand.press("Sign the day off…")
    sign_with(office, SARI_PIN, WITNESS_PIN)
    office.hand.wait_for_words("Not proven of 11/12/2026: A02, B01.")
    office.hand.press("Sign the day off…")
    office.hand.fill("Why it is signed so", "A02 telepon, B01 tutup")
    sign_with(office, SARI_PIN, WITNESS_PIN)
    office.hand.wait_for_words("Written down, and the centre has it.")
    office.hand.wait_for_words("signed off by Sari and Wati")
    with closing(open_centre(str(office.folder / CENTRE))) as centre, centre.reading() as tx:
        signed = load_decisions(tx, FAIR.fair_id).signed[DAY]
    assert (signed.by, signed.witness, signed.note) == ("Sari", WITNESS, "A02 telepon, B01 tutup")
    assert not day_page.sign.isVisible()


def test_a_day_that_went_on_meanwhile_is_shown_anew_and_not_signed(office: Office) -> None:
    page = office.see("day", DayPage)
    assert isinstance(page, DayPage)
    office.hand.wait(lambda: page._of is not None)
    now = page._of
    assert now is not None
    first, *others = now.reconciliation.devices
    assert first.figures is not None
    less = replace(first, figures=replace(first.figures, total=first.figures.total - Rupiah(1_000)))
    page._show(replace(now, reconciliation=replace(now.reconciliation, devices=(less, *others))))
    office.hand.press("Sign the day off…")
    office.hand.fill("Why it is signed so", "A02 telepon, B01 tutup")
    sign_with(office, SARI_PIN, WITNESS_PIN)
    office.hand.wait_for_words("Nothing was signed")
    office.hand.wait(lambda: page._of is not None and page._of.reconciliation == now.reconciliation)
    with closing(open_centre(str(office.folder / CENTRE))) as centre, centre.reading() as tx:
        assert load_decisions(tx, FAIR.fair_id).signed == {}


def test_what_is_being_decided_is_neither_left_nor_decided_again(office: Office) -> None:
    office.see("day", DayPage)
    hand = office.hand
    hand.press("Visitors…")
    hand.fill("Visitors", "1.250")
    hand.press("Done")
    sheet = hand.wait_for(PinSheet)
    hand.fill("PIN", SARI_PIN)
    with busy(office.flow.tasks):
        hand.press("Confirm")
        QTest.keyClick(hand.shell.windowHandle(), Qt.Key.Key_Escape)
        QTest.keyClick(hand.shell.windowHandle(), Qt.Key.Key_Return)
        hand.tap(hand.button("Cancel"))
        assert hand.sheet is sheet
    hand.wait(lambda: hand.sheet is None)
    hand.wait_for_words("1.250 visitors · not signed off yet")


def test_visitors_are_written_down_and_stand_on_the_day(office: Office) -> None:
    office.see("day", DayPage)
    office.hand.press("Visitors…")
    office.hand.fill("Visitors", "viele")
    office.hand.press("Done")
    office.hand.wait_for_words("“viele”")
    office.hand.fill("Visitors", "1.250")
    office.hand.press("Done")
    sign_with(office, SARI_PIN)
    office.hand.wait_for_words("1.250 visitors · not signed off yet")


def test_what_changed_hands_is_in_the_account_and_all_accounts_stay_zero(office: Office) -> None:
    producers = office.see("producers", ProducersPage)
    assert isinstance(producers, ProducersPage)
    office.hand.wait(lambda: producers.of is not None)
    assert producers.of is not None
    assert total(account.balance for account in producers.of.settlement.accounts) == Rupiah(0)
    assert producers.said.text().endswith(f"Not proven: {len(producers.of.unproven)}")
    owing = min(producers.of.settlement.accounts, key=lambda account: account.balance)
    producers.choose(party_to_text(owing.party))
    office.hand.wait(producers.pay_button.isEnabled)
    assert producers._slip.startswith(b"%PDF")
    office.hand.press("Money changed hands…")
    office.hand.fill("Amount", "100.000")
    office.hand.press("Done")
    sign_with(office, SARI_PIN, WITNESS_PIN)
    office.hand.wait_for_words("Written down, and the centre has it.")

    def balance() -> Rupiah:
        found = producers.of.settlement.find(owing.party) if producers.of else None
        return found.balance if found else Rupiah(0)

    office.hand.wait(lambda: balance() == owing.balance + Rupiah(100_000))
    assert producers.of is not None
    assert total(account.balance for account in producers.of.settlement.accounts) == Rupiah(0)


@pytest.fixture
def other_desk(office: Office) -> Path:
    """Copy the desk, and let the copy decide: the centre knows it first."""
    other = office.folder / "other"
    shutil.copytree(office.folder / "desk", other)
    desk = open_desk(other)
    with closing(desk.store), closing(open_centre(str(office.folder / CENTRE))) as centre:
        at = NOON + timedelta(hours=7)
        decide(desk, FactKind.TALLY, tally_to_body(Tally(DAY, at, "Sari", 4_200)), now=at)
        assert push(desk.store, centre).is_equal
    return other


@pytest.mark.usefixtures("other_desk")
def test_what_the_centre_put_aside_is_not_said_to_be_there(office: Office) -> None:
    fair = office.see("fair", FairPage)
    assert isinstance(fair, FairPage)
    office.hand.wait(lambda: fair.venue.text() == "Plaza Industri, Jakarta")
    office.hand.fill("Venue", "Balai Kota, Solo")
    QTest.keyClick(fair.venue, Qt.Key.Key_Return)
    office.hand.press("Put it in force…")
    sign_with(office, SARI_PIN)
    office.hand.wait_for_words("The centre put this aside: another laptop goes on as the organizer's desk.")
    assert "and the centre has it" not in office.hand.words()
    assert office.flow.office.draft is not None  # nothing follows, as of what counts


def test_more_than_is_open_is_refused_in_the_window_too(office: Office) -> None:
    producers = office.see("producers", ProducersPage)
    assert isinstance(producers, ProducersPage)
    office.hand.wait(lambda: producers.of is not None)
    assert producers.of is not None
    owing = min(producers.of.settlement.accounts, key=lambda account: account.balance)
    producers.choose(party_to_text(owing.party))
    office.hand.wait(producers.pay_button.isEnabled)
    office.hand.press("Money changed hands…")
    office.hand.fill("Amount", (Rupiah(1) - owing.balance).bare())
    office.hand.press("Done")
    sign_with(office, SARI_PIN, WITNESS_PIN)
    office.hand.wait_for_words(f"{-owing.balance}. Nothing was written down")


def test_vouchers_are_asked_for_where_some_are_not_handed_in_yet(office: Office) -> None:
    tom, taken = Party(PartyKind.PRODUCER, "TOM"), list[tuple[Rupiah, str, Way]]()
    cash, voucher = (
        Entry(tom, Rupiah(-much), Why.HELD, about=kind.value)
        for much, kind in ((500_000, TenderKind.CASH), (300_000, TenderKind.VOUCHER))
    )
    for entries in ((cash,), (cash, voucher)):
        sheet = PayoutSheet(
            office.hand.shell,
            translator("en"),
            "Tom",
            Account(tom, entries),
            lambda *told: taken.append(told),
        )
        sheet.open()
        office.hand.wait(lambda: "paid in by Tom" in office.hand.words())
        assert ("vouchers handed in by Tom" in office.hand.words()) is (voucher in entries)
        if voucher not in entries:
            office.hand.press("Cancel")
    assert sheet.amount.text() == "500.000"  # what is in vouchers is no money to be counted
    office.hand.press("vouchers handed in by Tom")
    assert sheet.amount.text() == "300.000"
    office.hand.press("Done")
    assert taken == [(Rupiah(300_000), "", Way.VOUCHERS)]


def test_vouchers_that_were_handed_in_by_mistake_go_back(office: Office) -> None:
    tom, taken = Party(PartyKind.PRODUCER, "TOM"), list[tuple[Rupiah, str, Way]]()
    held = Entry(tom, Rupiah(-300_000), Why.HELD, about=TenderKind.VOUCHER.value)
    handed_in = Entry(tom, Rupiah(120_000), Why.VOUCHERS)
    sheet = PayoutSheet(
        office.hand.shell,
        translator("en"),
        "Tom",
        Account(tom, (held, handed_in)),
        lambda *told: taken.append(told),
    )
    sheet.open()
    office.hand.wait(lambda: "paid in by Tom" in office.hand.words())
    office.hand.press("vouchers given back to Tom")
    assert sheet.amount.text() == "120.000"
    office.hand.press("Done")
    assert taken == [(Rupiah(120_000), "", Way.VOUCHERS_BACK)]
    assert Way.VOUCHERS_BACK.is_out
    assert Way.VOUCHERS_BACK.in_vouchers


def test_a_centre_with_an_old_guard_is_told_once_it_is_known_and_again_in_other_words(office: Office) -> None:
    office.board()
    known = office.flow.office.overview
    assert known is not None
    office.flow.office.overview = replace(known, old_guard="pusat")
    office.flow.office.overview_changed.emit()
    office.hand.wait_for_words("pusat keeps its booths apart as an earlier BatikPOS did")
    office.hand.press("Close this message")
    office.flow.office.overview_changed.emit()
    assert "earlier BatikPOS" not in office.hand.words()
    office.hand.press("Bahasa Indonesia")
    office.hand.wait_for_words("pusat memisahkan stan")


def test_a_slip_that_is_saved_has_a_number_and_the_same_again_is_a_copy(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    producers = office.see("producers", ProducersPage)
    assert isinstance(producers, ProducersPage)
    office.hand.wait(lambda: producers.of is not None)
    producers.choose("producer:TOM")
    office.hand.wait(producers.save_button.isEnabled)
    assert "DRAFT" in PdfReader(BytesIO(producers._slip)).pages[0].extract_text()
    said = []
    for name in ("one.pdf", "two.pdf"):
        file = office.folder / name
        monkeypatch.setattr(producers, "ask_file", lambda _name, file=file: str(file))
        office.hand.press("Save as PDF…")
        office.hand.wait_for_words(f"Saved: {file}")
        said.append(PdfReader(file).pages[0].extract_text())
    assert all("-S0001" in text and "DRAFT" not in text for text in said)
    assert ["COPY" in text for text in said] == [False, True]


def test_the_slip_of_a_payout_is_given_out_when_it_is_paid_and_again_as_a_copy(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    producers = office.see("producers", ProducersPage)
    assert isinstance(producers, ProducersPage)
    office.hand.wait(lambda: producers.of is not None)
    assert producers.of is not None
    owing = min(producers.of.settlement.accounts, key=lambda account: account.balance)
    producers.choose(party_to_text(owing.party))
    office.hand.wait(producers.pay_button.isEnabled)
    office.hand.press("Slip of a payout…")
    office.hand.wait_for_words("Nothing was paid to them or by them at this desk yet.")
    office.hand.press("Money changed hands…")
    office.hand.fill("Amount", "100.000")
    office.hand.press("Done")
    sign_with(office, SARI_PIN, WITNESS_PIN)
    names: list[str] = []
    said: list[list[str]] = []

    def named(file: Path, name: str) -> str:
        names.append(name)
        return str(file)

    for n in range(2):
        if n:
            office.hand.press("Slip of a payout…")
        office.hand.wait_for(SlipsSheet)
        file = office.folder / f"{n}.pdf"
        monkeypatch.setattr(producers, "ask_file", partial(named, file))
        sheet = office.hand.sheet
        assert sheet is not None
        next(b for b in sheet.findChildren(Button) if b.text() == "Save as PDF…").click()
        office.hand.wait_for_words(f"Saved: {file}")
        said.append(PdfReader(file).pages[0].extract_text().splitlines())
    assert ["COPY" in lines for lines in said] == [False, True]
    assert [line for line in said[1] if line != "COPY"] == said[0]
    assert any("Written down by Sari and Wati" in line for line in said[0])
    assert names[0] == names[1]


def test_the_slip_is_of_who_was_paid_whoever_is_chosen_meanwhile(office: Office) -> None:
    """Another row, of somebody who was paid before or never, is chosen while the payout is being sent."""
    producers = office.see("producers", ProducersPage)
    assert isinstance(producers, ProducersPage)
    office.hand.wait(lambda: producers.of is not None)
    assert producers.of is not None
    accounts = (account for account in producers.of.settlement.accounts if account.party.code)
    owing, other, *_ = (party_to_text(a.party) for a in sorted(accounts, key=lambda a: a.due))
    papers = []
    for one, amount, then in ((other, "50.000", other), (owing, "100.000", other), (other, "1.000", owing)):
        producers.choose(one)
        office.hand.wait(producers.pay_button.isEnabled)
        office.hand.press("Money changed hands…")
        office.hand.fill("Amount", amount)
        office.hand.press("Done")
        sign_with(office, SARI_PIN)
        with busy(office.flow.tasks, Lane.SYNC):
            sign_with(office, WITNESS_PIN)
            producers.choose(then)
        office.hand.wait_for(SlipsSheet)
        sheet = office.hand.sheet
        assert isinstance(sheet, SlipsSheet)
        shown = sheet.payouts.currentText()
        assert f"Rp{amount}" in shown
        assert "COPY" not in shown
        assert producers._original == sheet.payouts.value
        papers.append(sheet.payouts.value)
        office.hand.press("Close")
    assert len(set(papers)) == len(papers)


def test_what_is_to_be_paid_is_what_a_payout_takes(office: Office) -> None:
    """Who owes vouchers that went back to buyers has a balance, and no money to get for it."""
    producers = office.see("producers", ProducersPage)
    assert isinstance(producers, ProducersPage)
    office.hand.wait(lambda: producers.of is not None)
    of, much = producers.of, Rupiah(50_000)
    assert of is not None
    k9, tom = Party(PartyKind.BOOTH, "K9"), Party(PartyKind.PRODUCER, "TOM")
    gone = Entry(k9, much, Why.HELD, about=TenderKind.VOUCHER.value)
    owing = Account(k9, (gone,), lacking=Rupiah(-50_000))
    owed = Account(tom, (Entry(tom, Rupiah(7_000), Why.SOLD),))
    assert (owing.balance, owing.due) == (much, Rupiah(0))
    producers._show(replace(of, settlement=Settlement((owing, owed))))
    assert producers.paid_out.accessibleName() == "To be paid out: Rp7.000. to 1"
    assert producers.paid_in.accessibleName() == "To be paid in: Rp0. by 0"


def test_a_signed_day_is_set_right_by_two_and_one_that_is_not_is_refused(office: Office) -> None:
    producers = office.see("producers", ProducersPage)
    assert isinstance(producers, ProducersPage)
    office.hand.wait(lambda: producers.of is not None)
    producers.choose("producer:TOM")
    assert producers.of is not None
    before = producers.of.settlement.find(party_from_text("producer:TOM"))
    assert before is not None
    correct(office, "50.000")
    office.hand.wait_for_words("is not signed off yet")
    office.flow.go("day")
    office.hand.press("Sign the day off…")
    office.hand.fill("Why it is signed so", "tutup")
    sign_with(office, SARI_PIN, WITNESS_PIN)
    office.hand.wait_for_words("signed off by Sari")
    office.flow.go("producers")
    correct(office, "50.000")
    office.hand.wait_for_words("Written down, and the centre has it.")

    def balance() -> Rupiah:
        found = producers.of.settlement.find(before.party) if producers.of else None
        return found.balance if found else Rupiah(0)

    office.hand.wait(lambda: balance() == before.balance + Rupiah(50_000))
    office.flow.go("day")
    office.hand.wait_for_words("1 corrections")


def test_ctrl_f_leads_to_the_filter(office: Office) -> None:
    booths = office.see("booths", BoothsPage)
    assert isinstance(booths, BoothsPage)
    QTest.keyClick(office.hand.shell.windowHandle(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    office.hand.wait(booths.table.search.hasFocus)


def test_who_only_looks_can_change_nothing(open_: Open) -> None:
    office = open_(only_look=True)
    office.board()
    for name in ("booths", "people", "fair"):
        office.flow.go(name)
        QTest.qWait(20)
        assert not {"Add a booth…", "Add a person…", "Add a fee…", "Change…"} & set(
            office.hand.words().split("\n")
        )


def test_every_page_is_reached_by_a_key(office: Office) -> None:
    office.board()
    for n, name in enumerate(PAGES, 1):
        QTest.keyClick(
            office.hand.shell.windowHandle(), Qt.Key(ord(str(n % 10))), Qt.KeyboardModifier.ControlModifier
        )
        office.hand.wait(lambda name=name: office.flow.page == name)  # type: ignore[misc]
        assert office.flow._made[name].isVisible()


def test_the_language_is_switched_while_it_runs_and_kept(office: Office) -> None:
    office.board()
    office.hand.press("Bahasa Indonesia")
    office.hand.wait_for_words("Papan stan")
    assert 'language = "id"' in (office.folder / "desk" / "settings.toml").read_text(encoding="utf-8")


def seen_plan(office: Office) -> FairPlan:
    overview = office.flow.office.overview
    assert overview is not None
    return overview.decisions.plan


def at_desk(office: Office) -> FairPlan:
    """Return the plan that a draft would be begun from."""
    overview = office.flow.office.overview
    assert overview is not None
    return overview.at_desk


def correct(office: Office, amount: str) -> None:
    """Ask for a correction by which whoever is chosen got money of the organizer, with two PINs."""
    office.hand.press("Correction…")
    office.hand.fill("Amount", amount)
    office.hand.fill("Reason", "salah hitung")
    office.hand.press("Done")
    sign_with(office, SARI_PIN, WITNESS_PIN)


def begin_late(home: Path, central: str) -> None:
    """Let the booth that never sent anything sell, and send what it sold."""
    plan = Plan(FAIR, Booth(SILENT), sample_catalogue(), people(), Settings())
    set_up(home, plan, now=NOON)
    desk = open_desk(home)
    with closing(desk.store), closing(open_centre(central)) as centre:
        open_till(desk, FLOAT, cashier=RINI, now=NOON)
        sell(desk)
        push(desk.store, centre)


def missing_of(of: BoardPage) -> int:
    """Count the booths that the board shows as missing."""
    return len(of.board.of_state(DayState.MISSING)) if of.board else -1


def to_file(file: Path) -> QPrinter:
    """Give a printer that prints into a file."""
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


FAIR_DAYS = [FAIR.first_day + timedelta(days=n) for n in range((FAIR.last_day - FAIR.first_day).days + 1)]
