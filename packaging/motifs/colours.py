"""The colours of batik, and the baths they come from."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


def rgb(text: str) -> Colour:
    """Read a colour written as six hexadecimal digits."""
    red, green, blue = bytes.fromhex(text)
    return red, green, blue


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Blend two colours; share is how much of the second goes in."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


@dataclass(frozen=True)
class Dye:
    """The five colours of one cloth."""

    ground: Colour
    main: Colour
    mid: Colour
    accent: Colour
    deep: Colour

    @property
    def dust(self) -> Colour:
        """What the dots that fill the ground are drawn with."""
        return mix(self.ground, self.mid, 0.6)

    @property
    def turned(self) -> "Dye":
        """The same bath with ground and line exchanged."""
        return Dye(self.main, self.ground, mix(self.mid, self.ground, 0.35), self.deep, self.main)

    @property
    def colours(self) -> list[Colour]:
        """Every flat colour a motif may use, once each."""
        return list(dict.fromkeys((self.ground, self.main, self.mid, self.accent, self.deep, self.dust)))


def dye(ground: str, main: str, mid: str, accent: str, deep: str) -> Dye:
    """Mix a dye from written colours."""
    return Dye(rgb(ground), rgb(main), rgb(mid), rgb(accent), rgb(deep))


SOGAN = (
    dye("6B3E12", "F6EEDF", "D39A58", "F2C46B", "4E2C0B"),
    dye("4E2C0B", "F0DDB8", "B87333", "F6EEDF", "35200A"),
    dye("8A5220", "FBF1DD", "E2B173", "3A1F08", "4E2C0B"),
)
WULUNG = (dye("1B1410", "EBD3A4", "B87333", "F6EEDF", "3A1F08"),)
MORI_SOGAN = (
    dye("F6EEDF", "6B3E12", "B87333", "1F3A6E", "F6EEDF"),
    dye("F3E6CB", "4E2C0B", "C28240", "8E4A1B", "F3E6CB"),
)
INDIGO = (
    dye("1F3A6E", "F6EEDF", "7F9FD2", "F2B95A", "16294F"),
    dye("16294F", "DCE6F5", "5F86C6", "F6EEDF", "0F1C38"),
    dye("2D5090", "F8F3E8", "A5BEE6", "16294F", "1F3A6E"),
)
MORI_INDIGO = (dye("F6EEDF", "1F3A6E", "6688C4", "B87333", "F6EEDF"),)
INDIGO_SECANG = (dye("1F3A6E", "F6EEDF", "D9805F", "F0B9A0", "16294F"),)
BIRON = (
    dye("F3E6CB", "1F3A6E", "A9642A", "6B3E12", "F3E6CB"),
    dye("1F3A6E", "F3E6CB", "C98A45", "E8B45E", "16294F"),
)
RED = (
    dye("8E1B1B", "F8ECD6", "E0A060", "F2C04E", "5A0E0E"),
    dye("F6EEDF", "8E1B1B", "C9824A", "1F3A6E", "F6EEDF"),
)
GREEN = (
    dye("23413A", "E3EEDF", "8DB59D", "F2B95A", "152A25"),
    dye("F3EFDD", "23413A", "6F9A7E", "A33A24", "F3EFDD"),
)
