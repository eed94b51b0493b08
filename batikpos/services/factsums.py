"""Takings as plain sums, by what the facts say and by what the database added up: both must be the same.

Facts are read as they are written, without making values of them: a fair may have a million.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from batikpos.domain.fact import Body, Fact, FactKind
from batikpos.domain.fair import Booth
from batikpos.domain.fairtakings import FairTakings
from batikpos.domain.quantity import Unit

_NOTHING = (0, 0, 0, 0, 0)
_WAYS = {FactKind.SALE.value: 1, FactKind.VOID.value: -1, FactKind.REFUND.value: 0}


@dataclass(slots=True)
class Sums:
    """What was sold of each item (pieces, rupiah), in each hour, and paid each way, by days. Whole rupiah."""

    goods: dict[tuple[object, ...], tuple[int, int]] = field(default_factory=dict)
    hours: dict[tuple[str, int], tuple[int, ...]] = field(default_factory=dict)
    paid: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, fact: Fact, body: Body) -> None:
        """Take a fact in where it is a sale, void or refund; what cannot be read is named elsewhere."""
        if fact.kind in _WAYS:
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                _take(self, body, _WAYS[fact.kind])

    def without_nothing(self) -> "Sums":
        """Leave out what came to nothing, for one side does not name it."""
        return Sums(
            {key: value for key, value in self.goods.items() if any(value)},
            {key: value for key, value in self.hours.items() if any(value)},
            {key: value for key, value in self.paid.items() if value},
        )


def sums_of_takings(takings: FairTakings) -> Mapping[Booth, Sums]:
    """Say the same of each device by the tables."""
    devices: dict[Booth, Sums] = {}
    for g in takings.goods:
        goods = devices.setdefault(g.of[0], Sums()).goods
        of = (g.of[1].isoformat(), g.sku, g.producer, g.technique, g.dye, g.is_open)
        pieces, net = goods.get(of, (0, 0))  # of another journal of the device: its laptop was replaced
        goods[of] = pieces + g.pieces, net + g.net.amount
    for h in takings.hours:
        hours, hour = devices.setdefault(h.of[0], Sums()).hours, (h.of[1].isoformat(), h.hour)
        sums = (h.sales, h.gross.amount, h.discount.amount, h.rounding.amount, h.total.amount)
        hours[hour] = tuple(map(int.__add__, hours.get(hour, _NOTHING), sums))
    for p in takings.paid:
        devices.setdefault(p.of[0], Sums()).paid[p.of[1].isoformat(), p.kind] = p.amount.amount
    return {booth: sums.without_nothing() for booth, sums in devices.items()}


def _take(sums: Sums, body: Body, way: int) -> None:
    day, hour = body["business_day"], int(body["at"][11:13])
    before = sums.hours.get((day, hour), _NOTHING)
    amounts = (way, body["gross"], body["discount"], body["rounding"], body["total"])
    sums.hours[day, hour] = tuple(map(int.__add__, before, amounts))
    for line in body["lines"]:
        of = (line["sku"], line["producer"], line["technique"], line["dye"], bool(line.get("is_open", 0)))
        pieces, net = sums.goods.get((day, *of), (0, 0))
        counted = line["size"]
        if line["unit"] == Unit.METRE.value:
            counted = 0 if line.get("is_part", 0) else -1 if counted < 0 else 1
        sums.goods[day, *of] = pieces + counted, net + line["net"]
    paid = sums.paid
    for tender in body["tenders"]:
        paid[day, tender["kind"]] = paid.get((day, tender["kind"]), 0) + tender["amount"]
    paid[day, "cash"] = paid.get((day, "cash"), 0) - body["change"]
