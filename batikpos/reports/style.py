"""How the organizer's pages look: their letters, colours and tables, and figures that are never broken."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from batikpos.domain.chart import Group, columns
from batikpos.domain.signing import NOT_SIGNED, DaySigning
from batikpos.i18n import N_, Translate
from batikpos.reports.chart import ChartOnPage, page_of
from batikpos.reports.figures import Row
from batikpos.reports.spreadsheet import STATES

INK = colors.HexColor("#1B1410")
SECOND = colors.HexColor("#5C4A3D")
RULE = colors.HexColor("#D9CBB5")
GROUND = colors.HexColor("#F6EEDF")
SOGAN = colors.HexColor("#6B3E12")
DANGER = colors.HexColor("#A3241B")
TABLE_MM = 182
FRAME_PADDING = 6
"""What reportlab leaves empty inside a page's frame on each side, in points."""

_BESIDE, _AFTER, CELL = 8, 6, 2
"""Room beside a large figure, and in a narrow table, in points."""


def a4(out: BytesIO, title: str) -> SimpleDocTemplate:
    """Lay a document out on A4, with the margins of all reports."""
    return SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=14 * mm - FRAME_PADDING,
        rightMargin=14 * mm - FRAME_PADDING,
        topMargin=14 * mm,
        bottomMargin=16 * mm,
        title=title,
        creator="BatikPOS",
        invariant=1,
    )


class Words:
    """The styles of the page."""

    def __init__(self, font: str, bold: str) -> None:
        self.font, self.bold = font, bold
        self.title = ParagraphStyle("title", fontName=bold, fontSize=18, leading=22, textColor=INK)
        self.heading = ParagraphStyle(
            "heading", fontName=bold, fontSize=12, leading=16, textColor=SOGAN, spaceAfter=4
        )
        self.second = ParagraphStyle("second", fontName=font, fontSize=10, leading=13, textColor=SECOND)
        self.body = ParagraphStyle("body", fontName=font, fontSize=9.5, leading=13, textColor=INK)
        self.big = ParagraphStyle("big", fontName=bold, fontSize=17, leading=21, textColor=INK)
        self.figure = ParagraphStyle("figure", parent=self.body, alignment=TA_RIGHT)

    def number(self, canvas: Any, _page: Any) -> None:  # noqa: ANN401 - reportlab's own types are untyped
        """Write the page's number at its foot."""
        canvas.setFont(self.font, 8)
        canvas.setFillColor(SECOND)
        canvas.drawRightString(A4[0] - 14 * mm, 9 * mm, str(canvas.getPageNumber()))


def table_style(words: Words, *, lines: bool = True) -> TableStyle:
    """Rule a table as all of a report's are."""
    rules = [("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE)] if lines else []
    return TableStyle(
        [
            *rules,
            ("FONTNAME", (0, 0), (-1, -1), words.font),
            ("FONTNAME", (0, 0), (-1, 0), words.bold),
            ("FONTSIZE", (0, 0), (-1, -1), 9),
            ("TEXTCOLOR", (0, 0), (-1, -1), INK),
            ("TEXTCOLOR", (0, 0), (-1, 0), SECOND),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ]
    )


def fitting(
    rows: Sequence[Sequence[str]], widths: Sequence[float], words: Words, size: float
) -> tuple[float, list[float]]:
    """Give the widths as they are where every figure fits; else as each column needs, in letters that fit.

    The first row holds the columns' names, which may stand below one another word by word.
    """
    heads, *figures = rows
    parts = [max(name.split(), key=len, default="") for name in heads]
    needs = [
        max(stringWidth(line, words.bold, size) for text in column for line in text.split("\n")) + 2 * CELL
        for column in zip(parts, *figures, strict=True)
    ]
    if all(need <= width for need, width in zip(needs, widths, strict=True)):
        return size, list(widths)
    by = sum(widths) / sum(needs)
    return min(size, size * by), [need * by for need in needs]


def tiles(cells: Sequence[tuple[str, str, str]], words: Words, widths: Sequence[float]) -> Table:
    """Set a few figures large beside each other: what each is, how much, and what is to be said of it.

    All are as large as the longest of them allows, so that none is broken.
    """
    size = words.big.fontSize
    for (_, figure, _), width in zip(cells, widths, strict=True):
        room = width * mm - _BESIDE - _AFTER - 1
        size = min(size, words.big.fontSize * room / stringWidth(figure, words.bold, words.big.fontSize))
    style = ParagraphStyle("big", parent=words.big, fontSize=size, leading=words.big.leading)
    row = [
        [
            Paragraph(escaped(label), words.second),
            Paragraph(_coloured(big, big.startswith("-")), style),
            Paragraph(escaped(small), words.second),
        ]
        for label, big, small in cells
    ]
    table = Table([row], colWidths=[width * mm for width in widths])
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), GROUND),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), _BESIDE),
                ("RIGHTPADDING", (0, 0), (-1, -1), _AFTER),
                ("TOPPADDING", (0, 0), (-1, -1), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                ("ROUNDEDCORNERS", [6, 6, 6, 6]),
            ]
        )
    )
    return table


def takings_chart(rows: Sequence[Row], size: tuple[float, float], tr: Translate) -> ChartOnPage:
    """Draw a column for each row, what is only reported hollow on top of what is proven."""
    groups = [Group(row.name, row.proven.total, row.reported.total) for row in rows]
    is_apart = any(row.reported.total for row in rows)
    legend = (tr(STATES["proven"]), tr(N_("Reported, not proven"))) if is_apart else ("", "")
    page = page_of(*size, tr)
    return ChartOnPage(columns(groups, page, legend), page)


def signatures(words: Words, tr: Translate, signing: DaySigning = NOT_SIGNED) -> Table:
    """Leave room for two to sign, over the names of those who signed a day off where somebody did."""
    made, checked = (Paragraph(tr(word), words.second) for word in (N_("Made by"), N_("Checked by")))
    rows: list[list[Any]] = [[made, "", checked], ["", "", ""]]
    if signed := signing.sign_off:
        by, witness = (Paragraph(escaped(name), words.body) for name in (signed.by, signed.witness))
        rows.append([by, "", witness])
    table = Table(rows, colWidths=[84 * mm, 14 * mm, 84 * mm])
    table.setStyle(
        TableStyle(
            [
                ("TOPPADDING", (0, 1), (-1, 1), 14 * mm),
                ("LINEBELOW", (0, 1), (0, 1), 0.7, INK),
                ("LINEBELOW", (2, 1), (2, 1), 0.7, INK),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return table


def escaped(text: str) -> str:
    """Write a text so that a paragraph takes none of it for its own marks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _coloured(text: str, is_bad: bool) -> str:  # noqa: FBT001 - a private two-way choice
    return f'<font color="#A3241B">{text}</font>' if is_bad else text
