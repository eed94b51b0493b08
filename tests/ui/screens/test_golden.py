"""Every screen as it was, in each language, light and scale.

`BATIKPOS_REGOLD=1` writes all golden pictures anew; then look at the change.
"""

import os
from pathlib import Path

import pytest
from PIL import Image

from tests.ui.screens.comparing import compare
from tests.ui.screens.conftest import GOLDENS, Rendered
from tests.ui.screens.render import Variant

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("of", GOLDENS, ids=lambda of: of.stem)
def test_a_screen_is_as_it_was(rendered: Rendered, of: Variant) -> None:
    file, golden = rendered(of).with_suffix(".png"), GOLDEN / f"{of.stem}.png"
    if os.environ.get("BATIKPOS_REGOLD"):
        golden.write_bytes(file.read_bytes())
    with Image.open(file) as now, Image.open(golden) as before:
        change = compare(before.convert("RGB"), now.convert("RGB"))
    if change.is_seen:
        where = file.with_suffix(".differs.png")
        change.marked.save(where)
        pytest.fail(f"of a square {change.share:.0%} changed: look at {where}, and at {file}")
