"""The report of a fair as CSV: one long table, so that a pivot table or a script needs no other file."""

import csv
from io import StringIO

from batikpos.i18n import Translate
from batikpos.reports.amounts import decimal
from batikpos.reports.fairreport import FairReport
from batikpos.reports.section import Kind
from batikpos.reports.sections import sections_of, summary_of
from batikpos.sheets.delimited import guarded

HEAD = ("table", "row", "name", "column", "kind", "value")


def to_csv(of: FairReport, tr: Translate) -> bytes:
    """Write a line for each cell: its table, row and column; UTF-8 with a mark, as spreadsheets expect.

    Rupiah and numbers are whole, shares basis points, sizes decimals. No total stands among its rows.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for n, (name, kind, proven, reported) in enumerate(summary_of(of, tr), 1):
        for code, value in (("proven", proven), ("reported", reported)):
            if value is not None:
                writer.writerow(("summary", n, guarded(name), code, kind.value, value))
    for section in sections_of(of, tr):
        for n, row in enumerate(section.rows, 1):
            name = guarded(str(row[0]))
            for column, value in zip(section.columns[1:], row[1:], strict=True):
                if value is not None:
                    said = guarded(value) if isinstance(value, str) else value
                    if isinstance(value, int) and column.kind is Kind.SIZE:
                        said = decimal(value)
                    writer.writerow((section.code, n, name, column.code, column.kind.value, said))
    return out.getvalue().encode("utf-8-sig")
