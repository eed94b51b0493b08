"""Draw a picture of the cloth for every article of the sample fair's catalogue.

python3 packaging/draw_motifs.py       draws resources/fair/pictures/<SKU>.png anew

The motif comes from the article's own text; colours, scale and filling come from a SHA-256 of its SKU,
so that running this again writes the same bytes. The sizes of one garment are cut from one bolt: they
share colours and scale, and each SKU shows another place of it.
"""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

from motifs.picture import picture
from motifs.plan import plan_for

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "resources" / "fair" / "catalogue.csv"
PICTURES = ROOT / "resources" / "fair" / "pictures"


def main(argv: Sequence[str] | None = None) -> int:
    """Draw every article of a catalogue."""
    parser = argparse.ArgumentParser(description="Draw the cloth of every article of a catalogue.")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, help="the catalogue to read")
    parser.add_argument("--out", type=Path, default=PICTURES, help="the folder to write to")
    arguments = parser.parse_args(argv)
    arguments.out.mkdir(parents=True, exist_ok=True)
    with arguments.catalogue.open(encoding="utf-8", newline="") as lines:
        plans = [plan_for(row) for row in csv.DictReader(lines)]
    for plan in plans:
        picture(plan).save(arguments.out / f"{plan.sku}.png", optimize=True)
    print(f"{len(plans)} pictures in {arguments.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
