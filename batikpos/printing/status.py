"""What printers say of themselves: enquiries, and answers told apart by their fixed bits.

Sources: Epson's ESC/POS reference (DLE EOT, GS r, GS a), and Citizen's manual for the bits.
"""

from dataclasses import dataclass, field

from batikpos.printing.outcome import COVER_OPEN, OFFLINE, PAPER_OUT

ASK = b"\x10\x04\x02\x10\x04\x04"
"""DLE EOT 2 and 4: why it is offline, and its paper. Answered at once, even by one that is not ready."""

CONFIRM = b"\x1dr\x01"
"""GS r 1: the paper again, but answered in its turn: after what was sent before it is printed."""

_ANSWER, _NOTICE, _KIND = 0x12, 0x10, 0x93
"""A DLE EOT answer is 0xx1xx10; the first of the four bytes of a notice of its own accord is 0xx1xx00."""
_FURTHER = 0x90
"""Both bits are off in an answer to GS r, and in the other three bytes of a notice."""
_NOTICE_BYTES = 4


@dataclass(slots=True)
class Answers:
    """Reads what a printer says, byte by byte; flow control and nonsense are passed over."""

    realtime: list[int] = field(default_factory=list)
    """Answers to DLE EOT, in the order they were asked for."""
    confirmed: bool = False
    _notice_left: int = 0

    def take(self, data: bytes) -> None:
        """Take in what came."""
        for byte in data:
            if self._notice_left and not byte & _FURTHER:
                self._notice_left -= 1
            elif byte & _KIND == _ANSWER:
                self.realtime.append(byte)
            elif byte & _KIND == _NOTICE:
                self._notice_left = _NOTICE_BYTES - 1
            elif not byte & _FURTHER:
                self.confirmed = True

    def forget(self) -> None:
        """Wait for new answers."""
        self.realtime.clear()
        self.confirmed = False

    @property
    def is_whole(self) -> bool:
        """Say whether both parts of an enquiry were answered."""
        return len(self.realtime) >= 2  # noqa: PLR2004 - as ASK asks

    @property
    def trouble(self) -> str:
        """Say what keeps it from printing, as a reason; "" for nothing, or nothing known."""
        cause = self.realtime[0] if self.realtime else 0
        paper = self.realtime[1] if self.is_whole else 0
        if cause & 0x20 or paper & 0x60:
            return PAPER_OUT
        if cause & 0x04:
            return COVER_OPEN
        return OFFLINE if cause & 0x40 else ""
