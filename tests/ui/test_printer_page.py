"""The printer's page: what is found is used, what came out is believed, and a nota looks as it will."""

from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit

from batikpos.printing import discovery, queue
from batikpos.printing.discovery import Found
from batikpos.printing.outcome import SWITCHED_OFF, Outcome
from batikpos.printing.queue import _alone_at, work_off
from batikpos.printing.worked import Worked
from batikpos.services.desk import Desk, open_desk
from batikpos.settings import Settings, load_settings, save_settings
from batikpos.store.printjobs import JobKind, JobState, PrintJob, list_jobs
from batikpos.ui.booth.printerpage import PrinterPage
from batikpos.ui.booth.sale import SalePage
from batikpos.ui.booth.signin import OpenTillPage
from tests.escpos_reader import read_escpos
from tests.printing.listener import OUT_OF_PAPER, network_printer, refusing_address
from tests.ui.booth import BoothWindow
from tests.ui.conftest import OpenBooth


def settings(booth: BoothWindow) -> Settings:
    """Read what is kept."""
    return load_settings(booth.desk.home)


def open_page(booth: BoothWindow) -> PrinterPage:
    """Tap the printer in the bar."""
    booth.tap(booth.flow.bar.printer)
    page = booth.wait_for(PrinterPage)
    booth.wait(lambda: not picture(page).isNull())
    return page


def picture(page: PrinterPage) -> QPixmap:
    """Return the nota as it is drawn."""
    return page._paper.pixmap()


def jobs(booth: BoothWindow) -> tuple[PrintJob, ...]:
    """List all that was to be printed."""
    with booth.desk.store.reading() as tx:
        return list_jobs(tx)


def edits(page: PrinterPage) -> list[QPlainTextEdit]:
    """Return the fields for the head and the foot."""
    return page.findChildren(QPlainTextEdit)


def test_a_printer_that_is_found_is_used_by_one_tap(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with network_printer(talks=True) as printer:
        monkeypatch.setattr(discovery, "find_printers", lambda: (Found(printer.address, "Kasir depan"),))
        open_page(booth)
        booth.press("Find printers")
        booth.press(f"Kasir depan  ·  {printer.address}")
        booth.wait(lambda: settings(booth).printer == printer.address)
        booth.press("Print a test page")
        booth.wait_for_words("The printer says that it is printed.")
        booth.wait(lambda: b"42 characters" in b"".join(printer.raw))
    booth.wait_for_words("What is the longest ruler that is whole on one line?")
    booth.press("42")
    booth.wait(lambda: settings(booth).columns == 42)
    assert settings(booth).paper == 80
    booth.wait(lambda: booth.flow._desk.settings.columns == 42)  # the window prints so from now on


def test_where_no_printer_is_found_it_is_said(booth: BoothWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "find_printers", tuple)
    open_page(booth)
    booth.press("Find printers")
    booth.wait_for_words("No printer was found.")


@pytest.mark.parametrize(("ruler", "columns"), [("32", 32), ("42", 42), ("48", 48)])
def test_the_ruler_that_came_out_whole_sets_the_width(booth: BoothWindow, ruler: str, columns: int) -> None:
    open_page(booth)
    booth.press("Print a test page")
    booth.wait_for_words("What is the longest ruler")
    page = read_escpos((booth.desk.home / "printer.bin").read_bytes(), 48)
    assert page.problems == []
    assert [len(line.text) for line in page.lines if line.text.endswith("|")] == [32, 42, 48]
    booth.press(ruler)
    booth.wait(lambda: settings(booth).columns == columns)


def test_a_printer_without_paper_is_told_of_and_the_test_page_waits_for_nobody(
    booth: BoothWindow,
) -> None:
    open_page(booth)
    with network_printer(talks=True, status=OUT_OF_PAPER) as printer:
        booth.fill("Printer address", printer.address)
        booth.shell.setFocus()
        booth.wait(lambda: settings(booth).printer == printer.address)
        booth.press("Print a test page")
        booth.wait_for_words("The paper is out.")
        assert "longest ruler" not in booth.words()
    assert [job.state for job in jobs(booth)] == [JobState.CANCELLED]


def test_what_is_no_printer_is_refused_and_the_one_that_was_set_stays(booth: BoothWindow) -> None:
    before = settings(booth).printer
    open_page(booth)
    booth.fill("Printer address", "lpt1")
    booth.shell.setFocus()
    booth.wait_for_words("“lpt1” is not a printer.")
    assert settings(booth).printer == before
    assert booth._fields("Printer address")[0].text() == "lpt1"


def test_a_printer_that_is_off_is_said_to_be(booth: BoothWindow) -> None:
    open_page(booth)
    booth.fill("Printer address", refusing_address())
    booth.press("Print a test page")  # at once: what was typed counts
    booth.wait_for_words("The printer is switched off or not connected.")


def test_a_test_page_waits_for_whoever_prints_there_just_now(booth: BoothWindow) -> None:
    address = refusing_address()
    open_page(booth)
    booth.fill("Printer address", address)
    with _alone_at(booth.desk, address):
        booth.press("Print a test page")
        booth.wait_for_words("Printing…")
        booth.wait(lambda: bool(jobs(booth)))
        booth.qtbot.wait(300)
        assert "Printing…" in booth.words()
    booth.wait_for_words("The printer is switched off or not connected.")
    assert [job.state for job in jobs(booth)] == [JobState.CANCELLED]


def test_a_test_page_that_another_round_took_along_is_waited_for(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is on its way already, the own round finds nothing to print: that is no answer yet."""
    open_page(booth)
    booth.fill("Printer address", refusing_address())
    begun = Event()

    def take_along(*_given: object) -> Outcome:
        begun.set()
        sleep(1)  # the own round begins and ends meanwhile
        return Outcome(JobState.FAILED, reason=SWITCHED_OFF)

    def find_nothing_but_what_another_prints(desk: Desk, **named: object) -> Worked:
        if "is_stopped" in named:  # the window's own, which may be asked at the same moment
            return Worked()
        monkeypatch.setattr(queue, "work_off", work_off)
        other = Thread(target=work_off, args=(desk,))
        other.start()
        assert begun.wait(60)
        return work_off(desk)

    monkeypatch.setattr(queue, "_print", take_along)
    monkeypatch.setattr(queue, "work_off", find_nothing_but_what_another_prints)
    booth.press("Print a test page")
    booth.wait_for_words("The printer is switched off or not connected.")
    assert [job.state for job in jobs(booth)] == [JobState.CANCELLED]


def test_what_is_typed_is_seen_and_kept_and_stands_on_the_next_nota(booth: BoothWindow) -> None:
    page = open_page(booth)
    booth.press("What the nota says")
    before = picture(page).cacheKey()
    edits(page)[0].setPlainText("Sentra Sukowati\n\n  WA 0812  ")
    booth.wait(lambda: settings(booth).header == "Sentra Sukowati\nWA 0812")
    booth.wait(lambda: picture(page).cacheKey() != before)
    booth.press("Done")
    booth.wait_for_sale_screen()
    booth.scan(booth.items()[0].barcode)
    booth.register.pay_key(0)
    booth.wait_for_sales(1)
    booth.wait(lambda: b"Sentra Sukowati" in printed(booth))


def test_a_foot_that_refuses_exchange_is_not_kept(booth: BoothWindow) -> None:
    page = open_page(booth)
    booth.press("What the nota says")
    edits(page)[1].setPlainText("Barang yang sudah dibeli tidak dapat dikembalikan.")
    booth.wait_for_words("A nota may not refuse exchange or return")
    assert settings(booth).footer == ""


def test_a_logo_is_chosen_seen_and_taken_off(
    booth: BoothWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logo = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(logo).ellipse((20, 20, 880, 280), fill="black")
    logo.save(tmp_path / "logo.png")
    (tmp_path / "none.png").write_text("no picture", encoding="utf-8")
    chosen = [str(tmp_path / "logo.png"), str(tmp_path / "none.png")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen.pop(0), ""))
    page = open_page(booth)
    booth.press("What the nota says")
    height = picture(page).height()
    booth.press("Choose a logo…")
    booth.wait(lambda: settings(booth).logo.startswith("384:"))
    booth.wait(lambda: picture(page).height() > height + 80)
    booth.press("Choose a logo…")
    booth.wait_for_words("is no picture that can be printed")
    assert settings(booth).logo.startswith("384:")
    booth.press("No logo")
    booth.wait(lambda: settings(booth).logo == "")


def test_an_open_basket_is_there_again_after_the_printers_page(booth: BoothWindow) -> None:
    booth.scan(booth.items()[0].barcode)
    booth.wait(lambda: bool(booth.cart.lines))
    open_page(booth)
    booth.press("Done")
    booth.wait_for(SalePage)
    assert len(booth.cart.lines) == 1


def test_the_drawer_is_tried_before_the_till_is_opened_and_not_while_it_holds_cash(
    open_booth: OpenBooth,
) -> None:
    booth = open_booth(float_=None)
    booth.wait_for(OpenTillPage)
    page = open_page(booth)
    page._setup.choose(drawer="yes")
    booth.wait(lambda: settings(booth).drawer)
    booth.press("Try the drawer")
    booth.wait(lambda: b"\x1bp" in printed(booth))
    booth.press("Done")
    booth.wait_for(OpenTillPage)
    booth.fill("Float", "500000")
    booth.press("With a slip to sign")
    booth.tap(booth._buttons("Open the till")[-1])
    booth.wait_for_sale_screen()
    booth.wait(lambda: b"FLOAT" in printed(booth))
    open_page(booth)
    booth.press("Try the drawer")
    booth.wait_for_words("The till is open")
    with booth.desk.store.reading() as tx:
        assert [job.kind for job in list_jobs(tx)] == [JobKind.DRAWER, JobKind.FLOAT]


def printed(booth: BoothWindow) -> bytes:
    """Read what the printer got."""
    path = booth.desk.home / "printer.bin"
    return path.read_bytes() if path.exists() else b""


def test_every_label_of_the_page_speaks_the_chosen_language(booth: BoothWindow) -> None:
    page = open_page(booth)
    assert "Printer and nota" in [w.text() for w in page.findChildren(QLabel)]
    booth.press("Change the language")
    booth.wait_for_sale_screen()
    open_page(booth)
    booth.wait_for_words("Printer dan nota")
    booth.wait_for_words("Cari printer")


def test_what_is_refused_keeps_the_page_open_and_takes_nothing_else_with_it(booth: BoothWindow) -> None:
    page = open_page(booth)
    booth.press("What the nota says")
    edits(page)[0].setPlainText("Sentra Sukowati")
    edits(page)[1].setPlainText("Barang tidak dapat ditukar")
    booth.press("Done")
    booth.wait_for_words("A nota may not refuse exchange or return")
    booth.wait(lambda: settings(booth).header == "Sentra Sukowati")
    assert booth.page(PrinterPage) is page
    edits(page)[1].setPlainText("")
    booth.key(Qt.Key.Key_Escape)
    booth.wait_for(SalePage)
    assert settings(booth).footer == ""


def test_what_was_refused_before_keeps_nobody_who_has_put_it_right(booth: BoothWindow) -> None:
    page = open_page(booth)
    booth.press("What the nota says")
    edits(page)[1].setPlainText("Barang tidak dapat ditukar")
    with booth.busy_store():
        booth.press("Done")
        edits(page)[1].setPlainText("Barang dapat ditukar selama pameran.")
        booth.key(Qt.Key.Key_Escape)
    booth.wait_for(SalePage)
    assert settings(booth).footer == "Barang dapat ditukar selama pameran."


def test_an_address_that_is_none_keeps_the_page_open(booth: BoothWindow) -> None:
    page = open_page(booth)
    booth.fill("Printer address", "lpt1")
    booth.press("Done")
    booth.wait_for_words("“lpt1” is not a printer.")
    assert booth.page(PrinterPage) is page


def test_every_printer_that_was_found_is_offered(booth: BoothWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tuple(Found(f"tcp://192.0.2.{n}:9100", f"192.0.2.{n}") for n in range(1, 8))
    monkeypatch.setattr(discovery, "find_printers", lambda: found)
    open_page(booth)
    booth.press("Find printers")
    for one in found:
        booth.wait_for_words(one.address)


def has_columns(booth: BoothWindow, columns: int) -> bool:
    """Say whether the paper is kept to be so wide."""
    return settings(booth).columns == columns


def test_every_paper_can_be_chosen_on_a_small_screen(booth: BoothWindow) -> None:
    booth.shell.resize(1093, 535)
    open_page(booth)
    for words, columns in (("80 mm", 48), ("80 mm (42)", 42), ("58 mm", 32)):
        booth.press(words)
        booth.wait(partial(has_columns, booth, columns))


def test_a_window_is_closed_at_once_though_its_printer_hangs(open_booth: OpenBooth, home: Path) -> None:
    with network_printer(stops_after=10) as printer:
        save_settings(home, replace(load_settings(home), printer=printer.address))
        booth = open_booth()
        booth.wait_for_sale_screen()
        booth.scan(booth.items()[0].barcode)
        booth.wait(lambda: bool(booth.cart.lines))
        booth.register.pay_key(0)
        booth.wait(lambda: [j.state for j in queued(booth)] == [JobState.SENDING])
        booth.shell.close()
        assert [j.state for j in queued(booth)] == [JobState.SENDING]  # nobody waited for it


def queued(booth: BoothWindow) -> tuple[PrintJob, ...]:
    """List the queue, by a look of one's own."""
    desk = open_desk(booth.desk.home)
    with closing(desk.store), desk.store.reading() as tx:
        return list_jobs(tx)


def test_the_bar_says_what_the_last_test_page_showed_and_forgets_another_printer(
    booth: BoothWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with network_printer(talks=True) as printer:
        monkeypatch.setattr(discovery, "find_printers", lambda: (Found(printer.address, "Kasir depan"),))
        open_page(booth)
        booth.press("Find printers")
        booth.press(f"Kasir depan  ·  {printer.address}")
        booth.wait_for_words("Printer not tried yet")
        booth.press("Print a test page")
        booth.wait_for_words("Printer ready")
    booth.press("Print a test page")  # it was switched off meanwhile
    booth.wait_for_words("Printer off")
    assert "Printer ready" not in booth.words()
    with booth.qtbot.waitSignal(booth.register.papers.worked_off):
        booth.register.papers.print_waiting()  # a round that finds nothing to print
    assert "Printer off" in booth.words()
    booth.fill("Printer address", f"file:{booth.desk.home / 'other.bin'}")
    booth.key(Qt.Key.Key_Tab)
    booth.wait_for_words("Printer not tried yet")
    booth.press("Print a test page")
    booth.wait_for_words("Printer ready")
