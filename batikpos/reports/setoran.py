"""A *setoran* slip on one page, A5 where it fits: the account, the amount in words, two signatures."""

from datetime import date
from io import BytesIO

from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from batikpos.domain.decision import Payout, Slip
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.settlement import ORGANIZER, Account
from batikpos.domain.terbilang import write_in_words
from batikpos.i18n import N_, Translate, language_of
from batikpos.paper.setoran import Setoran, parts_of
from batikpos.reports.fonts import drawable, embedded_fonts
from batikpos.reports.parties import left_out, party_name, period
from batikpos.reports.wrapping import cut, wrapped
from batikpos.services.settlement import FairSettlement

_EDGE, _HEAD, _FOOT = 14.0, 45.0, 66.0
_ROW, _LEAST_ROW = 5.6, 3.4
_RULE = (0.85, 0.79, 0.71)


def to_setoran(of: Setoran, tr: Translate) -> bytes:
    """Set a slip on one page; the amount in words is Indonesian, for the law knows no other."""
    rows = sum(len(part.lines) + 1 for part in of.parts) + len(of.parts) * 0.4 + 1
    size = A5 if _HEAD + rows * _ROW + _FOOT <= A5[1] / mm else A4
    width, height = size[0] / mm, size[1] / mm
    row = max(_LEAST_ROW, min(_ROW, (height - _HEAD - _FOOT) / rows))
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.setTitle(of.number)
    canvas.setCreator("BatikPOS")
    page = _Page(canvas, width, row, *embedded_fonts())
    page.head(of, height, tr)
    y = page.account(of, height - _HEAD, tr)
    page.foot(of, min(y, _FOOT + 8), tr)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Page:
    """A page while it is drawn; all measures are millimetres."""

    def __init__(self, canvas: Canvas, width: float, row: float, font: str, bold: str) -> None:
        self.canvas, self.width, self.row = canvas, width, row
        self.font, self.bold = font, bold

    def left(self, text: str, y: float, size: float = 9.5, *, x: float = _EDGE, bold: bool = False) -> None:
        """Write at the left, cut where the amount begins."""
        face = self.bold if bold else self.font
        room = (self.width - x - _EDGE) * mm
        self.canvas.setFont(face, size)
        self.canvas.drawString(x * mm, y * mm, cut(drawable(text, face), face, size, room))

    def row_of(self, label: str, amount: Rupiah, y: float, *, bold: bool = False, indent: float = 3) -> None:
        """Write a line of the account."""
        face, size = self.bold if bold else self.font, min(9.5, self.row * 1.75)
        room = (self.width - 2 * _EDGE - indent - 34) * mm
        self.canvas.setFont(face, size)
        self.canvas.drawString((_EDGE + indent) * mm, y * mm, cut(drawable(label, face), face, size, room))
        self.canvas.drawRightString((self.width - _EDGE) * mm, y * mm, amount.bare())

    def rule(self, y: float) -> None:
        """Draw a thin line over the page."""
        self.canvas.setStrokeColorRGB(*_RULE)
        self.canvas.line(_EDGE * mm, y * mm, (self.width - _EDGE) * mm, y * mm)
        self.canvas.setStrokeColorRGB(0, 0, 0)

    def head(self, of: Setoran, height: float, tr: Translate) -> None:
        """Say what it is, its number, whose account and of when."""
        self.left(tr(N_("SETTLEMENT SLIP")), height - 17, 15, bold=True)
        self.canvas.setFont(self.font, 9.5)
        number = f"No. {of.number}" if of.number else tr(N_("DRAFT, without a number"))
        self.canvas.drawRightString((self.width - _EDGE) * mm, (height - 17) * mm, number)
        self.canvas.setFont(self.bold, 9.5)
        second = height - 37.5
        if of.is_copy:
            self.canvas.drawRightString((self.width - _EDGE) * mm, second * mm, tr(N_("COPY")))
        self.left(of.fair, height - 23)
        self.rule(height - 26)
        self.left(of.party, height - 32, 12, bold=True)
        self.left(of.period, height - 37.5)

    def account(self, of: Setoran, y: float, tr: Translate) -> float:
        """Write the parts and what they come to; return how far down that goes."""
        for part in of.parts:
            self.row_of(part.title, part.total, y, bold=True, indent=0)
            for label, amount in part.lines:
                y -= self.row
                self.row_of(label, amount, y)
            y -= self.row * 1.4
        self.rule(y + self.row * 0.75)
        self.row_of(tr(N_("Balance in rupiah")), of.balance, y, bold=True, indent=0)
        return y - self.row

    def foot(self, of: Setoran, y: float, tr: Translate) -> None:
        """Say who pays whom how much, in figures and in words, and leave room to sign."""
        room = (self.width - 2 * _EDGE - 6) * mm
        words = wrapped(write_in_words(of.amount), self.bold, 9, room)
        height = 11 + 4.2 * len(words)
        self.canvas.setFillColorRGB(0.96, 0.93, 0.87)
        box = (_EDGE * mm, (y + 2 - height) * mm, (self.width - 2 * _EDGE) * mm, height * mm)
        self.canvas.roundRect(*box, 2 * mm, stroke=0, fill=1)
        self.canvas.setFillColorRGB(0, 0, 0)
        self.canvas.setFont(self.bold, 13)
        self.canvas.drawRightString((self.width - _EDGE - 3) * mm, (y - 4.5) * mm, str(of.amount))
        said = tr(N_("{giver} pays {taker}")) if of.amount else tr(N_("Nothing is open"))
        said = tr(N_("{giver} hands vouchers to {taker}")) if of.in_vouchers else said
        said = cut(
            drawable(said.format(giver=of.giver, taker=of.taker), self.font), self.font, 9.5, room - 34 * mm
        )
        self.left(said, y - 4.5, x=_EDGE + 3)
        for n, line in enumerate(words):
            self.left(line, y - 10.5 - 4.2 * n, 9, x=_EDGE + 3, bold=True)
        y -= max(0.0, height - 19)
        if of.left_out:
            self.left(of.left_out, y - 21.5, 8)
        middle = (_EDGE + (self.width - 2 * _EDGE) / 4, self.width - _EDGE - (self.width - 2 * _EDGE) / 4)
        self.canvas.setFont(self.font, 9.5)
        self.canvas.drawRightString((self.width - _EDGE) * mm, (y - 27) * mm, f"{of.day:%d/%m/%Y}")
        written = tr(N_("Written down by {by} and {witness}")) if of.paid_by else ""
        if of.paid_by:
            by, witness = of.paid_by
            written = written.format(by=by, witness=witness)
        elif of.amount:
            written = tr(N_("Not paid yet: this is no receipt"))
        face = self.font if of.paid_by else self.bold
        written = cut(drawable(written, face), face, 8.5, (self.width - 2 * _EDGE - 24) * mm)
        self.left(written, y - 27, 8.5, bold=not of.paid_by)
        given = N_("Given by") if of.in_vouchers else N_("Paid by")
        for x, role, name in zip(middle, (given, N_("Received by")), (of.giver, of.taker), strict=True):
            self.canvas.setFont(self.font, 9)
            self.canvas.drawCentredString(x * mm, (y - 32) * mm, tr(role))
            room = (self.width / 2 - _EDGE - 6) * mm
            signed = cut(drawable(name, self.font), self.font, 9, room)
            self.canvas.drawCentredString(x * mm, (y - 56) * mm, f"( {signed} )")
        if of.needs_meterai:
            left = self.width / 2 - 11
            self.canvas.rect(left * mm, (y - 52) * mm, 22 * mm, 18 * mm)
            self.canvas.setFont(self.font, 7.5)
            for n, line in enumerate(("Meterai", "Rp10.000")):
                self.canvas.drawCentredString((left + 11) * mm, (y - 42 - 3.6 * n) * mm, line)


def setoran_of_payout(tr: Translate, of: FairSettlement, paid: Payout) -> Setoran:
    """Write the slip of money that changed hands between a party and the organizer, or another party."""
    party = paid.taker if paid.giver == ORGANIZER else paid.giver
    account = of.settlement.account(party)
    return setoran_of(of, account, tr, today=paid.at.date(), of_paper=paid)


def setoran_of(
    of: FairSettlement,
    account: Account,
    tr: Translate,
    *,
    today: date,
    of_paper: Payout | Slip | None = None,
    is_copy: bool = False,
) -> Setoran:
    """Write a party's slip: of what was just paid, or of all that is open; a draft where it has no number."""
    name, organizer = party_name(account.party, of, tr), tr(N_("Organizer"))
    missing = left_out(of, tr)
    said = tr(N_("Not proven ({count}): {some}")).format(count=len(missing), some=", ".join(missing))
    owed = tr(N_("Owed in vouchers that were given back: {amount}")).format(amount=-account.lacking)
    owed = owed if account.lacking < ZERO else ""
    paid_by: tuple[str, ...] = ()
    if isinstance(of_paper, Payout):
        amount, paid_by = of_paper.amount, (of_paper.by, of_paper.witness)
        giver, taker = (party_name(party, of, tr) for party in (of_paper.giver, of_paper.taker))
    else:
        amount = max(account.due, -account.due)
        giver, taker = (organizer, name) if account.due > ZERO else (name, organizer)
    return Setoran(
        fair=of.fair.name,
        number=of_paper.paper if of_paper else "",
        party=f"{name} ({account.party.code})",
        period=period(of, tr),
        day=of_paper.at.date() if of_paper else today,
        parts=parts_of(account, tr),
        balance=account.balance,
        amount=amount,
        giver=giver,
        taker=taker,
        language=language_of(tr),
        left_out=". ".join(filter(None, (said if missing else "", owed))),
        paid_by=paid_by,
        is_copy=is_copy,
        in_vouchers=isinstance(of_paper, Payout) and of_paper.in_vouchers,
    )
