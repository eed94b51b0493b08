"""The tables: one schema for a booth's file and for the centre, SQLite (STRICT) and PostgreSQL.

Facts and their readings are only ever added to; keys are led by fair and journal, so that many
journals share one centre and a fair can move to a server of its own.
"""

from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    and_,
    or_,
    text,
)

from batikpos.domain.catalogue import UNLISTED
from batikpos.domain.money import Rupiah
from batikpos.store.columns import Day, Moment, Money

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""Every released version of the schema, the oldest first; the last is what this program writes."""


def is_newer(revision: str) -> bool:
    """Say whether a store is of a later version than ours; what is no version at all is damage."""
    return len(revision) == len(REVISIONS[-1]) and revision.isdecimal() and revision > REVISIONS[-1]


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Any) -> Table:  # noqa: ANN401 - columns and constraints
    return Table(name, metadata, *parts, sqlite_strict=True)


def _of_a_fact(*more: str, parent: str = "fact") -> list[Any]:
    key = ("fair_id", "journal_id", "seq")
    columns: list[Any] = [
        Column("fair_id", Text, nullable=False),
        Column("journal_id", Text, nullable=False),
        Column("seq", Integer, nullable=False),
    ]
    columns += [Column(name, Integer, nullable=False) for name in more]
    columns.append(PrimaryKeyConstraint(*key, *more))
    if parent:
        columns.append(ForeignKeyConstraint(key, [f"{parent}.{name}" for name in key]))
    return columns


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _texts(*names: str) -> list[Column[str]]:
    return [_text(name) for name in names]


def _later_texts(*names: str) -> list[Column[str]]:
    """Make columns that rows of an earlier version do not fill."""
    return [Column(name, Text, nullable=False, server_default=text("''")) for name in names]


def _money(name: str) -> Column[Rupiah]:
    return Column(name, Money, nullable=False)


# Which books a store keeps: one kind only, so that what was done for practice never meets a real total.

books = _table(
    "books",
    Column("one", Integer, nullable=False, autoincrement=False),
    _text("kind"),
    PrimaryKeyConstraint("one"),
    UniqueConstraint("kind"),
    CheckConstraint("one = 1", name="one"),
    CheckConstraint("kind IN ('real', 'training')", name="kind"),
)


def _of_books() -> list[Any]:
    return [_text("books"), ForeignKeyConstraint(["books"], ["books.kind"])]


# The journal: the truth.

journal = _table(
    "journal",
    *_texts("fair_id", "journal_id", "booth"),
    Column("device", Integer, nullable=False),
    Column("mark", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    *_of_books(),
    PrimaryKeyConstraint("fair_id", "journal_id"),
)

fact = _table(
    "fact",
    *_of_a_fact(parent=""),
    _text("kind"),
    _text("payload"),
    Column("hash", LargeBinary, nullable=False),
    CheckConstraint("seq > 0", name="numbered"),
)

quarantine = _table(
    "quarantine",
    _text("fair_id"),
    _text("journal_id"),
    Column("seq", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    *_texts("kind", "payload", "why"),
    PrimaryKeyConstraint("fair_id", "journal_id", "seq", "hash"),
)

unread = _table("unread", *_of_a_fact(), _text("why"))

# The readings: rebuilt from the journal whenever it pleases.

fair = _table(
    "fair",
    _text("fair_id"),
    _text("name"),
    Column("first_day", Day, nullable=False),
    Column("last_day", Day, nullable=False),
    _text("time_zone"),
    *_of_books(),
    PrimaryKeyConstraint("fair_id"),
)

booth = _table("booth", _text("fair_id"), _text("booth"), PrimaryKeyConstraint("fair_id", "booth"))

producer = _table(
    "producer",
    *_texts("fair_id", "producer", "name", "district", "village", "booth"),
    Column("is_taxable", Integer, nullable=False),
    *_later_texts("address", "npwp"),
    PrimaryKeyConstraint("fair_id", "producer"),
)

opening = _table(
    "opening",
    *_of_a_fact(),
    _text("public_key"),
    Column("lineage", Integer, nullable=False),
    _text("from_journal_id"),
    Column("from_seq", Integer, nullable=False),
    _text("from_hash"),
    _text("why"),
)
Index("ix_opening_from", opening.c.fair_id, opening.c.from_journal_id)

clock_step = _table(
    "clock_step",
    *_of_a_fact(),
    Column("at", Moment, nullable=False),
    Column("was", Moment, nullable=False),
)

till_open = _table(
    "till_open",
    *_of_a_fact(),
    Column("business_day", Day, nullable=False),
    Column("at", Moment, nullable=False),
    _text("cashier"),
    _money("float"),
)

carried_till = _table(
    "carried_till",
    *_of_a_fact(parent="till_open"),
    _text("from_journal_id"),
    Column("from_seq", Integer, nullable=False),
)

cash_move = _table(
    "cash_move",
    *_of_a_fact(),
    Column("till_seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    _text("cashier"),
    _money("amount"),
    _text("reason"),
)

till_close = _table(
    "till_close",
    *_of_a_fact(),
    Column("till_seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    *_texts("cashier", "number", "counts"),
    _money("counted"),
    _money("expected"),
    *_later_texts("approver"),
)

cash_count = _table(
    "cash_count",
    *_of_a_fact(),
    Column("till_seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    *_texts("cashier", "counts"),
    _money("counted"),
)

drawer_opening = _table(
    "drawer_opening",
    *_of_a_fact(),
    Column("till_seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    *_texts("cashier", "approver", "reason"),
)

seal = _table(
    "seal",
    *_of_a_fact(),
    Column("close_seq", Integer, nullable=False),
    _money("sold"),
    _money("returned"),
    _text("statement"),
    _text("signature"),
)

sale = _table(
    "sale",
    *_of_a_fact(),
    Column("till_seq", Integer, nullable=False),
    *_texts("sale_id", "kind", "number"),
    Column("running", Integer, nullable=False),
    Column("business_day", Day, nullable=False),
    Column("at", Moment, nullable=False),
    *_texts("cashier", "approver", "reverses", "reason", "language", "content"),
    _money("gross"),
    _money("discount"),
    _money("rounding"),
    _money("total"),
    _money("paid"),
    _money("change"),
    *_later_texts("follows", "followed_by"),
    UniqueConstraint("fair_id", "sale_id", "journal_id"),
    UniqueConstraint("fair_id", "business_day", "running", "journal_id"),
    CheckConstraint("total = gross - discount + rounding", name="total"),
    CheckConstraint("paid = total + change", name="paid"),
)

sale_line = _table(
    "sale_line",
    *_of_a_fact("n", parent="sale"),
    *_texts("sku", "name", "name_en", "producer", "producer_name", "technique", "dye", "kind", "unit"),
    Column("size", Integer, nullable=False),
    _money("unit_price"),
    Column("agreed", Money),
    _money("gross"),
    _money("discount"),
    _money("net"),
    Column("given_back", Integer, nullable=False),
    *_later_texts("note", "promotion"),
    Column("promoted", Money, nullable=False, server_default=text("0")),
    Column("is_open", Integer, nullable=False, server_default=text("0")),
    Column("is_part", Integer, nullable=False, server_default=text("0")),
    Column("is_under", Integer, nullable=False, server_default=text("0")),
    CheckConstraint("net = gross - discount", name="net"),
)
Index("ix_sale_number", sale.c.number)
Index("ix_sale_reverses", sale.c.reverses)
Index("ix_sale_line_sku", sale_line.c.sku, sale_line.c.size)

tender = _table(
    "tender",
    *_of_a_fact("n", parent="sale"),
    _text("kind"),
    _money("amount"),
    _text("reference"),
    Column("worth", Money, nullable=False, server_default=text("0")),
)

checked_tender = _table(
    "checked_tender",
    *_of_a_fact(),
    Column("at", Moment, nullable=False),
    *_texts("cashier", "number"),
    Column("n", Integer, nullable=False),
    UniqueConstraint("fair_id", "number", "n", "journal_id"),
)

paper_slip = _table(
    "paper_slip",
    *_of_a_fact(parent="sale"),
    _text("slip"),
    Column("day", Day, nullable=False),
    _text("reason"),
    UniqueConstraint("fair_id", "slip", "day", "journal_id"),
)

taken_order = _table(
    "taken_order",
    *_of_a_fact(),
    Column("till_seq", Integer, nullable=False),
    *_texts("order_id", "number"),
    Column("running", Integer, nullable=False),
    Column("business_day", Day, nullable=False),
    Column("at", Moment, nullable=False),
    *_texts("cashier", "customer", "phone"),
    Column("due", Day, nullable=False),
    _money("total"),
    _money("deposit"),
    UniqueConstraint("fair_id", "business_day", "running", "journal_id"),
)
Index("ix_taken_order_number", taken_order.c.number)

cancelled_order = _table(
    "cancelled_order",
    *_of_a_fact(),
    Column("till_seq", Integer, nullable=False),
    _text("number"),
    Column("at", Moment, nullable=False),
    *_texts("cashier", "reason", "tender"),
    _money("given_back"),
    UniqueConstraint("fair_id", "number", "journal_id"),
)

added_item = _table(
    "added_item",
    *_of_a_fact(),
    Column("at", Moment, nullable=False),
    *_texts("cashier", "sku", "barcode", "producer", "name", "name_en", "technique", "dye", "kind", "unit"),
    Column("step", Integer, nullable=False),
    _money("price"),
    _money("floor"),
    Column("stock", Integer, nullable=False),
    *_texts("size", "motif", "fabric", "variants", "dye_detail"),
    UniqueConstraint("fair_id", "sku", "journal_id"),
)

# What one booth keeps for itself: changeable, and no fact.

item = _table(
    "item",
    _text("sku"),
    Column("place", Integer, nullable=False),
    *_texts("barcode", "producer", "name", "name_en", "technique", "dye", "kind", "unit"),
    Column("step", Integer, nullable=False),
    _money("price"),
    _money("floor"),
    Column("stock", Integer, nullable=False),
    *_texts("size", "motif", "fabric", "variants"),
    *_later_texts("dye_detail"),
    PrimaryKeyConstraint("sku"),
)

person = _table("person", _text("name"), _text("role"), _text("pin_hash"), PrimaryKeyConstraint("name"))

own_journal = _table(
    "own_journal",
    _text("fair_id"),
    _text("journal_id"),
    Column("lineage", Integer, nullable=False),
    PrimaryKeyConstraint("fair_id"),
    ForeignKeyConstraint(["fair_id", "journal_id"], ["journal.fair_id", "journal.journal_id"]),
)


def _unique_of(name: str, which: TextClause, *columns: Column[Any]) -> None:
    """Let there be one print job only of so-and-such a kind.

    Tables are made by the frozen steps, on both engines; to name PostgreSQL here would only load it.
    """
    Index(f"uq_print_job_{name}", *columns, unique=True, sqlite_where=which)


promotion = _table(
    "promotion",
    _text("name"),
    Column("place", Integer, nullable=False),
    _text("content"),
    PrimaryKeyConstraint("name"),
)

pin_failure = _table(
    "pin_failure",
    _text("name"),
    Column("failures", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("name"),
)

parked_basket = _table(
    "parked_basket",
    _text("sale_id"),
    Column("at", Moment, nullable=False),
    *_texts("cashier", "label", "content"),
    PrimaryKeyConstraint("sale_id"),
)

open_basket = _table("open_basket", _text("sale_id"), _text("content"), PrimaryKeyConstraint("sale_id"))

print_job = _table(
    "print_job",
    Column("place", Integer, nullable=False),
    *_texts("job_id", "sale", "kind", "printer", "document", "state"),
    Column("bytes_sent", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    _text("reason"),
    Column("made_at", Moment, nullable=False),
    Column("copy_no", Integer, nullable=False, server_default=text("0")),
    *_later_texts("replaces_id"),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    PrimaryKeyConstraint("place"),
    UniqueConstraint("job_id"),
)
Index("ix_print_job_state", print_job.c.state, print_job.c.place)
Index("ix_print_job_sale", print_job.c.sale)
_unique_of("original", text("kind IN ('original', 'z', 'order')"), print_job.c.sale)
_unique_of("copy", text("kind = 'copy'"), print_job.c.sale, print_job.c.copy_no)


def same_journal(one: Table, other: Table) -> ColumnElement[bool]:
    """Join two tables whose rows belong to one journal."""
    return and_(one.c.fair_id == other.c.fair_id, one.c.journal_id == other.c.journal_id)


def same_fact(one: Table, other: Table, *, by: str = "seq") -> ColumnElement[bool]:
    """Join two tables that read one fact; `by` is the column of `one` that names the fact of `other`."""
    return and_(same_journal(one, other), one.c[by] == other.c.seq)


def is_listed(lines: FromClause) -> ColumnElement[bool]:
    """Keep the lines whose goods stand in some catalogue, also where their price was typed."""
    return or_(lines.c.is_open == 0, ~lines.c.sku.startswith(UNLISTED, autoescape=True))


FACTS = (
    fact,
    quarantine,
    opening,
    clock_step,
    till_open,
    carried_till,
    cash_move,
    cash_count,
    drawer_opening,
    till_close,
    seal,
    sale,
    sale_line,
    tender,
    checked_tender,
    paper_slip,
    taken_order,
    cancelled_order,
    added_item,
)
"""Tables whose rows are never changed nor taken away; triggers see to it."""

READINGS = (fair, booth, producer, *(table for table in FACTS if table not in {fact, quarantine}))
"""Tables that are a reading of the journal, and nothing else."""
