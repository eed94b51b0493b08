"""The font that reports and labels are set in, embedded where it is used."""

from pathlib import Path

import font_lato
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


def embedded_fonts() -> tuple[str, str]:
    """Name the font and its bold cut, both made known to reportlab."""
    folder = Path(font_lato.font_directory)
    for name, file in (("Lato", "Lato-Regular.ttf"), ("Lato-Bold", "Lato-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    return "Lato", "Lato-Bold"


def drawable(text: str, font: str) -> str:
    """Put a question mark where an embedded font has no such letter: nothing goes without a trace."""
    known = pdfmetrics.getFont(font).face.charToGlyph
    return "".join(letter if ord(letter) in known else "?" for letter in text)
