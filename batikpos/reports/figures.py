"""A fair's day, or a whole fair, in figures: one value that every form of a report is written from.

What is proven and what is only reported stand apart in each of its rows, and are added up nowhere but in
what the report of a day has always called its total.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from batikpos.domain.catalogue import Producer
from batikpos.domain.fair import Booth
from batikpos.domain.fairtakings import DeviceAndDay, FairTakings, Goods, Hour, Paid, takings_of
from batikpos.domain.money import ZERO, Rupiah
from batikpos.domain.reconcile import DayState
from batikpos.domain.sale import by_tender
from batikpos.services.reconcile import FairDay
from batikpos.services.wholefair import WholeFair
from batikpos.values import frozen

TOP = 10


@frozen
class Part:
    """How many sales or pieces, and what they brought."""

    count: int = 0
    total: Rupiah = ZERO

    def __add__(self, other: "Part") -> "Part":
        return Part(self.count + other.count, self.total + other.total)


NOTHING = Part()


@frozen
class Row:
    """One group: its key and name, and what of it is proven, and what only reported."""

    key: str
    name: str
    proven: Part
    reported: Part = NOTHING
    name_en: str = ""

    @property
    def count(self) -> int:
        """Count all of it."""
        return self.proven.count + self.reported.count

    @property
    def total(self) -> Rupiah:
        """Add all of it up."""
        return self.proven.total + self.reported.total


@frozen
class Sums:
    """What sales came to; those that were voided are none of them."""

    sales: int = 0
    gross: Rupiah = ZERO
    discount: Rupiah = ZERO
    rounding: Rupiah = ZERO
    total: Rupiah = ZERO

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.sales + other.sales,
            self.gross + other.gross,
            self.discount + other.discount,
            self.rounding + other.rounding,
            self.total + other.total,
        )


@frozen
class Figures:
    """What days of a fair came to; `down_payments` for orders are in no total of the sales."""

    fair: str
    first: date
    last: date
    proven: Sums
    reported: Sums
    by_day: tuple[Row, ...]
    by_hour: tuple[Row, ...]
    by_booth: tuple[Row, ...]
    by_producer: tuple[Row, ...]
    by_district: tuple[Row, ...]
    by_technique: tuple[Row, ...]
    by_dye: tuple[Row, ...]
    by_tender: tuple[Row, ...]
    items: tuple[Row, ...]
    motifs: tuple[Row, ...]
    open_price: tuple[Row, ...] = ()
    down_payments: tuple[Row, ...] = ()

    @property
    def all(self) -> Sums:
        """Add both up."""
        return self.proven + self.reported

    @property
    def top(self) -> tuple[Row, ...]:
        """List the items that brought most."""
        return self.items[:TOP]


def figures_of_day(of: FairDay) -> Figures:
    """Add a fair day up every way a report shows it, by its facts."""
    day, devices = of.reconciliation.day, of.reconciliation.devices
    takings = takings_of((journal.booth, till) for journal in of.journals for till in journal.tills)
    told = {(d.booth, day): d.state is DayState.PROVEN for d in devices if d.figures}
    return figures_of(
        of.fair.name,
        (day, day),
        takings,
        told,
        names={p.producer: p.name for p in of.reconciliation.producers},
    )


def figures_of_fair(of: WholeFair) -> Figures:
    """Add a whole fair up; motifs are known of what the desk has in its goods."""
    told = {
        (d.booth, d.day): d.state is DayState.PROVEN for d in of.devices if d.state is not DayState.MISSING
    }
    own = [day for day in of.days if of.fair.has(day)]
    days = (own[0], own[-1]) if own else (of.fair.first_day, of.fair.last_day)
    motifs = {item.sku: item.motif for item in of.goods.items}
    names = {producer.code: producer.name for producer in of.goods.producers}
    return figures_of(of.fair.name, days, of.takings, told, of.producers, motifs, names)


def figures_of(
    fair: str,
    days: tuple[date, date],
    takings: FairTakings,
    told: Mapping[DeviceAndDay, bool],
    producers: Iterable[Producer] = (),
    motifs: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Figures:
    """Add takings up; `told` says which devices told of which day, and whether that is proven.

    `names` are what producers are called now, whatever they were called when something was sold.
    """
    called = names or {}
    districts = {p.code: p.district for p in producers}
    motif_of = motifs or {}
    heads = _Group(told, lambda h: Part(h.sales, h.total), takings.hours)
    goods = _Group(told, lambda g: Part(g.pieces, g.net), takings.goods)
    paid = _Group(told, lambda p: Part(p.count, p.amount), takings.paid)
    down = _Group(told, lambda p: Part(p.count, p.amount), takings.paid_down)
    spell = sorted({day for _, day in told})
    return Figures(
        fair,
        *days,
        proven=_sums(h for h in takings.hours if told.get(h.of, False)),
        reported=_sums(h for h in takings.hours if not told.get(h.of, False)),
        by_day=heads.by(lambda h: h.of[1].isoformat(), among=(day.isoformat() for day in spell)),
        by_hour=heads.by(lambda h: f"{h.hour:02}", lambda h: f"{h.hour:02}.00"),
        by_booth=_in_order({booth for booth, _ in told}, heads.by(lambda h: h.of[0].prefix)),
        by_producer=goods.by(lambda g: g.producer, lambda g: called.get(g.producer, g.producer_name)),
        by_district=goods.by(lambda g: districts.get(g.producer, "")),
        by_technique=goods.by(lambda g: g.technique),
        by_dye=goods.by(lambda g: g.dye),
        by_tender=paid.by(lambda p: p.kind, among=(kind for kind in by_tender(()))),
        items=_largest(
            row
            for row in goods.by(lambda g: g.sku, lambda g: g.name, lambda g: g.name_en, apart=_maker)
            if row.proven != NOTHING or row.reported != NOTHING  # all of it was given back
        ),
        motifs=_largest(r for r in goods.by(lambda g: motif_of.get(g.sku, "")) if r.key),
        open_price=_Group(told, goods.part, [g for g in takings.goods if g.is_open]).by(
            lambda g: g.sku, lambda g: g.name, apart=_maker
        ),
        down_payments=tuple(sorted(down.by(lambda p: p.kind), key=lambda r: [*by_tender(())].index(r.key))),
    )


class _Group:
    """Parts of takings that are grouped one way after the other."""

    def __init__(
        self,
        told: Mapping[DeviceAndDay, bool],
        part: Callable[..., Part],
        taken: Iterable[Goods | Hour | Paid],
    ) -> None:
        self.part = part
        self._each = [(of, part(of), told.get(of.of, False)) for of in taken]

    def by(
        self,
        key: Callable[..., str],
        name: Callable[..., str] | None = None,
        name_en: Callable[..., str] | None = None,
        *,
        among: Iterable[str] = (),
        apart: Callable[..., str] = lambda _of: "",
    ) -> tuple[Row, ...]:
        """Add up by `key`, in its order; those `among` which it was asked are there before, in theirs.

        What differs by `apart` has a row of its own under the same key.
        """
        sums: dict[tuple[str, str], list[Part]] = {(which, ""): [NOTHING, NOTHING] for which in among}
        names: dict[tuple[str, str], tuple[str, str]] = {}
        for of, part, is_proven in sorted(self._each, key=lambda each: (key(each[0]), apart(each[0]))):
            which = key(of), apart(of)
            row = sums.setdefault(which, [NOTHING, NOTHING])
            row[not is_proven] += part
            said = (name(of) if name else which[0], name_en(of) if name_en else "")
            names[which] = min(said, names.get(which, said))
        found = []
        for which, (proven, reported) in sums.items():
            called, called_en = names.get(which, (which[0], ""))
            found.append(Row(which[0], called, proven, reported, called_en))
        return tuple(found)


def _maker(of: Goods) -> str:
    """Tell goods of two producers apart that bear the same code, as they may where no desk gave codes out."""
    return of.producer


def _sums(hours: Iterable[Hour]) -> Sums:
    added = Sums()
    for h in hours:
        added += Sums(h.sales, h.gross, h.discount, h.rounding, h.total)
    return added


def _in_order(booths: Iterable[Booth], rows: Iterable[Row]) -> tuple[Row, ...]:
    """Give a row to each device that told of a day, sold it or not, in the order of booths."""
    found = {row.key: row for row in rows}
    order = sorted(booths, key=lambda b: (b.code, b.device))
    return tuple(found.get(b.prefix, Row(b.prefix, b.prefix, NOTHING)) for b in order)


def _largest(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda r: (-r.total.amount, r.key)))
