"""What facts say of other facts: the sale, payment or order they name must be here, and say so too."""

from collections.abc import Collection, Iterator

from batikpos.i18n import N_
from batikpos.store.catalogue import list_wrong_items
from batikpos.store.checks import list_wrong_checks
from batikpos.store.doubled import list_doubled
from batikpos.store.engine import Transaction
from batikpos.store.follows import list_wrong_follows
from batikpos.store.orders import list_wrong_orders
from batikpos.store.reversals import list_wrong_reversals

FAULTS = {
    "doubled": N_(
        "Another journal has done what fact {seq} says too: its number, basket, void or paper slip."
    ),
    "order_end": N_(
        "Fact {seq} ends an order that is not here, was ended before, or had another down payment."
    ),
    "follow": N_("Fact {seq} stands in another sale's place, or gave way to one, that does not say so."),
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


def is_wrong_within(tx: Transaction, of_one: Collection[str]) -> bool:
    """Say whether facts of a device name wrongly what is its own: sales, payments, goods; not its orders.

    `of_one` are all journals of the device; nothing that another device does can change the answer.
    """
    lists = (list_wrong_reversals, list_wrong_follows, list_wrong_checks, list_wrong_items)
    return any(wrong(tx, of_one) for wrong in lists)
