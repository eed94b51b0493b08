"""Draw the letters of a nota's picture: ASCII from Lato, squeezed into a printer's 12 by 24 dots.

Run it where the font or the rule changes, and commit what it writes: pictures are then the same everywhere,
whatever draws letters on a machine. As Lato itself, they are under the SIL Open Font License.
"""

from pathlib import Path

import font_lato
from PIL import Image, ImageDraw, ImageFont

OUT = Path(__file__).parent.parent / "resources" / "paper" / "letters.png"
CELL = (12, 24)
SIZE, BASELINE, WIDEST = 20, 18, 11
FINE = 8
"""How much larger a letter is drawn before it is made dots."""

FACES = (("Lato-Regular.ttf", 150), ("Lato-Bold.ttf", 140))
"""The font's files, and which greys become paper."""


def main() -> None:
    """Draw every face as a row of cells, from the space on."""
    letters = [chr(code) for code in range(ord(" "), ord("~") + 1)]
    sheet = Image.new("1", (CELL[0] * len(letters), CELL[1] * len(FACES)), 1)
    for row, (name, white_from) in enumerate(FACES):
        font = ImageFont.truetype(str(Path(font_lato.font_directory) / name), SIZE * FINE)
        for column, letter in enumerate(letters):
            sheet.paste(_cell(letter, font, white_from), (column * CELL[0], row * CELL[1]))
    sheet.save(OUT, optimize=True)


def _cell(letter: str, font: ImageFont.FreeTypeFont, white_from: int) -> Image.Image:
    large = Image.new("L", (60 * FINE, CELL[1] * FINE), 255)
    ImageDraw.Draw(large).text((20 * FINE, BASELINE * FINE), letter, 0, font=font, anchor="ls")
    cell = Image.new("L", (CELL[0] * FINE, CELL[1] * FINE), 255)
    edge = large.point([255] * 128 + [0] * 128).getbbox()
    if edge is not None:
        drawn = large.crop((edge[0], 0, edge[2], large.height))
        # A hyphen is as wide as it may be: rows of them are the lines of a nota.
        if drawn.width > WIDEST * FINE or letter == "-":
            drawn = drawn.resize((10 * FINE if letter == "-" else WIDEST * FINE, drawn.height))
        cell.paste(drawn, ((cell.width - drawn.width) // 2, 0))
    small = cell.resize(CELL, Image.Resampling.BOX)
    return small.point([0] * (white_from + 1) + [255] * (255 - white_from), "1")


if __name__ == "__main__":
    main()
