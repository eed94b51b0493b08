"""What facts say of other facts: the sale, payment or order they name must be here, and say so too."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from batikpos.i18n import N_
from batikpos.services.journalreading import JournalReading
from batikpos.store.catalogue import list_wrong_items
from batikpos.store.checks import list_wrong_checks
from batikpos.store.doubled import list_doubled, list_doubled_in, list_shared_baskets
from batikpos.store.engine import Transaction
from batikpos.store.follows import list_wrong_follows
from batikpos.store.orders import list_wrong_orders
from batikpos.store.reversals import list_wrong_reversals

MANY = 5_000
"""So many facts are not asked for one by one: all that two journals did twice is counted anew."""

Key = tuple[str, str]
"""A journal, by its fair and id."""

FAULTS = {
    "doubled": N_(
        "Another journal has done what fact {seq} says too: its number, basket, void or paper slip."
    ),
    "basket": N_("The basket of fact {seq} was sold by another device too, by what that one says."),
    "order_end": N_(
        "Fact {seq} ends an order that is not here, was ended before, or had another down payment."
    ),
    "follow": N_(
        "Fact {seq} stands in for another sale, or gave way to one; that other one does not name it, or is"
        " for another amount."
    ),
    "reversal": N_("Fact {seq} gives back what was not sold here, or was given back before."),
    "check": N_("Fact {seq} says that a payment was seen that is not here."),
    "item": N_("Fact {seq} takes in goods of a producer whom the fair does not know."),
}


def wrong_references(tx: Transaction) -> Iterator[tuple[str, int, str]]:
    """Name the facts whose references do not fit, of every journal: journal, fact, and which fault."""
    wrong = {
        "doubled": list_doubled(tx),
        "order_end": list_wrong_orders(tx),
        "follow": list_wrong_follows(tx),
        "reversal": list_wrong_reversals(tx),
        "check": list_wrong_checks(tx),
        "item": list_wrong_items(tx),
    }
    for code, found in wrong.items():
        for journal_id, seq in found:
            yield journal_id, seq, code


def shared_baskets(tx: Transaction) -> Iterator[tuple[str, int, str]]:
    """Name the sales of one basket that several devices say to have sold, likewise: it costs no day."""
    for journal_id, seq in list_shared_baskets(tx):
        yield journal_id, seq, "basket"


@dataclass(slots=True)
class References:
    """The same, looked at again only where something came that may change the answer."""

    _marks: dict[Key, int] = field(default_factory=dict)
    _orders_marks: dict[Key, int] = field(default_factory=dict)
    _doubled: set[str] = field(default_factory=set)
    _orders: set[str] = field(default_factory=set)
    _has_orders: bool = False
    _within: dict[tuple[str, ...], tuple[object, bool]] = field(default_factory=dict)

    def look(self, tx: Transaction, readings: Collection[JournalReading], marks: Mapping[Key, int]) -> None:
        """Look at what came up to these marks, of all journals of a fair as far as they are read."""
        known = self._marks
        new = {key: (known.get(key, 0), mark) for key, mark in marks.items() if mark > known.get(key, 0)}
        if new:
            many = sum(upto - after for after, upto in new.values()) > MANY
            found = list_doubled(tx) if many else list_doubled_in(tx, new)
            self._doubled |= {journal_id for journal_id, _ in found}
        self._has_orders |= any(reading.order_at for reading in readings)
        if not self._orders_marks or any(map(self._may_end_orders, readings)):
            self._orders = {journal_id for journal_id, _ in list_wrong_orders(tx)}
            self._orders_marks = dict(marks)
        self._marks = dict(marks)

    def are_wrong(self, tx: Transaction, of_one: Collection[JournalReading]) -> bool:
        """Say whether facts of a device, of all its journals, name wrongly what they name."""
        journals = tuple(sorted(reading.head.journal_id for reading in of_one))
        if not {*journals}.isdisjoint(self._doubled | self._orders):
            return True
        marks = tuple(reading.proof.mark for reading in of_one)
        known = self._within.get(journals)
        if known is None or known[0] != marks:
            lists = (list_wrong_reversals, list_wrong_follows, list_wrong_checks, list_wrong_items)
            known = self._within[journals] = (marks, any(wrong(tx, journals) for wrong in lists))
        return known[1]

    def _may_end_orders(self, of: JournalReading) -> bool:
        """Say whether an order was named since, or something voided that may have been one's pick-up."""
        seen = self._orders_marks.get((of.head.fair_id, of.head.journal_id), 0)
        return of.order_at > seen or (self._has_orders and of.void_at > seen)
