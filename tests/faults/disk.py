"""A disk that remembers what was synced: what a power cut may leave of a folder at any moment.

By the letter of POSIX: a file's data are durable by fsync of the file, and every change of names, a new
file's too, by fsync of its folder alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from random import Random

from tests.faults.recorder import Entry, Op

SECTOR = 512

Image = dict[str, bytes]
"""Files by their path in the folder."""


class Loss(StrEnum):
    """What a cut does to whatever was not synced."""

    DROPPED = "dropped"
    KEPT = "kept"
    RANDOM = "each sector at random"


@dataclass(frozen=True, slots=True)
class _Change:
    """Data written at an offset or, where there are none, a size set."""

    at: int
    data: bytes | None


@dataclass(eq=False, slots=True)
class _File:
    durable: bytearray = field(default_factory=bytearray)
    live: bytearray = field(default_factory=bytearray)
    pending: list[_Change] = field(default_factory=list)
    version: int = 0
    is_folder: bool = False

    def change(self, change: _Change) -> None:
        _apply(self.live, change)
        self.pending.append(change)

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.durable, change)
        self.version += bool(self.pending)
        self.pending.clear()

    def torn(self, chance: Random) -> bytes:
        """Keep each sector of each un-synced write, and each change of size, or lose it."""
        content = bytearray(self.durable)
        for change in self.pending:
            if change.data is None:
                if chance.random() < 0.5:
                    _apply(content, change)
                continue
            for sector in _sectors(change.at, change.data):
                if chance.random() < 0.5:
                    _apply(content, sector)
        return bytes(content)


@dataclass(frozen=True, slots=True)
class _Naming:
    """One change of names: made, moved here from `before`, or (no file) gone."""

    path: str
    file: _File | None
    before: str = ""


class Disk:
    """A folder as the process sees it, and as a cut may leave it."""

    def __init__(self, root: Path, before: Path) -> None:
        """Begin with what lay in `root` before, of which there is a copy: all of it is durable."""
        self._root = str(root.resolve())
        self._durable: dict[str, _File] = {}
        for path in sorted(before.rglob("*")):
            file = _File(is_folder=path.is_dir())
            if not file.is_folder:
                file.durable += path.read_bytes()
                file.live += file.durable
            self._durable[path.relative_to(before).as_posix()] = file
        self._live = dict(self._durable)
        self._namings: list[_Naming] = []
        self._open: dict[int, _File | str] = {}
        self._names_version = 0
        self._changes = 0

    def apply(self, entry: Entry) -> None:
        """Do what the process did."""
        self._changes += entry.op not in {Op.SYNC, Op.SAY, Op.CLOSE}
        match entry.op:
            case Op.OPEN:
                self._open_file(entry)
            case Op.CLOSE:
                del self._open[entry.fd]
            case Op.WRITE:
                self._file(entry).change(_Change(entry.number, entry.data))
            case Op.TRUNCATE:
                self._file(entry).change(_Change(entry.number, None))
            case Op.SYNC:
                self._sync(self._open[entry.fd])
            case Op.UNLINK:
                self._rename(_Naming(self._name(entry.path), None))
            case Op.RENAME:
                before = self._name(entry.path)
                self._rename(_Naming(self._name(entry.data.decode()), self._live[before], before))
            case Op.MKDIR:
                self._rename(_Naming(self._name(entry.path), _File(is_folder=True)))
            case Op.SAY | Op.REFUSED:
                pass

    def state(self, loss: Loss) -> object:
        """Name what a cut now would surely leave: where it is equal, so are the images."""
        if loss is Loss.KEPT:
            return self._changes
        files = sorted((path, id(file), file.version) for path, file in self._durable.items())
        return (self._names_version, tuple(files))

    def image(self, loss: Loss, chance: Random) -> Image:
        """Return what is there after a cut now."""
        match loss:
            case Loss.DROPPED:
                return _image(self._durable, lambda file: bytes(file.durable))
            case Loss.KEPT:
                return _image(self._live, lambda file: bytes(file.live))
            case Loss.RANDOM:
                names = dict(self._durable)
                for naming in self._namings[: chance.randint(0, len(self._namings))]:
                    _name(names, naming)
                return _image(names, lambda file: file.torn(chance))

    def _name(self, path: str) -> str:
        return path.removeprefix(self._root).lstrip("/")

    def _file(self, entry: Entry) -> _File:
        file = self._open[entry.fd]
        if isinstance(file, str):
            raise TypeError(f"a folder was written to: {file}")
        return file

    def _open_file(self, entry: Entry) -> None:
        path = self._name(entry.path)
        if entry.number:
            self._rename(_Naming(path, _File()))
        file = self._live.get(path)
        self._open[entry.fd] = path if file is None or file.is_folder else file

    def _rename(self, naming: _Naming) -> None:
        _name(self._live, naming)
        self._namings.append(naming)

    def _sync(self, what: _File | str) -> None:
        if isinstance(what, str):
            self._settle([n for n in self._namings if _parent(n.path) == what])
        else:
            what.sync()

    def _settle(self, namings: list[_Naming]) -> None:
        for naming in namings:
            _name(self._durable, naming)
            self._namings.remove(naming)
        self._names_version += bool(namings)


def put_back(image: Image, folder: Path) -> None:
    """Write an image's files into a folder, and nothing else."""
    if folder.is_dir():
        for old in folder.iterdir():
            if old.name not in image:
                old.unlink()
    for path, content in image.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _image(names: dict[str, _File], content: Callable[[_File], bytes]) -> Image:
    """Read the files whose folders are there."""
    return {
        path: content(file)
        for path, file in names.items()
        if not file.is_folder and (not _parent(path) or _parent(path) in names)
    }


def _apply(content: bytearray, change: _Change) -> None:
    size = change.at
    if len(content) < size:
        content.extend(bytes(size - len(content)))
    if change.data is None:
        del content[size:]
    else:
        content[size : size + len(change.data)] = change.data


def _sectors(at: int, data: bytes) -> Iterator[_Change]:
    end = at + len(data)
    while at < end:
        until = min(end, at - at % SECTOR + SECTOR)
        yield _Change(at, data[: until - at])
        data, at = data[until - at :], until


def _name(names: dict[str, _File], naming: _Naming) -> None:
    if naming.before:
        names.pop(naming.before, None)
    if naming.file is None:
        names.pop(naming.path, None)
    else:
        names[naming.path] = naming.file


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
