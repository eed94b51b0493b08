"""The wires a printer can hang on: network, serial line or Bluetooth, USB. Each keeps its deadlines."""

import errno
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from batikpos.printing.address import Address, Kind
from batikpos.printing.dialogue import Wire
from batikpos.printing.outcome import (
    NO_USB_LIBRARY,
    NO_USB_PRINTER,
    PORT_HELD,
    SWITCHED_OFF,
    USB_HELD,
    USB_REFUSED,
)

if TYPE_CHECKING:
    import serial

CONNECT_SECONDS = 3
_MOST = 4096
PRINTER_CLASS = 7
"""What USB calls a printer."""


@contextmanager
def opened_wire(to: Address) -> Iterator[Wire]:
    """Open the wire to a printer for one job. Raises: OSError."""
    match to.kind:
        case Kind.TCP:
            with socket.create_connection((to.place, to.number), timeout=CONNECT_SECONDS) as connection:
                yield TcpWire(connection)
        case Kind.SERIAL:
            with closing(_opened_port(to)) as port:
                yield SerialWire(port)
        case _:
            with opened_usb(*to.usb) as wire:
                yield wire


class TcpWire:
    """A printer on the network. What the system has taken and not delivered is small, and known on Linux."""

    hangs_up = True

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _MOST)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, data: bytes, seconds: float) -> int:
        """Hand bytes over, as many as are taken within so long."""
        self._connection.settimeout(max(seconds, 0.001))
        try:
            return self._connection.send(data)
        except TimeoutError:
            return 0

    def read(self, seconds: float) -> bytes | None:
        """Give what the printer said; None where it hung up."""
        self._connection.settimeout(max(seconds, 0.001))
        try:
            return self._connection.recv(_MOST) or None
        except TimeoutError:
            return b""

    def under_way(self) -> int:
        """Count what the printer's side has not yet acknowledged, where the system tells."""
        if sys.platform != "linux":
            return 0
        import fcntl  # noqa: PLC0415 - Linux only
        import termios  # noqa: PLC0415

        told = fcntl.ioctl(self._connection.fileno(), termios.TIOCOUTQ, bytes(4))
        return int.from_bytes(told, sys.byteorder)

    def abandon(self) -> None:
        """Let the system forget what it has not delivered, when the connection is closed."""
        with suppress(OSError):
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def finish(self) -> None:
        """Say that nothing more will come: an unread status byte must not make this a reset."""
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_WR)


def open_port(to: Address) -> "serial.Serial":
    """Open a serial line, or the port that a paired Bluetooth printer has. Raises: OSError."""
    import serial  # noqa: PLC0415 - only where such a printer is set

    return serial.Serial(
        to.place,
        to.number,
        timeout=0,
        write_timeout=0,
        rtscts=to.flow == "rts",
        dsrdtr=to.flow == "dtr",
        xonxoff=to.flow == "xon",
    )


def _opened_port(to: Address) -> "serial.Serial":
    """Open a port, and say where it is there and cannot be had. Raises: OSError."""
    try:
        return open_port(to)
    except OSError as error:
        # On Windows the number of the error is in its words alone.
        if error.errno in {errno.EACCES, errno.EBUSY} or "PermissionError" in str(error):
            raise NoWire(PORT_HELD) from error
        raise


class SerialWire:
    """A printer on a serial line, which may be held up by the other side for ever."""

    hangs_up = False

    def __init__(self, port: "serial.Serial") -> None:
        self._port = port

    def write(self, data: bytes, seconds: float) -> int:
        """Hand bytes over, a few at a time: of a write that times out nobody knows how far it came."""
        import serial  # noqa: PLC0415 - it is loaded, the port is one

        part = data[:64]
        self._port.write_timeout = max(seconds, 0.001)
        try:
            return int(self._port.write(part) or 0)
        except serial.SerialTimeoutException:
            return 0

    def read(self, seconds: float) -> bytes | None:
        """Give what the printer said."""
        self._port.timeout = seconds
        first = self._port.read(1)
        return bytes(first + self._port.read(self._port.in_waiting)) if first else b""

    def under_way(self) -> int:
        """Count what waits in the system's buffer."""
        try:
            return int(self._port.out_waiting)
        except (OSError, AttributeError):
            return 0

    def abandon(self) -> None:
        """Empty the system's buffer."""
        with suppress(OSError):
            self._port.reset_output_buffer()

    def finish(self) -> None:
        """Do nothing: a serial line has no end."""


@dataclass(eq=False)
class NoWire(OSError):
    """A wire that could not be opened, and why, in a person's words."""

    reason: str


_REFUSALS = {
    errno.EACCES: USB_REFUSED if sys.platform == "linux" else USB_HELD,
    errno.EBUSY: USB_HELD,
    errno.ENOENT: USB_HELD,  # Windows, where its own driver has the printer
    errno.ENOSYS: USB_HELD,
}
"""Why a USB printer that is there could not be had, by what libusb says."""


@contextmanager
def opened_usb(vendor: int, product: int) -> Iterator[Wire]:
    """Claim a USB printer for one job, and give it back to the system. Raises: NoWire."""
    import usb.core  # noqa: PLC0415 - only where such a printer is set
    import usb.util  # noqa: PLC0415

    try:
        device = usb.core.find(idVendor=vendor, idProduct=product)
    except usb.core.NoBackendError as error:
        raise NoWire(NO_USB_LIBRARY) from error
    if device is None:
        raise NoWire(SWITCHED_OFF)
    with ExitStack() as at_the_end:
        at_the_end.callback(usb.util.dispose_resources, device)
        try:
            interface = _claimed(device, at_the_end)
        except usb.core.USBError as error:
            raise NoWire(_REFUSALS.get(error.errno, SWITCHED_OFF)) from error
        yield UsbWire(interface)


def _claimed(device: Any, at_the_end: ExitStack) -> Any:  # noqa: ANN401 - pyusb has no types
    """Claim the interface that takes print data, from the system's own driver where that has it."""
    import usb.core  # noqa: PLC0415 - it is loaded, the device is one
    import usb.util  # noqa: PLC0415

    interface = _printer_interface(_configuration(device))
    number = interface.bInterfaceNumber
    with suppress(NotImplementedError, usb.core.USBError):
        if device.is_kernel_driver_active(number):
            device.detach_kernel_driver(number)
            at_the_end.callback(_quietly, device.attach_kernel_driver, number)
    usb.util.claim_interface(device, number)
    at_the_end.callback(_quietly, usb.util.release_interface, device, number)
    if interface.bAlternateSetting:
        interface.set_altsetting()
    return interface


def _quietly(give_back: Callable[..., None], *what: object) -> None:
    """Give something back to the system, which fails where the printer was pulled out."""
    with suppress(NotImplementedError, OSError):
        give_back(*what)


def _configuration(device: Any) -> Any:  # noqa: ANN401 - pyusb has no types
    """Find the configuration a device is in; set one only where none is, for that resets some printers."""
    import usb.core  # noqa: PLC0415 - it is loaded, the device is one

    try:
        return device.get_active_configuration()
    except usb.core.USBError as error:
        if error.errno is not None:  # it could not even be opened
            raise
    device.set_configuration()
    return device.get_active_configuration()


def _printer_interface(configuration: Any) -> Any:  # noqa: ANN401 - pyusb has no types
    """Find the interface that takes print data: a printer's before any other. Raises: NoWire."""
    takers = [interface for interface in configuration if _bulk_end(interface, is_out=True)]
    if not takers:
        raise NoWire(NO_USB_PRINTER)
    return min(takers, key=lambda i: (i.bInterfaceClass != PRINTER_CLASS, i.bAlternateSetting))


def _bulk_end(interface: Any, *, is_out: bool) -> Any:  # noqa: ANN401 - pyusb has no types
    """Find an interface's endpoint for data, by its direction: clones number them as they like."""
    import usb.util  # noqa: PLC0415 - it is loaded, the interface is one

    direction = usb.util.ENDPOINT_OUT if is_out else usb.util.ENDPOINT_IN
    for end in interface:
        is_bulk = usb.util.endpoint_type(end.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        if is_bulk and usb.util.endpoint_direction(end.bEndpointAddress) == direction:
            return end
    return None


class UsbWire:
    """A printer on USB."""

    hangs_up = False

    def __init__(self, interface: Any) -> None:  # noqa: ANN401 - pyusb has no types
        self._out, self._in = (_bulk_end(interface, is_out=is_out) for is_out in (True, False))

    def write(self, data: bytes, seconds: float) -> int:
        """Hand bytes over, one packet at a time: of more that breaks off nobody knows how far it came."""
        import usb.core  # noqa: PLC0415 - it is loaded

        part = data[: self._out.wMaxPacketSize]
        try:
            return int(self._out.write(part, timeout=_milliseconds(seconds)))
        except usb.core.USBTimeoutError:
            return 0

    def read(self, seconds: float) -> bytes | None:
        """Give what the printer said; one that has no way to say anything is waited for all the same."""
        import usb.core  # noqa: PLC0415 - it is loaded

        if self._in is None:
            time.sleep(seconds)
            return b""
        try:
            # Asked for less than a packet, libusb calls a longer answer an error.
            return bytes(self._in.read(self._in.wMaxPacketSize, timeout=_milliseconds(seconds)))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            if error.errno != errno.EPIPE:
                raise
            self._in = None  # a clone that has the endpoint and nothing behind it
            return b""

    def under_way(self) -> int:
        """Count nothing: what USB took is the printer's."""
        return 0

    def abandon(self) -> None:
        """Do nothing: what USB took is the printer's."""

    def finish(self) -> None:
        """Do nothing: USB has no end."""


def _milliseconds(seconds: float) -> int:
    """Tell libusb how long: 0 would be for ever."""
    return max(1, int(seconds * 1000))
