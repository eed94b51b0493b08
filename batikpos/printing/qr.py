"""QR codes as rows of dark and light modules."""

QUIET = 4
"""Light modules that a reader needs around a code (ISO/IEC 18004)."""


def qr_modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """Encode a text with error correction M, quiet zone included; True is dark.

    Letters beyond ASCII go in as UTF-8, over which a payment code's check digits are made.
    """
    import segno  # noqa: PLC0415 - only where something is printed

    code = segno.make(payload, error="m", micro=False, encoding="utf-8")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix_iter(border=QUIET))
