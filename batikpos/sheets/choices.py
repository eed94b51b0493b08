"""The columns somebody chose for a heading, remembered in a file of the home, so that it is asked once."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from batikpos.domain.errors import Unavailable
from batikpos.domain.sheet import letter_of
from batikpos.files import replace_file
from batikpos.i18n import N_
from batikpos.sheets.columns import Choice, Tables, plain_name

FILE_NAME = "columns.toml"


class ChoicesUnreadable(Unavailable):
    """A file of choices that is none."""

    code: ClassVar[str] = "choices_unreadable"
    text: ClassVar[str] = N_("{what} cannot be read. Delete it, and say again which column is what.")


def load_choice(home: Path, kind: str, given: Mapping[str, str]) -> Choice:
    """Put together what is chosen now and what was before, in this home. Raises: ChoicesUnreadable."""
    return Choice(given, {names: columns for of, names, columns in _load(home) if of == kind})


def remember_choice(home: Path, tables: Tables, given: Mapping[str, str]) -> None:
    """Keep what was chosen for the headings of a file; a heading chosen for before is chosen for anew.

    Raises: ChoicesUnreadable, OSError.
    """
    if not given:
        return
    chosen = {
        table.names: {key: _name(table.names, table.columns[key]) for key in given} for table in tables.tables
    }
    kind = tables.kind.code
    before = {(of, names): columns for of, names, columns in _load(home)}
    kept = before | {
        (kind, names): {**before.get((kind, names), {}), **columns} for names, columns in chosen.items()
    }
    written = [{"kind": of, "names": list(names), "columns": dict(c)} for (of, names), c in kept.items()]
    # Needed when something is chosen, not at every start.
    import tomli_w  # noqa: PLC0415

    home.mkdir(parents=True, exist_ok=True)
    part = home / f"{FILE_NAME}.part"
    part.write_text(tomli_w.dumps({"heading": written}), encoding="utf-8")
    replace_file(part, home / FILE_NAME)


def _load(home: Path) -> list[tuple[str, tuple[str, ...], Mapping[str, str]]]:
    path = home / FILE_NAME
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return [_read(heading) for heading in content.get("heading", [])]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ChoicesUnreadable(str(path)) from error


def _read(heading: dict[str, Any]) -> tuple[str, tuple[str, ...], Mapping[str, str]]:
    names, columns = tuple(heading["names"]), dict(heading["columns"])
    if not all(isinstance(text, str) for text in (heading["kind"], *names, *columns, *columns.values())):
        raise TypeError(heading)
    return heading["kind"], names, columns


def _name(names: tuple[str, ...], at: int) -> str:
    """Name a column by its heading, or by its letter where several are called so."""
    spelt = [plain_name(name) for name in names]
    return names[at] if at < len(names) and spelt.count(spelt[at]) == 1 else letter_of(at + 1)
