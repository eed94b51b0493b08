"""A printer on the network, and all the ways it can misbehave."""

import select
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

ENQUIRIES = (b"\x10\x04\x02", b"\x10\x04\x04")
CONFIRM = b"\x1dr\x01"
WELL, OUT_OF_PAPER, COVER_OPEN = b"\x12\x12", b"\x32\x72", b"\x16\x12"
"""What it answers to its two enquiries, by its manual."""


@dataclass
class NetworkPrinter:
    """What arrived, one entry for each connection.

    `dies_after` so many bytes of one, by a reset; `answers` at once, unasked. One that `talks` answers
    enquiries with its `status`, and confirms what it was sent where it `confirms`; it falls silent and
    out of paper after `paper_for` bytes. `stops_after` so many bytes it reads no more; it `drains` so
    many bytes a second; it `lingers` without hanging up.
    """

    port: int = 0
    dies_after: int | None = None
    answers: bytes = b""
    told: Callable[[bytes], None] = lambda _got: None
    talks: bool = False
    confirms: bool = True
    status: bytes = WELL
    paper_for: int | None = None
    stops_after: int | None = None
    drains: int | None = None
    lingers: bool = False
    raw: list[bytes] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    @property
    def address(self) -> str:
        """Say where it listens."""
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def jobs(self) -> list[bytes]:
        """Give what came to be printed, without what it was only asked."""
        return [printable(raw) for raw in self.raw]

    def serve(self, connection: socket.socket) -> None:
        """Take one job."""
        got = bytearray()
        with suppress(OSError):
            connection.sendall(self.answers)
            while (most := self._most(len(got))) > 0 and not self.closing.is_set():
                part = self._received(connection, most)
                if part is None:
                    break
                got += part
                self.told(part)
                self._answer(connection, got, len(part))
        if self.dies_after is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif self.stops_after is not None or self.lingers:
            self.closing.wait()
        connection.close()
        self.raw.append(bytes(got))

    def _most(self, so_far: int) -> int:
        ends = [end for end in (self.dies_after, self.stops_after) if end is not None]
        most = min([4096, *(end - so_far for end in ends)])
        return min(most, max(1, self.drains // 10)) if self.drains else most

    def _received(self, connection: socket.socket, most: int) -> bytes | None:
        if self.drains:
            time.sleep(0.1)
        while not self.closing.is_set():
            if select.select([connection], [], [], 0.1)[0]:
                return connection.recv(most) or None
        return None

    def _answer(self, connection: socket.socket, got: bytearray, new: int) -> None:
        if not self.talks:
            return
        is_out = self.paper_for is not None and len(got) > self.paper_for
        status = OUT_OF_PAPER if is_out else self.status
        recent = bytes(got[-new - 2 :])
        for place, enquiry in enumerate(ENQUIRIES):
            if enquiry in recent:
                connection.sendall(status[place : place + 1])
        if self.confirms and not is_out and got.endswith(CONFIRM):
            connection.sendall(b"\x00")


def printable(raw: bytes) -> bytes:
    """Take enquiries out of what came; they stand before and behind a job, never within."""
    for enquiry in (*ENQUIRIES, CONFIRM):
        raw = raw.replace(enquiry, b"")
    return raw


@contextmanager
def network_printer(**ways: object) -> Iterator[NetworkPrinter]:
    """Run a printer with its ways for the length of a test."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)  # as little as a real one takes ahead
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    printer = NetworkPrinter(listener.getsockname()[1], **ways)  # type: ignore[arg-type]

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                printer.serve(connection)

    thread = Thread(target=accept)
    thread.start()
    try:
        yield printer
    finally:
        printer.closing.set()
        # Closing alone does not wake a thread that accepts.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


_HELD: list[socket.socket] = []
"""Taken and not listened at, so that no other test is given the same port."""


def refusing_address() -> str:
    """Name a port where nobody listens, and nobody will."""
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    _HELD.append(held)
    return f"tcp://127.0.0.1:{held.getsockname()[1]}"
