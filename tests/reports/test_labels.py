"""Price labels: every code on every sheet is read back from the paper as it is printed."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image

from batikpos.domain.catalogue import UNCOUNTED, Item
from batikpos.i18n import translator
from batikpos.reports.labels import SHEETS, BarcodeTooLong, of_pieces, to_labels
from tests.shop import an_item, catalogue

ITEMS = catalogue().items
DPI = {"a4-24": 300, "a4-40": 300, "a4-14": 300, "a4-65": 600, "roll-58": 203}
"""What a shop's printer sets, and a label printer on a roll."""


def pages(pdf: bytes, dpi: int) -> list[Image.Image]:
    """Set a PDF as a printer would."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def labels(items: list[Item], sheet: str) -> Iterator[Image.Image]:
    """Print items on sheets, and cut the labels apart: a scanner sees one at a time."""
    of, scale = SHEETS[sheet], DPI[sheet] / 25.4
    printed = pages(to_labels(items, catalogue(), sheet, translator("id")), DPI[sheet])
    for place in range(len(items)):
        page, at = divmod(place, of.across * of.down)
        row, column = divmod(at, of.across)
        left, top = of.left + column * (of.width + of.gap), of.top + row * of.height
        right, bottom = left + of.width, top + of.height
        yield printed[page].crop((left * scale, top * scale, right * scale, bottom * scale))


def read_code(picture: Image.Image, folder: Path) -> str:
    """Read the barcode of a label by zbar."""
    file = folder / "label.png"
    picture.save(file)
    read = subprocess.run(
        ["zbarimg", "-q", "--raw", str(file)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    return read.stdout.strip()


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_code_is_read_back_at_the_size_it_is_printed(sheet: str, tmp_path: Path) -> None:
    items = list(ITEMS[:30])
    found = [read_code(label, tmp_path) for label in labels(items, sheet)]
    assert found == [item.barcode for item in items]


@pytest.mark.parametrize("sheet", SHEETS)
def test_codes_that_are_no_ean_are_code_128(sheet: str, tmp_path: Path) -> None:
    items = [an_item("TOM-KM-001"), replace(an_item("K7"), barcode="AB-12")]
    assert [read_code(label, tmp_path) for label in labels(items, sheet)] == ["TOM-KM-001", "AB-12"]


def test_a_sheet_holds_as_many_as_it_says_and_the_next_begins_a_page() -> None:
    for sheet, of in SHEETS.items():
        full = of.across * of.down
        items = (list(ITEMS) * 3)[: full + 1]
        assert len(pages(to_labels(items[:full], catalogue(), sheet, translator("id")), 36)) == 1
        assert len(pages(to_labels(items, catalogue(), sheet, translator("id")), 36)) == 2


def test_labels_stay_on_their_sheet() -> None:
    for of in SHEETS.values():
        across = of.left + of.across * of.width + (of.across - 1) * of.gap
        assert across <= of.page[0] + 0.2
        assert of.top + of.down * of.height <= of.page[1] + 0.2


def test_a_code_that_no_scanner_could_read_is_refused() -> None:
    long = an_item("A" * 48)
    with pytest.raises(BarcodeTooLong):
        to_labels([long], catalogue(), "a4-65", translator("id"))


def test_a_label_says_what_a_buyer_asks() -> None:

    item = next(i for i in ITEMS if i.size)
    pdf = to_labels([item], catalogue(), "a4-14", translator("id"))
    (page,) = pypdf.PdfReader(BytesIO(pdf)).pages
    text = page.extract_text()
    for word in (item.name, item.size, str(item.price), catalogue().producer(item.producer).name):
        assert word in text


def test_a_sheet_that_was_begun_goes_on_where_it_was_left() -> None:
    items = list(ITEMS[:3])
    whole, begun = (
        pages(to_labels(items, catalogue(), "a4-24", translator("id"), skip=skip), 72)[0] for skip in (0, 22)
    )
    assert whole.crop((0, 0, 500, 100)).getextrema()[0] == 0
    assert begun.crop((0, 0, 595, 300)).getextrema() == (255, 255)
    assert len(pages(to_labels(items, catalogue(), "a4-24", translator("id"), skip=22), 36)) == 2


def test_each_piece_that_was_received_has_a_label() -> None:
    shirt, cloth, uncounted = (
        catalogue().load("TOM-KM-001-M"),
        catalogue().load("TOM-MT-001"),
        replace(an_item("X"), stock=UNCOUNTED),
    )
    named = of_pieces([shirt, cloth, uncounted])
    assert [item.sku for item in named] == [shirt.sku] * shirt.stock + [cloth.sku, "X"]


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_is_set_where_printers_do_not_reach(sheet: str) -> None:
    items = (list(ITEMS) * 2)[: SHEETS[sheet].across * SHEETS[sheet].down]
    (page,) = pages(to_labels(items, catalogue(), sheet, translator("id")), 72)
    edge = 4 if sheet.startswith("a4") else 0
    room = int(edge / 25.4 * 72)
    white = page.crop((room, room, page.width - room, page.height - room))
    inside = page.copy()
    inside.paste(255, (room, room, room + white.width, room + white.height))
    assert inside.getextrema() == (255, 255) or not edge


def test_letters_that_the_font_lacks_leave_a_trace_and_cloth_says_that_it_is_by_the_metre() -> None:
    items = [
        replace(an_item("X"), name="\N{ARABIC LETTER BEH}\N{ARABIC LETTER TEH}"),
        catalogue().load("TOM-MT-001"),
    ]
    text = pypdf.PdfReader(BytesIO(to_labels(items, catalogue(), "a4-24", translator("id")))).pages[0]
    said = text.extract_text()
    assert "??" in said
    assert "Rp125.000/m" in said
    assert ", -" not in said
