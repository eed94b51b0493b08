"""Tag, length, value: the flat text that payment codes are made of (EMVCo merchant-presented QR)."""

from collections.abc import Iterable

from batikpos.values import frozen

_HEAD = 4
"""Characters before a value: two of its tag, two of its length."""

_POLYNOMIAL = 0x1021
_START = 0xFFFF


@frozen
class Element:
    """One value and the tag it stands under."""

    tag: str
    value: str

    def __str__(self) -> str:
        return f"{self.tag}{len(self.value):02}{self.value}"


class BrokenText(ValueError):
    """A text that is no row of tags, lengths and values; `at` is the first character that does not fit."""

    def __init__(self, at: int) -> None:
        super().__init__(f"no element at {at}")
        self.at = at


def split_elements(text: str) -> tuple[Element, ...]:
    """Split a text into its elements: lengths count characters, a tag stands once. Raises: BrokenText."""
    found: list[Element] = []
    at = 0
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + _HEAD]
        value = text[at + _HEAD : at + _HEAD + _number(length)]
        is_whole = len(tag) == 2 and _number(tag) >= 0 and 0 < _number(length) == len(value)  # noqa: PLR2004
        if not is_whole or any(element.tag == tag for element in found):
            raise BrokenText(at)
        found.append(Element(tag, value))
        at += _HEAD + len(value)
    return tuple(found)


def find_value(elements: Iterable[Element], tag: str) -> str | None:
    """Return what stands under a tag."""
    return next((element.value for element in elements if element.tag == tag), None)


def checksum(text: str) -> str:
    """Return CRC-16/CCITT-FALSE over the UTF-8 bytes of a text, as four upper-case hex digits."""
    crc = _START
    for byte in text.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1) ^ _POLYNOMIAL if crc & 0x8000 else crc << 1
        crc &= 0xFFFF
    return f"{crc:04X}"


def _number(digits: str) -> int:
    """Read digits of ASCII only; anything else is -1."""
    return int(digits) if digits.isascii() and digits.isdigit() else -1
