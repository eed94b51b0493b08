"""Figures on a page: however large they are, none is broken over two lines or runs into the next."""

import pytest
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

from batikpos.reports.fonts import embedded_fonts
from batikpos.reports.style import CELL, Words, fitting, tiles

LARGE = ("Rp12.345.678.901", "12.345.678", "-Rp1.234.567.890")


@pytest.mark.parametrize("figures", [("Rp750.000", "46", "Rp0"), LARGE])
def test_a_large_figure_stands_whole_in_its_tile(figures: tuple[str, str, str]) -> None:
    words = Words(*embedded_fonts())
    table = tiles([("Diskon", figure, "") for figure in figures], words, (36, 36, 36))
    (row,) = table._cellvalues
    sizes = set()
    for cell in row:
        large = cell[1]
        assert isinstance(large, Paragraph)
        _, high = large.wrap(36 * mm - 14, 100)
        assert high == large.style.leading
        sizes.add(large.style.fontSize)
    assert len(sizes) == 1
    assert (sizes == {words.big.fontSize}) is (figures != LARGE)


def test_columns_get_what_their_figures_need_in_letters_that_fit() -> None:
    words = Words(*embedded_fonts())
    usual = [20.0, 40.0, 40.0]
    few = [["Stan", "Total", "Tunai"], ["A01", "1.000", "0"]]
    assert fitting(few, usual, words, 7.5) == (7.5, usual)
    many = [["Stan", "Total", "Tunai"], ["A01", "123.456.789.012", "98.765.432.109"]]
    size, widths = fitting(many, usual, words, 7.5)
    assert sum(widths) == pytest.approx(sum(usual))
    for text, width in zip(many[1], widths, strict=True):
        assert stringWidth(text, words.bold, size) <= width - 2 * CELL * size / 7.5 + 0.01
