"""The day's report as an A4 page that can be signed: what is proven, every booth, every producer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import zip_longest
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from batikpos.domain.chart import Group, columns
from batikpos.domain.fair import Fair
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.reconcile import DayState, say_cause
from batikpos.domain.signing import NOT_SIGNED, DaySigning
from batikpos.domain.tender import MONEY, TenderKind
from batikpos.i18n import N_, Translate
from batikpos.reports.chart import ChartOnPage, page_of
from batikpos.reports.figures import NOTHING, Figures, Row
from batikpos.reports.fonts import embedded_fonts
from batikpos.reports.signing import signing_lines
from batikpos.reports.spreadsheet import STATES, device_cells, device_columns, groups_of, kinds_of, row_name
from batikpos.services.reconcile import FairDay

INK = colors.HexColor("#1B1410")
SECOND = colors.HexColor("#5C4A3D")
RULE = colors.HexColor("#D9CBB5")
GROUND = colors.HexColor("#F6EEDF")
SOGAN = colors.HexColor("#6B3E12")
DANGER = colors.HexColor("#A3241B")
TABLE_MM = 182
FRAME_PADDING = 6
"""What reportlab leaves empty inside a page's frame on each side, in points."""

STATE_COLOURS = {
    "proven": colors.HexColor("#2F6B3C"),
    "reported": colors.HexColor("#8A5A00"),
    "missing": DANGER,
}


def to_page(of: FairDay, figures: Figures, tr: Translate) -> bytes:
    """Set the report of a day."""
    font, bold = embedded_fonts()
    words = Words(font, bold)
    out = BytesIO()
    page = a4(out, f"{of.fair.name} {figures.first.isoformat()}")
    body: list[Flowable] = [
        Paragraph(escaped(of.fair.name), words.title),
        Paragraph(
            day_line(of.fair, figures.first, tr),
            words.second,
        ),
        Spacer(0, 5 * mm),
        _summary(of, figures, words, tr),
        Spacer(0, 5 * mm),
        Paragraph(tr(N_("Takings by hour")), words.heading),
        takings_chart([replace(row, name=row.key) for row in figures.by_hour], (TABLE_MM * mm, 40 * mm), tr),
        Spacer(0, 5 * mm),
        Paragraph(tr(N_("Reconciliation")), words.heading),
        _devices(of, words, tr),
    ]
    for cause in _causes(of, tr):
        body += [Spacer(0, 2 * mm), Paragraph(escaped(cause), words.body)]
    for line in signing_lines(of.signing, tr):
        body += [Spacer(0, 2 * mm), Paragraph(escaped(line), words.body)]
    groups = [g for g in groups_of(figures, tr) if g[2] and g[2] is not figures.by_booth]
    for left, right in zip(groups[::2], [*groups[1::2], None], strict=False):
        body += [Spacer(0, 6 * mm), _side_by_side(left, right, words, tr)]
    body += [Spacer(0, 12 * mm), signatures(words, tr, of.signing)]
    page.build(body, onFirstPage=words.number, onLaterPages=words.number)
    return out.getvalue()


def takings_chart(rows: Sequence[Row], size: tuple[float, float], tr: Translate) -> ChartOnPage:
    """Draw a column for each row, what is only reported hollow on top of what is proven."""
    groups = [Group(row.name, row.proven.total, row.reported.total) for row in rows]
    is_apart = any(row.reported.total for row in rows)
    legend = (tr(STATES["proven"]), tr(N_("Reported, not proven"))) if is_apart else ("", "")
    page = page_of(*size)
    return ChartOnPage(columns(groups, page, legend), page)


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


def day_line(fair: Fair, day: date, tr: Translate) -> str:
    """Say which day it is, and of the fair only where it is one of its days."""
    if not fair.first_day <= day <= fair.last_day:
        return tr(N_("Report of {day}")).format(day=f"{day:%d/%m/%Y}")
    said = tr(N_("Report of {day}, day {n} of the fair"))
    return said.format(day=f"{day:%d/%m/%Y}", n=fair.day_number(day))


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


def _summary(of: FairDay, figures: Figures, words: Words, tr: Translate) -> Table:
    devices = of.reconciliation.devices
    states = {state.value: sum(d.state is state for d in devices) for state in DayState}
    said = tr(N_("{proven} proven, {reported} reported, {missing} missing")).format(**states)
    proven, reported = figures.proven, figures.reported
    differences = {
        is_proven: total(
            d.figures.difference
            for d in devices
            if d.figures and d.figures.difference and (d.state is DayState.PROVEN) is is_proven
        )
        for is_proven in (True, False)
    }

    def beside(amount: Rupiah) -> str:
        return tr(N_("+ {amount} reported, not proven")).format(amount=amount) if amount else ""

    sales = [said] if reported.total else []
    if reported.sales:
        sales.insert(0, tr(N_("+ {count} reported, not proven")).format(count=reported.sales))
    rounding = tr(N_("Rounding {amount}")).format(amount=proven.rounding) if proven.rounding else ""
    cells = [
        (tr(N_("Proven turnover")), str(proven.total), beside(reported.total) or said),
        (tr(N_("Sales, proven")), str(proven.sales), "; ".join(sales)),
        (tr(N_("Cash difference")), str(differences[True]), beside(differences[False])),
        (tr(N_("Discounts given, proven")), str(proven.discount), rounding),
    ]
    return tiles(cells, words, (54, 50, 36, 42))


def tiles(cells: Sequence[tuple[str, str, str]], words: Words, widths: Sequence[float]) -> Table:
    """Set a few figures large beside each other: what each is, how much, and what is to be said of it."""
    row = [
        [
            Paragraph(escaped(label), words.second),
            Paragraph(_coloured(big, big.startswith("-")), words.big),
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
                ("LEFTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                ("ROUNDEDCORNERS", [6, 6, 6, 6]),
            ]
        )
    )
    return table


def _devices(of: FairDay, words: Words, tr: Translate) -> Table:
    kinds = kinds_of(of.reconciliation.devices)
    rows: list[list[str]] = [list(device_columns(kinds, tr))]
    style = table_style(words)
    for n, device in enumerate(of.reconciliation.devices, 1):
        rows.append([_cell(value) for value in device_cells(device, kinds, tr)])
        style.add("TEXTCOLOR", (1, n), (1, n), STATE_COLOURS[device.state.value])
        style.add("FONTNAME", (0, n), (1, n), words.bold)
        if device.figures and device.figures.difference:
            style.add("TEXTCOLOR", (-1, n), (-1, n), DANGER)
            style.add("FONTNAME", (-1, n), (-1, n), words.bold)
    sums = [_sums_row(of, kinds, is_proven, tr) for is_proven in (True, False)]
    rows += [row for row in sums if row]
    for n in range(-sum(map(bool, sums)), 0):
        style.add("FONTNAME", (0, n), (-1, n), words.bold)
        style.add("LINEABOVE", (0, n), (-1, n), 1, INK)
    takings = [18, 17, 16, 17.5, *(16.0 for _ in kinds[len(MONEY) :])]
    widths = [10, 17, 15.5, 19, *takings, 18.5, 18.5, 15]
    narrowed = TABLE_MM / sum(widths)
    heads = [
        Paragraph(
            escaped(word),
            ParagraphStyle(
                "head",
                parent=words.body,
                fontName=words.bold,
                fontSize=7,
                leading=9,
                textColor=SECOND,
                alignment=TA_RIGHT if n > 1 else 0,
            ),
        )
        for n, word in enumerate(rows[0])
    ]
    table = Table([heads, *rows[1:]], colWidths=[w * narrowed * mm for w in widths], repeatRows=1)
    style.add("ALIGN", (2, 0), (-1, -1), "RIGHT")
    style.add("FONTSIZE", (0, 1), (-1, -1), 7.5)
    style.add("LEFTPADDING", (0, 0), (-1, -1), 2)
    style.add("RIGHTPADDING", (0, 0), (-1, -1), 2)
    table.setStyle(style)
    return table


def _sums_row(of: FairDay, kinds: Sequence[TenderKind], is_proven: bool, tr: Translate) -> list[str]:  # noqa: FBT001
    """Add up what is proven, or what is not; nothing where there is nothing."""
    told = [
        d.figures
        for d in of.reconciliation.devices
        if d.figures and (d.state is DayState.PROVEN) is is_proven
    ]
    if not told:
        return []
    return [
        tr(N_("All")),
        tr(STATES["proven" if is_proven else "reported"]),
        str(sum(f.sales for f in told)),
        total(f.total for f in told).bare(),
        *(total(f.by_tender.get(kind, ZERO) for f in told).bare() for kind in kinds),
        total(f.expected_cash for f in told).bare(),
        total(f.counted_cash or ZERO for f in told).bare(),
        total(f.difference or ZERO for f in told).bare(),
    ]


def _causes(of: FairDay, tr: Translate) -> list[str]:
    """Say the causes of what came; that nothing came of a booth stands in its row."""
    return [
        f"{device.booth.prefix}: {cause.amount}. {say_cause(cause, device.figures, tr)}"
        + (f" ({', '.join(cause.evidence)})" if cause.evidence else "")
        for device in of.reconciliation.devices
        if device.state is not DayState.MISSING
        for cause in device.causes
    ]


Titled = tuple[str, str, tuple[Row, ...]]


def _side_by_side(left: Titled, right: Titled | None, words: Words, tr: Translate) -> Table:
    """Set two groups beside each other, row by row, so that a page's end may come between any two."""
    sides = [_group(left, words, tr), _group(right, words, tr) if right else []]
    rows = [[*one, "", *other] for one, other in zip_longest(*sides, fillvalue=[""] * 3)]
    table = Table(rows, colWidths=[w * mm for w in (46, 16, 25, 8, 46, 16, 25)], hAlign="LEFT", repeatRows=1)
    style = table_style(words, lines=False)
    for first, side in zip((0, 4), sides, strict=True):
        last = len(side) - 1
        style.add("LINEBELOW", (first, 0), (first + 2, last), 0.5, RULE)
        style.add("ALIGN", (first + 1, 0), (first + 2, last), "RIGHT")
        style.add("TEXTCOLOR", (first, 0), (first, 0), SOGAN)
    style.add("VALIGN", (0, 0), (-1, -1), "TOP")
    table.setStyle(style)
    return table


def _group(group: Titled, words: Words, tr: Translate) -> list[list[Any]]:
    title, counted, rows = group
    is_apart = any(r.reported != NOTHING for r in rows)
    head: list[Any] = [title, counted, tr(STATES["proven"] if is_apart else N_("Total"))]
    body = [
        [
            Paragraph(escaped(row_name(r, tr)), words.body),
            _apart(str(r.proven.count), str(r.reported.count) if r.reported.count else ""),
            _apart(r.proven.total.bare(), r.reported.total.bare() if r.reported.total else ""),
        ]
        for r in rows
    ]
    return [head, *body]


def _apart(proven: str, reported: str) -> str:
    """Write what is only reported on a line of its own: it is in no sum with what is proven."""
    return f"{proven}\n+ {reported}" if reported else proven


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


def _cell(value: str | int | None) -> str:
    if value is None:
        return "-"
    return Rupiah(value).bare() if isinstance(value, int) else value


def _coloured(text: str, is_bad: bool) -> str:  # noqa: FBT001 - a private two-way choice
    return f'<font color="#A3241B">{text}</font>' if is_bad else text


def escaped(text: str) -> str:
    """Write a text so that a paragraph takes none of it for its own marks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
