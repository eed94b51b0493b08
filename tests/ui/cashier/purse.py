"""What really lies in the drawer and came to the bank, kept beside the books by what the window says."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from batikpos.domain.tender import AT_THE_TILL, Tender, TenderKind
from batikpos.services.baskets import find_open_basket
from batikpos.services.desk import Desk
from batikpos.services.parking import parked_baskets
from batikpos.services.pickups import load_pick_ups
from batikpos.services.till import show_till
from tests.ui.stage import FLOAT

Moves = Counter[TenderKind]
"""Rupiah that came by each way of paying; less than nothing went out."""

CASH = TenderKind.CASH
WAYS = {"cash": CASH, **{kind.value: kind for kind in AT_THE_TILL}}
IN_NO_APP = (CASH, TenderKind.CARD, TenderKind.VOUCHER)

_AMOUNT = re.compile(r"Rp(\d[\d.]*\d|\d)(?: (cash|card|transfer|voucher|qris))?", re.IGNORECASE)
_OFF = re.compile(r"(QRIS|Transfer) Rp(\d[\d.]*\d|\d)")
_SENTENCE = re.compile(r"\.(?:\s|$)|\n")


def rupiah(said: str) -> int:
    """Read the first amount that is said; 0 where none is."""
    found = re.search(r"\d[\d.]*", said)
    return int(found.group().replace(".", "")) if found else 0


def amounts(said: str, usual: TenderKind = CASH) -> Moves:
    """Read amounts and their ways: "Rp295.000 cash + Rp100.000 voucher"; without a way the `usual` one."""
    found: Moves = Counter()
    for amount, way in _AMOUNT.findall(said):
        found[WAYS[way.lower()] if way else usual] += rupiah(amount)
    return found


def taken_named(said: str) -> Moves:
    """Read which payments are said to be taken."""
    line = next(line for line in said.split("\n") if "was taken" in line)
    return amounts(line.partition("was taken")[0])


def moves_said(said: str) -> Moves:
    """Read what somebody does who believes what is said: gives back, takes off, strikes off.

    What an app would show of a payment that counts no more is not struck off by that: whether it was seen is
    said beside it.
    """
    moves: Moves = Counter()
    for sentence in _SENTENCE.split(said):
        if sentence.startswith("Give back "):
            moves.subtract(amounts(sentence))
        elif "is taken off: nobody saw" in sentence:
            for way, amount in _OFF.findall(sentence):
                moves[WAYS[way.lower()]] -= rupiah(amount)
        elif "not checked is taken off" in sentence:
            moves.subtract(amounts(sentence))
        elif "counts no more" in sentence:
            moves.subtract({k: amount for k, amount in amounts(sentence).items() if k in IN_NO_APP})
    return moves


def cash_said(act: str, said: str) -> int:
    """Read how much cash somebody is told to add, or to give back."""
    return sum(amounts(one)[CASH] for one in _SENTENCE.split(said) if one.startswith(act))


@dataclass
class Purse:
    """Rupiah that are really there, by their way; what only an app shows counts until it is taken off."""

    holds: Moves = field(default_factory=lambda: Counter({CASH: FLOAT.amount}))

    def move(self, moves: Moves) -> None:
        """Take and give what was said."""
        self.holds.update(moves)

    def take(self, kind: TenderKind, amount: int) -> None:
        """Take so much."""
        self.holds[kind] += amount

    def differs(self, desk: Desk) -> dict[str, tuple[int, int]]:
        """Say by which ways something else is there than the books say: what is there, what they say."""
        said = in_the_books(desk)
        return {
            kind.value: (self.holds[kind], said[kind])
            for kind in AT_THE_TILL
            if self.holds[kind] != said[kind]
        }


def in_the_books(desk: Desk) -> Moves:
    """Say what the books of the open till hold, with what was taken for what is not sold yet."""
    till = show_till(desk)
    assert till is not None
    figures = till.figures
    sums: Moves = Counter()
    for by_way in (figures.by_tender, figures.paid_down):
        sums.update({kind: by_way[kind].amount for kind in AT_THE_TILL if kind in by_way})
    sums[CASH] = figures.expected_cash.amount
    for tender in _taken(desk):
        sums[tender.kind] += tender.amount.amount
    return sums


def _taken(desk: Desk) -> Iterable[Tender]:
    """List what was taken, and is neither sold nor ordered yet."""
    if (basket := find_open_basket(desk)) is not None:
        yield from basket.taken
    for parked in parked_baskets(desk):
        yield from parked.basket.taken
    for tenders in load_pick_ups(desk).values():
        yield from tenders
