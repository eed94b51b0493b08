"""A fair's rules and fees in words: the organizer's window and the commands say them alike."""

from batikpos.domain.fairplan import BEARERS
from batikpos.domain.fee import Fee, FeeKind
from batikpos.domain.money import WHOLE, ZERO, Rupiah
from batikpos.domain.right import ACTS, NO_PRINTING, Rules
from batikpos.i18n import N_, Translate

FEES = {
    FeeKind.PERCENT: N_("Per cent of the takings"),
    FeeKind.PIECE: N_("Rupiah a piece"),
    FeeKind.RENT: N_("Rent of the stand"),
}

BEARING = dict(zip(BEARERS, (N_("whoever holds the money"), N_("the producers of the goods")), strict=True))
"""Who may bear what the acquirer keeps of a payment by QRIS."""


def say_rules(rules: Rules, tr: Translate) -> str:
    """Say what is for two, what one alone may take off, and what is not sold."""
    named = ", ".join(tr(ACTS[act]) for act in ACTS if act in rules.acts)
    two = f"{tr(N_('For two: {acts}')).format(acts=named)}." if named else tr(N_("No act needs two people."))
    alone = tr(N_("One alone may take off any part of a price."))
    if rules.most_alone < WHOLE:
        percent = f"{rules.most_alone * 100 // WHOLE} %"
        alone = tr(N_("One alone may take off {percent} of a price at most.")).format(percent=percent)
    return " ".join(filter(None, (two, alone, "" if rules.printing else tr(NO_PRINTING))))


def say_rounding(rounding: int, tr: Translate) -> str:
    """Say to how many rupiah cash is rounded."""
    return str(Rupiah(rounding)) if rounding else tr(N_("not rounded"))


def how_much(of: Fee) -> str:
    """Write what a fee asks as it is typed: 5, or 0:5; 10.000.000:3, or rupiah."""
    if of.kind is not FeeKind.PERCENT:
        return of.amount.bare()
    if len(of.tiers) == 1 and not of.tiers[0].above:
        return _percent(of.tiers[0].basis_points)
    return "; ".join(f"{tier.above.bare()}:{_percent(tier.basis_points)}" for tier in of.tiers)


def say_how_much(of: Fee, tr: Translate) -> str:
    """Say what a fee asks: "5 %", "5 % up to Rp10.000.000, 3 % above that", or rupiah."""
    if of.kind is not FeeKind.PERCENT:
        return str(of.amount)
    rates = [(tier.above, tier.basis_points) for tier in of.tiers]
    if rates[0][0]:
        rates.insert(0, (ZERO, 0))
    *parts, last = (f"{_percent(points)} %" for _, points in rates)
    ends = (end for end, _ in rates[1:])
    up_to = tr(N_("{percent} up to {amount}"))
    said = [up_to.format(percent=part, amount=end) for part, end in zip(parts, ends, strict=True)]
    return ", ".join((*said, tr(N_("{percent} above that")).format(percent=last) if said else last))


def say_fee(of: Fee, tr: Translate) -> str:
    """Say a fee in one line: by what it is reckoned, how much it is, and who pays it, by their codes."""
    who = ", ".join(sorted(of.producers)) or tr(N_("all"))
    return f"{of.name}: {tr(FEES[of.kind])}, {say_how_much(of, tr)}, {who}"


def _percent(points: int) -> str:
    whole, part = divmod(points, 100)
    return f"{whole},{part:02}".rstrip("0").rstrip(",") if part else str(whole)
