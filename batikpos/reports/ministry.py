"""The ministry's page: how much of what was sold is of natural dye, on one sheet to be handed over.

Only what is proven counts; what is only reported is named apart, and is in no share.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepInFrame, Paragraph, Spacer, Table

from batikpos.domain.dyeshare import DyeShare
from batikpos.domain.money import total
from batikpos.i18n import N_, Translate
from batikpos.reports.amounts import grouped, percent
from batikpos.reports.fairreport import FairReport
from batikpos.reports.figures import NOTHING, Row
from batikpos.reports.fonts import embedded_fonts
from batikpos.reports.plain import ministry_notes
from batikpos.reports.sharebar import share_bar
from batikpos.reports.spreadsheet import row_name
from batikpos.reports.style import (
    FRAME_PADDING,
    SECOND,
    TABLE_MM,
    Words,
    a4,
    escaped,
    signatures,
    table_style,
    tiles,
)

MOST_DISTRICTS = 12
"""So many districts have a row of their own, those that sold most: the page stays one page."""

_WIDTHS = (38.0, 19.0, 16.0, 14.0, 27.0, 26.0, 14.0, 13.0, 15.0)
_BAR = 11 * mm

HIGH = A4[1] - 30 * mm - 2 * FRAME_PADDING
"""What a page has between its margins, in points."""


def to_ministry_page(of: FairReport, tr: Translate) -> bytes:
    """Set the page alone."""
    words = Words(*embedded_fonts())
    out = BytesIO()
    a4(out, f"{of.figures.fair}: {tr(N_('Share of natural dyes'))}").build([*ministry_page(of, words, tr)])
    return out.getvalue()


def ministry_page(of: FairReport, words: Words, tr: Translate) -> Iterator[Flowable]:
    """Set the page, a little smaller where long names would make it two."""
    yield KeepInFrame(TABLE_MM * mm, HIGH, list(_content(of, words, tr)), mode="shrink")


def _content(of: FairReport, words: Words, tr: Translate) -> Iterator[Flowable]:
    figures, dyes = of.figures, of.dyes
    yield Paragraph(tr(N_("Share of natural dyes")), words.title)
    days = f"{figures.first:%d/%m/%Y} - {figures.last:%d/%m/%Y}"
    yield Paragraph(tr(N_("For the ministry")), words.second)
    where = ", ".join(filter(None, (figures.fair, of.of.decisions.plan.venue, days)))
    yield Paragraph(escaped(where), words.second)
    yield Spacer(0, 5 * mm)
    cells = [
        (tr(N_("Natural dye, by rupiah")), percent(dyes.whole.of_total), str(dyes.whole.natural_total)),
        (
            tr(N_("Natural dye, by pieces")),
            percent(dyes.whole.of_pieces),
            tr(N_("{count} of {pieces} pieces")).format(
                count=grouped(dyes.whole.natural_pieces), pieces=grouped(dyes.whole.dyed_pieces)
            ),
        ),
        (
            tr(N_("Producers with natural dye")),
            grouped(dyes.whole.natural_producers),
            tr(N_("of {count} that sold")).format(count=grouped(dyes.whole.producers)),
        ),
    ]
    yield tiles(cells, words, (TABLE_MM / 3,) * 3)
    yield Spacer(0, 4 * mm)
    said = tr(N_("Of batik alone (hand-drawn, stamped, combined): {total} by rupiah, {pieces} by pieces."))
    batik = {"total": percent(dyes.batik.of_total), "pieces": percent(dyes.batik.of_pieces)}
    yield Paragraph(escaped(said.format(**batik)), words.body)
    for title, shares in (
        (tr(N_("By technique")), dyes.by_technique),
        (tr(N_("By district")), _fitting(dyes.by_district, tr)),
    ):
        if shares := tuple(share for share in shares if share.dyed_pieces or share.dyed_total):
            yield Spacer(0, 5 * mm)
            yield Paragraph(title, words.heading)
            yield _table(title, shares, dyes.whole, words, tr)
    yield Spacer(0, 5 * mm)
    yield Paragraph(escaped(" ".join(ministry_notes(of, tr))), words.second)
    yield Spacer(0, 10 * mm)
    yield signatures(words, tr)


def _fitting(shares: Sequence[DyeShare], tr: Translate) -> tuple[DyeShare, ...]:
    """Keep the districts that sold most, and put the others into one row."""
    if len(shares) <= MOST_DISTRICTS:
        return tuple(shares)
    order = sorted(shares, key=lambda share: (-share.dyed_total.amount, share.key))
    kept, others = order[: MOST_DISTRICTS - 1], order[MOST_DISTRICTS - 1 :]
    name = tr(N_("{count} other districts")).format(count=len(others))
    rest = DyeShare(
        name,
        sum(share.pieces for share in others),
        total(share.total for share in others),
        sum(share.dyed_pieces for share in others),
        total(share.dyed_total for share in others),
        sum(share.natural_pieces for share in others),
        total(share.natural_total for share in others),
        sum(share.producers for share in others),
        sum(share.natural_producers for share in others),
    )
    return (*sorted(kept, key=lambda share: share.key), rest)


def _table(title: str, shares: Sequence[DyeShare], whole: DyeShare, words: Words, tr: Translate) -> Table:
    head = ParagraphStyle(
        "head", parent=words.body, fontName=words.bold, fontSize=7.5, leading=9.5, textColor=SECOND
    )
    right = ParagraphStyle("right", parent=head, alignment=TA_RIGHT)
    titles = (
        N_("Pieces with a dye"),
        N_("Natural, pieces"),
        N_("Share"),
        N_("Rupiah with a dye"),
        N_("Natural, rupiah"),
        N_("Share"),
    )
    ikm = N_("Producers, natural")
    rows: list[list[Any]] = [
        [
            Paragraph(escaped(title), head),
            *(Paragraph(tr(t), right) for t in titles),
            "",
            Paragraph(tr(ikm), right),
        ]
    ]
    for share in shares:
        name = row_name(Row(share.key, share.key, NOTHING), tr) or tr(N_("Not named"))
        rows.append([Paragraph(escaped(name), words.body), *_cells(share, tr)])
    rows.append([tr(N_("Total")), *_cells(whole, tr)])
    style = table_style(words)
    style.add("ALIGN", (1, 0), (-1, -1), "RIGHT")
    style.add("FONTSIZE", (0, 1), (-1, -1), 8.5)
    style.add("FONTNAME", (0, -1), (-1, -1), words.bold)
    style.add("LEFTPADDING", (0, 0), (-1, -1), 2)
    style.add("RIGHTPADDING", (0, 0), (-1, -1), 2)
    table = Table(rows, colWidths=[width * mm for width in _WIDTHS], hAlign="LEFT")
    table.setStyle(style)
    return table


def _cells(share: DyeShare, tr: Translate) -> tuple[Any, ...]:
    return (
        grouped(share.dyed_pieces),
        grouped(share.natural_pieces),
        percent(share.of_pieces),
        share.dyed_total.bare(),
        share.natural_total.bare(),
        percent(share.of_total),
        share_bar(share.natural_total.amount, share.dyed_total.amount, _BAR),
        tr(N_("{count} of {whole}")).format(count=share.natural_producers, whole=share.producers),
    )
