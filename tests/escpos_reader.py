"""ESC/POS printers made of words: they read a job's bytes and say what paper would come of them.

They are independent of the program's encoder and harder to please than real printers: a command that
one does not know, one that is cut off, a line or a picture wider than the paper, a byte that a printer
in Chinese mode would take for a character, all are problems.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from PIL import Image, ImageDraw, ImageFont

DOTS = {32: 384, 42: 512, 48: 576}
TALLEST_SLICE = 24
REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")
"""DLE EOT, DLE ENQ, DLE DC4: obeyed at once, wherever they stand."""

_RESET, _CODE_PAGE, _BOLD, _ALIGN, _FEED, _PULSE = b"\x1b@", b"\x1bt", b"\x1bE", b"\x1ba", b"\x1bd", b"\x1bp"
_SIZE, _CUT, _PICTURE, _NATIVE = b"\x1d!", b"\x1dV", b"\x1dv", b"\x1d("
_CHINESE_ON, _CHINESE_OFF = b"\x1c&", b"\x1c."
_LF = b"\n"

_ARGUMENTS = {
    _RESET: 0, _CODE_PAGE: 1, _BOLD: 1, _ALIGN: 1, _FEED: 1, _PULSE: 3, _SIZE: 1,
    _CHINESE_ON: 0, _CHINESE_OFF: 0,
}  # fmt: skip
"""How many bytes follow those commands that always take as many."""

BARE = frozenset({_LF, _RESET, _CHINESE_OFF, _CODE_PAGE, _BOLD, _ALIGN, _SIZE, _PICTURE, _PULSE})
"""What every printer knows, or reads over as it does "Chinese mode off"."""
USUAL = BARE | {_FEED, _CUT, _CHINESE_ON}

_PREFIXES = {0x1B: "ESC", 0x1C: "FS", 0x1D: "GS"}
_FEEDING_CUTS = {65, 66, 97, 98, 103, 104}
_RUN = re.compile(rb"[ -~]+|\x00+")
_CELL = (12, 24)


@dataclass(frozen=True, slots=True)
class Model:
    """A kind of printer. One that `is_chinese` wakes up, and is reset, into Chinese mode."""

    name: str
    columns: int
    dots: int
    has_cutter: bool = False
    is_chinese: bool = False
    has_native_qr: bool = False
    commands: frozenset[bytes] = USUAL

    def knows(self, token: "Token") -> bool:
        """Say whether it obeys a command; of those in brackets, only the one that draws QR codes."""
        if token.head == _NATIVE:
            return self.has_native_qr and token.rest[:1] == b"k"
        return token.head in self.commands


EPSON80 = Model("epson80", 48, 576, has_cutter=True, has_native_qr=True)
CLONE80 = Model("clone80", 48, 576, has_cutter=True, is_chinese=True, has_native_qr=True)
CLONE58 = Model("clone58", 32, 384, is_chinese=True)
BARE58 = Model("bare58", 32, 384, commands=BARE)
MODELS = (EPSON80, CLONE80, CLONE58, BARE58)


@dataclass(frozen=True, slots=True)
class Token:
    """One command with its arguments, or characters alike (no `head`), as they stand in a job."""

    at: int
    head: bytes
    rest: bytes = b""
    is_whole: bool = True

    @property
    def end(self) -> int:
        """Say where the next one begins."""
        return self.at + len(self.head) + len(self.rest)

    @property
    def picture(self) -> bytes:
        """Give the dots of a picture, b"" where it is none."""
        return self.rest[6:] if self.head == _PICTURE else b""


@dataclass(frozen=True, slots=True)
class Printed:
    """A line as it stands on the paper; `align` is 0 for the left, 1 for the middle, 2 for the right."""

    text: str
    bold: bool = False
    height: int = 1
    width: int = 1
    align: int = 0
    columns: int = 0

    def drawn(self) -> Image.Image:
        """Draw it, dot for dot."""
        small = Image.new("1", (max(1, len(self.text)) * _CELL[0] // 2, _CELL[1] // 2), 1)
        ImageDraw.Draw(small).text((0, 0), self.text, 0, font=ImageFont.load_default_imagefont())
        return small.resize((small.width * 2 * self.width, small.height * 2 * self.height))


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture as it stands on the paper: rows of so many bytes, a set bit being black."""

    row: int
    dots: bytes
    align: int = 0

    def drawn(self) -> Image.Image:
        """Draw it, dot for dot."""
        return Image.frombytes("1", (self.row * 8, len(self.dots) // self.row), self.dots, "raw", "1;I")


@dataclass
class Paper:
    """What came out of a printer: lines, pictures, cuts and drawer pulses, and everything that was wrong."""

    model: Model
    parts: list[Printed | Raster] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    cuts: int = 0
    pulses: int = 0

    @property
    def lines(self) -> list[Printed]:
        """List the lines."""
        return [part for part in self.parts if isinstance(part, Printed)]

    @property
    def pictures(self) -> list[Image.Image]:
        """Draw the pictures."""
        return [part.drawn() for part in self.parts if isinstance(part, Raster)]

    @property
    def text(self) -> str:
        """Join the lines; empty ones at the end are what the feed before the tear bar left."""
        return "".join(f"{line.text}\n" for line in self.lines)

    @property
    def widest(self) -> int:
        """Say how many columns the widest line takes."""
        return max((line.columns for line in self.lines), default=0)

    def drawn(self) -> Image.Image:
        """Draw the whole paper, as wide as the printer's dots."""
        pieces = [(part.drawn(), part.align) for part in self.parts]
        page = Image.new("1", (self.model.dots, sum(piece.height for piece, _ in pieces) + 1), 1)
        y = 0
        for piece, align in pieces:
            page.paste(piece, ((page.width - piece.width) * align // 2, y))
            y += piece.height
        return page


def read_escpos(data: bytes, columns: int, *, has_cutter: bool = False) -> Paper:
    """Print a job on some clone with paper of so many columns."""
    return print_on(Model("clone", columns, DOTS[columns], has_cutter=has_cutter, is_chinese=True), data)


def print_on(model: Model, data: bytes) -> Paper:
    """Print a job on a printer that was just turned on."""
    printing = _Printing(Paper(model), _State(model.is_chinese))
    for token in tokens(data):
        printing.take(token)
    if printing.state.held:
        printing.problem(f"{bytes(printing.state.held)!r} stands on a line that never ends")
    return printing.paper


def tokens(data: bytes) -> Iterator[Token]:
    """Take a job apart; all of its bytes are in one token or another."""
    at = 0
    while at < len(data):
        token = _token(data, at)
        yield token
        at = token.end


def listing(data: bytes) -> str:
    """Write a job down for people, a line for each on the paper; other bytes give another listing."""
    words = []
    for token in tokens(data):
        ends_line = token.head in {_LF, _PICTURE}
        words.append(_said(token) + ("\n" if ends_line else " "))
    return "".join(words).rstrip(" ").removesuffix("\n") + "\n"


def _token(data: bytes, at: int) -> Token:
    if data[at] in _PREFIXES:
        head = data[at : at + 2]
        size = _size_of(head, data[at + 2 : at + 8])
        return Token(at, head, data[at + 2 : at + 2 + size], len(data) >= at + 2 + size)
    if data[at : at + 1] == _LF:
        return Token(at, _LF)
    run = _RUN.match(data, at)
    return Token(at, b"", run[0] if run else data[at : at + 1])


def _size_of(head: bytes, first: bytes) -> int:
    """Say how many bytes a command takes, going by the first of them; none, if nobody knows it."""
    match head:
        case b"\x1dV":
            return 2 if first[:1] and first[0] in _FEEDING_CUTS else 1
        case b"\x1dv" if len(first) == 6:
            return 6 + (first[2] + 256 * first[3]) * (first[4] + 256 * first[5])
        case b"\x1dv":
            return 6
        case b"\x1d(":
            return 3 + (first[1] + 256 * first[2] if len(first) > 2 else 0)
        case _:
            return _ARGUMENTS.get(head, 0)


def _said(token: Token) -> str:
    if token.head == _LF:
        return "LF"
    if not token.head:
        return repr(token.rest)[1:]
    name = f"{_PREFIXES[token.head[0]]} {token.head[1:].decode('ascii', 'replace')}"
    arguments = token.rest[: len(token.rest) - len(token.picture)]
    digest = [sha256(token.picture).hexdigest()[:16]] if token.picture else []
    return " ".join([name, *map(str, arguments), *digest])


@dataclass
class _State:
    is_chinese: bool
    bold: bool = False
    height: int = 1
    width: int = 1
    align: int = 0
    held: bytearray = field(default_factory=bytearray)
    columns: int = 0


@dataclass
class _Printing:
    """A printer at work."""

    paper: Paper
    state: _State

    def problem(self, what: str) -> None:
        """Note that something is wrong."""
        self.paper.problems.append(what)

    def take(self, token: Token) -> None:
        """Obey a command, or note why not."""
        model = self.paper.model
        if not token.head:
            self._hold(token)
        elif not token.is_whole:
            self.problem(f"command {token.head!r} at {token.at} is cut off")
        elif token.head == _CUT and not model.has_cutter:
            self.problem(f"a cut at {token.at} on a printer without a cutter")
        elif not model.knows(token):
            self.problem(f"unknown command {token.head!r} at {token.at}")
        else:
            self._obey(token)

    def _hold(self, token: Token) -> None:
        """Keep characters for the line that they stand on; NULs are read over."""
        byte = token.rest[0]
        if 0x20 <= byte < 0x7F:
            self.state.held += token.rest
            self.state.columns += len(token.rest) * self.state.width
        elif byte:
            why = "becomes Chinese" if byte >= 0x80 and self.state.is_chinese else "is no character"
            self.problem(f"byte {byte:#04x} at {token.at} {why}")

    def _obey(self, token: Token) -> None:
        match token.head:
            case b"\n":
                self._end_line()
            case b"\x1bd":
                self.paper.parts += [Printed("")] * token.rest[0]
            case b"\x1bp":
                self.paper.pulses += 1
            case b"\x1dV":
                self.paper.cuts += 1
            case b"\x1dv":
                self._picture(token)
            case _:
                self._set(token)

    def _set(self, token: Token) -> None:
        state, value = self.state, token.rest[0] if token.rest else 0
        match token.head:
            case b"\x1b@":
                self._reset()
            case b"\x1c.":
                state.is_chinese = False
            case b"\x1c&":
                state.is_chinese = self.paper.model.is_chinese
            case b"\x1bE":
                state.bold = bool(value & 1)
            case b"\x1d!":
                state.width, state.height = (value >> 4 & 7) + 1, (value & 7) + 1
            case b"\x1ba" if value in {0, 1, 2}:
                state.align = value
            case b"\x1ba":
                self.problem(f"no such place on a line as {value}")

    def _reset(self) -> None:
        if self.state.held:
            self.problem(f"{bytes(self.state.held)!r} is lost by a reset")
        self.state = _State(self.paper.model.is_chinese)

    def _end_line(self) -> None:
        state = self.state
        text = state.held.decode("ascii")
        if state.columns > self.paper.model.columns:
            self.problem(f"{text!r} is wider than {self.paper.model.columns} columns")
        line = Printed(text, state.bold, state.height, state.width, state.align, state.columns)
        self.paper.parts.append(line)
        state.held.clear()
        state.columns = 0

    def _picture(self, token: Token) -> None:
        row, rows = token.rest[2] + 256 * token.rest[3], token.rest[4] + 256 * token.rest[5]
        where = f"the picture at {token.at}"
        if token.rest[:2] != b"0\x00":
            self.problem(f"unknown picture {token.rest[:2]!r} at {token.at}")
        if row * 8 > self.paper.model.dots:
            self.problem(f"{where} of {row * 8} dots is wider than the paper")
        if not 0 < rows <= TALLEST_SLICE:
            self.problem(f"{where} of {rows} rows fits no small buffer")
        if self.state.held:
            self.problem(f"{where} begins in the middle of a line")
        for code in REAL_TIME:
            if code in token.picture:
                self.problem(f"{where} holds {code!r}, which is obeyed at once")
        if token.picture:
            self._add_slice(Raster(row, token.picture, self.state.align))

    def _add_slice(self, below: Raster) -> None:
        """Put a slice under the one before, where nothing came between."""
        above = self.paper.parts[-1] if self.paper.parts else None
        if isinstance(above, Raster) and (above.row, above.align) == (below.row, below.align):
            self.paper.parts[-1] = Raster(below.row, above.dots + below.dots, below.align)
        else:
            self.paper.parts.append(below)
