"""Digits of an amount in groups of three, while it is typed: 14.500.000 is read, 14500000 is counted."""

from PySide6.QtWidgets import QLineEdit


def group_digits(field: QLineEdit) -> None:
    """Put the dots into an amount of rupiah as it is typed; the cursor stays at its digit."""

    def group(text: str) -> None:
        digits = text.replace(".", "")
        if not (digits.isascii() and digits.isdigit()):
            return
        grouped = f"{int(digits):,}".replace(",", ".") if len(digits) > 1 else digits
        if grouped != text:
            behind = len(text[field.cursorPosition() :].replace(".", ""))
            field.setText(grouped)
            field.setCursorPosition(_place(grouped, behind))

    field.textChanged.connect(group)


def _place(text: str, behind: int) -> int:
    """Say where so many digits of a text are behind the cursor, a dot among them."""
    for place in range(len(text) + 1):
        if len(text[place:].replace(".", "")) == behind:
            return place
    return 0
