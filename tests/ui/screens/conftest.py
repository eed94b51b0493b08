"""What the tests of the screens share: each language, light and scale is rendered once."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.long import IS_LONG
from tests.ui.screens.registry import SCREENS
from tests.ui.screens.render import Part, Variant, variants

BOOTHS = [screen.name for screen in SCREENS if not screen.is_organizer]
OFFICE = [screen.name for screen in SCREENS if screen.is_golden and screen.is_organizer]

PAIRS = {("id", "light"), ("en", "dark")}
"""The organizer's window is pictured in these only, for it is made of the booth's own parts."""

GOLDENS = [
    *variants([screen.name for screen in SCREENS if screen.is_golden and not screen.is_organizer]),
    *(v for v in variants(OFFICE, percents=(100,)) if (v.language, v.theme) in PAIRS),
    *variants(("sale-pictures",), languages=("id",), themes=("light",), percents=(100,)),
    *variants(
        ("sale-full", "payment-qris", "count"),
        languages=("id",),
        themes=("light",),
        percents=(100,),
        texts=(150,),
    ),
]
LOOKED_AT = [
    *(variants(BOOTHS, themes=("light",), percents=(100,)) if IS_LONG else ()),
    *variants(languages=("id",), themes=("light",), percents=(125,)),
]
"""Every screen in the longer language where there is less room; the long form looks at the rest too."""

LARGE = variants(
    BOOTHS
    if IS_LONG
    else (
        "sale-full",
        "cash",
        "payment-code",
        "history",
        "count",
        "welcome",
        "check",
        "guide",
        "organizer-board",
        "organizer-day",
    ),
    languages=("id",),
    themes=("light",),
    percents=(100,),
    texts=(175,),
)
"""Some of those where there is least room; the booth's all where there is time."""

TIGHT_ONES = (
    "sign-in",
    "open-till",
    "cash",
    "sale-full",
    "sale-qris",
    "taken",
    "sale-unknown",
    "promoted",
    "correcting",
    "correcting-unseen",
    "keys",
    "open-price",
    "payment-mixed",
    "payment-code",
    "correcting-payment",
    "return",
    "ordering",
    "promotion-new",
    "history",
    "exchanged",
    "printer",
    "settings",
    "float",
    "count",
    "closed-full",
    "welcome-files",
    "organizer-day",
    "organizer-settlement",
    "organizer-statement",
)

LESS_TIGHT_ONES = ("sale-full", "promoted", "payment-mixed", "payment-code", "count", "organizer-day")

TIGHT = [
    variant
    for names, scale, words in ((TIGHT_ONES, 125, 125), (LESS_TIGHT_ONES, 150, 150))
    for variant in variants(
        BOOTHS if IS_LONG else names,
        languages=("id", "en") if IS_LONG else ("id",),
        themes=("light",),
        percents=(scale,),
        texts=(words,),
    )
]
"""The lowest windows with the largest words that their screens take: all where there is time."""

TOGETHER = 16
"""So many screens of a part are rendered by one process: others render the rest at the same time."""

Rendered = Callable[[Variant], Path]


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Rendered:
    """Render each screen in a language, light and scale once, however many test processes there are."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if hasattr(request.config, "workerinput") else base) / "screens"
    folder.mkdir(exist_ok=True)

    def render(of: Variant) -> Path:
        which, names = _rendered_with(of)
        out = folder / which
        with FileLock(f"{out}.lock"):
            if not out.exists():
                _render(out, of, names)
        return out / of.stem

    return render


def _rendered_with(of: Variant) -> tuple[str, list[str]]:
    """Name what is rendered in one process with a screen, and list the screens."""
    wanted = _screens_of(of.part)
    at = wanted.index(of.screen) // TOGETHER
    return f"{of.part}-{at}", wanted[at * TOGETHER : (at + 1) * TOGETHER]


@cache
def _screens_of(part: str) -> list[str]:
    here = {v.screen for v in (*GOLDENS, *LOOKED_AT, *LARGE, *TIGHT) if v.part == part}
    return [screen.name for screen in SCREENS if screen.name in here]


def _render(out: Path, of: Variant, names: list[str]) -> None:
    is_pictured = any(v.part == of.part and v.screen in names for v in GOLDENS)
    is_looked_at = any(v.part == of.part and v.screen in names for v in (*LOOKED_AT, *LARGE, *TIGHT))
    which = [word for name in names for word in ("--only", name)]
    which += ["--part", Part.PICTURE] if is_pictured else []
    which += ["--part", Part.LOOK] if is_looked_at else []
    how = ["--plain", "--language", of.language, "--theme", of.theme, "--scale", str(of.percent)]
    how += ["--text", str(of.text), "--fair", str(out.parent / "organizer-fair")]
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.screens", str(out), *how, *which],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def found_on(rendered: Rendered, of: Variant) -> Any:
    return json.loads(rendered(of).with_suffix(".json").read_text(encoding="utf-8"))
