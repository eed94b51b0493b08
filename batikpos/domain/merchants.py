"""Whose QRIS codes the booths of a fair show: the statement of an acquirer is of one merchant."""

from collections.abc import Iterable, Mapping

from batikpos.domain.fairplan import FairPlan, holding_of
from batikpos.domain.settlement import Party
from batikpos.domain.tender import TenderKind
from batikpos.values import frozen


@frozen
class Merchant:
    """Somebody who gets what is paid by QRIS, and the booths that show the code."""

    payee: Party
    booths: tuple[str, ...]


def merchants_at(booths: Iterable[str], plan: FairPlan, producers: Mapping[str, str]) -> tuple[Merchant, ...]:
    """Say whose code each booth shows by the plan, in the order of booths.

    `producers` are their codes with their booths.
    """
    found: dict[Party, list[str]] = {}
    for booth in booths:
        found.setdefault(holding_of(booth, plan, producers).of(TenderKind.QRIS), []).append(booth)
    return tuple(Merchant(payee, tuple(theirs)) for payee, theirs in found.items())
