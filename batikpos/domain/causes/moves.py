"""Cash that went out of the drawer or came into it, and that nobody keyed."""

from collections.abc import Mapping
from itertools import combinations

from batikpos.domain.causes.cause import Cause, Grade
from batikpos.domain.causes.drawer import DrawerDay
from batikpos.domain.causes.papers import CashSlip
from batikpos.domain.money import ZERO, Rupiah, total
from batikpos.i18n import N_

PAID_OUT = N_("A receipt of {amount} ({what}) lies with the money, and no pay-out was keyed.")
PAID_IN = N_("{amount} was brought to the booth ({what}), and no pay-in was keyed.")
NO_PAPER = N_("Cash may have been paid out without a slip and without a receipt.")

ROUND = 5_000
"""What is paid out is a round sum; what is less round was no pay-out."""

MOST = Rupiah(200_000)
"""What a stand pays for out of its drawer: a meal, bags, a porter. More is no reason to stop looking."""


MOST_COMBINED = 12
"""Of more papers or moves than these each stands for one: what few come to might be anything."""

MOST_TOGETHER = 4
"""So many receipts are keyed in one sum at most, or so many sums for one receipt."""


def unkeyed_moves(day: DrawerDay) -> tuple[Cause, ...]:
    """List papers of cash that no move of the day stands for: each stands for one of them, or for a few."""
    causes: list[Cause] = []
    for n, slip in _not_keyed(day).items():
        code, text = ("pay_out", PAID_OUT) if slip.amount < ZERO else ("pay_in", PAID_IN)
        size = Rupiah(abs(slip.amount.amount))
        values = {"amount": size, "what": slip.text}
        about = frozenset({f"slip {n}"})
        causes.append(Cause(code, slip.amount, text, (slip.text,), values, grade=Grade.CERTAIN, about=about))
    return tuple(causes)


def _not_keyed(day: DrawerDay) -> dict[int, CashSlip]:
    """List the papers that are left, by their places, when each move is set against what it stands for."""
    left = dict(enumerate(day.papers.slips or ()))
    moves = dict(enumerate(move.amount for till in day.tills for move in till.moves))
    few = range(2, MOST_TOGETHER + 1)
    sizes = [(1, 1), *((n, 1) for n in few), *((1, n) for n in few)]
    if max(len(left), len(moves)) > MOST_COMBINED:
        sizes = [(1, 1)]
    for papers, sums in sizes:  # one for one first: nothing is put together that stands for itself
        while found := _alike(left, moves, papers, sums):
            left = {place: slip for place, slip in left.items() if place not in found[0]}
            moves = {place: amount for place, amount in moves.items() if place not in found[1]}
    return left


def _alike(
    left: Mapping[int, CashSlip], moves: Mapping[int, Rupiah], papers: int, sums: int
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Find so many papers that come to the same as so many moves, as their places."""
    for some in combinations(left, papers):
        amount = total(left[place].amount for place in some)
        for others in combinations(moves, sums):
            if total(moves[place] for place in others) == amount:
                return some, others
    return None


def pay_out_without_paper(day: DrawerDay, rest: Rupiah) -> tuple[Cause, ...]:
    """Say that a round sum may have been taken out: nothing shows it, so it explains nothing."""
    if not -MOST <= rest < ZERO or rest.amount % ROUND:
        return ()
    return (Cause("pay_out", rest, NO_PAPER, day.closes, grade=Grade.POSSIBLE),)
