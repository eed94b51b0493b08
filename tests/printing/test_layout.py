"""Laying out: no line wider than the paper, nothing but what any printer prints, nothing cut off."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batikpos.domain.money import Rupiah
from batikpos.paper.document import Align, Blank, Block, Document, Pair, Qr, Rule, Text
from batikpos.paper.nota import nota
from batikpos.printing.escpos import to_escpos
from batikpos.printing.layout import Code, Line, lay_out, plain
from batikpos.printing.text import to_text
from tests.escpos_reader import read_escpos
from tests.paper.notas import HASH, STAND, single

columns_of_paper = st.sampled_from([32, 42, 48])

NASTY = (
    "Kain 🎨🧵 Tulis",
    "\x1bp\x00\x19\xfa laci",
    "\x1dV\x00 potong",
    "tab\tdi\ttengah",
    "Rp\N{NO-BREAK SPACE}185.000",
    "K" * 200,
    "باتيك يدوي من سراغن",
    "ꦧꦠꦶꦏ꧀ ꦱꦫꦒꦺꦤ꧀",
    "\N{RIGHT-TO-LEFT OVERRIDE}kitab",
    "„Sidomukti“ \N{EN DASH} ½ m \N{MULTIPLICATION SIGN} 2…",
    "",
    "   ",
    "é" * 100,
    "e\u0301" * 50,
    "\ud800",
    "baris\nbaru\r\n",
)
names = st.sampled_from(NASTY) | st.text(max_size=200)
amounts = st.integers(-99_999_999_999, 99_999_999_999).map(Rupiah)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Draw a block of any kind and content."""
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return Text(draw(names), draw(st.sampled_from(Align)), draw(st.booleans()), draw(st.integers(0, 4)))
    if kind == 1:
        return Pair(
            draw(names).lstrip(), draw(names | amounts.map(str)), draw(st.booleans()), draw(st.booleans())
        )
    return (Rule(), Blank(), Qr("A03-20261211-0042 00010203"))[kind - 2]


@given(st.lists(blocks(), max_size=8), columns_of_paper)
def test_no_line_is_wider_than_the_paper(some: list[Block], columns: int) -> None:
    for line in lay_out(Document("x", tuple(some)), columns):
        if isinstance(line, Line):
            assert len(line.text) <= columns
            assert re.fullmatch(r"[ -~]*", line.text)


@given(some=st.lists(blocks(), max_size=6), columns=columns_of_paper, has_cutter=st.booleans())
def test_a_printer_reads_exactly_the_lines(*, some: list[Block], columns: int, has_cutter: bool) -> None:
    lines = lay_out(Document("x", tuple(some)), columns)
    paper = read_escpos(to_escpos(lines, columns, has_cutter=has_cutter), columns, has_cutter=has_cutter)
    assert paper.problems == []
    assert (paper.pulses, paper.cuts) == (0, int(has_cutter))
    assert paper.text == to_text(lines) + "\n" * 4


@given(names, names, names, amounts, columns_of_paper)
def test_any_name_and_amount_makes_a_nota_that_any_printer_prints(
    name: str, producer: str, cashier: str, amount: Rupiah, columns: int
) -> None:
    line = replace(single().lines[0], name=name, producer_name=producer, gross=amount, unit_price=amount)
    sale = replace(single(), lines=(line, replace(line, producer="KLS")), cashier=cashier, reason=name)
    lines = lay_out(nota(sale, STAND, fact_hash=HASH), columns)
    paper = read_escpos(to_escpos(lines, columns, has_cutter=False), columns)
    assert paper.problems == []
    assert (paper.pulses, paper.cuts) == (0, 0)
    total = next(row for row in paper.lines if row.height > 1 and str(sale.total) in row.text)
    assert total.text.endswith(str(sale.total))
    assert len(total.text) == columns


@given(st.text(st.sampled_from("abcdefgh "), max_size=300), columns_of_paper, st.integers(0, 4))
def test_wrapping_loses_no_letter(text: str, columns: int, hang: int) -> None:
    lines = lay_out(Document("x", (Text(text, hang=hang),)), columns)
    joined = "".join(line.text for line in lines if isinstance(line, Line))
    assert joined.replace(" ", "") == text.replace(" ", "")


@given(st.text(st.sampled_from("abcdefgh "), max_size=120), amounts, columns_of_paper)
def test_a_figure_stands_flush_right_and_whole(left: str, right: Rupiah, columns: int) -> None:
    *words, last = lay_out(Document("x", (Pair(left.lstrip(), str(right)),)), columns)
    assert isinstance(last, Line)
    assert len(last.text) == columns
    assert last.text.endswith(str(right))
    joined = "".join(line.text for line in (*words, last) if isinstance(line, Line))
    assert joined.replace(" ", "") == left.replace(" ", "") + str(right)


@given(st.text())
def test_a_plain_text_is_printable_ascii(text: str) -> None:
    assert re.fullmatch(r"[ -~]*", plain(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sidomukti \N{EN DASH} ½ m", "Sidomukti - 1/2 m"),
        ("café crème", "cafe creme"),
        ("“jadi”…", '"jadi"...'),
        ("Rp\N{NO-BREAK SPACE}5", "Rp 5"),
        ("a\tb\nc", "a b c"),
        ("\x1bp\x00", "p"),
        ("🎨", "?"),
    ],
)
def test_what_a_printer_lacks_is_said_otherwise(text: str, said: str) -> None:
    assert plain(text) == said


def test_words_are_kept_whole_where_they_fit() -> None:
    text = Text("Kain Panjang Tulis Halus Sidomukti Sogan", hang=2)
    lines = [line.text for line in lay_out(Document("x", (text,)), 32) if isinstance(line, Line)]
    assert lines == ["Kain Panjang Tulis Halus", "  Sidomukti Sogan"]


def test_a_code_is_a_line_of_its_own() -> None:
    assert lay_out(Document("x", (Qr("abc"),)), 32) == (Code("abc"),)
