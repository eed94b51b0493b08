"""What every screen looks like to a finger, to weak eyes, to a screen reader, and in another language."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.i18n.test_error_sentences import PACKAGE, raw_words
from tests.ui.screens.pseudo import untranslated
from tests.ux.gate import Gate

MM = 25.4 / 100
"""Millimetres of a pixel on a 15.6 inch screen of 1366 by 768, which has 100 to the inch."""

SMALLEST, PRIMARY, CONTRAST, EDGES = 12, 16, 7, 3
AT_A_DESK = 9
"""Millimetres of what a mouse presses at the organizer's desk, where 139 booths are on one screen."""

MOST_NOTES = 25


def measure_looks(folder: Path) -> Iterator[Gate]:
    """Render every screen, light and dark, and look each over."""
    screens = _rendered(folder / "looks", "--language", "id")
    spoken = _rendered(folder / "pseudo", "--pseudo", "--theme", "light", "--language", "id")
    small: dict[str, float] = {}
    at_desk: dict[str, float] = {}
    first: dict[str, float] = {}
    weak: dict[str, float] = {}
    edges: dict[str, float] = {}
    unnamed: list[str] = []
    lines = 0
    for name, found in screens.items():
        for target in found["targets"]:
            size = min(target["width"], target["height"]) * MM
            of = at_desk if name.startswith("organizer-") else small
            of = first if target["is_primary"] else of
            of[f"{target['words']} ({name})"] = size
        for words, ratio in found["contrasts"]:
            lines += 1
            weak[f"{words} ({name})"] = min(ratio, weak.get(f"{words} ({name})", ratio))
        for words, ratio in found["edges"]:
            edges[f"{words} ({name})"] = ratio
        unnamed += [f"{name}: {one}" for one in found["unnamed"]]
    yield _least("UX-12a", f"smallest of {len(small)} targets, at 100 dpi", small, SMALLEST, "mm")
    yield _least("UX-12b", f"smallest of {len(first)} primary targets", first, PRIMARY, "mm")
    yield _least("UX-12d", f"smallest of {len(at_desk)} targets at the desk", at_desk, AT_A_DESK, "mm")
    yield _least("UX-12c", f"weakest contrast of {lines} words, as rendered", weak, CONTRAST, ":1")
    yield _least("UX-12e", f"weakest of {len(edges)} edges of what is pressed", edges, EDGES, ":1")
    count = sum(len(found["targets"]) for found in screens.values())
    said = f"{len(unnamed)} of {count}"
    what = f"controls without an accessible name, {len(screens)} screens"
    yield Gate("UX-13", what, said, "0", not unnamed, tuple(unnamed[:MOST_NOTES]))
    wrong = [f"{name}: {words}" for name, found in spoken.items() for words in untranslated(found["texts"])]
    texts = {text for found in spoken.values() for text in found["texts"]}
    said = f"{len(set(wrong))} of {len(texts)}"
    yield Gate("UX-14", "texts that no translation reaches", said, "0", not wrong, tuple(sorted(set(wrong))))
    raw = [f"{place}:{line}" for place, line in raw_words(PACKAGE)]
    what = "places where a library's own words are said to people"
    yield Gate("UX-14b", what, f"{len(raw)}", "0", not raw, tuple(raw))


def _least(id_: str, what: str, sizes: dict[str, float], gate: float, unit: str) -> Gate:
    under = sorted((size, words) for words, size in sizes.items() if size < gate)
    seen: set[str] = set()
    notes: list[str] = []
    for size, words in under:
        label = words.rpartition(" (")[0]
        if label not in seen and len(notes) < MOST_NOTES:
            notes.append(f"{size:.1f} {unit}  {words}")
        seen.add(label)
    smallest = min(sizes.values())
    return Gate(id_, what, f"{smallest:.1f} {unit}", f">= {gate} {unit}", not under, tuple(notes))


def _rendered(out: Path, *options: str) -> dict[str, Any]:
    """Render the screens in a process of its own; return what was found on each."""
    subprocess.run(
        [sys.executable, "-m", "tests.ui.screens", str(out), *options],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(out.glob("*.json"))}
