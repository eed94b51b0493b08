"""Looking for printers: what is there is named by an address that works, what is not is no mishap."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path
from types import SimpleNamespace

import pytest
import usb.core

from batikpos.printing import discovery
from batikpos.printing.address import check_address
from batikpos.printing.discovery import (
    Found,
    find_network,
    find_printers,
    find_queues,
    find_serial,
    find_usb,
)


@contextmanager
def listening(host: str) -> Iterator[int]:
    """Let a printer listen on another address of this machine."""
    with socket.socket() as server:
        server.bind((host, 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers on all of 127.0.0.0/8")
def test_a_network_printer_is_found_and_our_own_port_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening("127.0.7.50") as port:
        monkeypatch.setattr(discovery, "RAW_PORT", port)
        monkeypatch.setattr(discovery, "own_address", lambda: IPv4Address("127.0.7.1"))
        assert list(find_network()) == [Found(f"tcp://127.0.7.50:{port}", "127.0.7.50")]
        monkeypatch.setattr(discovery, "own_address", lambda: IPv4Address("127.0.8.1"))
        assert list(find_network()) == []


def test_without_a_network_nothing_is_looked_for_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "own_address", lambda: None)
    assert list(find_network()) == []


@dataclass
class Device:
    """A USB device that says what it is, or may not be asked."""

    idVendor: int  # noqa: N815 - pyusb's names
    idProduct: int  # noqa: N815
    face: int
    manufacturer: str | None = "STMicro"
    refuses: bool = False

    @property
    def product(self) -> str:
        """Say its name."""
        if self.refuses:
            raise ValueError
        return "POS58 Printer"

    def __iter__(self) -> Iterator[list[SimpleNamespace]]:
        """Give the configurations, each a list of interfaces."""
        return iter([[SimpleNamespace(bInterfaceClass=self.face)]])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows prints to USB through its queues")
def test_what_says_that_it_is_a_printer_is_found_on_usb(monkeypatch: pytest.MonkeyPatch) -> None:
    devices = [Device(0x0416, 0x5011, 7), Device(0x046D, 0xC077, 3), Device(0x0483, 0x5743, 7, refuses=True)]
    monkeypatch.setattr(usb.core, "find", lambda **_: iter(devices))
    found = list(find_usb())
    assert found == [Found("usb:0416:5011", "STMicro POS58 Printer"), Found("usb:0483:5743", "USB")]
    assert [check_address(one.address) for one in found] == [one.address for one in found]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows prints to USB through its queues")
def test_without_libusb_nothing_is_found_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(**_: object) -> None:
        raise usb.core.NoBackendError

    monkeypatch.setattr(usb.core, "find", none)
    assert list(find_usb()) == []


def test_a_serial_port_is_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    class Port:
        device, description, vid = "/dev/ttyUSB0", "USB-Serial CH340", 0x1A86

        def __lt__(self, _other: object) -> bool:
            return True

    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: [Port()])
    first = next(find_serial())
    assert first == Found("serial:/dev/ttyUSB0?baud=9600", "USB-Serial CH340")
    assert check_address(first.address) == first.address


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has queues of its own")
def test_the_queues_of_cups_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert list(find_queues()) == []
    lpstat = tmp_path / "lpstat"
    lpstat.write_text("#!/bin/sh\necho Nota\necho Kantor\n", encoding="utf-8")
    lpstat.chmod(0o755)
    assert list(find_queues()) == [Found("cups:Nota", "Nota"), Found("cups:Kantor", "Kantor")]


def test_one_place_that_cannot_be_looked_at_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Found]:
        yield Found("usb:0000:0000", "half")
        raise OSError

    monkeypatch.setattr(discovery, "find_usb", broken)
    for name in ("find_serial", "find_network"):
        monkeypatch.setattr(discovery, name, lambda: iter(()))
    monkeypatch.setattr(discovery, "find_queues", lambda: iter([Found("cups:Nota", "Nota")]))
    assert find_printers() == (Found("cups:Nota", "Nota"),)
