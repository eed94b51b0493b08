"""A printer on USB as pyusb's backends show one, and all the ways it can misbehave."""

import errno
import time
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import usb.backend
import usb.core

from tests.printing.listener import CONFIRM, ENQUIRIES, WELL, printable

ADDRESS = "usb:0416:5011"
BULK, INTERRUPT = 2, 3
PRINTER, VENDOR_OWN, HID = 7, 255, 3


@dataclass
class Interface:
    """One setting of an interface: its endpoints, by address and kind, and what USB calls it."""

    ends: tuple[tuple[int, int], ...] = ((0x82, BULK), (0x01, BULK))
    kind: int = PRINTER


@dataclass(eq=False)
class UsbPrinter(usb.backend.IBackend):  # type: ignore[misc] # pyusb has no types
    """What arrived, and what is left in whose hands.

    It takes nothing more after it `stops_after` so many bytes, and is pulled out after `unplugged_after`.
    One that `talks` answers; what is in `telling` it says unasked. Opening or claiming it fails as the
    system `refuses`. Its answering endpoint may be `stalled`.
    """

    interfaces: tuple[tuple[Interface, ...], ...] = ((Interface(),),)
    packet: int = 64
    talks: bool = False
    status: bytes = WELL
    telling: bytes = b""
    stops_after: int | None = None
    unplugged_after: int | None = None
    refuses_open: int | None = None
    refuses_claim: int | None = None
    refuses_configuration: int | None = None
    stalled: bool = False
    configuration: int = 1
    is_there: bool = True
    has_driver: bool = True
    got: bytearray = field(default_factory=bytearray)
    claimed: set[int] = field(default_factory=set)
    settings: dict[int, int] = field(default_factory=dict)
    written_to: set[int] = field(default_factory=set)
    opened: int = 0
    configured: int = 0

    @property
    def job(self) -> bytes:
        """Give what came to be printed, without what it was only asked."""
        return printable(bytes(self.got))

    @property
    def is_given_back(self) -> bool:
        """Say whether nothing of it is held any longer."""
        return not self.claimed and not self.opened

    # What it is

    def enumerate_devices(self) -> Iterator[str]:
        """List what is plugged in."""
        if self.is_there:
            yield "printer"

    def get_device_descriptor(self, _device: str) -> SimpleNamespace:
        """Describe the device."""
        return _described(
            "bcdUSB bDeviceClass bDeviceSubClass bDeviceProtocol bMaxPacketSize0 bcdDevice iManufacturer"
            " iProduct iSerialNumber address bus port_number port_numbers speed",
            idVendor=0x0416,
            idProduct=0x5011,
            bNumConfigurations=1,
        )

    def get_configuration_descriptor(self, _device: str, _configuration: int) -> SimpleNamespace:
        """Describe its one configuration."""
        return _described(
            "wTotalLength iConfiguration bmAttributes bMaxPower",
            bNumInterfaces=len(self.interfaces),
            bConfigurationValue=1,
        )

    def get_interface_descriptor(self, _device: str, number: int, setting: int, _c: int) -> SimpleNamespace:
        """Describe a setting of an interface; IndexError, as pyusb asks, where there is no more."""
        of = self.interfaces[number][setting]
        return _described(
            "bInterfaceSubClass bInterfaceProtocol iInterface",
            bInterfaceNumber=number,
            bAlternateSetting=setting,
            bNumEndpoints=len(of.ends),
            bInterfaceClass=of.kind,
        )

    def get_endpoint_descriptor(
        self, _device: str, end: int, number: int, setting: int, _c: int
    ) -> SimpleNamespace:
        """Describe an endpoint."""
        address, kind = self.interfaces[number][setting].ends[end]
        return _described(
            "bInterval bRefresh bSynchAddress",
            bEndpointAddress=address,
            bmAttributes=kind,
            wMaxPacketSize=self.packet,
        )

    # Whose it is

    def open_device(self, _device: str) -> str:
        """Open it."""
        if self.refuses_open:
            raise _error("Access denied (insufficient permissions)", self.refuses_open)
        self.opened += 1
        return "handle"

    def close_device(self, _handle: str) -> None:
        """Close it."""
        self.opened -= 1

    def get_configuration(self, _handle: str) -> int:
        """Say which configuration it is in; 0 for none."""
        if self.refuses_configuration:
            raise _error("Input/output error", self.refuses_configuration)
        return self.configuration

    def set_configuration(self, _handle: str, configuration: int) -> None:
        """Set a configuration."""
        self.configured += 1
        self.configuration = configuration

    def is_kernel_driver_active(self, _handle: str, _number: int) -> bool:
        """Say whether the system's driver has it."""
        return self.has_driver

    def detach_kernel_driver(self, _handle: str, _number: int) -> None:
        """Take it from the system's driver."""
        self.has_driver = False

    def attach_kernel_driver(self, _handle: str, number: int) -> None:
        """Give it to the system's driver, which cannot have it while it is claimed."""
        if number in self.claimed:
            raise _error("Resource busy", errno.EBUSY)
        self._check_plug()
        self.has_driver = True

    def claim_interface(self, _handle: str, number: int) -> None:
        """Claim an interface."""
        if self.refuses_claim or self.has_driver:
            raise _error("Resource busy", self.refuses_claim or errno.EBUSY)
        self.claimed.add(number)

    def release_interface(self, _handle: str, number: int) -> None:
        """Release an interface."""
        self.claimed.discard(number)
        self._check_plug()

    def set_interface_altsetting(self, _handle: str, number: int, setting: int) -> None:
        """Choose a setting of an interface."""
        self.settings[number] = setting

    # What it does

    def bulk_write(self, _handle: str, end: int, number: int, data: "array[int]", timeout: int) -> int:
        """Take packet after packet; of a transfer that breaks off nobody is told how far it came."""
        self._check_end(end, number)
        self.written_to.add(number)
        taken = 0
        for start in range(0, len(data), self.packet):
            self._check_plug()
            packet = bytes(data[start : start + self.packet])
            room = len(packet) if self.stops_after is None else max(0, self.stops_after - len(self.got))
            self.got += packet[:room]
            taken += min(room, len(packet))
            self._answer()
            if room < len(packet):
                time.sleep(timeout / 1000)
                break
        if not taken:
            raise _timed_out()
        return taken

    def bulk_read(self, _handle: str, end: int, number: int, room: "array[int]", timeout: int) -> int:
        """Tell what it has to tell, in one packet."""
        self._check_end(end, number)
        self._check_plug()
        if self.stalled:
            raise _error("Pipe error", errno.EPIPE)
        if not self.telling:
            time.sleep(timeout / 1000)
            raise _timed_out()
        packet, self.telling = self.telling[: self.packet], self.telling[self.packet :]
        if len(packet) > len(room):
            raise _error("Overflow", errno.EOVERFLOW)
        room[: len(packet)] = array("B", packet)
        return len(packet)

    def _answer(self) -> None:
        if not self.talks:
            return
        for place, enquiry in enumerate(ENQUIRIES):
            if self.got.endswith((enquiry, enquiry + ENQUIRIES[1])):
                self.telling += self.status[place : place + 1]
        if self.got.endswith(CONFIRM):
            self.telling += b"\x00"

    def _check_end(self, end: int, number: int) -> None:
        assert number in self.claimed
        assert (end, BULK) in self.interfaces[number][self.settings.get(number, 0)].ends

    def _check_plug(self) -> None:
        if self.unplugged_after is not None and len(self.got) >= self.unplugged_after:
            raise _error("No such device (it may have been disconnected)", errno.ENODEV)


def _described(zeros: str, **facts: int) -> SimpleNamespace:
    told = dict.fromkeys(("bLength", "bDescriptorType", *zeros.split()), 0)
    return SimpleNamespace(**told, **facts, extra_descriptors=[])


def _error(said: str, number: int) -> OSError:
    error: OSError = usb.core.USBError(said, -1, number)
    return error


def _timed_out() -> OSError:
    error: OSError = usb.core.USBTimeoutError("Operation timed out", -7, errno.ETIMEDOUT)
    return error
