"""What may honestly be said of a job's bytes after they were sent, and why, in a person's words."""

from batikpos.domain import whys
from batikpos.i18n import N_, Translate
from batikpos.store.printjobs import JobState
from batikpos.values import frozen

PAPER_OUT = N_("The paper is out. Put a new roll in.")
COVER_OPEN = N_("The printer's cover is open. Close it.")
OFFLINE = N_("The printer is not ready. Look at its lights.")
SWITCHED_OFF = N_("The printer is switched off or not connected.")
STALLED = N_("The printer stopped taking anything.")
CUT_OFF = N_("The connection to the printer broke off.")
TOO_SLOW = N_("The printer took too long.")
NO_QUEUE = N_("This system has no such printer queue.")
QUEUE_CANCELLED = N_("The job was taken out of the printer's queue.")
NO_USB_LIBRARY = N_("USB printers need the library libusb, which is not installed here.")
NO_USB_PRINTER = N_("What is plugged in under this USB number is not a printer.")
USB_REFUSED = N_("This account may not use the USB printer. Install the udev rule (docs/PRINTERS.md).")
USB_HELD = N_(
    "Another program or driver holds the USB printer. Close it, or print by winspool:NAME or cups:NAME."
)

PORT_HELD = N_("Another program holds the printer's port, or this account may not use it. Close the program.")

NO_PLACE = N_("There is no such file, folder or device to print to.")
NOT_ALLOWED = N_("This account may not print there.")
DISK_FULL = N_("The disk is full.")
NO_DOCUMENT = N_("What was to be printed cannot be read.")
NO_ADDRESS = N_("The printer's address is none. Set it anew on the page of the printer.")

_BY_WHY = {
    whys.NOT_THERE: NO_PLACE,
    whys.NO_WRITING: NO_PLACE,
    whys.NOT_ALLOWED: NOT_ALLOWED,
    whys.IN_USE: PORT_HELD,
    whys.FULL: DISK_FULL,
}

STORED = {
    "crash": N_("The program stopped while this was being printed."),
    "copy": N_("It waited when a copy was put back."),
    "none:": N_("No printer is set."),
}
"""What reasons are called in the store, beside those above, which stand there as they are."""


@frozen
class Outcome:
    """What became of a job: `failed` only where not one of its own bytes went out.

    `bytes_sent` counts the job's bytes that the system, or the printer where it says so, has taken.
    """

    state: JobState
    bytes_sent: int = 0
    reason: str = ""


def reason_of(error: OSError, otherwise: str) -> str:
    """Say why a printer could not be written to; `otherwise` where the system's number does not tell."""
    return _BY_WHY.get(whys.why_of(error), otherwise)


def say_reason(reason: str, tr: Translate) -> str:
    """Say a stored reason in a person's language."""
    return tr(STORED.get(reason, reason))


def broken_off(sent: int, reason: str) -> Outcome:
    """Say what became of a job that came to no end."""
    return Outcome(JobState.UNCERTAIN if sent else JobState.FAILED, sent, reason)
