"""Promotions of a great sale: what they are for, when they hold, and what they take off."""

from dataclasses import field
from datetime import date, datetime, time
from typing import Any

from batikpos.domain.catalogue import Item
from batikpos.domain.money import WHOLE, ZERO, Rupiah
from batikpos.domain.quantity import Unit
from batikpos.values import frozen


@frozen
class PercentEach:
    """So many basis points off each piece or metre, from so many pieces on ("buy two")."""

    basis_points: int
    pieces: int = 1


@frozen
class AmountEach:
    """So many rupiah off each piece or metre, from so many pieces on; nothing costs less than nothing."""

    amount: Rupiah
    pieces: int = 1


@frozen
class CheapestOff:
    """Of every so many pieces the cheapest is so many basis points cheaper: WHOLE is free."""

    pieces: int
    basis_points: int = WHOLE


@frozen
class Bundle:
    """So many pieces for one price ("3 untuk Rp100.000")."""

    pieces: int
    price: Rupiah


Deal = PercentEach | AmountEach | CheapestOff | Bundle


@frozen
class Scope:
    """Which goods: those that are of every row that names something; a scope of nothing is all goods."""

    skus: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    producers: tuple[str, ...] = ()

    def holds(self, item: Item) -> bool:
        """Say whether an item is of it. What has an open price is of none: it was agreed as it is."""
        return not item.is_open and all(
            not names or value in names
            for names, value in (
                (self.skus, item.sku),
                (self.kinds, item.kind),
                (self.producers, item.producer),
            )
        )


@frozen
class Season:
    """When: from a day to a day, both with it, and on each of them between two hours; None is no limit."""

    first_day: date | None = None
    last_day: date | None = None
    from_hour: time | None = None
    until_hour: time | None = None

    def holds_at(self, at: datetime) -> bool:
        """Say whether it holds at a time of the fair's own clock; at the last hour itself it is over."""
        return (
            (self.first_day is None or self.first_day <= at.date())
            and (self.last_day is None or at.date() <= self.last_day)
            and (self.from_hour is None or self.from_hour <= at.time())
            and (self.until_hour is None or at.time() < self.until_hour)
        )


@frozen
class Promotion:
    """What the fair gives to buyers, under a name that stands on the nota."""

    name: str
    deal: Deal
    scope: Scope = field(default_factory=Scope)
    season: Season = field(default_factory=Season)
    is_on: bool = True

    def holds_at(self, at: datetime) -> bool:
        """Say whether it is given at a time of the fair's own clock."""
        return self.is_on and self.season.holds_at(at)

    def is_for(self, item: Item) -> bool:
        """Say whether an item may have it: what is counted in pieces is for goods sold by the piece."""
        by_piece = not isinstance(self.deal, PercentEach | AmountEach) or self.deal.pieces > 1
        return self.scope.holds(item) and (item.unit is Unit.PIECE or not by_piece)

    def price_of(self, item: Item) -> Rupiah | None:
        """Say what one piece or metre alone costs with it; None where it takes nothing off one alone."""
        if not self.is_for(item):
            return None
        match self.deal:
            case PercentEach(basis_points, 1):
                price = item.price - item.price.share(basis_points)
            case AmountEach(amount, 1):
                price = max(ZERO, item.price - amount)
            case _:
                return None
        return price if price < item.price else None


def promotion_to_body(of: Promotion) -> dict[str, Any]:
    """Write a promotion down, but for its name."""
    season = {
        "first_day": of.season.first_day,
        "last_day": of.season.last_day,
        "from_hour": of.season.from_hour,
        "until_hour": of.season.until_hour,
    }
    scope = {"skus": of.scope.skus, "kinds": of.scope.kinds, "producers": of.scope.producers}
    return {
        "deal": _deal_to_body(of.deal),
        "scope": {name: list(values) for name, values in scope.items() if values},
        "season": {name: value.isoformat() for name, value in season.items() if value is not None},
        "is_on": of.is_on,
    }


def promotion_from_body(name: str, body: dict[str, Any]) -> Promotion:
    """Read a promotion. Raises ValueError or KeyError where it is none."""
    scope, season = body["scope"], body["season"]

    def day(name: str) -> date | None:
        return date.fromisoformat(season[name]) if name in season else None

    def hour(name: str) -> time | None:
        return time.fromisoformat(season[name]) if name in season else None

    return Promotion(
        name,
        _deal_from_body(body["deal"]),
        Scope(**{n: tuple(scope[n]) for n in ("skus", "kinds", "producers") if n in scope}),
        Season(day("first_day"), day("last_day"), hour("from_hour"), hour("until_hour")),
        body["is_on"],
    )


def _deal_to_body(deal: Deal) -> list[Any]:
    match deal:
        case PercentEach(basis_points, pieces):
            return ["percent", basis_points, pieces]
        case AmountEach(amount, pieces):
            return ["amount", amount.amount, pieces]
        case CheapestOff(pieces, basis_points):
            return ["cheapest", basis_points, pieces]
        case Bundle(pieces, price):
            return ["bundle", price.amount, pieces]


def _deal_from_body(body: list[Any]) -> Deal:
    kind, value, pieces = body
    match kind:
        case "percent":
            return PercentEach(value, pieces)
        case "amount":
            return AmountEach(Rupiah(value), pieces)
        case "cheapest":
            return CheapestOff(pieces, value)
        case "bundle":
            return Bundle(pieces, Rupiah(value))
        case _:
            message = f"no deal is called {kind}"
            raise ValueError(message)
