"""The back ends: text, ESC/POS, PDF and picture show the same lines; codes can be read back."""

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from batikpos.printing.escpos import to_escpos, without_real_time
from batikpos.printing.image import to_png
from batikpos.printing.layout import Code, Line, Part, lay_out
from batikpos.printing.pdf import to_pdf
from batikpos.printing.text import to_text
from tests.escpos_reader import REAL_TIME, read_escpos
from tests.paper.notas import documents

EVERY_PAPER = [(name, columns) for name in documents() for columns in (32, 42, 48)]

WITH_SCANNER = pytest.mark.skipif(
    sys.platform == "win32" and shutil.which("zbarimg") is None, reason="zbarimg is rarely had on Windows"
)


def laid_out(name: str, columns: int) -> tuple[Part, ...]:
    """Lay a paper out."""
    return lay_out(documents()[name], columns)


def scanned(picture: Image.Image, at: Path) -> str:
    """Read a code as a phone would; zbarimg must be installed (apt: zbar-tools)."""
    framed = Image.new("1", (picture.width + 40, picture.height + 40), 1)
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


@WITH_SCANNER
@pytest.mark.parametrize(("name", "columns"), [p for p in EVERY_PAPER if p[0] != "x"])
def test_the_code_on_paper_can_be_scanned(name: str, columns: int, tmp_path: Path) -> None:
    lines = laid_out(name, columns)
    paper = read_escpos(to_escpos(lines, columns, has_cutter=False), columns)
    (picture,) = paper.pictures
    (code,) = [line.payload for line in lines if isinstance(line, Code)]
    assert scanned(picture, tmp_path / "code.png") == code


@WITH_SCANNER
@pytest.mark.parametrize("columns", [32, 42, 48])
def test_the_code_on_the_picture_can_be_scanned(columns: int, tmp_path: Path) -> None:
    png = to_png(laid_out("single", columns), columns)
    assert scanned(Image.open(BytesIO(png)), tmp_path / "nota.png") == "A03-20261211-0042 00010203"


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


def test_our_reader_sees_what_is_wrong() -> None:
    """A test of the test: a reader that finds no problem anywhere proves nothing."""
    for data, problem in (
        (b"\x1bZ\n", "unknown"),
        (b"a" * 33 + b"\n", "wider"),
        (b"\x1d!\x10" + b"a" * 17 + b"\n", "wider"),
        (b"\x1b@\xe9\n", "Chinese"),
        (b"\x1dv0\x00\x30\x00\x18\x00abc", "cut off"),
        (b"\x1dv0\x00\x31\x00\x01\x00" + bytes(49), "wider"),
        (b"\x1dv0\x00\x01\x00\x19\x00" + bytes(25), "buffer"),
        (b"\x1dv0\x00\x02\x00\x01\x00\x10\x04", "picture"),
        (b"\x1dV\x01", "cutter"),
        (b"abc", "never ends"),
        (b"\x1bE", "cut off"),
    ):
        assert any(problem in found for found in read_escpos(data, 32).problems), data
