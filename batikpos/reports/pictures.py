"""A PDF's pages as pictures, to be looked at and printed where there is no other viewer."""

from batikpos.values import frozen


@frozen
class Picture:
    """A page: three bytes a dot, line by line without gaps."""

    width: int
    height: int
    dots: bytes


def count_pages(pdf: bytes) -> int:
    """Count the pages of a PDF of ours."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - only when somebody looks

    with PdfDocument(pdf) as document:
        return len(document)


def page_picture(pdf: bytes, page: int, width: int) -> Picture:
    """Draw a page (from 0) so many dots wide; one thread at a time, for pdfium knows of no other."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - as above

    with PdfDocument(pdf) as document:
        of = document[page]
        drawn = of.render(scale=width / of.get_width(), rev_byteorder=True, prefer_bgrx=False)
        stride, high, wide = drawn.stride, drawn.height, drawn.width
        raw = bytes(drawn.buffer)
    line = 3 * wide
    dots = raw if stride == line else b"".join(raw[n * stride : n * stride + line] for n in range(high))
    return Picture(wide, high, dots)
