"""An ESC/POS printer made of words: reads a job's bytes and says what paper would come of them.

It is independent of the program's encoder and harder to please than a real printer: a command it
does not know, one that is cut off, a line or a picture wider than the paper, a byte that a printer
in Chinese mode would take for a character, all are problems.
"""

from dataclasses import dataclass, field

from PIL import Image

DOTS = {32: 384, 42: 512, 48: 576}
TALLEST_SLICE = 24
REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")

_ESC, _GS, _FS, _LF, _NUL = 0x1B, 0x1D, 0x1C, 0x0A, 0x00

_ONE_ARGUMENT = {
    b"\x1bt": "code_page",
    b"\x1bE": "bold",
    b"\x1d!": "size",
    b"\x1ba": "align",
    b"\x1bd": "feed",
}
_NO_ARGUMENT = {b"\x1b@": "reset", b"\x1c.": "chinese_off", b"\x1c&": "chinese_on"}


@dataclass(frozen=True)
class Printed:
    """A line as it stands on the paper."""

    text: str
    bold: bool = False
    height: int = 1
    width: int = 1


@dataclass
class Paper:
    """What came out: lines, pictures, cuts and drawer pulses, and everything that was wrong."""

    columns: int
    lines: list[Printed] = field(default_factory=list)
    pictures: list[Image.Image] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    cuts: int = 0
    pulses: int = 0

    @property
    def text(self) -> str:
        """Join the lines; empty ones at the end are what the feed before the tear bar left."""
        return "".join(f"{line.text}\n" for line in self.lines)


@dataclass
class _State:
    bold: bool = False
    height: int = 1
    width: int = 1
    is_chinese: bool = True
    held: bytearray = field(default_factory=bytearray)
    follows_picture: bool = False


def read_escpos(data: bytes, columns: int, *, has_cutter: bool = False) -> Paper:
    """Print a job on paper of so many columns."""
    paper, state, at = Paper(columns), _State(), 0
    while at < len(data):
        at = _step(paper, state, data, at, has_cutter=has_cutter)
    if state.held:
        paper.problems.append(f"{bytes(state.held)!r} stands on a line that never ends")
    return paper


def _step(paper: Paper, state: _State, data: bytes, at: int, *, has_cutter: bool) -> int:
    byte = data[at]
    if byte in {_ESC, _GS, _FS}:
        state_was_line = bool(state.held)
        after = _command(paper, state, data, at, has_cutter=has_cutter)
        if state_was_line and data[at : at + 3] == b"\x1dv0":
            paper.problems.append(f"a picture at {at} begins in the middle of a line")
        return after
    if byte == _LF:
        _end_line(paper, state)
    elif byte == _NUL:
        pass
    elif 0x20 <= byte < 0x7F:
        state.held.append(byte)
    else:
        why = "becomes Chinese" if byte >= 0x80 and state.is_chinese else "is no character"
        paper.problems.append(f"byte {byte:#04x} at {at} {why}")
    return at + 1


def _command(  # noqa: PLR0911 - one way out for each command
    paper: Paper, state: _State, data: bytes, at: int, *, has_cutter: bool
) -> int:
    head = data[at : at + 2]
    if name := _NO_ARGUMENT.get(head):
        _plain(state, name)
        return at + 2
    if name := _ONE_ARGUMENT.get(head):
        if at + 2 >= len(data):
            return _cut_off(paper, head, at, data)
        _with_argument(paper, state, name, data[at + 2])
        return at + 3
    if head == b"\x1bp":
        paper.pulses += 1
        return at + 5 if at + 5 <= len(data) else _cut_off(paper, head, at, data)
    if head == b"\x1dV":
        return _cut(paper, data, at, has_cutter=has_cutter)
    if head == b"\x1dv":
        return _picture(paper, state, data, at)
    paper.problems.append(f"unknown command {head!r} at {at}")
    return at + 2


def _plain(state: _State, name: str) -> None:
    if name == "reset":
        state.bold, state.height, state.width, state.is_chinese = False, 1, 1, True
    else:
        state.is_chinese = name == "chinese_on"


def _with_argument(paper: Paper, state: _State, name: str, value: int) -> None:
    if name == "bold":
        state.bold = bool(value & 1)
    elif name == "size":
        state.width, state.height = (value >> 4 & 7) + 1, (value & 7) + 1
    elif name == "feed":
        paper.lines += [Printed("")] * value


def _cut(paper: Paper, data: bytes, at: int, *, has_cutter: bool) -> int:
    if at + 2 >= len(data):
        return _cut_off(paper, data[at : at + 2], at, data)
    if not has_cutter:
        paper.problems.append(f"a cut at {at} on a printer without a cutter")
    paper.cuts += 1
    return at + (4 if data[at + 2] in {65, 66, 97, 98, 103, 104} else 3)


def _picture(paper: Paper, state: _State, data: bytes, at: int) -> int:
    head = data[at : at + 8]
    if len(head) < 8:
        return _cut_off(paper, head, at, data)
    if head[:4] != b"\x1dv0\x00":
        paper.problems.append(f"unknown picture {head[:4]!r} at {at}")
    width, rows = head[4] + 256 * head[5], head[6] + 256 * head[7]
    body = data[at + 8 : at + 8 + width * rows]
    if len(body) < width * rows:
        return _cut_off(paper, head, at, data)
    if width * 8 > DOTS[paper.columns]:
        paper.problems.append(f"a picture of {width * 8} dots at {at} is wider than the paper")
    if not 0 < rows <= TALLEST_SLICE:
        paper.problems.append(f"a slice of {rows} rows at {at} fits no small buffer")
    paper.problems += [f"{code!r} in the picture at {at}" for code in REAL_TIME if code in body]
    _add_picture(paper, state, Image.frombytes("1", (width * 8, rows), bytes(255 - b for b in body)))
    return at + 8 + width * rows


def _add_picture(paper: Paper, state: _State, slice_: Image.Image) -> None:
    if not (state.follows_picture and paper.pictures):
        paper.pictures.append(slice_)
        state.follows_picture = True
        return
    above = paper.pictures[-1]
    both = Image.new("1", (max(above.width, slice_.width), above.height + slice_.height), 1)
    both.paste(above, (0, 0))
    both.paste(slice_, (0, above.height))
    paper.pictures[-1] = both


def _end_line(paper: Paper, state: _State) -> None:
    text = state.held.decode("ascii")
    if len(text) * state.width > paper.columns:
        paper.problems.append(f"{text!r} is wider than {paper.columns} columns")
    paper.lines.append(Printed(text, state.bold, state.height, state.width))
    state.held.clear()
    state.follows_picture = False


def _cut_off(paper: Paper, head: bytes, at: int, data: bytes) -> int:
    paper.problems.append(f"command {head!r} at {at} is cut off")
    return len(data)
