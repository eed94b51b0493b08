"""A printer on the network that keeps what it is sent."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread


class Printer:
    """Listens on a port of this machine; `paper` is all that was ever sent to it."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()
        self.paper = b""

    @property
    def address(self) -> str:
        """Say how the booth finds it."""
        return f"tcp://127.0.0.1:{self._listening.getsockname()[1]}"

    def close(self) -> None:
        """Switch it off."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                with connection:
                    while some := connection.recv(4096):
                        self.paper += some


@contextmanager
def printer() -> Iterator[Printer]:
    """Switch a printer on for a while."""
    made = Printer()
    try:
        yield made
    finally:
        made.close()
