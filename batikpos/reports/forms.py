"""A day, a fair and a settlement in each form that people open; what is slow to load is loaded by it."""

from batikpos.i18n import Translate
from batikpos.reports.fairreport import FairReport
from batikpos.reports.figures import figures_of_day
from batikpos.reports.signing import signing_lines
from batikpos.services.reconcile import FairDay
from batikpos.services.settlement import FairSettlement

FORMS = ("pdf", "xlsx", "csv")


def write_day(of: FairDay, form: str, tr: Translate) -> bytes:
    """Write a day's report as pdf, xlsx or csv."""
    figures, lines = figures_of_day(of), signing_lines(of.signing, tr)
    if form == "pdf":
        # reportlab takes a tenth of a second to load
        from batikpos.reports.page import to_page  # noqa: PLC0415

        return to_page(of, figures, tr)
    from batikpos.reports import spreadsheet  # noqa: PLC0415 - as above

    write = spreadsheet.to_xlsx if form == "xlsx" else spreadsheet.to_csv
    return write(of, figures, tr, lines)


def write_fair(of: FairReport, form: str, tr: Translate) -> bytes:
    """Write a fair's report as pdf, xlsx or csv."""
    if form == "pdf":
        from batikpos.reports.fairpage import to_pages  # noqa: PLC0415 - as above

        return to_pages(of, tr)
    if form == "xlsx":
        from batikpos.reports.workbook import to_xlsx  # noqa: PLC0415 - as above

        return to_xlsx(of, tr)
    from batikpos.reports.table import to_csv  # noqa: PLC0415 - as above

    return to_csv(of, tr)


def write_settlement(of: FairSettlement, form: str, tr: Translate) -> bytes:
    """Write a settlement as pdf, xlsx or csv."""
    from batikpos.reports import settlement  # noqa: PLC0415 - as above

    write = {"pdf": settlement.to_page, "xlsx": settlement.to_xlsx, "csv": settlement.to_csv}[form]
    return write(of, tr)
