"""The Windows print spooler, by its own library: winspool.drv. Imported on Windows only.

Source: Microsoft's reference of OpenPrinter, StartDocPrinter, WritePrinter, GetJob and SetJob.
"""

import ctypes
import sys
from ctypes import wintypes
from types import TracebackType
from typing import Self

assert sys.platform == "win32"  # what follows is checked for Windows alone


class _DocInfo(ctypes.Structure):
    _fields_ = (
        ("name", wintypes.LPWSTR),
        ("file", wintypes.LPWSTR),
        ("type", wintypes.LPWSTR),
    )


_PRINTING = 0x10
_DELETE = 5


class Spooler:
    """One printer's queue, open. Raises OSError where Windows refuses."""

    def __init__(self, queue: str) -> None:
        self._dll = ctypes.WinDLL("winspool.drv", use_last_error=True)
        self._handle = wintypes.HANDLE()
        self._check(self._dll.OpenPrinterW(queue, ctypes.byref(self._handle), None))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._dll.ClosePrinter(self._handle)

    def give(self, data: bytes) -> int:
        """Queue a job; return its number."""
        info = _DocInfo("BatikPOS", None, "RAW")
        job = self._check(self._dll.StartDocPrinterW(self._handle, 1, ctypes.byref(info)))
        written = wintypes.DWORD()
        try:
            self._check(self._dll.StartPagePrinter(self._handle))
            self._check(self._dll.WritePrinter(self._handle, data, len(data), ctypes.byref(written)))
            self._check(self._dll.EndPagePrinter(self._handle))
        finally:
            self._dll.EndDocPrinter(self._handle)
        return job

    def is_there(self, job: int) -> bool:
        """Say whether a job is still queued."""
        return self._status(job) is not None

    def has_begun(self, job: int) -> bool:
        """Say whether a job is being printed."""
        return bool((self._status(job) or 0) & _PRINTING)

    def take_out(self, job: int) -> None:
        """Delete a job."""
        self._dll.SetJobW(self._handle, job, 0, None, _DELETE)

    def _status(self, job: int) -> int | None:
        """Read a job's status flags (JOB_INFO_1); None where it is gone."""
        needed = wintypes.DWORD()
        self._dll.GetJobW(self._handle, job, 1, None, 0, ctypes.byref(needed))
        if not needed.value:
            return None
        room = ctypes.create_string_buffer(needed.value)
        if not self._dll.GetJobW(self._handle, job, 1, room, needed, ctypes.byref(needed)):
            return None
        pointers = 7  # JobId, then six names and words, then the flags
        at = ctypes.sizeof(ctypes.c_void_p) * pointers
        return int.from_bytes(room.raw[at : at + 4], "little")

    def _check(self, answer: int) -> int:
        if not answer:
            raise ctypes.WinError(ctypes.get_last_error())
        return answer


class _Queue(ctypes.Structure):
    _fields_ = (
        ("name", wintypes.LPWSTR),
        ("server", wintypes.LPWSTR),
        ("attributes", wintypes.DWORD),
    )


_LOCAL_AND_CONNECTED = 2 | 4
_NAMES_ONLY = 4


def list_queues() -> list[str]:
    """List the printers of this machine by name. Raises: OSError."""
    dll = ctypes.WinDLL("winspool.drv", use_last_error=True)
    needed, count = wintypes.DWORD(), wintypes.DWORD()
    how = (_LOCAL_AND_CONNECTED, None, _NAMES_ONLY)
    dll.EnumPrintersW(*how, None, 0, ctypes.byref(needed), ctypes.byref(count))
    if not needed.value:
        return []
    room = ctypes.create_string_buffer(needed.value)
    if not dll.EnumPrintersW(*how, room, needed, ctypes.byref(needed), ctypes.byref(count)):
        raise ctypes.WinError(ctypes.get_last_error())
    queues = ctypes.cast(room, ctypes.POINTER(_Queue))
    return [str(queues[n].name) for n in range(count.value)]
