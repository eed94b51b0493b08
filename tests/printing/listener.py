"""A printer on the network, and all the ways it can misbehave."""

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread


@dataclass
class NetworkPrinter:
    """What arrived, one entry for each connection; `dies_after` so many bytes of one, by a reset."""

    port: int = 0
    dies_after: int | None = None
    answers: bytes = b""
    told: Callable[[bytes], None] = lambda _got: None
    jobs: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Say where it listens."""
        return f"tcp://127.0.0.1:{self.port}"

    def serve(self, connection: socket.socket) -> None:
        """Take one job."""
        got = bytearray()
        if self.answers:
            connection.sendall(self.answers)
        while self.dies_after is None or len(got) < self.dies_after:
            most = 4096 if self.dies_after is None else self.dies_after - len(got)
            part = connection.recv(most)
            if not part:
                break
            got += part
            self.told(part)
        if self.dies_after is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        self.jobs.append(bytes(got))


@contextmanager
def network_printer(
    *, dies_after: int | None = None, answers: bytes = b"", told: Callable[[bytes], None] = lambda _got: None
) -> Iterator[NetworkPrinter]:
    """Run a printer for the length of a test."""
    listener = socket.create_server(("127.0.0.1", 0))
    printer = NetworkPrinter(listener.getsockname()[1], dies_after, answers, told)

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
        # Closing alone does not wake a thread that accepts.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def refusing_address() -> str:
    """Name a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"tcp://127.0.0.1:{listener.getsockname()[1]}"
