"""The settlement of a fair or of a day: every party's account as CSV, XLSX and a page."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.domain.settlement import Account, Why
from batikpos.domain.tender import TenderKind
from batikpos.domain.wording import TENDERS
from batikpos.i18n import N_, Translate
from batikpos.paper.setoran import KEPT_BY_ACQUIRER, QRIS_FEE, VOUCHERS_HANDED_IN
from batikpos.reports.fonts import embedded_fonts
from batikpos.reports.parties import beside_accounts, party_name, period, remarks
from batikpos.reports.style import FRAME_PADDING, INK, SECOND, Words, escaped, table_style
from batikpos.services.settlement import FairSettlement
from batikpos.sheets.delimited import guarded
from batikpos.values import frozen


@frozen
class _Column:
    """A column: its title, what it says of an account, whether it is a part of the balance."""

    title: str
    of: Callable[[Account], Rupiah]
    is_part: bool = True


def columns_of(of: FairSettlement, tr: Translate) -> tuple[_Column, ...]:
    """Head the accounts: what was sold, then each part of the balance; each way of paying and fee its own."""
    held = dict.fromkeys(e.about for a in of.settlement.accounts for e in a.entries if e.why is Why.HELD)
    kinds = [kind for kind in TenderKind if kind.value in held]
    fees = dict.fromkeys(e.about for a in of.settlement.accounts for e in a.entries if e.why is Why.FEE)
    return (
        _Column(tr(N_("Gross")), lambda a: a.gross, is_part=False),
        _Column(tr(N_("Discounts")), lambda a: ZERO - a.discount, is_part=False),
        _Column(tr(N_("Net sales")), lambda a: a.sum_of(Why.SOLD, Why.RETURNED)),
        _Column(tr(N_("Down payments")), lambda a: a.sum_of(Why.DEPOSIT)),
        *(
            _Column(
                tr(N_("Holds: {tender}")).format(tender=tr(TENDERS[kind])),
                lambda a, kind=kind: a.by_about(Why.HELD).get(kind.value, ZERO),  # type: ignore[misc]
            )
            for kind in kinds
        ),
        _Column(tr(N_("Holds: down payments")), lambda a: a.sum_of(Why.HELD_FOR_ORDERS)),
        *(
            (
                _Column(tr(KEPT_BY_ACQUIRER), lambda a: a.sum_of(Why.KEPT)),
                _Column(tr(QRIS_FEE), lambda a: a.sum_of(Why.QRIS_FEE)),
            )
            if of.qris.kept
            else ()
        ),
        _Column(tr(N_("Rounding")), lambda a: a.sum_of(Why.ROUNDING)),
        *(
            _Column(name, lambda a, name=name: a.by_about(Why.FEE).get(name, ZERO))  # type: ignore[misc]
            for name in fees
        ),
        _Column(tr(N_("Corrections")), lambda a: a.sum_of(Why.CORRECTION)),
        *(
            (_Column(tr(VOUCHERS_HANDED_IN), lambda a: a.sum_of(Why.VOUCHERS)),)
            if any(account.sum_of(Why.VOUCHERS) for account in of.settlement.accounts)
            else ()
        ),
        _Column(tr(N_("Paid so far")), lambda a: a.sum_of(Why.PAID)),
    )


def to_csv(of: FairSettlement, tr: Translate) -> bytes:
    """Write a row for each party, and below what is not proven; UTF-8 with a mark."""
    out = StringIO()
    writer, columns = csv.writer(out), columns_of(of, tr)
    head = (tr(N_("Code")), tr(N_("Party")), tr(N_("Pieces")), *(c.title for c in columns), tr(N_("Balance")))
    writer.writerow(map(guarded, head))
    for account in of.settlement.accounts:
        party = account.party
        sums = [column.of(account).amount for column in columns]
        writer.writerow(
            [
                guarded(party.code or party.kind.value),
                guarded(party_name(party, of, tr)),
                account.pieces,
                *sums,
                account.balance.amount,
            ]
        )
    for heading, lines in beside_accounts(of, tr):
        writer.writerows([heading, guarded(line)] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(of: FairSettlement, tr: Translate) -> bytes:
    """Write a workbook whose balances and totals are formulas, and whose second sheet has every entry."""
    import xlsxwriter  # noqa: PLC0415 - 46 ms, and only when somebody wants a workbook

    out, columns, accounts = BytesIO(), columns_of(of, tr), of.settlement.accounts
    cell = xlsxwriter.utility.xl_rowcol_to_cell
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        money = book.add_format({"num_format": "#,##0;[Red]-#,##0"})
        sums = book.add_format({"num_format": "#,##0;[Red]-#,##0", "bold": True, "top": 1})
        sheet = book.add_worksheet(tr(N_("Settlement"))[:31])
        sheet.write_string(0, 0, f"{of.fair.name}, {period(of, tr)}", bold)
        titles = (tr(N_("Party")), tr(N_("Pieces")), *(c.title for c in columns), tr(N_("Balance")))
        for at, title in enumerate(titles):
            sheet.write_string(2, at, title, head)
        first, last = 3, 2 + len(accounts)
        parts = [at for at, column in enumerate(columns, 2) if column.is_part]
        for n, account in enumerate(accounts, first):
            sheet.write_string(n, 0, party_name(account.party, of, tr))
            sheet.write_number(n, 1, account.pieces, money)
            for at, column in enumerate(columns, 2):
                sheet.write_number(n, at, column.of(account).amount, money)
            added = "+".join(cell(n, at) for at in parts)
            sheet.write_formula(n, len(titles) - 1, f"={added}", money, account.balance.amount)
        sheet.write_string(last + 1, 0, tr(N_("All")), sums)
        for at in range(1, len(titles)):
            told = _sum(accounts, columns, at)
            sheet.write_formula(last + 1, at, f"=SUM({cell(first, at)}:{cell(last, at)})", sums, told)
        for n, line in enumerate(remarks(of, tr), last + 4):
            sheet.write_string(n, 0, line)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(titles) - 1, 14)
        sheet.freeze_panes(3, 1)
        _entries(book.add_worksheet(tr(N_("Entries"))[:31]), of, tr, head, money)
    return out.getvalue()


def _sum(accounts: tuple[Account, ...], columns: tuple[_Column, ...], at: int) -> int:
    if at == 1:
        return sum(account.pieces for account in accounts)
    if at - 2 < len(columns):
        return total(columns[at - 2].of(account) for account in accounts).amount
    return total(account.balance for account in accounts).amount


def _entries(sheet: Any, of: FairSettlement, tr: Translate, head: Any, money: Any) -> None:  # noqa: ANN401 - untyped
    words = (N_("Party"), N_("Day"), N_("Booth"), N_("Kind"), N_("About"), N_("Paper"), N_("Amount"))
    for at, word in enumerate(words):
        sheet.write_string(0, at, tr(word), head)
    rows = [(account.party, entry) for account in of.settlement.accounts for entry in account.entries]
    for n, (party, entry) in enumerate(rows, 1):
        told = (
            party_name(party, of, tr),
            entry.day.isoformat() if entry.day else "",
            entry.booth,
            tr(WHYS[entry.why]),
            entry.about,
            entry.paper,
        )
        for at, text in enumerate(told):
            sheet.write_string(n, at, text)
        sheet.write_number(n, len(told), entry.amount.amount, money)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(words) - 1, 18)


WHYS = {
    Why.SOLD: N_("sold"),
    Why.RETURNED: N_("given back"),
    Why.ROUNDING: N_("rounding"),
    Why.HELD: N_("held"),
    Why.HELD_FOR_ORDERS: N_("held for orders"),
    Why.DEPOSIT: N_("down payment"),
    Why.FEE: N_("fee"),
    Why.KEPT: N_("kept by the acquirer"),
    Why.QRIS_FEE: N_("QRIS fee"),
    Why.CORRECTION: N_("correction"),
    Why.PAID: N_("paid"),
    Why.VOUCHERS: N_("vouchers handed in"),
}


def to_page(of: FairSettlement, tr: Translate) -> bytes:
    """Set the settlement on A4 across: a row for each party; what is not proven stands below by name."""
    words = Words(*embedded_fonts())
    out = BytesIO()
    page = SimpleDocTemplate(
        out,
        pagesize=landscape(A4),
        leftMargin=14 * mm - FRAME_PADDING,
        rightMargin=14 * mm - FRAME_PADDING,
        topMargin=14 * mm,
        bottomMargin=16 * mm,
        title=f"{of.fair.name} {tr(N_('Settlement'))}",
        creator="BatikPOS",
        invariant=1,
    )
    body: list[Flowable] = [
        Paragraph(escaped(of.fair.name), words.title),
        Paragraph(period(of, tr), words.second),
        Spacer(0, 5 * mm),
        _table(of, words, tr),
        Spacer(0, 3 * mm),
        Paragraph(tr(N_("Above zero is paid to the party, below zero is paid in by it.")), words.second),
    ]
    if of.qris.kept:
        said = tr(N_("The acquirers kept {fee} of QRIS payments: it is among the fees, and not held."))
        kept = total(one.amount for one in of.qris.kept)
        body.append(Paragraph(said.format(fee=kept), words.second))
    for heading, lines in beside_accounts(of, tr):
        body.append(Spacer(0, 4 * mm))
        body.append(Paragraph(heading, words.heading))
        body += [Paragraph(escaped(line), words.body) for line in lines]
    page.build(body, onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


def _number(canvas: Any, _page: Any) -> None:  # noqa: ANN401 - reportlab's own types are untyped
    """Write the page's number at the foot of a page that lies across."""
    canvas.setFont(embedded_fonts()[0], 8)
    canvas.setFillColor(SECOND)
    canvas.drawRightString(A4[1] - 14 * mm, 9 * mm, str(canvas.getPageNumber()))


_IN_HAND = (Why.HELD, Why.HELD_FOR_ORDERS, Why.ROUNDING, Why.KEPT, Why.VOUCHERS)


def _table(of: FairSettlement, words: Words, tr: Translate) -> Table:
    columns = (
        _Column(tr(N_("Gross")), lambda a: a.gross),
        _Column(tr(N_("Discounts")), lambda a: ZERO - a.discount),
        _Column(tr(N_("Fees")), lambda a: a.sum_of(Why.FEE, Why.QRIS_FEE)),
        _Column(tr(N_("Down payments")), lambda a: a.sum_of(Why.DEPOSIT)),
        _Column(tr(N_("Money held")), lambda a: a.sum_of(*_IN_HAND)),
        _Column(tr(N_("Corrections")), lambda a: a.sum_of(Why.CORRECTION)),
        _Column(tr(N_("Paid so far")), lambda a: a.sum_of(Why.PAID)),
        _Column(tr(N_("Balance")), lambda a: a.balance),
    )
    accounts = of.settlement.accounts
    rows: list[list[Any]] = [[tr(N_("Party")), tr(N_("Pieces")), *(column.title for column in columns)]]
    for account in accounts:
        name = Paragraph(escaped(party_name(account.party, of, tr)), words.body)
        rows.append([name, str(account.pieces), *(_cell(column.of(account)) for column in columns)])
    rows.append(
        [
            tr(N_("All")),
            str(sum(account.pieces for account in accounts)),
            *(total(column.of(account) for account in accounts).bare() for column in columns),
        ]
    )
    table = Table(rows, colWidths=[w * mm for w in (65, 14, *[23.7] * len(columns))], repeatRows=1)
    style = table_style(words)
    style.add("ALIGN", (1, 0), (-1, -1), "RIGHT")
    style.add("FONTNAME", (0, -1), (-1, -1), words.bold)
    style.add("FONTNAME", (-1, 1), (-1, -1), words.bold)
    style.add("LINEABOVE", (0, -1), (-1, -1), 1, INK)
    table.setStyle(style)
    return table


def _cell(amount: Rupiah) -> str:
    return amount.bare() if amount else "-"
