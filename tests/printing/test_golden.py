"""What leaves the program as pictures, bytes and PDF, against golden files.

`BATIKPOS_REGOLD=1` writes them anew; then look at the change.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from batikpos.printing.escpos import to_escpos
from batikpos.printing.image import to_png
from batikpos.printing.layout import lay_out
from batikpos.printing.pdf import to_pdf
from tests.escpos_reader import listing
from tests.paper.notas import documents
from tests.printing.pages import size_of, words_of

GOLDEN = Path(__file__).parent.parent / "golden"

EVERY_GOLDEN = pytest.mark.parametrize(
    ("name", "columns"),
    [(name, columns) for name in ("single", "several", "english", "z") for columns in (32, 42, 48)],
)


def golden(file: str, made: bytes) -> bytes:
    """Read a golden file, written anew first where that was asked for."""
    path = GOLDEN / file
    if os.environ.get("BATIKPOS_REGOLD"):
        path.write_bytes(made)
    return path.read_bytes()


def dots(png: bytes) -> tuple[str, tuple[int, int], bytes]:
    """Take a picture's dots out of its file, which may be packed in more ways than one."""
    picture = Image.open(BytesIO(png))
    return picture.mode, picture.size, picture.tobytes()


def words_in_place(pdf: bytes) -> str:
    """Write down where a PDF's words stand, in tenths of a point, in which font, how large and how tall."""
    wide, high = size_of(pdf)
    rows = [
        f"{w.left:6.1f} {w.top:6.1f} {w.font:12} {w.size:.2f} x{w.tall:.0f} {w.text}" for w in words_of(pdf)
    ]
    return "\n".join([f"page {wide:.1f} x {high:.1f}", *rows, ""])


@EVERY_GOLDEN
def test_a_picture_is_the_golden_one_to_the_dot(name: str, columns: int) -> None:
    png = to_png(lay_out(documents()[name], columns), columns)
    assert dots(png) == dots(golden(f"{name}-{columns}.png", png))


@EVERY_GOLDEN
def test_a_job_is_the_golden_one_to_the_byte(name: str, columns: int) -> None:
    job = listing(to_escpos(lay_out(documents()[name], columns), columns, has_cutter=columns == 48))
    assert job == golden(f"{name}-{columns}.escpos.txt", job.encode()).decode()


@EVERY_GOLDEN
def test_the_words_of_a_pdf_stand_where_they_stood(name: str, columns: int) -> None:
    words = words_in_place(to_pdf(lay_out(documents()[name], columns), columns, title=name))
    assert words == golden(f"{name}-{columns}.pdf.txt", words.encode()).decode()
