"""One window for each home: a second start rings at the first, which comes forward.

The lock is of Qt's core, so that it is asked for before anything is painted; what rings and answers is
loaded afterwards. Both lie in the system's place for what is temporary, for a home may not be there yet.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QByteArray, QCryptographicHash, QLockFile, QObject, Signal

from batikpos.domain.errors import Unavailable
from batikpos.i18n import N_

PATIENCE_SECONDS = 2.0
"""How long a window may take to answer."""

STARTING_SECONDS = 10.0
"""How long a window may take until it listens: it has only just been started."""

_AGAIN_SECONDS = 0.05
_HERE = b"here"


class WindowHangs(Unavailable):
    """There is a window for this home, and it answers nothing."""

    code: ClassVar[str] = "window_hangs"
    text: ClassVar[str] = N_(
        "BatikPOS is open already for {what}, but does not answer. Wait a moment; if it stays so, end it and"
        " start again: the basket is kept."
    )


class WindowLock:
    """Says whether this is the first window of a home; it is let go with the process, even one that dies."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.name = _name(home)
        self._lock = QLockFile(str(Path(tempfile.gettempdir()) / f"{self.name}.lock"))
        self._lock.setStaleLockTime(0)  # a day is long: only a process that has gone makes a lock stale

    def take(self) -> bool:
        """Take the lock; where another window has it, say no. A place that takes no lock keeps nobody."""
        return self._lock.tryLock(0) or self._lock.error() is not QLockFile.LockError.LockFailedError

    def release(self) -> None:
        """Let the next one be the first."""
        self._lock.unlock()

    def call_first(self) -> None:
        """Let the first window come forward. Raises: WindowHangs where it does not answer."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - this process paints nothing

        if sys.platform == "win32":  # only who was started by a person may let another come forward
            import ctypes  # noqa: PLC0415 - for Windows

            ctypes.windll.user32.AllowSetForegroundWindow(-1)
        patience, until = round(PATIENCE_SECONDS * 1000), time.monotonic() + STARTING_SECONDS
        while time.monotonic() < until:
            socket = QLocalSocket()
            socket.connectToServer(self.name)
            if socket.waitForConnected(patience):
                if socket.waitForReadyRead(patience) and socket.readAll().data() == _HERE:
                    return
                break
            time.sleep(_AGAIN_SECONDS)
        raise WindowHangs(str(self._home))


class Bell(QObject):
    """Answers whoever starts a second window; `rang` asks the first one to come forward."""

    rang = Signal()

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - after the first paint

        QLocalServer.removeServer(name)  # whoever holds the lock knows that nobody else listens there
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(name)

    def _answer(self) -> None:
        while (asking := self._server.nextPendingConnection()) is not None:
            asking.disconnected.connect(asking.deleteLater)
            asking.write(_HERE)
            asking.flush()
            self.rang.emit()


def _name(home: Path) -> str:
    """Name what belongs to one user's one home."""
    user = os.environ.get("USERNAME", "") if sys.platform == "win32" else str(os.getuid())
    place = os.path.normcase(os.path.realpath(home))
    digest = QCryptographicHash.hash(
        QByteArray(f"{user}\n{place}".encode()), QCryptographicHash.Algorithm.Sha256
    )
    return f"batikpos-{bytes(digest.toHex().data()).decode()[:20]}"
