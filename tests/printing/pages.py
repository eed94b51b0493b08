"""What stands where on a page of a PDF: more telling than its bytes, which differ with the library."""

from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words: points from the left and from the top, font, points high, stretched so many times."""

    text: str
    left: float
    top: float
    font: str
    size: float
    tall: float


def words_of(pdf: bytes) -> list[Words]:
    """List the words of a PDF of one page, from its top down."""
    (page,) = PdfReader(BytesIO(pdf)).pages
    high = float(page.mediabox.height)
    found: list[Words] = []

    def visit(text: str, _cm: object, tm: list[float], font: dict[str, str] | None, size: float) -> None:
        if text.strip():
            name = font["/BaseFont"][1:] if font else ""
            found.append(Words(text.rstrip(), tm[4], high - tm[5], name, size, tm[3]))

    page.extract_text(visitor_text=visit)
    return found


def size_of(pdf: bytes) -> tuple[float, float]:
    """Say how wide and high the page is, in points."""
    (page,) = PdfReader(BytesIO(pdf)).pages
    return float(page.mediabox.width), float(page.mediabox.height)
