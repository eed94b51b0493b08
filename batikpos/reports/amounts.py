"""How figures are written in the tables of a report."""

from batikpos.domain.cart import write_percent
from batikpos.domain.money import Rupiah, half_up
from batikpos.domain.quantity import Quantity, Unit
from batikpos.reports.section import Cell, Kind


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
    match kind:
        case Kind.SHARE:
            return percent(value)
        case Kind.SIZE:
            return decimal(value).replace(".", ",")
        case _:
            return grouped(value)


def decimal(thousandths: int) -> str:
    """Write thousandths as a decimal, as short as it is exact: 2500 is "2.5"."""
    return Quantity(thousandths, Unit.METRE).plain()
