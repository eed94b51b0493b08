"""The back ends: text, ESC/POS, PDF and picture show the same lines; codes can be read back."""

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from batikpos.paper.document import Pair, Qr
from batikpos.printing.escpos import to_escpos, without_real_time
from batikpos.printing.image import to_png
from batikpos.printing.layout import Code, Line, Part, lay_out
from batikpos.printing.pdf import to_pdf
from batikpos.printing.text import to_text
from tests.escpos_reader import MODELS, REAL_TIME, Model, Paper, print_on, read_escpos
from tests.paper.notas import documents

EVERY_PAPER = [(name, columns) for name in documents() for columns in (32, 42, 48)]
CODED = {name: b.payload for name, d in documents().items() for b in d.blocks if isinstance(b, Qr)}
"""The papers that have a QR code, and what it holds."""
TOTALS = {
    name: totals
    for name, d in documents().items()
    if (totals := [b for b in d.blocks if isinstance(b, Pair) and b.tall])
}
"""The papers that say what something comes to, and what they say of it."""
EVERY_CODE = [(name, columns) for name, columns in EVERY_PAPER if name in CODED]
PRINTER_DPI = 203
"""Eight dots a millimetre, as thermal printers have."""

WITH_SCANNER = pytest.mark.skipif(
    sys.platform == "win32" and shutil.which("zbarimg") is None, reason="zbarimg is rarely had on Windows"
)


def laid_out(name: str, columns: int) -> tuple[Part, ...]:
    """Lay a paper out."""
    return lay_out(documents()[name], columns)


def scanned(picture: Image.Image, at: Path) -> str:
    """Read a code as a phone would; zbarimg must be installed (apt: zbar-tools)."""
    framed = Image.new("L", (picture.width + 40, picture.height + 40), 255)
    framed.paste(picture, (20, 20))
    framed.save(at)
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(at)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(("name", "columns"), EVERY_PAPER)
def test_the_printer_prints_the_text(name: str, columns: int) -> None:
    lines = laid_out(name, columns)
    paper = read_escpos(to_escpos(lines, columns, has_cutter=False), columns)
    assert paper.problems == []
    assert paper.text == to_text(lines) + "\n" * 4
    for printed, line in zip(paper.lines, (ln for ln in lines if isinstance(ln, Line)), strict=False):
        assert (printed.bold, printed.height == 2, printed.width) == (line.bold, line.tall, 1)


@pytest.mark.parametrize(("name", "columns"), EVERY_PAPER)
def test_the_pdf_holds_the_text(name: str, columns: int) -> None:
    lines = laid_out(name, columns)
    reader = PdfReader(BytesIO(to_pdf(lines, columns, title=name)))
    (page,) = reader.pages
    found: list[str] = []
    page.extract_text(visitor_text=lambda text, *_: found.extend(text.splitlines()))
    wanted = [line.text for line in lines if isinstance(line, Line) and line.text]
    assert [text for text in found if text.strip()] == wanted
    assert page.mediabox.width == pytest.approx((58 if columns == 32 else 80) / 25.4 * 72, abs=0.01)


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_same_paper_is_the_same_pdf(columns: int) -> None:
    lines = laid_out("single", columns)
    assert to_pdf(lines, columns, title="x") == to_pdf(lines, columns, title="x")


def printed_by(model: Model, name: str) -> Paper:
    """Print a paper as the program does for that printer."""
    lines = laid_out(name, model.columns)
    return print_on(model, to_escpos(lines, model.columns, has_cutter=model.has_cutter))


@pytest.mark.parametrize("name", documents())
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_every_printer_obeys_every_byte(model: Model, name: str) -> None:
    paper = printed_by(model, name)
    assert paper.problems == []
    assert paper.widest <= model.columns
    assert (paper.cuts, paper.pulses) == (int(model.has_cutter), 0)
    assert paper.text == to_text(laid_out(name, model.columns)) + "\n" * 4


@pytest.mark.parametrize("name", TOTALS)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_every_printer_sets_totals_flush_right(model: Model, name: str) -> None:
    rows = [line for line in printed_by(model, name).lines if line.height > 1]
    for row, total in zip(rows, TOTALS[name], strict=True):
        assert row.text.startswith(total.left)
        assert row.text.endswith(f" {total.right}")
        assert (row.columns, row.align) == (model.columns, 0)


@WITH_SCANNER
@pytest.mark.parametrize("name", CODED)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_the_code_on_every_printers_paper_can_be_scanned(model: Model, name: str, tmp_path: Path) -> None:
    assert scanned(printed_by(model, name).drawn(), tmp_path / "paper.png") == CODED[name]


@WITH_SCANNER
@pytest.mark.parametrize("name", CODED)
def test_the_code_on_paper_of_42_columns_can_be_scanned(name: str, tmp_path: Path) -> None:
    paper = read_escpos(to_escpos(laid_out(name, 42), 42, has_cutter=False), 42)
    assert scanned(paper.drawn(), tmp_path / "paper.png") == CODED[name]


@WITH_SCANNER
@pytest.mark.parametrize(("name", "columns"), EVERY_CODE)
def test_the_code_on_the_picture_can_be_scanned(name: str, columns: int, tmp_path: Path) -> None:
    png = to_png(laid_out(name, columns), columns)
    assert scanned(Image.open(BytesIO(png)), tmp_path / "nota.png") == CODED[name]


@WITH_SCANNER
@pytest.mark.parametrize(("name", "columns"), EVERY_CODE)
def test_the_code_in_the_pdf_can_be_scanned_as_a_printer_sets_it(
    name: str, columns: int, tmp_path: Path
) -> None:
    (page,) = pypdfium2.PdfDocument(to_pdf(laid_out(name, columns), columns, title=name))
    picture = page.render(scale=PRINTER_DPI / 72, grayscale=True).to_pil()
    assert scanned(picture, tmp_path / "page.png") == CODED[name]


@pytest.mark.parametrize("has_cutter", [True, False])
def test_only_a_printer_with_a_cutter_is_told_to_cut(*, has_cutter: bool) -> None:
    data = to_escpos(laid_out("single", 48), 48, has_cutter=has_cutter)
    paper = read_escpos(data, 48, has_cutter=True)
    assert (paper.problems, paper.cuts, paper.pulses) == ([], int(has_cutter), 0)


@given(st.text(st.sampled_from("A03-Z ."), min_size=1, max_size=60), st.sampled_from([32, 42, 48]))
def test_no_picture_holds_a_real_time_command(payload: str, columns: int) -> None:
    data = to_escpos([Code(payload)], columns, has_cutter=False)
    assert read_escpos(data, columns).problems == []
    assert not any(code in data for code in REAL_TIME)


@given(st.lists(st.sampled_from([0x10, 0x04, 0x05, 0x14, 0x00, 0xFF]), max_size=60).map(bytes))
def test_a_dot_more_and_no_real_time_command(raster: bytes) -> None:
    found = without_real_time(raster)
    assert not any(code in found for code in REAL_TIME)
    assert len(found) == len(raster)
    assert all(before | after == after for before, after in zip(raster, found, strict=True))


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_another_encoder_writes_plain_lines_alike(columns: int) -> None:
    plain_lines = [
        ln for ln in laid_out("several", columns) if isinstance(ln, Line) and not (ln.bold or ln.tall)
    ]
    theirs = Dummy()
    for line in plain_lines:
        theirs.text(f"{line.text}\n")
    ours = to_escpos(plain_lines, columns, has_cutter=False)
    assert (
        re.sub(rb"\x1bt.", b"", bytes(theirs.output), flags=re.DOTALL) + b"\n" * 4
        == ours[len(b"\x1b@\x1c.\x1bt\x00") :]
    )


def test_every_job_begins_by_leaving_chinese_mode() -> None:
    assert to_escpos([], 32, has_cutter=False).startswith(b"\x1b@\x1c.")
