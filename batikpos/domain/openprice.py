"""Goods of no catalogue: what they are and what they cost is typed at the till, and reports say so."""

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import ClassVar

from batikpos.domain.catalogue import UNLISTED, Dye, Item, Technique
from batikpos.domain.errors import PosError
from batikpos.domain.money import LARGEST, ZERO, Rupiah, total
from batikpos.domain.quantity import HALF_METRE, Unit
from batikpos.domain.sale import Sale
from batikpos.domain.typed import LONGEST, holds_control
from batikpos.i18n import N_
from batikpos.values import frozen

_SAYS_BATIK = re.compile(r"\bbatik\b", re.IGNORECASE)
_SAYS_MOTIF = re.compile(r"\b(ber)?motif[ -]batik\b|\bbatik[ -](motif|pattern)\b", re.IGNORECASE)


class NoName(PosError):
    """Goods without a name, or with one that no paper could show."""

    code: ClassVar[str] = "bad_name"
    text: ClassVar[str] = N_("What is it called? Type up to {longest} letters, without control characters.")
    longest: int = LONGEST


class NoPrice(PosError):
    """Goods without a price that a till can hold."""

    code: ClassVar[str] = "bad_price"
    text: ClassVar[str] = N_("What does it cost? Type a price in rupiah, more than nothing.")


class CalledBatik(PosError):
    """A printed textile that is called batik, which it is not (SNI 8184:2015)."""

    code: ClassVar[str] = "called_batik"
    text: ClassVar[str] = N_(
        "“{name}” is printed: it may be called textile with a batik motif, not batik. Change the name or the"
        " technique."
    )
    name: str


@frozen
class OpenPrice:
    """What was sold by a typed price, less what was given back: pieces (a length is one), and rupiah."""

    pieces: int = 0
    total: Rupiah = ZERO


def read_name(typed: str, technique: Technique) -> str:
    """Read what goods are called. Raises: NoName, CalledBatik."""
    name = " ".join(typed.split(" ")).strip()
    if not name or len(name) > LONGEST or holds_control(name):
        raise NoName
    if technique is Technique.PRINTING and _SAYS_BATIK.search(_SAYS_MOTIF.sub("", name)):
        raise CalledBatik(name)
    return name


def open_item(
    name: str,
    price: Rupiah,
    *,
    producer: str,
    technique: Technique,
    dye: Dye,
    kind: str = "",
    unit: Unit = Unit.PIECE,
) -> Item:
    """Make an item of goods of no catalogue. Raises: NoName, NoPrice, CalledBatik.

    The same words and price are the same item, so that a request that is repeated is the same one.
    """
    called = read_name(name, technique)
    if not ZERO < price <= Rupiah(LARGEST):
        raise NoPrice
    says = [called, price.amount, producer, technique.value, dye.value, kind, unit.value]
    return Item(
        sku=f"{UNLISTED}{sha256(json.dumps(says).encode()).hexdigest()[:8].upper()}",
        barcode="",
        producer=producer,
        name=called,
        name_en="",
        technique=technique,
        dye=dye,
        kind=kind,
        unit=unit,
        step=1 if unit is Unit.PIECE else HALF_METRE,
        price=price,
        is_open=True,
    )


def open_price_of(sales: Iterable[Sale]) -> OpenPrice:
    """Add up what was sold by a typed price."""
    lines = [line for sale in sales for line in sale.lines if line.is_open]
    return OpenPrice(sum(line.counted for line in lines), total(line.net for line in lines))
