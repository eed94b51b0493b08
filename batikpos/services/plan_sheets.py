"""A fair's plan as sheets that people write: rules, booths, people, fees; read, and written out the same."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal

from batikpos.domain.catalogue import Producer
from batikpos.domain.fair import DESK, MOST_DEVICES, Person, Role, is_booth_code
from batikpos.domain.fairplan import ROUNDINGS, BoothPlan, FairPlan
from batikpos.domain.fee import BadFee, Fee, FeeKind, Tier
from batikpos.domain.money import ZERO
from batikpos.domain.right import Act
from batikpos.domain.sheet import Sheet, SheetRow, Value
from batikpos.i18n import N_
from batikpos.sheets.cells import ListRow, doubles_of, percent_of, refuse_faults, rows_of
from batikpos.sheets.columns import Column, ListKind, Tables, plain_name
from batikpos.sheets.faults import Fault
from batikpos.values import frozen

_CODES = "kode ikm,kode produsen,kode perajin,kode umkm,ikm_code,ikm_name,nama ikm,producer code"
_MAKERS = "nama produsen,nama perajin,nama pengrajin,nama umkm,nama usaha,producer name,kecamatan,district"
"""A list of producers says in which booth each is: it is no list of booths."""

RULES = ListKind(
    "rules",
    (
        Column("aturan", "pengaturan,rule,setting", is_needed=True),
        Column("isi", "nilai,value", is_needed=True),
    ),
)
PEOPLE = ListKind(
    "people",
    (
        Column("petugas", "nama petugas,nama kasir,person", "nama,name", is_needed=True),
        Column("peran", "tugas,role", is_needed=True),
        Column("stan", "stan tempat,di stan,booths,kode stan,no stan,booth"),
    ),
    never=Column("sku", _CODES),
)
BOOTHS = ListKind(
    "booths",
    (
        Column("stan", "kode stan,no stan,nomor stan,booth,booth code", is_needed=True),
        Column("nama_stan", "booth name", "nama,name"),
        Column("laptop", "jumlah laptop,laptops,devices"),
        Column("penerima_qris", "qris,uang qris,qris payee"),
    ),
    never=Column(
        "sku", f"{_CODES},{_MAKERS},stan_no,petugas,nama petugas,nama kasir,person,peran,role,biaya,fee"
    ),
)
FEES = ListKind(
    "fees",
    (
        Column("biaya", "nama biaya,iuran,fee", is_needed=True),
        Column("jenis", "jenis biaya,fee kind", is_needed=True),
        Column("rupiah", "besar,jumlah,amount"),
        Column("persen", "per cent,percent,%"),
        Column("mulai_omzet", "omzet di atas,above,from turnover"),
        Column("ikm", "produsen,perajin,producers"),
    ),
    never=Column("sku", _CODES),
)
KINDS = (RULES, BOOTHS, PEOPLE, FEES)

_ROLES = {"kasir": Role.CASHIER, "pengawas": Role.SUPERVISOR, "penyelia": Role.SUPERVISOR}
_FEE_KINDS = {
    **dict.fromkeys(("persen", "per cent", "komisi"), FeeKind.PERCENT),
    **dict.fromkeys(("per potong", "potong", "per lembar", "per piece"), FeeKind.PIECE),
    **dict.fromkeys(("sewa", "sewa stan"), FeeKind.RENT),
}
_ACTS = {
    "batal": Act.VOID,
    "retur": Act.REFUND,
    "diskon": Act.DISCOUNT,
    "laci": Act.DRAWER,
    "tutup": Act.CLOSE,
}
_ORGANIZER = "panitia"
_EVERYWHERE = {"semua", "all", "semua stan"}
_RULES = {
    "tempat": ("venue", "lokasi"),
    "pembulatan": ("rounding",),
    "target": ("target omzet",),
    "orang_kedua": ("second person", "butuh orang kedua"),
    "batas_diskon": ("discount limit",),
    "biaya_qris": ("qris fee", "mdr"),
    "printing": ("tekstil printing", "printed textile"),
}
_BEARERS = {"pemegang": "holder", "ikm": "producer", "holder": "holder", "producer": "producer"}

_SOLD = {"boleh": True, "tolak": False, "allowed": True, "refused": False}


@frozen
class Known:
    """What sheets may name that stands in others: the producers, and the plan as it was."""

    producers: Sequence[Producer] = ()
    before: FairPlan = field(default_factory=FairPlan)


def plan_of(tables: Mapping[str, Tables], known: Known) -> FairPlan:
    """Read a plan; what has no sheet stays as it was, and so do the PINs of who was there before.

    Raises: BadList with every fault of every sheet.
    """
    plan, faults = known.before, list[Fault]()
    for kind, read in _READERS.items():
        if kind in tables:
            rows, found = rows_of(tables[kind])
            plan = read(rows, plan, known)
            faults += named_by_file(found.values(), tables[kind].file)
    refuse_faults(", ".join(dict.fromkeys(of.file for of in tables.values())), faults)
    return plan


def named_by_file(faults: Iterable[Fault], file: str) -> list[Fault]:
    """Say of faults in which of several files they are; the sheet of a CSV is called as the file is."""
    return [replace(f, sheet=f.sheet or file, file=f.file or file) for f in faults]


def sheets_of_plan(plan: FairPlan) -> tuple[Sheet, ...]:
    """Write a plan as the sheets that are read again as the same plan; PINs are in none."""
    rules: list[tuple[Value, ...]] = [
        ("tempat", plan.venue),
        ("pembulatan", float(plan.rounding)),
        ("target", float(plan.target.amount)),
        ("orang_kedua", ", ".join(word for word, act in _ACTS.items() if act in plan.rules.acts) or "-"),
        ("batas_diskon", _per_cent(plan.rules.discount_limit)),
        ("biaya_qris", next(word for word, bearer in _BEARERS.items() if bearer == plan.qris_fee)),
        ("printing", next(word for word, is_sold in _SOLD.items() if is_sold is plan.rules.printing)),
    ]
    names = {payee: payee for payee in (b.qris for b in plan.booths)} | {"organizer": _ORGANIZER}
    booths = [(b.code, b.name, float(b.devices), names[b.qris]) for b in plan.booths]
    people = [row_of_person(person, plan) for person in plan.people]
    return (
        _sheet("aturan", RULES, rules),
        _sheet("stan", BOOTHS, booths),
        _sheet("petugas", PEOPLE, people),
        _sheet("biaya", FEES, [row for fee in plan.fees for row in _fee_rows(fee)]),
    )


def row_of_person(person: Person, plan: FairPlan) -> tuple[Value, ...]:
    """Write a person down: name, role, and the booths."""
    roles = {role: word for word, role in reversed(_ROLES.items())}
    return person.name, roles[person.role], _places(person, plan.booths)


def _read_rules(rows: Sequence[ListRow], plan: FairPlan, _known: Known) -> FairPlan:
    keys = {plain_name(name): key for key, names in _RULES.items() for name in (key, *names)}
    named = [keys.get(plain_name(row.text("aturan", needed=True)), "") for row in rows]
    doubles_of("aturan", named, rows)
    for key, row in zip(named, rows, strict=True):
        if key not in {"", "tempat"} and not row.written("isi"):
            row.fault("isi", N_("is empty"))
        elif key in _RULE_READERS:
            plan = _RULE_READERS[key](row, plan)
        else:
            row.fault("aturan", N_("is none of the words allowed here"))
    return plan


def _rounding(row: ListRow) -> int:
    rounding = row.money("isi").amount
    if rounding not in ROUNDINGS:
        row.fault("isi", N_("is not 0, 100, 500 or 1.000"))
    return rounding


def _bearer(row: ListRow) -> str:
    bearer = _BEARERS.get(plain_name(row.text("isi")), "")
    if not bearer:
        row.fault("isi", N_("is none of the words allowed here"))
    return bearer


def _is_sold(row: ListRow) -> bool:
    word = plain_name(row.text("isi"))
    if word not in _SOLD:
        row.fault("isi", N_("is none of the words allowed here"))
    return _SOLD.get(word, True)


def _limit(row: ListRow) -> int:
    limit = _basis_points(row, "isi")
    if limit % 100:
        row.fault("isi", N_("is not a whole per cent"))
    return limit


_RULE_READERS: Mapping[str, Callable[[ListRow, FairPlan], FairPlan]] = {
    "tempat": lambda row, plan: replace(plan, venue=row.text("isi")),
    "pembulatan": lambda row, plan: replace(plan, rounding=_rounding(row)),
    "target": lambda row, plan: replace(plan, target=row.money("isi")),
    "orang_kedua": lambda row, plan: replace(plan, rules=replace(plan.rules, acts=_acts(row))),
    "batas_diskon": lambda row, plan: replace(plan, rules=replace(plan.rules, discount_limit=_limit(row))),
    "biaya_qris": lambda row, plan: replace(plan, qris_fee=_bearer(row)),
    "printing": lambda row, plan: replace(plan, rules=replace(plan.rules, printing=_is_sold(row))),
}
"""What each rule sets in the plan."""


def _read_booths(rows: Sequence[ListRow], plan: FairPlan, known: Known) -> FairPlan:
    codes = [_booth_code(row, row.text("stan", needed=True)) for row in rows]
    doubles_of("stan", codes, rows)
    booths = []
    for code, row in zip(codes, rows, strict=True):
        was = plan.booth(code)
        people = was.people if was else ()
        booths.append(BoothPlan(code, row.text("nama_stan"), _devices(row), people, _payee(row, known)))
    return replace(plan, booths=tuple(booths))


def _read_people(rows: Sequence[ListRow], plan: FairPlan, _known: Known) -> FairPlan:
    names = [row.text("petugas", needed=True) for row in rows]
    doubles_of("petugas", [name.casefold() for name in names], rows)
    hashes = {person.name.casefold(): person.pin_hash for person in plan.people}
    codes = [booth.code for booth in plan.booths]
    people, places = [], []
    for name, row in zip(names, rows, strict=True):
        role = row.one_of("peran", Role, Role.CASHIER, _ROLES)
        people.append(Person(name, role, hashes.get(name.casefold(), "")))
        places.append(_codes_in(row, codes))
    booths = tuple(
        replace(booth, people=tuple(n for n, where in zip(names, places, strict=True) if booth.code in where))
        for booth in plan.booths
    )
    return replace(plan, people=tuple(people), booths=booths)


def _read_fees(rows: Sequence[ListRow], plan: FairPlan, known: Known) -> FairPlan:
    by_name: dict[str, list[ListRow]] = {}
    for row in rows:
        by_name.setdefault(row.text("biaya", needed=True), []).append(row)
    return replace(plan, fees=tuple(_fee(name, some, known) for name, some in by_name.items()))


_READERS: Mapping[str, Callable[[Sequence[ListRow], FairPlan, Known], FairPlan]] = {
    RULES.code: _read_rules,
    BOOTHS.code: _read_booths,
    PEOPLE.code: _read_people,
    FEES.code: _read_fees,
}
"""In their order: people stand in booths that are known by then."""


def _fee(name: str, rows: Sequence[ListRow], known: Known) -> Fee:
    """Read a fee: a row, or one for each of its tiers, which say otherwise nothing else."""
    first = rows[0]
    kind = first.one_of("jenis", FeeKind, FeeKind.RENT, _FEE_KINDS)
    producers = _producers(first, known)
    for row in rows[1:]:
        is_tier = kind is FeeKind.PERCENT and row.one_of("jenis", FeeKind, kind, _FEE_KINDS) is kind
        if not is_tier or _producers(row, known) != producers:
            row.fault("biaya", N_("stands twice in this list"))
    for row in rows:
        for key in ("rupiah",) if kind is FeeKind.PERCENT else ("persen", "mulai_omzet"):
            if row.written(key):
                row.fault(key, N_("says nothing of a fee of this kind: leave it empty"))
    tiers: tuple[Tier, ...] = ()
    if kind is FeeKind.PERCENT:
        tiers = tuple(Tier(row.money("mulai_omzet"), _basis_points(row, "persen")) for row in rows)
    elif not first.money("rupiah"):
        first.fault("rupiah", N_("is not a whole number of rupiah"))
    try:
        return Fee(name, kind, ZERO if tiers else first.money("rupiah"), tiers, producers)
    except BadFee:
        first.fault("mulai_omzet", N_("is not a row of tiers that rise"))
        return Fee(name, FeeKind.RENT)


def _fee_rows(fee: Fee) -> list[tuple[Value, ...]]:
    kinds = {kind: word for word, kind in reversed(_FEE_KINDS.items())}
    whose = ", ".join(sorted(fee.producers))
    if fee.kind is not FeeKind.PERCENT:
        return [(fee.name, kinds[fee.kind], float(fee.amount.amount), "", "", whose)]
    return [
        (fee.name, kinds[fee.kind], "", _per_cent(t.basis_points), float(t.above.amount), whose)
        for t in fee.tiers
    ]


def _acts(row: ListRow) -> frozenset[Act]:
    words = _ACTS | {act.value: act for act in Act}
    typed = [] if row.text("isi") == "-" else _parts(row.text("isi"))
    if any(word.casefold() not in words for word in typed):
        row.fault("isi", N_("is none of the words allowed here"))
    return frozenset(words[word.casefold()] for word in typed if word.casefold() in words)


def _basis_points(row: ListRow, key: str) -> int:
    return percent_of(row, key) or 0


def _per_cent(basis_points: int) -> str:
    return f"{Decimal(basis_points) / 100:f}".replace(".", ",") + " %"


def _booth_code(row: ListRow, typed: str) -> str:
    code = typed.upper()
    if code and (not is_booth_code(code) or code == DESK):
        row.fault("stan", N_("is no booth's code: up to 8 letters and digits, and not PANITIA"))
    return code


def _devices(row: ListRow) -> int:
    typed = row.text("laptop") or "1"
    if not re.fullmatch(r"\d{1,2}", typed, re.ASCII) or not 1 <= int(typed) <= MOST_DEVICES:
        row.fault("laptop", N_("is not a number of laptops"))
        return 1
    return int(typed)


def _payee(row: ListRow, known: Known) -> str:
    typed = row.text("penerima_qris")
    if plain_name(typed) in {_ORGANIZER, "organizer"}:
        return "organizer"
    codes = {p.code.casefold(): p.code for p in known.producers}
    if typed and typed.casefold() not in codes:
        row.fault("penerima_qris", N_("is no producer in the producers' list"))
    return codes.get(typed.casefold(), "")


def _producers(row: ListRow, known: Known) -> frozenset[str]:
    codes = {p.code.casefold(): p.code for p in known.producers}
    typed = _parts(row.text("ikm", longest=4_000))
    if any(code.casefold() not in codes for code in typed):
        row.fault("ikm", N_("is no producer in the producers' list"))
    return frozenset(codes[code.casefold()] for code in typed if code.casefold() in codes)


def _codes_in(row: ListRow, known: Sequence[str]) -> frozenset[str]:
    typed = row.text("stan", longest=4_000)
    if plain_name(typed) in _EVERYWHERE:
        return frozenset(known)
    codes = {code.upper() for code in _parts(typed)}
    if not codes <= set(known):
        row.fault("stan", N_("is no booth of this fair"))
    return frozenset(codes)


def _places(person: Person, booths: Sequence[BoothPlan]) -> str:
    codes = [booth.code for booth in booths if person.name in booth.people]
    return "semua" if len(codes) > 1 and len(codes) == len(booths) else ", ".join(codes)


def _parts(typed: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;|\n]", typed) if part.strip()]


def _sheet(name: str, kind: ListKind, rows: Iterable[tuple[Value, ...]]) -> Sheet:
    heads = tuple(column.key for column in kind.columns)
    return Sheet(name, tuple(SheetRow(n, cells) for n, cells in enumerate((heads, *rows), 1)))
