"""Whose QRIS codes the booths of a fair show: the statement of an acquirer is of one merchant."""

from collections.abc import Iterable

from batikpos.domain.holders import Planned, payees_of
from batikpos.domain.settlement import Party
from batikpos.values import frozen


@frozen
class Merchant:
    """Somebody who gets what is paid by QRIS, and the booths that show the code or did."""

    payee: Party
    booths: tuple[str, ...]


def merchants_at(booths: Iterable[str], planned: Planned) -> tuple[Merchant, ...]:
    """Say whose codes each booth shows, or showed on a day before, by the plan; in the order of booths."""
    found: dict[Party, list[str]] = {}
    for booth in booths:
        for payee in payees_of(booth, planned):
            found.setdefault(payee, []).append(booth)
    return tuple(Merchant(payee, tuple(theirs)) for payee, theirs in found.items())
