"""A share as a bar: how much of a whole, in the row of a table."""

from reportlab.graphics.shapes import Drawing, Rect

from batikpos.reports.style import RULE, SOGAN


def share_bar(part: int, whole: int, width: float, height: float = 5) -> Drawing:
    """Draw a share as a bar on its ground."""
    drawing = Drawing(width, height)
    drawing.add(Rect(0, 0, width, height, fillColor=RULE, strokeColor=None))
    if whole > 0 and part > 0:
        drawing.add(Rect(0, 0, width * min(part / whole, 1), height, fillColor=SOGAN, strokeColor=None))
    return drawing
