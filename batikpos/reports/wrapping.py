"""Fitting words into the room there is on a drawn page."""

from reportlab.pdfbase.pdfmetrics import stringWidth


def wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    """Wrap by words; a word longer than the line is broken; nothing is cut off. `room` in points."""
    lines = [""]
    for word in text.split():
        rest = word
        longer = f"{lines[-1]} {rest}".strip()
        if stringWidth(longer, font, size) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        while stringWidth(rest, font, size) > room:
            fits = max(n for n in range(1, len(rest)) if stringWidth(rest[:n], font, size) <= room)
            lines[-1], rest = rest[:fits], rest[fits:]
            lines.append("")
        lines[-1] = rest
    return lines


def cut(text: str, font: str, size: float, room: float) -> str:
    """Cut a text to the room there is, and show by three dots that it was. `room` in points."""
    if stringWidth(text, font, size) <= room:
        return text
    while text and stringWidth(f"{text}...", font, size) > room:
        text = text[:-1]
    return f"{text}..."
