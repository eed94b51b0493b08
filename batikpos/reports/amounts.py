"""How figures are written in the tables of a report."""

from batikpos.domain.cart import write_percent
from batikpos.domain.money import Rupiah, half_up
from batikpos.i18n import N_, Translate
from batikpos.reports.sections import Cell, Kind

MILLIONS = N_("{amount} m")
SCALES = ((10**9, N_("{amount} bn")), (10**6, MILLIONS), (10**3, N_("{amount} k")))


def short(amount: int, tr: Translate) -> str:
    """Write an amount briefly, as on a scale: 1.500 million is "1,5 M", 250 million "250 jt"."""
    for scale, words in SCALES:
        if abs(amount) >= scale:
            tenths = round(amount * 10 / scale)
            said = f"{tenths // 10}{f',{tenths % 10}' if tenths % 10 else ''}"
            return tr(words).format(amount=said)
    return str(amount)


def grouped(number: int) -> str:
    """Write a number of things, or of rupiah in a column of them: 1.250.000."""
    return Rupiah(number).bare()


def percent(share: int | None) -> str:
    """Write a share of basis points with one place behind the comma."""
    return "-" if share is None else write_percent(half_up(share, 10) * 10)


def cell(value: Cell, kind: Kind, none: str = "-") -> str:
    """Write a figure as in a column."""
    if value is None or isinstance(value, str):
        return value or none
    return percent(value) if kind is Kind.SHARE else grouped(value)
