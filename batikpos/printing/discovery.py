"""Looking for printers: on USB, serial and Bluetooth ports, in the system's queues, in the booth's network.

Nothing is sent to what is found: the port of a network printer is opened and closed again, no more.
"""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from batikpos.printing.address import RAW_PORT
from batikpos.printing.wires import PRINTER_CLASS
from batikpos.values import frozen

_CONNECT_SECONDS = 0.4
_AT_ONCE = 64
_NEIGHBOURS = 24
"""Bits of the network that is looked through: 254 addresses at most."""

_NO_PAPER = re.compile(r"\b(PDF|XPS|Fax|OneNote)\b", re.IGNORECASE)
"""Queues of Windows that lead to no printer."""

_NOWHERE = "192.0.2.1"
"""An address for documentation (RFC 5737): naming a way there sends nothing, and says what our own is."""


@frozen
class Found:
    """A printer that is there: its address, and what it calls itself."""

    address: str
    name: str


def find_printers() -> tuple[Found, ...]:
    """Look everywhere at once, for some two seconds; what this machine has no means for is left out."""
    with ThreadPoolExecutor(thread_name_prefix="finder") as pool:
        looks = [pool.submit(_given, look) for look in (find_usb, find_network, find_queues, find_serial)]
        return tuple(found for look in looks for found in look.result())


def _given(look: Callable[[], Iterator[Found]]) -> list[Found]:
    try:
        return list(look())
    except (OSError, ValueError, subprocess.SubprocessError):
        return []


def find_usb() -> Iterator[Found]:
    """Find printers on USB: what says it is one. Windows prints to those through its queues."""
    if sys.platform == "win32":
        return
    import usb.core  # noqa: PLC0415 - only where somebody looks for a printer
    import usb.util  # noqa: PLC0415

    try:
        devices = list(usb.core.find(find_all=True) or ())
    except usb.core.NoBackendError:
        return
    for device in devices:
        if not any(face.bInterfaceClass == PRINTER_CLASS for config in device for face in config):
            continue
        address = f"usb:{device.idVendor:04x}:{device.idProduct:04x}"
        try:
            said = " ".join(filter(None, (device.manufacturer, device.product)))
        except (ValueError, usb.core.USBError):  # it may not be opened without the udev rule
            said = ""
        yield Found(address, said or "USB")


def find_serial() -> Iterator[Found]:
    """Find serial ports, which a paired Bluetooth printer has too; what hangs on them is not known."""
    from serial.tools.list_ports import comports  # noqa: PLC0415

    for port in sorted(comports()):
        if sys.platform == "win32" or port.vid is not None or "rfcomm" in port.device:
            yield Found(f"serial:{port.device}?baud=9600", port.description or port.device)
    for path in sorted(Path("/dev").glob("rfcomm*")):
        yield Found(f"serial:{path}", "Bluetooth")


def find_queues() -> Iterator[Found]:
    """Find the printers that the system has queues for."""
    if sys.platform == "win32":
        from batikpos.printing.winspool import list_queues  # noqa: PLC0415

        for name in list_queues():
            if not _NO_PAPER.search(name):
                yield Found(f"winspool:{name}", name)
        return
    if shutil.which("lpstat") is None:
        return
    done = subprocess.run(
        ["lpstat", "-e"],  # noqa: S607 - wherever CUPS is
        capture_output=True,
        check=False,
        timeout=5,
        encoding="utf-8",
        errors="replace",
    )
    for name in done.stdout.split():
        yield Found(f"cups:{name}", name)


def find_network() -> Iterator[Found]:
    """Find who answers on the raw printing port in this machine's own network."""
    own = own_address()
    if own is None:
        return
    network = IPv4Network(f"{own}/{_NEIGHBOURS}", strict=False)
    others = [str(host) for host in network.hosts() if host != own]
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="finder") as pool:
        for host, is_open in zip(others, pool.map(_is_open, others), strict=True):
            if is_open:
                yield Found(f"tcp://{host}:{RAW_PORT}", host)


def own_address() -> IPv4Address | None:
    """Say which private address this machine has; None without a network, or where it has no such."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_NOWHERE, RAW_PORT))
        except OSError:
            return None
        own = IPv4Address(probe.getsockname()[0])
    return own if own.is_private and not own.is_loopback else None


def _is_open(host: str) -> bool:
    try:
        with socket.create_connection((host, RAW_PORT), timeout=_CONNECT_SECONDS):
            return True
    except OSError:
        return False
