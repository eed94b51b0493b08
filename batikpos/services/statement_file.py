"""Taking an acquirer's statement in, whatever its columns: every fault named by row, all of it or nothing."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from batikpos.domain.moment import is_month_first, read_hour, read_moment
from batikpos.domain.money import Rupiah
from batikpos.domain.sheet import Sheet, write_value
from batikpos.domain.statement import StatementLine
from batikpos.i18n import N_
from batikpos.sheets.cells import ListRow, refuse_faults, rows_of
from batikpos.sheets.columns import NO_CHOICE, Choice, Column, ListKind, Tables, find_tables
from batikpos.sheets.reader import read_sheets
from batikpos.values import frozen

STATEMENT = ListKind(
    "statement",
    (
        Column(
            "paid_at",
            "tanggal transaksi,tgl transaksi,tanggal waktu,tanggal dan waktu,tanggal jam,tanggal pembayaran,"
            "tanggal,tgl,transaction date,transaction date time,date time,datetime,payment date,date,paid on,"
            "tgl trx,tanggal trx,trx date,tgl bayar,tgl pembayaran,tanggal bayar,local trx date,paid at",
            "waktu transaksi,transaction time,waktu pembayaran,payment time,waktu trx,trx time,waktu,time",
            is_needed=True,
        ),
        Column(
            "paid_hour",
            "jam,jam transaksi,jam trx,pukul,local trx time",
            "waktu transaksi,transaction time,waktu pembayaran,payment time,waktu trx,trx time,waktu,time",
        ),
        Column(
            "gross",
            "nominal transaksi,jumlah transaksi,nilai transaksi,gross amount,transaction amount,bruto,"
            "jumlah kotor,nominal kotor,jumlah bruto,nominal trx,trx amount,nominal pembayaran,"
            "jumlah pembayaran,nominal bayar,jumlah bayar",
            "nominal,jumlah,amount,total,nilai",
            is_needed=True,
        ),
        Column(
            "fee",
            "biaya,mdr,biaya mdr,potongan mdr,potongan,mdr fee,fee amount,admin fee,biaya admin,fee mdr,"
            "nominal mdr,jumlah mdr,mdr amount,total mdr,merchant fee,total fee",
        ),
        Column(
            "net",
            "neto,netto,bersih,jumlah bersih,nominal bersih,net amount,jumlah diterima,nominal diterima,"
            "settlement amount,nominal settlement,jumlah settlement,nett,nett amount,nominal nett,"
            "net settlement,nominal dibayarkan,jumlah dibayarkan",
        ),
        Column(
            "reference",
            "rrn,no rrn,nomor rrn,rrn number,retrieval reference number,no referensi,nomor referensi,no ref,"
            "nomor ref,no reff,reference number,reference no,reference id,reference,ref no,ref number,ref id,"
            "ref,reff no,reff,kode referensi,kode ref",
            "id transaksi,transaction id,no transaksi,nomor transaksi,order id,referensi,trx id,id trx,"
            "no trx,nomor trx,txn id,payment id,id pembayaran,external id",
        ),
        Column(
            "settled",
            "tanggal settlement,tgl settlement,settlement date,tanggal penyelesaian,tanggal cair,"
            "tanggal pencairan,payout date,settled on,settle date,tanggal settle,tgl settle,tgl cair,"
            "tgl pencairan",
        ),
        Column(
            "status",
            "status transaksi,transaction status,status pembayaran,payment status,status trx,trx status",
        ),
        Column("booth", "terminal label,label terminal,stan,no stan,kode stan"),
    ),
    has_sums=True,
)


class _Status(StrEnum):
    PAID = "paid"
    UNPAID = "unpaid"
    REFUNDED = "refunded"


_PAID = "berhasil,sukses,selesai,lunas,dibayar,success,successful,settled,settlement,completed,approved"
_UNPAID = (
    "gagal,batal,dibatalkan,kedaluwarsa,kadaluarsa,menunggu,ditolak,failed,failure,pending,expired,cancelled,"
    "canceled,void,voided,denied"
)
_REFUNDED = "refund,pengembalian,pengembalian dana,dikembalikan,reversal,reversed"
_STATUSES = {
    "": _Status.PAID,
    **dict.fromkeys(_PAID.split(","), _Status.PAID),
    **dict.fromkeys(_UNPAID.split(","), _Status.UNPAID),
    **dict.fromkeys(_REFUNDED.split(","), _Status.REFUNDED),
}

FAR = timedelta(days=180)
"""A payment so far from the fair, or from the others, has another year than was meant."""

_SUM = re.compile(r"(grand |sub ?)?total\b|jumlah\b|saldo\b", re.IGNORECASE)


@frozen
class Statement:
    """A statement as it was taken in; `refunds` are below zero, `unpaid` counts what was never paid."""

    file: str
    tables: Tables
    lines: tuple[StatementLine, ...]
    refunds: tuple[StatementLine, ...]
    unpaid: int

    @property
    def middle(self) -> date | None:
        """Say on which day the middle one of its lines was; None where there are none."""
        days = sorted(line.at.date() for line in self.lines)
        return days[len(days) // 2] if days else None


def read_statement(
    path: Path, zone: ZoneInfo, choice: Choice = NO_CHOICE, *, near: date | None = None
) -> Statement:
    """Read a statement; times without a zone are in `zone`, and all within half a year of `near`.

    Raises: NoList, NotAList, BadList with every fault.
    """
    return statement_of(path.name, read_sheets(path), zone, choice, near=near)


def statement_of(
    file: str,
    sheets: Sequence[Sheet],
    zone: ZoneInfo,
    choice: Choice = NO_CHOICE,
    *,
    near: date | None = None,
) -> Statement:
    """Take the lines of a statement; where no day is `near`, the middle one of them is. Raises as above."""
    tables = find_tables(file, sheets, STATEMENT, choice)
    rows, faults = rows_of(tables)
    rows = [row for row in rows if not _is_sum(row)]
    month_first = {
        key: is_month_first([row.written(key) for row in rows if isinstance(row.cell(key), str)], near)
        for key in ("paid_at", "settled")
    }
    lines: list[StatementLine] = []
    refunds: list[StatementLine] = []
    read: list[tuple[ListRow, datetime]] = []
    unpaid = 0
    for row in rows:
        status = row.one_of("status", _Status, _Status.PAID, _STATUSES)
        if status is _Status.UNPAID:
            unpaid += 1
            continue
        line = _line(row, zone, month_first, is_refund=status is _Status.REFUNDED)
        if line is not None:
            read.append((row, line.at))
            (refunds if status is _Status.REFUNDED else lines).append(line)
    _check_years(read, near)
    refuse_faults(file, faults.values())
    return Statement(file, tables, tuple(lines), tuple(refunds), unpaid)


def _is_sum(row: ListRow) -> bool:
    """Say whether a row adds others up: it begins with such a word, and has no time."""
    first = next((cell for cell in map(write_value, row.row.cells) if cell.strip()), "")
    return row.cell("paid_at") in {"", first} and _SUM.match(first.strip()) is not None


def _line(
    row: ListRow, zone: ZoneInfo, month_first: dict[str, bool], *, is_refund: bool
) -> StatementLine | None:
    """Read one line; None where its time or amount cannot be read, and then that is a fault."""
    at, is_timed = _at(row, zone, month_first=month_first["paid_at"])
    gross = row.exact("gross")
    if gross is not None and is_refund:
        gross = abs(gross)
    if gross is None or gross <= 0 or gross != gross.to_integral_value():
        row.fault("gross", N_("is not an amount above zero in whole rupiah"))
        return None
    fee = _fee(row, gross, is_refund=is_refund)
    settled = None
    if (cell := row.cell("settled")) != "":
        moment = read_moment(cell, zone, month_first=month_first["settled"])
        settled = moment[0].date() if moment else None
        if settled is None:
            row.fault("settled", N_("is not a day that can be read"))
    reference = row.text("reference", longest=64)
    if re.fullmatch(r"\d+([.,]\d+)?E\+?\d+", reference, re.ASCII | re.IGNORECASE):
        row.fault("reference", N_("has lost digits as a number: make the cell text, and type it again"))
    if at is None:
        return None
    sign = -1 if is_refund else 1
    return StatementLine(
        row=row.number,
        sheet=row.table.sheet,
        at=at,
        is_timed=is_timed,
        gross=Rupiah(sign * int(gross)),
        fee=Rupiah(sign * fee),
        net=Rupiah(sign * (int(gross) - fee)),
        reference=reference,
        settled=settled,
        booth=row.text("booth", longest=48).upper(),
    )


def _at(row: ListRow, zone: ZoneInfo, *, month_first: bool) -> tuple[datetime | None, bool]:
    """Read when it was paid, and whether an hour is known; from one cell, or day and hour from two."""
    moment = read_moment(row.cell("paid_at"), zone, month_first=month_first)
    if moment is None:
        row.fault("paid_at", N_("is not a day and hour that can be read"))
        return None, False
    at, is_timed = moment
    if (cell := row.cell("paid_hour")) != "" and not is_timed:
        hour = read_hour(cell)
        if hour is None:
            row.fault("paid_hour", N_("is not an hour that can be read"))
            return None, False
        return datetime.combine(at.date(), hour, zone), True
    return at, is_timed


def _fee(row: ListRow, gross: Decimal, *, is_refund: bool) -> int:
    """Read the fee, half up to Rp1: as it says, with a minus or without, or else as gross and net say."""
    fee, net = row.exact("fee"), row.exact("net")
    if net is not None and is_refund:
        net = abs(net)
    if net is not None and not 0 <= net <= gross:
        row.fault("net", N_("is below zero, or more than the amount"))
        net = None
    told = Decimal(0) if net is None else gross - net
    taken = told if fee is None else abs(fee)
    if taken > gross:
        row.fault("fee", N_("is more than the amount"))
    elif net is not None and abs(gross - taken - net) >= 1:
        row.fault("net", N_("is not the amount less its fee"))
    return int(taken.to_integral_value(ROUND_HALF_UP))


def _check_years(read: Sequence[tuple[ListRow, datetime]], near: date | None) -> None:
    """Name the lines that are half a year or more from the fair, or else from the middle one."""
    if not read:
        return
    middle = near or sorted(at for _, at in read)[len(read) // 2].date()
    for row, at in read:
        if abs(at.date() - middle) >= FAR:
            row.fault("paid_at", N_("is half a year or more from the fair: look at the year"))
