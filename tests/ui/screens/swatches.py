"""Plain cloth in place of the goods' pictures: a golden picture of a screen is small then."""

from pathlib import Path

from PIL import Image, ImageDraw

from batikpos.services.sample import sample_catalogue

WIDE, HIGH = 160, 84
GROUNDS = ("#EAD9BE", "#C7D3E6", "#E3C9B5", "#D5DEC8")
THREADS = ("#6B3E12", "#1F3A6E", "#A3241B", "#2F6B3C")


def weave_swatches(home: Path) -> None:
    """Put a picture for every thing into a home."""
    folder = home / "pictures"
    folder.mkdir()
    for n, item in enumerate(sample_catalogue().items):
        cloth = Image.new("P", (WIDE, HIGH))
        cloth.putpalette(bytes.fromhex((GROUNDS[n % 4] + THREADS[n // 4 % 4]).replace("#", "")))
        stripes = ImageDraw.Draw(cloth)
        for x in range(0, WIDE, 40):
            stripes.rectangle((x, 0, x + 3 + n % 3 * 6, HIGH), fill=1)
        cloth.save(folder / f"{item.sku}.png")
