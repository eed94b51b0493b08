"""A world that stands still: one moment, one row of chances, so that a picture is the same each time."""

import secrets
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, tzinfo
from importlib import import_module
from pathlib import Path
from random import Random
from unittest.mock import patch
from uuid import UUID

from batikpos.files import make_private_file
from batikpos.services import setup

MOMENT = datetime(2026, 12, 11, 6, 20, tzinfo=UTC)
"""Twenty past one in Jakarta, on the sample fair's first day."""

SEED = 7


class Still(datetime):
    """A clock that always says the same."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain one
        """Tell the moment."""
        return MOMENT.astimezone(tz) if tz else MOMENT.astimezone().replace(tzinfo=None)


@contextmanager
def standing_still(chances: Random | None = None) -> Iterator[None]:
    """Let all of the program that is loaded see one moment, and draw the same chances, or go on with some."""
    import_module("batikpos.ui.booth.rooms")  # the window loads it when the menu is first used
    chances = chances or Random(SEED)

    def next_uuid() -> UUID:
        return UUID(int=chances.getrandbits(128), version=4)

    def next_hex(count: int) -> str:
        return chances.randbytes(count).hex()

    with ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            if not name.startswith("batikpos"):
                continue
            if getattr(module, "datetime", None) is datetime:
                stack.enter_context(patch.object(module, "datetime", Still))
            if hasattr(module, "uuid4"):
                stack.enter_context(patch.object(module, "uuid4", next_uuid))
        stack.enter_context(patch.object(secrets, "token_hex", next_hex))
        stack.enter_context(patch.object(setup, "make_key", _make_key))
        yield


def _make_key(path: Path) -> str:
    """Put the same key into every home; return its public half."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - as there

    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    make_private_file(path)
    path.write_text(f"{key.private_bytes_raw().hex()}\n", encoding="ascii")
    return key.public_key().public_bytes_raw().hex()
