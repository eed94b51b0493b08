"""Charts on paper, looked at as they come out."""

from io import BytesIO

import pypdfium2
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate

from batikpos.domain.chart import Group, columns, rows
from batikpos.domain.money import Rupiah
from batikpos.i18n import N_
from batikpos.reports.chart import ChartOnPage, page_of

LEGEND = ("Terbukti", "Dilaporkan, belum terbukti")
GROUPS = (
    Group("12", Rupiah(20_000_000), Rupiah(0)),
    Group("13", Rupiah(0), Rupiah(40_000_000)),
)
PROVEN = (0x23, 0x56, 0x2D)


def paper() -> bytes:
    """Print both kinds of chart on one page."""
    out, page = BytesIO(), page_of(400, 200, N_)
    charts = [ChartOnPage(draw(GROUPS, page, LEGEND), page) for draw in (columns, rows)]
    SimpleDocTemplate(out, pagesize=A4).build(charts)
    return out.getvalue()


def test_a_chart_on_paper_says_its_hours_steps_and_amounts() -> None:
    said = PdfReader(BytesIO(paper())).pages[0].extract_text()
    for word in (*LEGEND, "12", "13", "Rp20 m", "Rp40 m", "Rp20.000.000"):
        assert word in said


def test_what_is_proven_is_filled_and_what_is_reported_hollow() -> None:
    picture = pypdfium2.PdfDocument(paper())[0].render(scale=1).to_pil().convert("RGB")
    filled = sum(
        picture.getpixel((x, y)) == PROVEN for x in range(picture.width) for y in range(picture.height)
    )
    assert 20 * 60 < filled < 20 * 600
