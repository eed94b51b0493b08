"""Charts of a workbook, drawn by whoever opens it from the cells beside them."""

from typing import Any

from batikpos.i18n import N_, Translate

COLOURS = {"proven": "#6B3E12", "reported": "#D9A441"}


def axis(tr: Translate, *, is_negative: bool) -> dict[str, Any]:
    """Say how the axis is drawn: rupiah by the million, from nothing on where no bar `is_negative`.

    A scale that began higher would make differences look larger.
    """
    lines = {"visible": True, "line": {"color": "#D9CBB5"}}
    unit = tr(N_("{figure} m")).format(figure="").strip()
    drawn = {"num_format": f'#,##0.0,," {unit}"', "major_gridlines": lines}
    return drawn if is_negative else drawn | {"min": 0}


def stacked_chart(
    book: Any,  # noqa: ANN401 - the library is untyped
    sheet: str,
    title: str,
    rows: tuple[int, int, int],
    drawn: dict[int, str],
    y_axis: dict[str, Any],
) -> Any:  # noqa: ANN401
    """Make a chart of columns: `rows` are those of the head, and the first and last of what is `drawn`."""
    head, first, last = rows
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for at, code in drawn.items():
        chart.add_series(
            {
                "name": [sheet, head, at],
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, at, last, at],
                "fill": {"color": COLOURS[code]},
                "gap": 60,
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis(y_axis)
    chart.set_size({"width": 640, "height": 320})
    return chart
