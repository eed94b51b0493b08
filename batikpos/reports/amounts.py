"""How figures are written in the tables of a report."""

from batikpos.domain.cart import write_percent
from batikpos.domain.money import Rupiah, half_up
from batikpos.reports.sections import Cell, Kind


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
