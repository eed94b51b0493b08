"""Comparing a picture with the golden one: what an eye would see counts, another build's rims do not.

Qt brings its own FreeType, which sets the rims of letters and of round corners a little differently from
build to build: another share of ink on a pixel, a part of a pixel to the side. So a pixel is the same where
its colour lies between those of the golden picture's pixels around it, and the other way round. On a ground
of one colour nothing lies between, and hardly anything is allowed.
"""

from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

FLAT = 8
"""How far a colour may be from the golden one, of 255, where the colours around it are one colour."""

RIM = 48
"""How far it may be beyond all of those around it, where these are the rim of something."""

IS_RIM = 24
"""How far colours side by side are apart, of 255, that are a rim."""

WINDOW = 24
"""Pixels of a square that is looked at by itself: a word is lost in a whole picture, not in it."""

MOST = 0.03
"""The share of such a square that may have changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from one picture to another: the most of any square, and the picture with all marked."""

    share: float
    marked: Image.Image

    @property
    def is_seen(self) -> bool:
        """Say whether an eye would see it."""
        return self.share > MOST


def compare(before: Image.Image, now: Image.Image) -> Change:
    """Say what changed in a picture."""
    if before.size != now.size:
        return Change(1, now)
    where = ImageChops.difference(before, now).getbbox()
    if where is None:
        return Change(0, before)
    left, top, right, bottom = where
    around = (max(0, left - WINDOW), max(0, top - WINDOW), right + WINDOW, bottom + WINDOW)
    box = (*around[:2], min(before.width, around[2]), min(before.height, around[3]))
    old, new = before.crop(box), now.crop(box)
    changed = ImageChops.lighter(_beyond(old, new), _beyond(new, old))
    share = changed.filter(ImageFilter.BoxBlur((WINDOW - 1) / 2)).getextrema()[1]
    assert isinstance(share, int)
    marked = before.point(lambda v: 160 + v // 3)
    marked.paste((220, 0, 0), box, changed)
    return Change(share / 255, marked)


def _beyond(old: Image.Image, new: Image.Image) -> Image.Image:
    """Mark the pixels of a picture that no colour around them in the other one explains."""
    least, most = old.filter(ImageFilter.MinFilter(3)), old.filter(ImageFilter.MaxFilter(3))
    over = _strongest(ImageChops.lighter(ImageChops.subtract(new, most), ImageChops.subtract(least, new)))
    rims = _strongest(ImageChops.subtract(most, least)).point(lambda v: 255 if v > IS_RIM else 0)
    flat, rim = (over.point(lambda v, by=by: 255 if v > by else 0) for by in (FLAT, RIM))
    return Image.composite(rim, flat, rims)


def _strongest(of: Image.Image) -> Image.Image:
    red, green, blue = of.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)
