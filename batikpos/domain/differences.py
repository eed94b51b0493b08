"""What drawers are off by: over and short are two sums, for the one does not mend the other."""

from collections.abc import Iterable

from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.i18n import N_, Translate
from batikpos.values import frozen


@frozen
class Differences:
    """What `drawers` drawers are `over` and `short` in all; what is short is below zero."""

    over: Rupiah
    short: Rupiah
    drawers: int

    @property
    def headline(self) -> Rupiah:
        """Take the one sum to be seen first: what is short, or what is over where nothing is short."""
        return self.short or self.over


def add_differences(each: Iterable[Rupiah | None]) -> Differences:
    """Add up what drawers are off by; None is of a drawer that nobody counted."""
    off = [difference for difference in each if difference]
    return Differences(total(d for d in off if d > ZERO), total(d for d in off if d < ZERO), len(off))


def say_both(of: Differences, tr: Translate) -> str:
    """Say both sums where there are both; nothing where the headline says it all."""
    if not (of.over and of.short):
        return ""
    return tr(N_("{short} short, {over} over")).format(short=-of.short, over=of.over)


def say_off(of: Differences, tr: Translate) -> str:
    """Say beside the headline in how many drawers something is off, and what is over where it is short."""
    said = tr(N_("in {count} drawers")).format(count=of.drawers)
    over = tr(N_("{amount} over")).format(amount=of.over)
    return f"{over}, {said}" if of.over and of.short else said
