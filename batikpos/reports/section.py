"""A table of a report: what every form of it is written from."""

from collections.abc import Sequence
from enum import StrEnum

from batikpos.domain.dyeshare import share_of
from batikpos.values import frozen

Cell = str | int | None


class Kind(StrEnum):
    """What a column holds: a text, a number of things, rupiah, a share in basis points, or a size.

    A size is in thousandths: of a piece, a metre, a day.
    """

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    SIZE = "size"


@frozen
class Column:
    """A column: `code` for programs, `title` for people; a share is the column `part` over `whole`."""

    code: str
    title: str
    kind: Kind = Kind.TEXT
    is_summed: bool = False
    part: int = 0
    whole: int = 0


@frozen
class Section:
    """A table of the report; `chart` names the column that a chart shows, -1 for none.

    `sums` are the totals of its summed columns, None elsewhere. What `is_long` is whole in the workbook and
    the CSV, and on paper only begun.
    """

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: int = -1
    is_long: bool = False

    @property
    def sums(self) -> tuple[Cell, ...]:
        """Add the summed columns up; a share is that of the sums, where every row has both its parts."""
        added = [
            sum(value for value in values if isinstance(value, int)) if column.is_summed else None
            for column, values in zip(self.columns, zip(*self.rows, strict=True), strict=True)
        ]
        return tuple(
            self._share_of_all(c, added) if c.kind is Kind.SHARE else value
            for c, value in zip(self.columns, added, strict=True)
        )

    def _share_of_all(self, column: Column, added: Sequence[int | None]) -> int | None:
        if any(row[at] is None for row in self.rows for at in (column.part, column.whole)):
            return None  # the sums are not of the same days
        return share_of(added[column.part] or 0, added[column.whole] or 0)
