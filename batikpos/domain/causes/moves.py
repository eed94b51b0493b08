"""Cash that went out of the drawer or came into it, and that nobody keyed."""

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.money import ZERO, Rupiah
from batikpos.i18n import N_

PAID_OUT = N_("A receipt of {amount} ({what}) lies with the money, and no pay-out was keyed.")
PAID_IN = N_("{amount} was brought to the booth ({what}), and no pay-in was keyed.")
NO_PAPER = N_("Cash may have been paid out without a slip and without a receipt.")

ROUND = 5_000
"""What is paid out is a round sum; what is less round was no pay-out."""

MOST = Rupiah(200_000)
"""What a stand pays for out of its drawer: a meal, bags, a porter. More is no reason to stop looking."""


def unkeyed_moves(day: DrawerDay) -> tuple[Cause, ...]:
    """List papers of cash that no move of the day stands for: each move stands for one of them."""
    keyed = [move.amount for till in day.tills for move in till.moves]
    causes: list[Cause] = []
    for n, slip in enumerate(day.papers.slips or ()):
        if slip.amount in keyed:
            keyed.remove(slip.amount)
            continue
        code, text = ("pay_out", PAID_OUT) if slip.amount < ZERO else ("pay_in", PAID_IN)
        size = Rupiah(abs(slip.amount.amount))
        values = {"amount": size, "what": slip.text}
        about = frozenset({f"slip {n}"})
        causes.append(Cause(code, slip.amount, text, (slip.text,), values, grade=Grade.CERTAIN, about=about))
    return tuple(causes)


def pay_out_without_paper(day: DrawerDay, rest: Rupiah) -> tuple[Cause, ...]:
    """Say that a round sum may have been taken out: nothing shows it, so it explains nothing."""
    if not -MOST <= rest < ZERO or rest.amount % ROUND:
        return ()
    return (Cause("pay_out", rest, NO_PAPER, day.closes, grade=Grade.POSSIBLE),)
