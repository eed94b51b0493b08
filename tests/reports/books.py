"""A ledger as beancount reads it: what each party is owed by it, to be set against the settlement."""

from collections import defaultdict

from beancount import loader
from beancount.core.data import Open, Transaction

from batikpos.domain.settlement import Party
from batikpos.reports.ledger import account_of


def booked(ledger: str) -> tuple[dict[str, int], list[str]]:
    """Let beancount read a ledger: the sum of each account, and what it finds wrong."""
    entries, errors, _ = loader.load_string(ledger)
    sums: dict[str, int] = defaultdict(int)
    for entry in entries:
        if isinstance(entry, Open):
            sums[entry.account] += 0
        if isinstance(entry, Transaction):
            for posting in entry.postings:
                units = posting.units
                assert units is not None
                assert units.currency == "IDR"
                assert units.number is not None
                assert units.number == int(units.number)
                sums[posting.account] += int(units.number)
    return sums, [str(error.message) for error in errors]


def owed(sums: dict[str, int], party: Party) -> int:
    """Say what a party is owed: all that stands under its account, which counts the other way."""
    name = account_of(party)
    return -sum(amount for account, amount in sums.items() if f"{account}:".startswith(f"{name}:"))
