"""Printers by address: how bytes get out, and what may honestly be said of them afterwards."""

import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.i18n import N_
from batikpos.store.printjobs import JobState

CONNECT_SECONDS = 3
STALL_SECONDS = 5
GOODBYE_SECONDS = 1
_CHUNK = 1024


@dataclass(eq=False)
class BadPrinter(PosError):
    """An address that no printer of ours has."""

    code: ClassVar[str] = "bad_printer"
    text: ClassVar[str] = N_("“{address}” is not a printer. Use tcp://host:9100, file:/path or none:")
    address: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job's bytes: `failed` only where not one of them went out."""

    state: JobState
    bytes_sent: int = 0
    reason: str = ""


def send(address: str, data: bytes) -> Outcome:
    """Send a job's bytes to a printer. Raises: BadPrinter."""
    kind, _, rest = address.partition(":")
    match kind:
        case "none":
            return Outcome(JobState.CANCELLED, reason="none:")
        case "file":
            return _append_to_file(Path(rest), data)
        case "tcp":
            return _send_tcp(*_host_and_port(address), data)
        case _:
            raise BadPrinter(address)


def check_address(address: str) -> str:
    """Check that an address is one we can print to, and make a file's path whole. Raises: BadPrinter."""
    kind, _, rest = address.partition(":")
    if kind == "tcp":
        _host_and_port(address)
    elif not (address == "none:" or (kind == "file" and rest)):
        raise BadPrinter(address)
    return f"file:{Path(rest).absolute()}" if kind == "file" else address


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    if not address.startswith("tcp://") or not host or not (port.isascii() and port.isdigit()):
        raise BadPrinter(address)
    try:
        host.encode("idna")
    except UnicodeError as error:
        raise BadPrinter(address) from error
    if len(port) > len("65535") or not 0 < int(port) < 2**16:
        raise BadPrinter(address)
    return host.strip("[]"), int(port)


def _append_to_file(path: Path, data: bytes) -> Outcome:
    """Append to a file or a device file; what was taken before it failed may be on paper."""
    sent = 0
    try:
        with path.open("ab", buffering=0) as file:
            while sent < len(data):
                sent += file.write(data[sent:])
            try:
                os.fsync(file.fileno())
            except OSError:
                return Outcome(JobState.SENT, sent)  # a device has nothing to sync
    except OSError as error:
        reason = error.strerror or str(error)
        return Outcome(JobState.UNCERTAIN if sent else JobState.FAILED, sent, reason)
    return Outcome(JobState.PRINTED, sent)


def _send_tcp(host: str, port: int, data: bytes) -> Outcome:
    """Send, end our side, and read to the printer's end: a reset there may have eaten the tail.

    Closing with an unread status byte would make the kernel reset the connection and lose paper.
    """
    sent = 0
    try:
        with socket.create_connection((host, port), timeout=CONNECT_SECONDS) as connection:
            connection.settimeout(STALL_SECONDS)
            while sent < len(data):
                sent += connection.send(data[sent : sent + _CHUNK])
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(GOODBYE_SECONDS)
            with suppress(TimeoutError):
                while connection.recv(_CHUNK):
                    pass
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        return Outcome(JobState.UNCERTAIN if sent else JobState.FAILED, sent, reason)
    return Outcome(JobState.SENT, sent)
