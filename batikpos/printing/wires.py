"""The wires a printer can hang on: network, serial line or Bluetooth, USB. Each keeps its deadlines."""

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from batikpos.printing.address import Address, Kind
from batikpos.printing.dialogue import Wire
from batikpos.printing.outcome import SWITCHED_OFF

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
            with closing(open_port(to)) as port:
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

    def finish(self) -> None:
        """Do nothing: a serial line has no end."""


@contextmanager
def opened_usb(vendor: int, product: int) -> Iterator[Wire]:
    """Claim a USB printer for one job, and give it back to the system. Raises: OSError."""
    import usb.core  # noqa: PLC0415 - only where such a printer is set
    import usb.util  # noqa: PLC0415

    try:
        device = usb.core.find(idVendor=vendor, idProduct=product)
    except usb.core.NoBackendError as error:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    if device is None:
        raise OSError(errno.ENODEV, SWITCHED_OFF)
    interface = _printer_interface(device)
    number = interface.bInterfaceNumber
    with suppress(NotImplementedError, usb.core.USBError):
        if device.is_kernel_driver_active(number):
            device.detach_kernel_driver(number)
    usb.util.claim_interface(device, number)
    try:
        yield UsbWire(interface)
    finally:
        with suppress(usb.core.USBError):
            usb.util.release_interface(device, number)
        usb.util.dispose_resources(device)


def _printer_interface(device: Any) -> Any:  # noqa: ANN401 - pyusb has no types
    """Find the interface of a device that is a printer's, else its first."""
    found = [interface for configuration in device for interface in configuration]
    return next((i for i in found if i.bInterfaceClass == PRINTER_CLASS), found[0])


class UsbWire:
    """A printer on USB: its endpoints are looked for, for clones number them as they like."""

    hangs_up = False

    def __init__(self, interface: Any) -> None:  # noqa: ANN401 - pyusb has no types
        import usb.util  # noqa: PLC0415 - it is loaded, the interface is one

        ends = {usb.util.endpoint_direction(end.bEndpointAddress): end for end in interface}
        self._out, self._in = ends[usb.util.ENDPOINT_OUT], ends.get(usb.util.ENDPOINT_IN)

    def write(self, data: bytes, seconds: float) -> int:
        """Hand bytes over, as many as are taken within so long."""
        import usb.core  # noqa: PLC0415 - it is loaded

        try:
            return int(self._out.write(data, timeout=max(1, int(seconds * 1000))))
        except usb.core.USBTimeoutError:
            return 0

    def read(self, seconds: float) -> bytes | None:
        """Give what the printer said."""
        import usb.core  # noqa: PLC0415 - it is loaded

        if self._in is None:
            return b""
        try:
            return bytes(self._in.read(64, timeout=max(1, int(seconds * 1000))))
        except usb.core.USBTimeoutError:
            return b""

    def under_way(self) -> int:
        """Count nothing: what USB took is the printer's."""
        return 0

    def finish(self) -> None:
        """Do nothing: USB has no end."""
