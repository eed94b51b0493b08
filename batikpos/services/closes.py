"""What a journal's facts say of tills and closes: totals that are the sales', seals that are its key's."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from batikpos.domain.fact import Body, Fact, FactKind
from batikpos.domain.fair import Booth, device_in_number
from batikpos.domain.seal import HASH_LETTERS, NotASlip, Seal, read_seal
from batikpos.i18n import N_
from batikpos.signing import Purpose, is_signed

FAULTS = {
    "number": N_("Fact {seq} bears a number of another device."),
    "till": N_("Fact {seq} was done in a till that was not open then."),
    "totals": N_("The close in fact {seq} says other totals than its sales."),
    "unsealed": N_("The close in fact {seq} has no seal behind it."),
    "unsigned": N_("The seal in fact {seq} is not signed: the device had lost its key."),
    "forged": N_("The seal in fact {seq} is not signed by this device's key."),
    "seal": N_("The seal in fact {seq} says something else than the facts before it."),
}


NUMBERED = {FactKind.SALE, FactKind.VOID, FactKind.REFUND, FactKind.ORDER, FactKind.TILL_CLOSE}
"""What goes out as a paper under a number of its device."""


@dataclass(slots=True)
class _Till:
    """What a till took so far, in whole rupiah."""

    float: int = 0
    total: int = 0
    sales: int = 0
    by_tender: Counter[str] = field(default_factory=Counter)

    @property
    def expected(self) -> int:
        return self.float + self.by_tender["cash"]


def close_faults(facts: Iterable[Fact]) -> Iterator[tuple[int, str]]:
    """Name what does not fit a journal's tills, closes and seals: (number of the fact, which fault).

    Facts that cannot be read are passed over: they are named elsewhere, and what they hid shows here.
    """
    closes = Closes()
    for fact in facts:
        try:
            body = fact.body
        except ValueError:
            continue
        yield from closes.read(fact, body)
    yield from closes.unsealed()


@dataclass(slots=True)
class Closes:
    """A journal's closes as far as it was read: what its tills took, and its device in all its days."""

    tills: dict[int, _Till] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)
    read_before: set[int] = field(default_factory=set)
    key: str = ""
    device: str = ""
    goes_on: bool = False
    sold: int = 0
    returned: int = 0
    closed: tuple[Fact, Body] | None = None

    def read(self, fact: Fact, body: Body) -> list[tuple[int, str]]:
        """Take a fact in, with what it says; name what is wrong with it or with the close before it.

        What makes no sense is passed over, as far as it does not.
        """
        found: list[tuple[int, str]] = []
        try:
            found.extend(self._read(fact, body))
        except (ValueError, KeyError, TypeError, AttributeError):
            return found
        return found

    def _read(self, fact: Fact, body: Body) -> Iterator[tuple[int, str]]:
        if fact.kind == FactKind.SEAL:
            if fault := self._seal_fault(body):
                yield fact.seq, fault
        else:
            yield from self.unsealed()
        if "till" in body and not self._was_open(body["till"], fact.seq):
            yield fact.seq, "till"
        if fact.kind in NUMBERED and self.device and device_in_number(body["number"]) != self.device:
            yield fact.seq, "number"
        self.closed = (fact, body) if fact.kind == FactKind.TILL_CLOSE else None
        if fact.kind == FactKind.TILL_CLOSE and _says(body) != _adds_up(self._till(body["till"])):
            yield fact.seq, "totals"
        self.read_before.add(fact.seq)
        self._take(fact, body)

    def unsealed(self) -> Iterator[tuple[int, str]]:
        """Name a close that nothing was read behind."""
        if self.closed is not None and self.key:
            yield self.closed[0].seq, "unsealed"

    def _take(self, fact: Fact, body: Body) -> None:
        match fact.kind:
            case FactKind.OPENING:
                origin = body.get("origin", {})
                self.key, self.goes_on = body.get("public_key", ""), bool(origin)
                self.sold, self.returned = origin.get("sold", 0), origin.get("returned", 0)
                self.device = Booth(body["booth"], body["device"]).prefix
            case FactKind.TILL_OPEN:
                self.tills[fact.seq] = _Till(body["float"])
                self.open.add(fact.seq)
            case FactKind.TILL_CLOSE:
                self.open.discard(body["till"])
            case FactKind.CASH_MOVE:
                self._till(body["till"]).float += body["amount"]
            case FactKind.SALE | FactKind.VOID | FactKind.REFUND:
                _take(self._till(body["till"]), body)
                if fact.kind == FactKind.SALE:
                    self.sold += body["total"]
                else:
                    self.returned -= body["total"]

    def _was_open(self, till: int, seq: int) -> bool:
        """Say whether a till was open before a fact; of what could not be read nobody knows."""
        return till in self.open or (0 < till < seq and till not in self.read_before)

    def _may_be(self, seal: Seal) -> bool:
        """Say whether grand totals are those that were read.

        A journal that goes on from another may learn from the centre that its device had sold more.
        """
        if self.goes_on:
            return seal.sold >= self.sold and seal.returned >= self.returned
        return (seal.sold, seal.returned) == (self.sold, self.returned)

    def _till(self, seq: int) -> _Till:
        return self.tills.setdefault(seq, _Till())

    def _seal_fault(self, body: Body) -> str:
        """Say what is wrong with a seal, if anything is: "seal", "unsigned" or "forged"."""
        try:
            seal = read_seal(body["statement"])
        except NotASlip:
            return "seal"
        if self.closed is None or not _fits(seal, *self.closed) or not self._may_be(seal):
            return "seal"
        if (body["sold"], body["returned"], body["close"]) != (seal.sold, seal.returned, self.closed[0].seq):
            return "seal"
        self.sold, self.returned = seal.sold, seal.returned
        if self.key and not body["signature"]:
            return "unsigned"
        if self.key and not is_signed(self.key, Purpose.CLOSE, body["statement"], body["signature"]):
            return "forged"
        return ""


def _take(till: _Till, body: Body) -> None:
    till.total += body["total"]
    till.sales += {FactKind.SALE: 1, FactKind.VOID: -1}.get(body["kind"], 0)
    for tender in body["tenders"]:
        till.by_tender[tender["kind"]] += tender["amount"]
    till.by_tender["cash"] -= body["change"]


def _says(body: Body) -> tuple[int, int, int, Counter[str]]:
    by_tender = Counter({kind: amount for kind, amount in body["by_tender"].items() if amount})
    return body["total"], body["sales"], body["expected"], by_tender


def _adds_up(till: _Till) -> tuple[int, int, int, Counter[str]]:
    by_tender = Counter({kind: amount for kind, amount in till.by_tender.items() if amount})
    return till.total, till.sales, till.expected, by_tender


def _fits(seal: Seal, closed: Fact, body: Body) -> bool:
    """Say whether a seal is that of a close: its place in the chain, and what it came to."""
    told = (seal.number, seal.journal_id, seal.seq, seal.hash)
    takings = (seal.cash, seal.qris, seal.card, seal.transfer)
    return (
        told == (body["number"], closed.journal_id, closed.seq, closed.hash.hex()[:HASH_LETTERS])
        and (seal.sales, seal.total, seal.expected, seal.counted)
        == (body["sales"], body["total"], body["expected"], body["counted"])
        and takings == tuple(body["by_tender"].get(kind, 0) for kind in ("cash", "qris", "card", "transfer"))
    )
