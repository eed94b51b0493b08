"""Printers by address: `tcp://host:9100`, `serial:COM5?baud=9600`, `usb:0416:5011` and what else there is."""

import re
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qsl

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.values import frozen

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
RAW_PORT = 9100
"""Where receipt printers listen."""

FLOWS = ("none", "rts", "dtr", "xon")


class BadPrinter(PosError):
    """An address that no printer of ours has."""

    code: ClassVar[str] = "bad_printer"
    text: ClassVar[str] = N_(
        "“{address}” is not a printer. Use tcp://host:9100, serial:COM5?baud=9600, usb:0416:5011,"
        " winspool:NAME, cups:NAME, file:/path or none:"
    )
    address: str


class Kind(StrEnum):
    """How a printer is reached."""

    NONE = "none"
    FILE = "file"
    TCP = "tcp"
    SERIAL = "serial"
    USB = "usb"
    WINSPOOL = "winspool"
    CUPS = "cups"


@frozen
class Address:
    """A printer's address, read: `place` is a host, path, port or queue, `number` a port or a baud rate.

    `flow` is how a serial line is held up; `usb` the vendor's and the product's number.
    """

    kind: Kind
    place: str = ""
    number: int = 0
    flow: str = "none"
    usb: tuple[int, int] = (0, 0)


def read_address(address: str) -> Address:
    """Read an address. Raises: BadPrinter."""
    kind, colon, rest = address.partition(":")
    if not colon or kind not in set(Kind):
        raise BadPrinter(address)
    of = Address(Kind(kind), rest)
    match of.kind:
        case Kind.NONE if not rest:
            return of
        case Kind.FILE | Kind.WINSPOOL | Kind.CUPS if rest and rest.isprintable():
            return of
        case Kind.TCP:
            return _tcp(address)
        case Kind.SERIAL:
            return _serial(of, address)
        case Kind.USB if named := re.fullmatch("([0-9a-fA-F]{4}):([0-9a-fA-F]{4})", rest):
            return replace(of, usb=(int(named[1], 16), int(named[2], 16)))
    raise BadPrinter(address)


def whole_address(typed: str) -> str:
    """Write out what people type for short: "192.168.1.50" is a printer on the network, "COM5" a serial line.

    What is neither stays as it is; whether it is an address is asked by `check_address`.
    """
    plain = typed.strip()
    if re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}(:\d+)?", plain, re.ASCII):
        return f"tcp://{plain}" if ":" in plain else f"tcp://{plain}:{RAW_PORT}"
    if re.fullmatch(r"(?i:com)\d{1,3}", plain, re.ASCII):
        return f"serial:{plain.upper()}?baud={BAUDS[3]}"
    if re.fullmatch(r"/dev/(rfcomm|tty)\w+", plain, re.ASCII):
        return f"serial:{plain}?baud={BAUDS[3]}"
    return plain


def check_address(address: str) -> str:
    """Check that an address is one we can print to, and make a file's path whole. Raises: BadPrinter."""
    of = read_address(address)
    return f"file:{Path(of.place).absolute()}" if of.kind is Kind.FILE else address


def _tcp(address: str) -> Address:
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    if not address.startswith("tcp://") or not host or not (port.isascii() and port.isdigit()):
        raise BadPrinter(address)
    try:
        host.encode("idna")
    except UnicodeError as error:
        raise BadPrinter(address) from error
    if len(port) > len("65535") or not 0 < int(port) < 2**16:
        raise BadPrinter(address)
    return Address(Kind.TCP, host.strip("[]"), int(port))


def _serial(of: Address, address: str) -> Address:
    place, _, query = of.place.partition("?")
    try:
        told = dict(parse_qsl(query, strict_parsing=True)) if query else {}
        baud, flow = int(told.pop("baud", "9600")), told.pop("flow", "none")
    except ValueError as error:
        raise BadPrinter(address) from error
    if not place or not place.isprintable() or told or baud not in BAUDS or flow not in FLOWS:
        raise BadPrinter(address)
    return replace(of, place=place, number=baud, flow=flow)
