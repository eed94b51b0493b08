"""QRIS codes for tests: the published vectors, and codes put together element by element."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from batikpos.domain.tlv import Element, checksum

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "qris_vectors.json").read_text(encoding="utf-8")
)
STATIC = VECTORS[0]["payload"]


def element(tag: str, value: str) -> str:
    """Write one element."""
    return str(Element(tag, value))


@dataclass(frozen=True)
class Made:
    """A code to put together; an element of "" is left out."""

    kind: str = "11"
    merchant: str = "BATIK CONTOH MASARAN"
    merchant_id: str = "000000000017"
    nmid: str = "ID1099000000017"
    city: str = "SRAGEN"
    postcode: str = "57282"
    currency: str = "360"
    country: str = "ID"
    amount: str = ""
    more: str = ""

    @property
    def body(self) -> str:
        """Write all but the check digits."""
        account = element("00", "ID.CO.CONTOH.WWW") + element("02", self.merchant_id) + element("03", "UMI")
        central = element("00", "ID.CO.QRIS.WWW") + element("02", self.nmid) if self.nmid else ""
        parts = (
            ("01", self.kind),
            ("26", account),
            ("51", central),
            ("52", "5651"),
            ("53", self.currency),
            ("54", self.amount),
            ("58", self.country),
            ("59", self.merchant),
            ("60", self.city),
            ("61", self.postcode),
        )
        return "000201" + "".join(element(tag, value) for tag, value in parts if value) + self.more

    @property
    def payload(self) -> str:
        """Write the whole code."""
        return sealed(self.body)


def sealed(body: str) -> str:
    """End a code with its true check digits."""
    return f"{body}6304{checksum(f'{body}6304')}"
