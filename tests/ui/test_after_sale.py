"""What a buyer may want after a sale: each by two taps, none of it in the way of the next sale."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from batikpos.store.printjobs import JobKind, list_jobs
from batikpos.ui.booth import aftersale
from batikpos.ui.booth.aftersale import CodeSheet, PayerSheet
from batikpos.ui.booth.counting import CountPage
from batikpos.ui.paperqueue import TWICE_MS
from tests.printing.test_backends import WITH_SCANNER, scanned
from tests.ui.booth import BoothWindow


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Save into a folder of the test's own."""
    folder = tmp_path / "papers"
    folder.mkdir()
    monkeypatch.setattr(aftersale, "papers_folder", lambda: folder)
    return folder


def sell(booth: BoothWindow, sku: str = "TOM-KM-001-M") -> str:
    """Sell a piece; return the nota's number."""
    booth.scan(sku)
    booth.wait(lambda: bool(booth.cart.lines))
    booth.key(Qt.Key.Key_F9)
    return booth.wait_for_sales(1)[-1].sale.number


def kinds(booth: BoothWindow) -> list[JobKind]:
    """List what was queued."""
    with booth.desk.store.reading() as tx:
        return [job.kind for job in list_jobs(tx)]


def offer(booth: BoothWindow, what: str) -> None:
    """Open the sheet of the last sale, and take something of it."""
    booth.press("For the buyer")
    booth.press(what)


def test_nothing_is_offered_before_the_first_sale_nor_of_a_void(booth: BoothWindow) -> None:
    assert not booth.button("For the buyer").isEnabled()
    sell(booth)
    assert booth.button("For the buyer").isEnabled()
    booth.press("Void")
    booth.press("Wrong item")
    booth.press("Void the sale")
    booth.wait_for_sales(2)
    booth.wait(lambda: not booth.button("For the buyer").isEnabled())


def test_a_gift_note_names_no_price(booth: BoothWindow) -> None:
    number = sell(booth)
    offer(booth, "Gift note, without prices")
    booth.wait(lambda: kinds(booth) == [JobKind.ORIGINAL, JobKind.GIFT])
    with booth.desk.store.reading() as tx:
        note = list_jobs(tx)[1]
    assert number in note.document
    assert "395.000" not in note.document


def test_only_a_one_off_has_a_story(booth: BoothWindow) -> None:
    sell(booth)
    booth.press("For the buyer")
    assert "Story card" not in booth.words()
    booth.press("Close")
    booth.wait(lambda: booth.sheet is None)
    sell(booth, "CKT-KP-001")
    booth.wait_for_sales(2)
    offer(booth, "Story card: Sidomulyo")
    booth.wait(lambda: JobKind.STORY in kinds(booth))


@pytest.mark.parametrize(("what", "name"), [("Save as PDF", "{}.pdf"), ("Save as picture", "{}.png")])
def test_a_nota_is_saved_and_it_is_said_where(booth: BoothWindow, folder: Path, what: str, name: str) -> None:
    number = sell(booth)
    offer(booth, what)
    file = folder / name.format(number)
    booth.wait_for_words(f"Saved: {file}")
    assert file.read_bytes()[:4] in {b"%PDF", b"\x89PNG"}


def test_a_folder_that_cannot_be_written_is_told_of(booth: BoothWindow, folder: Path) -> None:
    sell(booth)
    folder.rmdir()
    offer(booth, "Save as PDF")
    booth.wait_for_words("could not be written (it is not there). The sale is kept: try again later.")


@WITH_SCANNER
def test_the_buyers_phone_scans_the_nota_from_the_screen(booth: BoothWindow, tmp_path: Path) -> None:
    number = sell(booth)
    offer(booth, "WhatsApp: show a code to scan")
    sheet = booth.wait_for(CodeSheet)
    code = next(w for w in sheet.findChildren(QLabel) if w.accessibleName() == "Code of the nota")
    code.pixmap().save(str(tmp_path / "screen.png"))
    link = scanned(Image.open(tmp_path / "screen.png").convert("1"), tmp_path / "code.png")
    assert link == sheet.link
    assert number in unquote(link)
    assert link.startswith("https://wa.me/?text=")
    booth.press("Done")
    booth.wait(lambda: booth.sheet is None)
    booth.scan("TOM-KM-001-L")
    booth.wait(lambda: bool(booth.cart.lines))


def test_a_kuitansi_asks_who_paid(booth: BoothWindow, folder: Path) -> None:
    number = sell(booth, "CKT-KP-001")
    offer(booth, "Formal receipt (kuitansi, PDF)…")
    booth.wait_for(PayerSheet)
    booth.press("Save the PDF")  # without a name it asks on
    booth.fill("Name of the payer", "Dinas Koperasi")
    booth.press("Save the PDF")
    booth.wait_for_words("Put a meterai of Rp10.000 into the box")
    assert (folder / f"kuitansi {number}.pdf").read_bytes().startswith(b"%PDF")


def test_a_nota_in_the_other_language_is_for_one_sale(booth: BoothWindow) -> None:
    booth.scan("TOM-KM-001-M")
    booth.wait(lambda: bool(booth.cart.lines))
    for words in ("Nota in Indonesian", "Nota in English", "Nota in Indonesian"):
        booth.press("More for this basket")
        booth.press(f"{words} this one only")
        booth.wait(lambda: booth.sheet is None)
    booth.key(Qt.Key.Key_F9)
    (first,) = booth.wait_for_sales(1)
    assert first.sale.language == "id"
    booth.scan("TOM-KM-001-L")
    booth.wait(lambda: bool(booth.cart.lines))
    booth.key(Qt.Key.Key_F9)
    assert booth.wait_for_sales(2)[1].sale.language == "en"


def test_the_x_slip_is_printed_before_the_count_is_confirmed(booth: BoothWindow) -> None:
    sell(booth)
    booth.press("Close the till")
    booth.wait_for(CountPage)
    booth.press("Print so far (X)")
    booth.wait(lambda: JobKind.X in kinds(booth))


def test_two_quick_taps_print_one_copy_and_a_later_one_another(booth: BoothWindow) -> None:
    def copies() -> int:
        with booth.desk.store.reading() as tx:
            return [job.kind for job in list_jobs(tx)].count(JobKind.COPY)

    sell(booth, "CKT-KP-001")
    booth.double_tap(booth.button("Print again"))
    booth.wait(lambda: copies() > 0)
    booth.qtbot.wait(TWICE_MS + 100)
    assert copies() == 1
    booth.press("Print again")
    booth.wait(lambda: copies() == 2)
