"""The Windows print spooler, by its own library: winspool.drv. Imported on Windows only.

Source: Microsoft's reference of OpenPrinter, StartDocPrinter, WritePrinter, GetJob, SetJob, JOB_INFO_1,
and of the spooler's protocol, MS-RPRN, for what GetJob says of a job that is gone.
"""

import ctypes
import errno
import sys
from contextlib import suppress
from ctypes import POINTER, wintypes
from types import TracebackType
from typing import Self

from batikpos.printing.outcome import OFFLINE
from batikpos.printing.spoolers import Stage

assert sys.platform == "win32"  # what follows is checked for Windows alone

NO_SUCH_PRINTER = 1801
_NO_SUCH_JOB, _TOO_LITTLE_ROOM = 87, 122
_DELETE = 5
_LOCAL_AND_CONNECTED, _NAMES_ONLY = 2 | 4, 4
"""Which printers EnumPrinters lists, and how much it tells of each."""

_PAUSED, _DELETING, _SPOOLING, _OFFLINE, _PRINTED = 0x1, 0x4, 0x8, 0x20, 0x80
_DELETED, _BLOCKED, _COMPLETE = 0x100, 0x200, 0x1000
_WAITING = _PAUSED | _SPOOLING | _OFFLINE | _BLOCKED
"""What a job may be that has not begun; of any other, say one in error, nobody knows."""


class _DocInfo(ctypes.Structure):
    _fields_ = (
        ("name", wintypes.LPWSTR),
        ("file", wintypes.LPWSTR),
        ("type", wintypes.LPWSTR),
    )


class _SystemTime(ctypes.Structure):
    _fields_ = (("words", wintypes.WORD * 8),)


class _PrinterInfo(ctypes.Structure):
    """PRINTER_INFO_4."""

    _fields_ = (
        ("name", wintypes.LPWSTR),
        ("server", wintypes.LPWSTR),
        ("attributes", wintypes.DWORD),
    )


class _JobInfo(ctypes.Structure):
    """JOB_INFO_1."""

    _fields_ = (
        ("job", wintypes.DWORD),
        ("printer", wintypes.LPWSTR),
        ("machine", wintypes.LPWSTR),
        ("user", wintypes.LPWSTR),
        ("document", wintypes.LPWSTR),
        ("type", wintypes.LPWSTR),
        ("status_text", wintypes.LPWSTR),
        ("status", wintypes.DWORD),
        ("priority", wintypes.DWORD),
        ("position", wintypes.DWORD),
        ("pages", wintypes.DWORD),
        ("pages_printed", wintypes.DWORD),
        ("submitted", _SystemTime),
    )


_BYTES, _COUNT = ctypes.c_void_p, POINTER(wintypes.DWORD)
_SIGNATURES = {
    "OpenPrinterW": (wintypes.BOOL, (wintypes.LPWSTR, POINTER(wintypes.HANDLE), ctypes.c_void_p)),
    "ClosePrinter": (wintypes.BOOL, (wintypes.HANDLE,)),
    "StartDocPrinterW": (wintypes.DWORD, (wintypes.HANDLE, wintypes.DWORD, POINTER(_DocInfo))),
    "StartPagePrinter": (wintypes.BOOL, (wintypes.HANDLE,)),
    "WritePrinter": (wintypes.BOOL, (wintypes.HANDLE, _BYTES, wintypes.DWORD, _COUNT)),
    "EndPagePrinter": (wintypes.BOOL, (wintypes.HANDLE,)),
    "EndDocPrinter": (wintypes.BOOL, (wintypes.HANDLE,)),
    "AbortPrinter": (wintypes.BOOL, (wintypes.HANDLE,)),
    "GetJobW": (
        wintypes.BOOL,
        (wintypes.HANDLE, wintypes.DWORD, wintypes.DWORD, _BYTES, wintypes.DWORD, _COUNT),
    ),
    "EnumPrintersW": (
        wintypes.BOOL,
        (wintypes.DWORD, wintypes.LPWSTR, wintypes.DWORD, _BYTES, wintypes.DWORD, _COUNT, _COUNT),
    ),
    "SetJobW": (
        wintypes.BOOL,
        (wintypes.HANDLE, wintypes.DWORD, wintypes.DWORD, _BYTES, wintypes.DWORD),
    ),
}
"""What each function answers and takes: without it ctypes takes every number for 32 bits with a sign."""


def _library() -> ctypes.WinDLL:
    library = ctypes.WinDLL("winspool.drv", use_last_error=True)
    for name, (answers, takes) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = answers, takes
    return library


class Spooler:
    """One printer's queue, open. Raises OSError where Windows refuses."""

    def __init__(self, queue: str) -> None:
        self._dll = _library()
        self._handle = wintypes.HANDLE()
        self.taken = 0
        """How many of a job's bytes the spooler has taken."""
        _check(self._dll.OpenPrinterW(queue, ctypes.byref(self._handle), None))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._dll.ClosePrinter(self._handle)

    def give(self, data: bytes) -> int:
        """Queue a job; return its number. One that is not taken whole is taken out again. Raises: OSError."""
        info = _DocInfo("BatikPOS", None, "RAW")
        job: int = _check(self._dll.StartDocPrinterW(self._handle, 1, ctypes.byref(info)))
        try:
            _check(self._dll.StartPagePrinter(self._handle))
            self._write(data)
            _check(self._dll.EndPagePrinter(self._handle))
            _check(self._dll.EndDocPrinter(self._handle))
        except OSError:
            self._dll.AbortPrinter(self._handle)
            self._delete(job)
            raise
        return job

    def stage(self, job: int) -> Stage:
        """Say how far a job has come."""
        try:
            status = self._status(job)
        except OSError:
            return Stage.UNKNOWN
        # A printed one may be kept in the queue, where somebody set it so.
        if status is None or status & (_PRINTED | _COMPLETE):
            return Stage.GONE
        if status & (_DELETING | _DELETED):
            return Stage.DROPPED
        return Stage.BEGUN if status & ~_WAITING else Stage.WAITING

    def take_out(self, job: int) -> Stage:
        """Delete a job; say how far it had come."""
        if not self._delete(job):
            return Stage.UNKNOWN
        with suppress(OSError):
            # One that is being printed stays until the printer lets it go.
            left = self._status(job) or 0
            return Stage.BEGUN if left & ~(_WAITING | _DELETING | _DELETED) else Stage.WAITING
        return Stage.UNKNOWN

    def _write(self, data: bytes) -> None:
        while rest := data[self.taken :]:
            written = wintypes.DWORD()
            _check(self._dll.WritePrinter(self._handle, rest, len(rest), ctypes.byref(written)))
            if not written.value:
                raise OSError(errno.EIO, OFFLINE)
            self.taken += written.value

    def _delete(self, job: int) -> bool:
        return bool(self._dll.SetJobW(self._handle, job, 0, None, _DELETE))

    def _status(self, job: int) -> int | None:
        """Read a job's status flags; None where it is gone. Raises: OSError, where that is not told."""
        needed = wintypes.DWORD()
        room = ctypes.create_string_buffer(0)
        while not self._dll.GetJobW(self._handle, job, 1, room, len(room), ctypes.byref(needed)):
            why = ctypes.get_last_error()
            if why == _NO_SUCH_JOB:
                return None
            if why != _TOO_LITTLE_ROOM or needed.value <= len(room):
                raise ctypes.WinError(why)
            room = ctypes.create_string_buffer(needed.value)
        return int(_JobInfo.from_buffer(room).status)


def _check(answer: int) -> int:
    if not answer:
        raise ctypes.WinError(ctypes.get_last_error())
    return answer


def list_queues() -> list[str]:
    """List the printers of this machine by name. Raises: OSError."""
    library = _library()
    needed, count = wintypes.DWORD(), wintypes.DWORD()
    room = ctypes.create_string_buffer(0)
    while not library.EnumPrintersW(
        _LOCAL_AND_CONNECTED,
        None,
        _NAMES_ONLY,
        room,
        len(room),
        ctypes.byref(needed),
        ctypes.byref(count),
    ):
        why = ctypes.get_last_error()
        if why != _TOO_LITTLE_ROOM or needed.value <= len(room):
            raise ctypes.WinError(why)
        room = ctypes.create_string_buffer(needed.value)
    queues = ctypes.cast(room, POINTER(_PrinterInfo))
    return [str(queues[n].name) for n in range(count.value)]
