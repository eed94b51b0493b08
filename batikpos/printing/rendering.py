"""A document in any of the forms it can have: the same lines in each."""

from batikpos.paper.document import Document

FORMS = ("text", "escpos", "png", "pdf")


def render(document: Document, form: str, columns: int, *, has_cutter: bool) -> bytes:
    """Render a document as text, escpos, png or pdf."""
    # Each back end loads its own library; a till that prints text needs neither.
    from batikpos.printing.layout import lay_out  # noqa: PLC0415

    lines = lay_out(document, columns)
    match form:
        case "escpos":
            from batikpos.printing.escpos import to_escpos  # noqa: PLC0415

            return to_escpos(lines, columns, has_cutter=has_cutter)
        case "png":
            from batikpos.printing.image import to_png  # noqa: PLC0415

            return to_png(lines, columns)
        case "pdf":
            from batikpos.printing.pdf import to_pdf  # noqa: PLC0415

            return to_pdf(lines, columns, title=document.title)
        case _:
            from batikpos.printing.text import to_text  # noqa: PLC0415

            return to_text(lines).encode()
