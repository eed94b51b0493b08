"""A kuitansi: the receipt that a company or an office asks for, with the amount in words, to be signed.

Above five million rupiah it has a box for the meterai (UU 10/2020: of a document on more than that).
"""

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from batikpos.domain.terbilang import write_in_words
from batikpos.paper.kuitansi import Kuitansi
from batikpos.reports.fonts import embedded_fonts
from batikpos.reports.wrapping import wrapped

_WIDTH, _HEIGHT, _EDGE = 210.0, 110.0, 12.0
_LABELS, _LINE = 42.0, 7.0
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def to_kuitansi(of: Kuitansi) -> bytes:
    """Set a kuitansi on a third of a sheet of A4; always in Indonesian, for its words are the law's."""
    font, bold = embedded_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH * mm, _HEIGHT * mm), invariant=1)
    canvas.setTitle(f"Kuitansi {of.number}")
    canvas.setCreator("BatikPOS")
    canvas.rect(5 * mm, 5 * mm, (_WIDTH - 10) * mm, (_HEIGHT - 10) * mm)
    canvas.setFont(bold, 20)
    canvas.drawString(_EDGE * mm, (_HEIGHT - 20) * mm, "KUITANSI")
    canvas.setFont(font, 11)
    canvas.drawRightString((_WIDTH - _EDGE) * mm, (_HEIGHT - 20) * mm, f"No. {of.number}")
    y = _HEIGHT - 32
    rows = (
        ("Telah terima dari", of.payer, font),
        ("Terbilang", write_in_words(of.amount), bold),
        ("Untuk pembayaran", of.purpose, font),
    )
    for name, value, face in rows:
        canvas.setFont(font, 11)
        canvas.drawString(_EDGE * mm, y * mm, name)
        canvas.drawString((_EDGE + _LABELS - 4) * mm, y * mm, ":")
        for line in wrapped(value, face, 12, (_WIDTH - 2 * _EDGE - _LABELS) * mm):
            canvas.setFont(face, 12)
            canvas.drawString((_EDGE + _LABELS) * mm, y * mm, line)
            y -= _LINE
        y -= 1.5
    canvas.setFont(bold, 18)
    canvas.roundRect(_EDGE * mm, 14 * mm, 66 * mm, 13 * mm, 2 * mm)
    canvas.drawCentredString((_EDGE + 33) * mm, 18.5 * mm, str(of.amount))
    _signature(canvas, of, font)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _signature(canvas: Canvas, of: Kuitansi, font: str) -> None:
    """Leave room to sign, with the box for the meterai beside it where one is due."""
    middle = _WIDTH - _EDGE - 32
    canvas.setFont(font, 11)
    dated = f"{of.place}, {of.day.day} {_MONTHS[of.day.month - 1]} {of.day.year}"
    canvas.drawCentredString(middle * mm, 42 * mm, dated)
    canvas.drawCentredString(middle * mm, 12 * mm, f"( {of.receiver} )")
    if of.needs_meterai:
        canvas.rect((middle - 52) * mm, 16 * mm, 24 * mm, 22 * mm)
        canvas.setFont(font, 8)
        for n, line in enumerate(("Meterai", "Rp10.000")):
            canvas.drawCentredString((middle - 40) * mm, (28 - 4 * n) * mm, line)
