"""Recording a process: every write of its files in order, and what it said to the world between them."""

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("recorder.c")
ROOT = Path(__file__).parents[2]
_ENTRY = struct.Struct("<c3xiqII")


class Op(StrEnum):
    """What a process did, as `recorder.c` writes it."""

    OPEN = "o"
    CLOSE = "c"
    WRITE = "w"
    TRUNCATE = "t"
    SYNC = "s"
    UNLINK = "u"
    RENAME = "r"
    MKDIR = "m"
    SAY = "a"
    REFUSED = "X"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of the process; `number` is an offset, a size, or 1 where opening made the file."""

    op: Op
    fd: int
    number: int
    path: str
    data: bytes


def build_recorder(folder: Path) -> Path:
    """Compile the recorder."""
    return build_library(SOURCE, folder)


def build_library(source: Path, folder: Path) -> Path:
    """Compile what is loaded by LD_PRELOAD. A machine without a C compiler is a failure, not a test less."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise FileNotFoundError(f"{source.name} needs a C compiler: apt-get install gcc libc6-dev")
    library = folder / f"{source.stem}.so"
    flags = ("-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC")
    subprocess.run([compiler, *flags, "-o", str(library), str(source), "-ldl", "-lpthread"], check=True)
    return library


def record(
    library: Path, module: str, words: Sequence[str], *, folder: Path, said: Path
) -> tuple[Entry, ...]:
    """Run a module in a process of its own and read what it did to `folder` and said in `said`.

    Raises: CalledProcessError where it failed, RuntimeError where it went past the recorder.
    """
    log = folder.with_name(f"{folder.name}.log")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BATIKPOS_")} | {
        "LD_PRELOAD": str(library),
        "FAULTS_FOLDER": str(folder.resolve()),
        "FAULTS_SAID": str(said.resolve()),
        "FAULTS_LOG": str(log),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    subprocess.run([sys.executable, "-m", module, *words], cwd=ROOT, env=environment, check=True, timeout=300)
    entries = tuple(_read(log.read_bytes()))
    if missed := {entry.path for entry in entries if entry.op is Op.REFUSED}:
        raise RuntimeError(f"not recorded: {', '.join(sorted(missed))}")
    return entries


def _read(log: bytes) -> Iterator[Entry]:
    at = 0
    while at < len(log):
        op, fd, number, path_length, data_length = _ENTRY.unpack_from(log, at)
        at += _ENTRY.size
        path = log[at : at + path_length].decode()
        at += path_length
        yield Entry(Op(op.decode()), fd, number, path, log[at : at + data_length])
        at += data_length
