"""A logo as a paper holds it: rows of dots, packed small enough to be stored with every nota."""

import base64
import warnings
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.paper.document import Picture

MOST_WIDE, MOST_ROWS = 384, 120
"""Dots that any paper has across, and rows that any printer's buffer takes."""

_MOST_PIXELS = 40_000_000
_DARK = 150
"""Greys under it are printed."""

_THIN = 40
"""How much of a dot must be black, of 255, when a picture is made smaller: thin lines stay."""


class BadLogo(PosError):
    """A file that cannot be a logo."""

    code: ClassVar[str] = "bad_logo"
    text: ClassVar[str] = N_("{file} is no picture that can be printed. Choose a PNG or JPEG file.")
    file: str


def pack(width: int, rows: Sequence[bytes]) -> Picture:
    """Pack rows of dots, eight a byte, a set bit being black."""
    return Picture(width, base64.b85encode(zlib.compress(b"".join(rows), 9)).decode("ascii"))


def rows_of(picture: Picture) -> tuple[bytes, ...]:
    """Unpack a picture's rows. Raises: ValueError where they are none."""
    if not 0 < picture.width <= MOST_WIDE:
        message = f"a picture of {picture.width} dots"
        raise ValueError(message)
    width = -(-picture.width // 8)
    most = width * MOST_ROWS
    try:
        data = zlib.decompressobj().decompress(base64.b85decode(picture.bits), most + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not data or len(data) > most or len(data) % width:
        message = "a picture's rows are not whole"
        raise ValueError(message)
    return tuple(data[at : at + width] for at in range(0, len(data), width))


def kawung(side: int = 96) -> Picture:
    """Draw a kawung, four petals round a point, for a booth that has no logo."""
    middle, petal = (side - 1) / 2, side / 2.3

    def is_dark(x: float, y: float) -> bool:
        far, wide = max(abs(x), abs(y)), min(abs(x), abs(y))
        along = (far - petal / 2) / (petal / 2)
        return along**2 + (wide / (petal / 3.2)) ** 2 < 1

    rows = []
    for y in range(side):
        bits = "".join("1" if is_dark(x - middle, y - middle) else "0" for x in range(side))
        rows.append(int(bits, 2).to_bytes(side // 8, "big"))
    return pack(side, rows)


def write_code(picture: Picture) -> str:
    """Write a picture in one line, as the settings keep it."""
    return f"{picture.width}:{picture.bits}"


@lru_cache(maxsize=4)
def read_code(code: str) -> Picture:
    """Read a picture from the settings' line. Raises: ValueError."""
    width, _, bits = code.partition(":")
    picture = Picture(int(width), bits)
    rows_of(picture)
    return picture


def read_logo(path: Path) -> Picture:
    """Read a picture file as a logo: cropped, made smaller where it must be, light told from dark.

    Raises: BadLogo.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - once, when a logo is chosen

    if not path.is_file():
        raise BadLogo(str(path))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=("PNG", "JPEG", "GIF", "BMP", "WEBP")) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    raise BadLogo(str(path))
                whole = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as error:
        raise BadLogo(str(path)) from error
    paper = Image.new("RGBA", whole.size, "white")
    paper.alpha_composite(whole)
    ink = paper.convert("L").point([255] * _DARK + [0] * (256 - _DARK))
    edge = ink.getbbox()
    if edge is None:  # nothing of it would be black
        raise BadLogo(str(path))
    ink = ink.crop(edge)
    scale = min(1.0, MOST_WIDE / ink.width, MOST_ROWS / ink.height)
    size = (max(1, int(ink.width * scale)), max(1, int(ink.height * scale)))
    small = ink.resize(size, Image.Resampling.BOX).point([0] * _THIN + [255] * (256 - _THIN), "1")
    if small.getbbox() is None:
        raise BadLogo(str(path))
    data, width = small.tobytes(), -(-size[0] // 8)
    return pack(size[0], [data[at : at + width] for at in range(0, len(data), width)])
