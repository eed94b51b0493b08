"""What a promotion gives, for which goods, and when, in words: screen and reports say it alike."""

from datetime import time

from batikpos.domain.cart import write_percent
from batikpos.domain.catalogue import Catalogue
from batikpos.domain.money import WHOLE
from batikpos.domain.promotion import (
    AmountEach,
    Bundle,
    CheapestOff,
    Deal,
    PercentEach,
    Promotion,
    Scope,
    Season,
)
from batikpos.domain.slip import write_day
from batikpos.domain.wording import kind_word
from batikpos.i18n import N_, Translate, language_of

NAMED = 4
"""So many goods or producers are named; the others are counted."""


def say_promotion(promotion: Promotion, catalogue: Catalogue, tr: Translate) -> str:
    """Say what a promotion takes off, for what, and when; not its name."""
    when = say_season(promotion.season, tr) or tr(N_("every day"))
    return " · ".join((say_deal(promotion.deal, tr), say_scope(promotion.scope, catalogue, tr), when))


def say_deal(deal: Deal, tr: Translate) -> str:
    """Say what a deal takes off."""
    match deal:
        case PercentEach(basis_points, pieces):
            said = N_("{off} off") if pieces == 1 else N_("from {pieces} pieces on {off} off each")
            return tr(said).format(off=write_percent(basis_points), pieces=pieces)
        case AmountEach(amount, pieces):
            said = N_("{off} off each") if pieces == 1 else N_("from {pieces} pieces on {off} off each")
            return tr(said).format(off=amount, pieces=pieces)
        case CheapestOff(pieces, basis_points):
            free = N_("of {pieces} pieces the cheapest is free")
            said = free if basis_points == WHOLE else N_("of {pieces} pieces {off} off the cheapest")
            return tr(said).format(off=write_percent(basis_points), pieces=pieces)
        case Bundle(pieces, price):
            return tr(N_("{pieces} pieces for {price}")).format(pieces=pieces, price=price)


def say_scope(scope: Scope, catalogue: Catalogue, tr: Translate) -> str:
    """Say what a promotion is for."""
    language = language_of(tr)
    goods = [item.title(language) if (item := catalogue.find(sku)) else sku for sku in scope.skus]
    kinds = [kind_word(kind, tr) for kind in scope.kinds]
    producers = [catalogue.producer(code).name for code in scope.producers]
    return ", ".join(_listed(names, tr) for names in (goods, kinds, producers) if names) or tr(
        N_("all goods")
    )


def say_season(season: Season, tr: Translate) -> str:
    """Say when it holds; nothing where it always does."""
    days = {
        (True, True): N_("{first} to {last}"),
        (True, False): N_("from {first}"),
        (False, True): N_("until {last}"),
    }
    words = []
    if said := days.get((season.first_day is not None, season.last_day is not None)):
        first = write_day(season.first_day) if season.first_day else ""
        last = write_day(season.last_day) if season.last_day else ""
        words.append(
            tr(N_("only {day}")).format(day=first)
            if first == last
            else tr(said).format(first=first, last=last)
        )
    if said := days.get((season.from_hour is not None, season.until_hour is not None)):
        words.append(tr(said).format(first=_hour(season.from_hour), last=_hour(season.until_hour)))
    return ", ".join(words)


def _listed(names: list[str], tr: Translate) -> str:
    more = len(names) - NAMED
    shown = ", ".join(names[:NAMED])
    return shown + (" " + tr(N_("and {count} more")).format(count=more) if more > 0 else "")


def _hour(at: time | None) -> str:
    return f"{at:%H.%M}" if at is not None else ""
