"""Charts on paper: the geometry that the screen draws too, as something a page flows around."""

from functools import partial
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from batikpos.domain.chart import Anchor, Chart, Page, Shade
from batikpos.i18n import Translate
from batikpos.reports.fonts import embedded_fonts

INK, SECOND, RULE = HexColor("#1B1410"), HexColor("#5C4A3D"), HexColor("#D9CBB5")
PROVEN, REPORTED = HexColor("#23562D"), HexColor("#8A5A00")

SIZE, LINE = 8.0, 10.0


def page_of(width: float, height: float, tr: Translate) -> Page:
    """Say what a chart of so many points by so many is drawn on."""
    font, bold = embedded_fonts()
    light = partial(stringWidth, fontName=font, fontSize=SIZE)
    return Page(width, height, LINE, light, partial(stringWidth, fontName=bold, fontSize=SIZE), tr)


class ChartOnPage(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A chart among a page's paragraphs."""

    def __init__(self, chart: Chart, page: Page) -> None:
        super().__init__()
        self.width, self.height = page.width, page.height
        self._chart = chart

    def draw(self) -> None:
        """Draw it, its lower left corner at the origin."""
        draw_chart(self.canv, self._chart, self.height)


def draw_chart(canvas: Any, chart: Chart, height: float) -> None:  # noqa: ANN401 - reportlab has no types
    """Draw a chart of this height from the origin up: on paper y grows upwards."""
    font, bold = embedded_fonts()
    for rule in chart.rules:
        canvas.setStrokeColor(SECOND if rule.is_axis else RULE)
        canvas.setLineWidth(0.8 if rule.is_axis else 0.4)
        canvas.line(rule.x, height - rule.y, rule.to_x, height - rule.to_y)
    for rect in chart.rects:
        is_proven = rect.shade is Shade.PROVEN
        canvas.setFillColor(PROVEN if is_proven else white)
        canvas.setStrokeColor(PROVEN if is_proven else REPORTED)
        canvas.setLineWidth(0.9)
        canvas.rect(rect.x, height - rect.y - rect.height, rect.width, rect.height, fill=1)
    for words in chart.words:
        canvas.setFont(bold if words.is_heavy else font, SIZE)
        canvas.setFillColor(INK if words.is_heavy else SECOND)
        draw = {
            Anchor.START: canvas.drawString,
            Anchor.MIDDLE: canvas.drawCentredString,
            Anchor.END: canvas.drawRightString,
        }[words.anchor]
        draw(words.x, height - words.y, words.text)
