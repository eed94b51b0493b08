"""Loading a window fast: without looking for garbage in what stays, and without Qt's own import.

Qt puts an import of its own in Python's place, which reads the source of each module that is loaded after
it, for a syntax that nothing here uses; and a search for garbage in what is loaded never finds any.
"""

import builtins
import gc
import importlib
import sys

_PLAIN = builtins.__import__
"""Python's own, for this module comes before Qt."""

_qts = [_PLAIN]

_TURN_SECONDS = 0.0001
"""For so long a lane may keep the window waiting for its turn; Python's own is fifty times that."""


def begin_loading() -> None:
    """Load Qt, then go on with Python's own import, and without looking for garbage."""
    gc.disable()
    importlib.import_module("PySide6.QtWidgets")
    if builtins.__import__ is not _PLAIN:
        _qts[0], builtins.__import__ = builtins.__import__, _PLAIN


def end_loading() -> None:
    """Go back to the ordinary import, with short turns; what is loaded is not looked through for garbage."""
    builtins.__import__ = _qts[0]
    sys.setswitchinterval(_TURN_SECONDS)
    gc.freeze()
    gc.enable()
