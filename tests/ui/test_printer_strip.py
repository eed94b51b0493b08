"""The strip about the printer: one line, one action, and selling goes on whatever it says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

from batikpos.services.papers import OLD, queue_trial
from batikpos.settings import load_settings, save_settings
from batikpos.store.printjobs import JobKind, JobState, list_jobs, update_job
from tests.printing.listener import OUT_OF_PAPER, WELL, network_printer
from tests.shop import NOON
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


def sell(booth: BoothWindow, count: int) -> str:
    """Sell a piece by its code and F9; return the nota's number."""
    booth.scan(booth.items()[count].barcode)
    booth.key(Qt.Key.Key_F9)
    return booth.wait_for_sales(count)[-1].sale.number


def with_printer(home: Path, address: str) -> None:
    """Set a printer before the window opens."""
    save_settings(home, replace(load_settings(home), printer=address))


def states(booth: BoothWindow) -> list[JobState]:
    """List how the papers of sales came out."""
    with booth.desk.store.reading() as tx:
        return [job.state for job in list_jobs(tx) if job.kind is not JobKind.TEST]


def test_paper_that_is_out_is_said_and_a_new_roll_needs_one_tap(open_booth: OpenBooth, home: Path) -> None:
    with network_printer(talks=True, status=OUT_OF_PAPER) as printer:
        with_printer(home, printer.address)
        booth = open_booth()
        booth.wait_for_sale_screen()
        sell(booth, 1)
        booth.wait_for_words("The paper is out. Put a new roll in. Papers waiting: 1.")
        sell(booth, 2)  # it stops no sale
        booth.wait_for_words("Papers waiting: 2.")
        printer.status = WELL
        booth.press("Try again")
        booth.wait(lambda: states(booth) == [JobState.PRINTED] * 2)
        booth.wait(lambda: "Papers waiting" not in booth.words())


def test_a_paper_that_may_not_have_come_out_is_asked_about_and_copied_by_one_tap(booth: BoothWindow) -> None:
    number = sell(booth, 1)
    booth.wait(lambda: states(booth) == [JobState.PRINTED])
    with booth.desk.store.reading() as tx:
        (job,) = list_jobs(tx)
    with booth.desk.writing() as tx:
        update_job(tx, job.job_id, JobState.UNCERTAIN, at=NOON, attempts=1, reason="crash")
    booth.register.papers.print_waiting()
    booth.wait_for_words(f"It is not sure that {number} came out.")
    booth.press("Print a copy")
    booth.wait(lambda: states(booth) == [JobState.UNCERTAIN, JobState.PRINTED])
    assert "It is not sure" not in booth.words()
    booth.register.papers.print_waiting()
    sell(booth, 2)
    assert "It is not sure" not in booth.words()  # there is a copy: nobody is asked again


def test_who_saw_it_come_out_says_so(booth: BoothWindow) -> None:
    sell(booth, 1)
    booth.wait(lambda: states(booth) == [JobState.PRINTED])
    with booth.desk.store.reading() as tx:
        (job,) = list_jobs(tx)
    with booth.desk.writing() as tx:
        update_job(tx, job.job_id, JobState.UNCERTAIN, at=NOON, attempts=1, reason="crash")
    booth.register.papers.print_waiting()
    booth.wait_for_words("It is not sure")
    booth.press("It came out")
    booth.register.papers.print_waiting()
    sell(booth, 2)
    assert "It is not sure" not in booth.words()


def test_what_waited_long_is_asked_about_and_printed_by_one_tap(booth: BoothWindow) -> None:
    long_ago = datetime.now(UTC) - OLD - timedelta(minutes=1)
    queue_trial(booth.desk, now=long_ago)
    booth.register.papers.print_waiting()
    booth.wait_for_words("Papers waiting for more than ten minutes: 1.")
    assert not (booth.desk.home / "printer.bin").exists()
    booth.press("Print them")
    booth.wait((booth.desk.home / "printer.bin").exists)
    booth.wait(lambda: "Papers waiting" not in booth.words())


def test_while_a_printer_hangs_the_window_ticks_and_the_next_sale_is_finished(
    open_booth: OpenBooth, home: Path
) -> None:
    with network_printer(stops_after=100) as printer:
        with_printer(home, printer.address)
        booth = open_booth()
        booth.wait_for_sale_screen()
        ticks: list[None] = []
        timer = QTimer(booth.shell, interval=20)
        timer.timeout.connect(lambda: ticks.append(None))
        timer.start()
        sell(booth, 1)
        booth.wait(lambda: states(booth) == [JobState.SENDING])
        before = len(ticks)
        sell(booth, 2)
        booth.wait(lambda: len(ticks) > before)  # a sale may take less than a tick
        assert states(booth)[0] is JobState.SENDING  # it still hangs
