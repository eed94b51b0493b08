"""Loading SQLAlchemy without asyncio and package metadata, a quarter of its work: nobody here asks for them.

It imports both for what it offers besides. While it is loaded it gets stand-ins for them, which load the real
ones as soon as anything of them is asked for; afterwards nobody else ever sees those.
"""

import importlib
import sys
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """A module that is loaded when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module has by that name
        return getattr(_real(self), name)


def load_sqlalchemy() -> None:
    """Load it and what it needs for SQLite, where it is not loaded yet."""
    if "sqlalchemy" in sys.modules:
        return
    later = [_Later(name) for name in ("asyncio", "importlib.metadata") if name not in sys.modules]
    for module in later:
        sys.modules[module.__name__] = module
        parent, _, name = module.__name__.rpartition(".")
        if parent:  # another thread may import it meanwhile, and look for it there
            setattr(sys.modules[parent], name, module)
        if module.__name__ == "asyncio":
            _give_one_function(module)
    try:
        importlib.import_module("sqlalchemy.dialects.sqlite")
    finally:
        for module in later:
            _take_away(module)


def _give_one_function(module: ModuleType) -> None:
    """SQLAlchemy gives this one a name of its own at once, and calls it in what is asynchronous only."""

    def iscoroutine(of: object) -> bool:
        return bool(_real(module).iscoroutine(of))

    vars(module)["iscoroutine"] = iscoroutine


def _real(of: ModuleType) -> ModuleType:
    _take_away(of)
    return importlib.import_module(of.__name__)


def _take_away(of: ModuleType) -> None:
    parent, _, name = of.__name__.rpartition(".")
    if parent and vars(sys.modules[parent]).get(name) is of:
        delattr(sys.modules[parent], name)
    if sys.modules.get(of.__name__) is of:
        del sys.modules[of.__name__]
