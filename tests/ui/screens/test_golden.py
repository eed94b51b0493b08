"""Every screen as it was, in each language, light and scale.

`BATIKPOS_REGOLD=1` writes the golden pictures anew; then look at the change.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.ui.screens.conftest import GOLDENS, Rendered
from tests.ui.screens.render import Variant

GOLDEN = Path(__file__).parent / "golden"
MOST_CHANGED = 0.001
SAME = 48
"""How far a colour may be from the golden one, of 255: a golden picture has a few colours only."""


@pytest.mark.parametrize("of", GOLDENS, ids=lambda of: of.stem)
def test_a_screen_is_as_it_was(rendered: Rendered, of: Variant) -> None:
    file, golden = rendered(of).with_suffix(".png"), GOLDEN / f"{of.stem}.png"
    if os.environ.get("BATIKPOS_REGOLD"):
        golden.write_bytes(file.read_bytes())
    with Image.open(file) as now, Image.open(golden) as before:
        changed, differs = compare(before.convert("RGB"), now.convert("RGB"))
    if changed > MOST_CHANGED:
        where = file.with_suffix(".differs.png")
        differs.save(where)
        pytest.fail(f"{changed:.2%} of the picture changed: look at {where}, and at {file}")


def test_a_moved_word_is_noticed(rendered: Rendered) -> None:
    with Image.open(rendered(GOLDENS[0]).with_suffix(".png")) as picture:
        whole = picture.convert("RGB")
    moved = whole.copy()
    moved.paste(whole.crop((0, 0, 300, 60)), (4, 0))
    assert compare(whole, whole)[0] == 0
    assert compare(whole, moved)[0] > MOST_CHANGED


def compare(before: Image.Image, now: Image.Image) -> tuple[float, Image.Image]:
    """Say what share of a picture changed, and mark it in red on the picture as it was."""
    if before.size != now.size:
        return 1.0, now
    red, green, blue = (
        c.point(lambda v: 255 if v > SAME else 0) for c in ImageChops.difference(before, now).split()
    )
    changed = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    differs = before.point(lambda v: 160 + v // 3)
    differs.paste((220, 0, 0), (0, 0), changed)
    return changed.histogram()[255] / (before.width * before.height), differs
