"""The sums under a table of a report."""

from batikpos.reports.section import Column, Kind, Section

COLUMNS = (
    Column("day", "Day"),
    Column("visitors", "Visitors", Kind.COUNT, is_summed=True),
    Column("sales", "Sales", Kind.COUNT, is_summed=True),
    Column("conversion", "Of them", Kind.SHARE, part=2, whole=1),
)


def test_a_share_of_all_is_left_out_where_a_row_has_but_one_of_its_parts() -> None:
    """Sales of two days by the visitors of one would say that twice as many bought."""
    both = Section("visits", "", COLUMNS, (("11/12", 400, 100, 2_500), ("12/12", 200, 50, 2_500)))
    assert both.sums == (None, 600, 150, 2_500)
    one = Section("visits", "", COLUMNS, (("11/12", 400, 100, 2_500), ("12/12", None, 100, None)))
    assert one.sums == (None, 400, 200, None)
