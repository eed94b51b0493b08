"""The queue to the printer: one original each, no byte twice by itself, no job lost."""

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from batikpos.domain.fair import Books
from batikpos.printing.address import BadPrinter, check_address
from batikpos.printing.devices import send
from batikpos.printing.escpos import PULSE, START
from batikpos.printing.queue import _alone_at, _claimed, recover, work_off
from batikpos.services.desk import Desk, open_desk
from batikpos.services.papers import (
    OLD,
    UnknownJob,
    UnknownNumber,
    cancel_job,
    queue_copy,
    queue_pulse,
    queue_trial,
    retry_job,
)
from batikpos.services.till import close_till
from batikpos.store.printjobs import (
    JobKind,
    JobState,
    PrintJob,
    find_job,
    find_last_end,
    insert_job,
    list_jobs,
    list_waiting,
    update_job,
)
from tests.escpos_reader import read_escpos
from tests.printing.listener import network_printer, refusing_address
from tests.shop import NOON, RINI, basket, line, qris, raw, sell, with_printer

if sys.platform != "win32":
    import resource


def jobs(desk: Desk) -> tuple[PrintJob, ...]:
    """List the queue."""
    with desk.store.reading() as tx:
        return list_jobs(tx)


def job(desk: Desk, job_id: str) -> PrintJob:
    """Look one job up."""
    with desk.store.reading() as tx:
        found = find_job(tx, job_id)
    assert found is not None
    return found


def set_state(desk: Desk, job_id: str, state: JobState) -> None:
    """Leave a job as a crash would."""
    with desk.store.writing() as tx:
        update_job(tx, job_id, state, at=NOON, attempts=1)


def test_a_nota_is_printed_to_a_file(desk: Desk) -> None:
    paper = desk.home / "kertas.bin"
    printing = with_printer(desk, f"file:{paper}")
    done = sell(printing)
    assert work_off(printing).states == {done.kept.sale.number: JobState.PRINTED}
    data = paper.read_bytes()
    assert job(desk, done.print_job).bytes_sent == len(data)
    read = read_escpos(data, 32)
    assert read.problems == []
    assert done.kept.sale.number in read.text


def test_an_original_is_printed_once(desk: Desk) -> None:
    paper = desk.home / "kertas.bin"
    printing = with_printer(desk, f"file:{paper}")
    sell(printing)
    work_off(printing)
    before = paper.read_bytes()
    assert work_off(printing).done == ()
    assert paper.read_bytes() == before


def test_papers_come_out_in_order(desk: Desk) -> None:
    with network_printer() as printer:
        printing = with_printer(desk, printer.address)
        numbers = [sell(printing, line("KLS-GK-001")).kept.sale.number for _ in range(5)]
        worked = work_off(printing)
    assert [j.sale for j in worked.done] == numbers
    assert [
        number in read_escpos(data, 32).text for number, data in zip(numbers, printer.jobs, strict=True)
    ] == [True] * 5


def test_a_network_printer_that_confirms_nothing_has_been_sent_to_and_no_more(desk: Desk) -> None:
    with network_printer() as printer:
        printing = with_printer(desk, printer.address)
        done = sell(printing)
        work_off(printing)
    found = job(desk, done.print_job)
    assert (found.state, found.bytes_sent) == (JobState.SENT, len(printer.jobs[0]))


def test_a_status_byte_nobody_asked_for_eats_no_paper(desk: Desk) -> None:
    with network_printer(answers=b"\x12\x14\x00\x00\x0f") as printer:
        printing = with_printer(desk, printer.address)
        done = sell(printing)
        work_off(printing)
    assert len(printer.jobs[0]) == job(desk, done.print_job).bytes_sent
    assert read_escpos(printer.jobs[0], 32).problems == []


def test_a_printer_that_refuses_leaves_the_job_queued(desk: Desk) -> None:
    printing = with_printer(desk, refusing_address())
    done = sell(printing)
    worked = work_off(printing)
    assert (worked.done, [j.job_id for j in worked.stuck]) == ((), [done.print_job])
    found = job(desk, done.print_job)
    assert (found.state, found.bytes_sent, found.attempts) == (JobState.QUEUED, 0, 1)
    assert found.reason


def test_what_waited_is_printed_when_the_printer_is_back(desk: Desk) -> None:
    with network_printer() as printer:
        pass
    printing = with_printer(desk, printer.address)
    done = sell(printing)
    assert work_off(printing).stuck
    with network_printer() as back:
        with desk.store.writing() as tx:
            tx.exec_driver_sql("UPDATE print_job SET printer = ?", (back.address,))
        work_off(printing)
    assert job(desk, done.print_job).state is JobState.SENT
    assert len(back.jobs) == 1


@pytest.mark.parametrize("dies_after", [10, 500, 2_000])
def test_a_printer_that_dies_half_way_leaves_it_uncertain_and_it_is_never_sent_again_by_itself(
    desk: Desk, dies_after: int
) -> None:
    with network_printer(dies_after=dies_after) as printer:
        printing = with_printer(desk, printer.address)
        done = sell(printing)
        work_off(printing)
        found = job(desk, done.print_job)
        assert found.state is JobState.UNCERTAIN
        assert found.bytes_sent > 0
        assert found.reason
        for _ in range(3):
            assert work_off(printing).done == ()
    assert len(printer.jobs) == 1


def test_one_dead_printer_does_not_stop_the_other(desk: Desk) -> None:
    dead = with_printer(desk, refusing_address())
    paper = desk.home / "kertas.bin"
    alive = with_printer(desk, f"file:{paper}")
    first, second, third = sell(dead), sell(alive), sell(dead)
    worked = work_off(alive)
    assert [j.job_id for j in worked.done] == [second.print_job]
    assert [job(desk, j.print_job).state for j in (first, third)] == [JobState.QUEUED] * 2
    assert [job(desk, j.print_job).attempts for j in (first, third)] == [1, 0]


def test_a_job_that_a_crash_left_half_sent_becomes_uncertain(desk: Desk) -> None:
    printing = with_printer(desk, f"file:{desk.home / 'kertas.bin'}")
    first, second = sell(printing), sell(printing)
    set_state(desk, first.print_job, JobState.SENDING)
    worked = work_off(printing)
    assert [j.job_id for j in worked.done] == [second.print_job]
    assert job(desk, first.print_job).state is JobState.UNCERTAIN


def test_a_job_is_noted_as_sending_before_its_first_byte(desk: Desk) -> None:
    seen: list[str] = []

    def look(_got: bytes) -> None:
        with raw(desk.home) as connection:
            seen.extend(state for (state,) in connection.execute("SELECT state FROM print_job"))

    with network_printer(told=look) as printer:
        printing = with_printer(desk, printer.address)
        sell(printing)
        work_off(printing)
    assert set(seen) == {"sending"}


def test_a_device_file_that_cannot_be_synced_has_taken_the_paper_all_the_same(desk: Desk) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no pipe in a folder")
    pipe = desk.home / "pipe"
    os.mkfifo(pipe)
    printing = with_printer(desk, f"file:{pipe}")
    done = sell(printing)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        work_off(printing)
        taken = os.read(reader, 100_000)
    finally:
        os.close(reader)
    assert read_escpos(taken, 32).problems == []
    assert job(desk, done.print_job).state is not JobState.QUEUED  # or it comes out again and again


def test_two_workers_do_not_print_at_once(desk: Desk) -> None:
    printing = with_printer(desk, f"file:{desk.home / 'kertas.bin'}")
    done = sell(printing)
    with _alone_at(printing, printing.settings.printer):
        worked = work_off(printing)
    assert (worked.is_busy, worked.done) == (True, ())
    assert job(desk, done.print_job).state is JobState.QUEUED


def test_a_second_process_on_the_home_sees_the_queue(desk: Desk) -> None:
    done = sell(with_printer(desk, f"file:{desk.home / 'kertas.bin'}"))
    other = open_desk(desk.home)
    assert [j.job_id for j in work_off(other).done] == [done.print_job]
    other.store.close()


def test_a_copy_is_marked_and_numbered_and_changes_no_original(desk: Desk) -> None:
    paper = desk.home / "kertas.bin"
    printing = with_printer(desk, f"file:{paper}")
    number = sell(printing).kept.sale.number
    work_off(printing)
    original = read_escpos(paper.read_bytes(), 32).text.rstrip().splitlines()
    for n in (1, 2):
        paper.unlink()
        queue_copy(printing, number, now=NOON)
        work_off(printing)
        copied = read_escpos(paper.read_bytes(), 32).text.rstrip().splitlines()
        mark = (len(copied) - len(original)) // 2
        assert copied[mark:-mark] == original
        assert copied[:mark] == copied[-mark:]
        assert f"-{n}" in copied[0]
    assert [j.kind for j in jobs(desk)] == [JobKind.ORIGINAL, JobKind.COPY, JobKind.COPY]


def test_a_copy_that_was_cancelled_leaves_its_number_to_no_other(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    first, _ = (queue_copy(desk, number, now=NOON) for _ in range(2))
    cancel_job(desk, first, now=NOON)
    assert "ke-3" in job(desk, queue_copy(desk, number, now=NOON)).document


def test_a_sale_has_one_original_and_no_two_copies_of_a_number(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    queue_copy(desk, number, now=NOON)
    with desk.store.reading() as tx:
        original, copy = list_jobs(tx)
    for job in (original, copy):
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"), desk.store.writing() as tx:
            insert_job(tx, replace(job, job_id="another"))
    with desk.store.writing() as tx:
        insert_job(tx, replace(copy, job_id="another", copy_no=2))


def test_a_job_says_what_it_replaces_and_when_it_was_sent(desk: Desk) -> None:
    done = sell(desk)
    set_state(desk, done.print_job, JobState.UNCERTAIN)
    again = retry_job(desk, done.print_job, now=NOON)
    waiting = job(desk, again)
    assert (waiting.replaces, waiting.copy_no, waiting.started_at) == (done.print_job, 1, None)
    work_off(desk)
    printed = job(desk, again)
    assert printed.started_at is not None
    assert printed.ended_at is not None
    assert printed.started_at <= printed.ended_at


def test_a_copy_shows_the_prices_of_its_day(desk: Desk) -> None:
    number = sell(desk).kept.sale.number
    with desk.store.writing() as tx:
        tx.exec_driver_sql("UPDATE item SET price = 1, name = 'Lain'")
    again = open_desk(desk.home)
    copied = job(desk, queue_copy(again, number, now=NOON))
    again.store.close()
    assert "395.000" in copied.document
    assert "Lain" not in copied.document


def test_the_z_slip_is_copied_too(desk: Desk) -> None:
    number = close_till(desk, {}, cashier=RINI, now=NOON).till.number
    assert job(desk, queue_copy(desk, number, now=NOON)).sale == number


def test_an_unknown_nota_is_not_copied(desk: Desk) -> None:
    with pytest.raises(UnknownNumber):
        queue_copy(desk, "A03-20261211-9999", now=NOON)
    assert jobs(desk) == ()


def test_a_job_that_may_have_printed_is_repeated_as_a_copy(desk: Desk) -> None:
    done = sell(desk)
    for state in (JobState.UNCERTAIN, JobState.SENT, JobState.PRINTED):
        set_state(desk, done.print_job, state)
        again = job(desk, retry_job(desk, done.print_job, now=NOON))
        assert (again.kind, again.job_id != done.print_job) == (JobKind.COPY, True)
        assert job(desk, done.print_job).state is state


def test_a_job_of_which_nothing_went_out_is_queued_again_as_it_is(desk: Desk) -> None:
    done = sell(desk)
    cancel_job(desk, done.print_job, now=NOON)
    assert job(desk, done.print_job).state is JobState.CANCELLED
    assert retry_job(desk, done.print_job, now=NOON) == done.print_job
    assert job(desk, done.print_job).state is JobState.QUEUED
    assert len(jobs(desk)) == 1


def test_a_cancelled_nota_goes_to_the_printer_that_is_set_now(desk: Desk) -> None:
    done = sell(desk)  # set up with none:
    work_off(desk)
    paper = desk.home / "kertas.bin"
    printing = with_printer(desk, f"file:{paper}")
    retry_job(printing, done.print_job, now=NOON)
    work_off(printing)
    assert paper.is_file()


def test_only_what_waits_is_cancelled_and_only_what_came_to_something_is_retried(desk: Desk) -> None:
    done = sell(desk)
    with pytest.raises(UnknownJob):
        retry_job(desk, done.print_job, now=NOON)
    set_state(desk, done.print_job, JobState.PRINTED)
    with pytest.raises(UnknownJob):
        cancel_job(desk, done.print_job, now=NOON)
    with pytest.raises(UnknownJob):
        cancel_job(desk, "no-such-job", now=NOON)
    with pytest.raises(UnknownJob):
        retry_job(desk, "no-such-job", now=NOON)


def test_a_test_page_fits_the_paper(desk: Desk) -> None:
    paper = desk.home / "kertas.bin"
    wide = desk.with_settings(replace(desk.settings, printer=f"file:{paper}", paper=80, cutter=True))
    queue_trial(wide, now=NOON)
    work_off(wide)
    read = read_escpos(paper.read_bytes(), 48, has_cutter=True)
    assert (read.problems, read.cuts) == ([], 1)
    rulers = [printed.text for printed in read.lines if printed.text.endswith("|")]
    assert [len(ruler) for ruler in rulers] == [32, 42, 48]
    assert rulers[-1] == "1234567890" * 4 + "1234567|"


@pytest.mark.parametrize(
    "address",
    [
        "none:",
        f"file:{Path('/tmp/x').absolute()}",
        "tcp://host:9100",
        "tcp://[::1]:9100",
        "serial:COM5",
        "serial:/dev/rfcomm0?baud=115200&flow=rts",
        "usb:0416:5011",
        "winspool:EPSON TM-T20",
        "cups:Nota",
    ],
)
def test_a_printers_address_is_known(address: str) -> None:
    assert check_address(address) == address


def test_a_file_is_remembered_by_its_whole_path() -> None:
    assert check_address("file:nota.bin") == f"file:{Path('nota.bin').absolute()}"


@pytest.mark.parametrize(
    "address",
    ["", "none", "none:x", "file:", "tcp:", "tcp://", "tcp://host", "tcp://host:", "tcp://:9100", "tcp://host:0",
     "serial:", "serial:COM5?baud=9601", "serial:COM5?parity=x", "serial:COM5?flow=x", "usb:", "usb:0416",
     "usb:0416:50111", "usb:0416:501g", "cups:", "winspool:", "winspool:a\x1b",
     "tcp://host:65536", "tcp://host:-1", "tcp://host:9100x", "tcp:host:9100", "lpr://x", "/dev/usb/lp0",
     "tcp://a..b:9100", f"tcp://{'a' * 64}.id:9100", f"tcp://host:{'9' * 5000}"],
)  # fmt: skip
def test_what_is_no_printer_is_refused(address: str) -> None:
    with pytest.raises(BadPrinter):
        check_address(address)


@pytest.mark.parametrize("address", ["tcp://a..b:9100", f"tcp://{'a' * 64}.id:9100"])
def test_a_name_no_network_can_have_sends_nothing_and_crashes_nothing(desk: Desk, address: str) -> None:
    printing = with_printer(desk, address)
    done = sell(printing)
    work_off(printing)
    assert job(desk, done.print_job).bytes_sent == 0
    assert job(desk, done.print_job).state in {JobState.QUEUED, JobState.CANCELLED}


@pytest.mark.parametrize("address", ["file:/dev/full", "file:/no/such/folder/x", "file:/"])
def test_a_file_that_takes_nothing_leaves_the_job_queued(desk: Desk, address: str) -> None:
    printing = with_printer(desk, address)
    done = sell(printing)
    assert work_off(printing).stuck
    found = job(desk, done.print_job)
    assert (found.state, found.bytes_sent) == (JobState.QUEUED, 0)


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """Let no file of this process grow over a size, as on a full disk."""
    if sys.platform == "win32":
        pytest.skip("Windows limits no file's size")
    else:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_that_takes_half_a_paper_is_not_said_to_have_taken_none(tmp_path: Path) -> None:
    paper = tmp_path / "kertas.bin"
    with no_file_over(10_000):
        outcome = send(f"file:{paper}", b"x" * 20_000)
    written = paper.stat().st_size
    assert outcome.state is (JobState.UNCERTAIN if written else JobState.FAILED)
    assert outcome.bytes_sent == written


def test_a_worker_that_is_stopped_leaves_the_other_papers_in_the_queue(desk: Desk, tmp_path: Path) -> None:
    for _ in range(3):
        queue_trial(desk, now=NOON, to=f"file:{tmp_path / 'kertas.bin'}")
    paper = tmp_path / "kertas.bin"
    worked = work_off(desk, is_stopped=paper.exists)
    assert len(worked.done) == 1
    with desk.store.reading() as tx:
        assert len(list_jobs(tx, JobState.QUEUED)) == 2


def test_a_printer_that_hangs_holds_up_no_other(desk: Desk, tmp_path: Path) -> None:
    paper = tmp_path / "kertas.bin"
    with network_printer(stops_after=100) as hanging:
        for _ in range(2):
            queue_trial(desk, now=NOON, to=hanging.address)
            queue_trial(desk, now=NOON, to=f"file:{paper}")
        seen: list[float] = []
        begun = time.monotonic()

        def look() -> bool:
            if paper.exists() and not seen:
                seen.append(time.monotonic() - begun)
            return False

        work_off(desk, is_stopped=look)
        hung = time.monotonic() - begun
    assert seen[0] < hung / 2
    assert [j.state for j in jobs(desk)].count(JobState.PRINTED) == 2


def test_fifty_jobs_at_once_come_out_whole_and_in_order(desk: Desk) -> None:
    with network_printer(talks=True) as printer:
        printing = with_printer(desk, printer.address)
        numbers = [sell(printing, line("KLS-GK-001")).kept.sale.number for _ in range(50)]
        worked = work_off(printing)
    assert [j.sale for j in worked.done] == numbers
    assert {j.state for j in worked.done} == {JobState.PRINTED}
    read = [read_escpos(data, 32) for data in printer.jobs]
    assert [r.problems for r in read] == [[]] * 50
    assert [number in r.text for number, r in zip(numbers, read, strict=True)] == [True] * 50


def test_what_waited_long_is_printed_only_where_somebody_asked(desk: Desk, tmp_path: Path) -> None:
    queue_trial(desk, now=NOON, to=f"file:{tmp_path / 'kertas.bin'}")
    later = NOON + OLD + timedelta(seconds=1)
    assert work_off(desk, now=later).done == ()
    assert len(work_off(desk).done) == 1


def test_what_a_crash_left_is_told_as_unsure_without_printing_anything(desk: Desk) -> None:
    done = sell(desk)
    set_state(desk, done.print_job, JobState.SENDING)
    with _alone_at(desk, job(desk, done.print_job).printer):
        assert recover(desk) == 0  # somebody is printing it right now
    assert recover(desk) == 1
    assert job(desk, done.print_job).state is JobState.UNCERTAIN


def pulses(paper: Path) -> int:
    """Count the drawer pulses in what came out."""
    return read_escpos(paper.read_bytes(), 32).pulses if paper.exists() else 0


def test_the_drawer_opens_before_the_nota_of_a_cash_sale_and_for_nothing_else(desk: Desk) -> None:
    paper = desk.home / "kertas.bin"
    printing = with_printer(desk, f"file:{paper}")
    printing = printing.with_settings(replace(printing.settings, drawer=True))
    number = sell(printing, line("KLS-GK-001")).kept.sale.number
    work_off(printing)
    assert paper.read_bytes().startswith(PULSE + START)
    assert pulses(paper) == 1
    sold = line("KLS-GK-001")
    sell(printing, sold, tenders=(qris(basket(sold).net.amount),))
    queue_copy(printing, number, now=NOON)
    queue_trial(printing, now=NOON)
    work_off(printing)
    assert pulses(paper) == 1
    assert [j.kind for j in jobs(printing)].count(JobKind.DRAWER) == 1


def test_without_a_drawer_and_in_practice_none_opens(desk: Desk) -> None:
    paper = desk.home / "kertas.bin"
    printing = with_printer(desk, f"file:{paper}")
    sell(printing, line("KLS-GK-001"))
    practice = replace(printing.with_settings(replace(printing.settings, drawer=True)), books=Books.TRAINING)
    with desk.writing() as tx:
        queue_pulse(tx, practice, sale="", now=NOON)
    work_off(printing)
    assert pulses(paper) == 0


def test_a_drawer_that_could_not_open_at_its_sale_stays_shut(desk: Desk) -> None:
    printing = with_printer(desk, refusing_address())
    printing = printing.with_settings(replace(printing.settings, drawer=True))
    sell(printing, line("KLS-GK-001"))
    work_off(printing)
    drawer, nota = jobs(printing)
    assert (drawer.kind, drawer.state) == (JobKind.DRAWER, JobState.FAILED)
    assert nota.state is JobState.QUEUED
    with pytest.raises(UnknownJob):
        retry_job(printing, drawer.job_id, now=NOON)


def test_a_drawer_whose_sale_is_long_over_stays_shut_and_old_papers_wait_to_be_asked_for(desk: Desk) -> None:
    paper = desk.home / "kertas.bin"
    drawn = desk.with_settings(replace(desk.settings, drawer=True, printer=f"file:{paper}"))
    sell(drawn)
    sell(drawn)
    long_ago = datetime.now(UTC) - timedelta(hours=20)
    with desk.store.writing() as tx:
        tx.exec_driver_sql("UPDATE print_job SET made_at = ?", (long_ago.isoformat(),))
    now = sell(drawn, tenders=(qris(395_000),))
    with desk.store.writing() as tx:
        soon = datetime.now(UTC).isoformat()
        tx.exec_driver_sql("UPDATE print_job SET made_at = ? WHERE job_id = ?", (soon, now.print_job))
    work_off(drawn, now=datetime.now(UTC))
    printed = paper.read_bytes()
    assert printed.count(START) == 1
    work_off(drawn)  # somebody asked for all of it
    printed = paper.read_bytes()
    assert printed.count(START) == 3
    assert PULSE not in printed
    assert [job.state for job in jobs(desk) if job.kind is JobKind.DRAWER] == [JobState.CANCELLED] * 2


def test_a_paper_that_waits_for_a_printer_of_before_goes_to_the_one_that_is_set(desk: Desk) -> None:
    desk = with_printer(desk, f"file:{desk.home / 'kertas.bin'}")
    done = sell(desk)
    with desk.store.writing() as tx:
        tx.exec_driver_sql("UPDATE print_job SET printer = 'file:/nowhere/x'")
    assert work_off(desk).stuck
    assert retry_job(desk, done.print_job, now=NOON) == done.print_job
    work_off(desk)
    assert job(desk, done.print_job).state is JobState.PRINTED


def test_a_job_that_was_moved_meanwhile_is_not_sent_by_the_worker_of_another_printer(desk: Desk) -> None:
    done = sell(with_printer(desk, f"file:{desk.home / 'one.bin'}"))
    with desk.store.reading() as tx:
        (waiting,) = list_waiting(tx)
    with desk.store.writing() as tx:
        tx.exec_driver_sql("UPDATE print_job SET printer = 'none:'")
    assert _claimed(desk, waiting) is None
    assert job(desk, done.print_job).state is JobState.QUEUED


def test_the_last_end_is_the_one_that_came_last(desk: Desk) -> None:
    first, second = sell(desk).print_job, sell(desk).print_job
    with desk.store.writing() as tx:
        update_job(tx, second, JobState.PRINTED, at=NOON)
        update_job(tx, first, JobState.UNCERTAIN, at=NOON + timedelta(minutes=1))
        tx.exec_driver_sql("UPDATE print_job SET printer = 'none:'")
    with desk.store.reading() as tx:
        assert find_last_end(tx, "none:") is JobState.UNCERTAIN
