"""What decides how one article is drawn: its text, and the hash of its SKU."""

import hashlib
from dataclasses import dataclass

from motifs.colours import (
    BIRON,
    GREEN,
    INDIGO,
    INDIGO_SECANG,
    MORI_INDIGO,
    MORI_SOGAN,
    RED,
    SOGAN,
    WULUNG,
    Dye,
)
from motifs.shapes import Point

SEASON = "sragen-925"
"""Goes into every hash: another season, other cloths. This one lets neighbours differ the most."""


@dataclass(frozen=True)
class Plan:
    """What decides how one article is drawn."""

    sku: str
    bolt: str
    motif: str
    dyes: tuple[Dye, ...]

    def pick(self, purpose: str, count: int) -> int:
        """Choose one of count possibilities for the whole bolt, always the same one."""
        digest = hashlib.sha256(f"{SEASON}|{self.bolt}|{purpose}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % count

    def size(self, smallest: int, largest: int) -> int:
        """Choose the width of the repeat: an even number of pixels."""
        return smallest + 2 * self.pick("size", (largest - smallest) // 2 + 1)

    def unit(self, purpose: str) -> float:
        """Choose a number from 0 to 1."""
        return self.pick(purpose, 1001) / 1000

    @property
    def dye(self) -> Dye:
        """The colours of the bolt."""
        return self.dyes[self.pick("dye", len(self.dyes))]

    @property
    def cut(self) -> Point:
        """Where on the repeat the picture begins: this is the SKU's own."""
        digest = hashlib.sha256(f"{SEASON}|{self.sku}|cut".encode()).digest()
        return digest[0] / 256, digest[1] / 256


def plan_for(row: dict[str, str]) -> Plan:
    """Read one row of the catalogue."""
    return Plan(sku=row["sku"], bolt=row["variant_group"], motif=row["motif"], dyes=dyes_for(row))


def dyes_for(row: dict[str, str]) -> tuple[Dye, ...]:
    """Say which baths an article can have come from: natural dyes give no bright red or green."""
    detail, name = row["dye_detail"].lower(), row["name_id"].lower()
    indigo = "indigo" in detail and "indigosol" not in detail
    soga = row["dye_class"] == "alam" or detail == "soga sintetis"
    mixed = row["dye_class"] == "campuran" or (indigo and "soga" in detail)
    cases = (
        ("latar putih" in name, MORI_INDIGO + MORI_SOGAN),
        (indigo and "secang" in detail, INDIGO_SECANG),
        (mixed, BIRON),
        (indigo, INDIGO + MORI_INDIGO),
        ("sogan" in name, SOGAN),
        (soga, SOGAN + WULUNG + MORI_SOGAN),
    )
    synthetic = SOGAN[:2] + WULUNG + MORI_SOGAN[:1] + INDIGO[:2] + MORI_INDIGO + RED * 2 + GREEN
    return next((baths for fits, baths in cases if fits), synthetic)
