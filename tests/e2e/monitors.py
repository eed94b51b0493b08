"""Monitors of a virtual screen: plugged in and pulled out, as a cable is (RandR, which openbox brings)."""

import ctypes as c
import subprocess
import sys

from tests.e2e.screen import Screen


def plug(screen: Screen, name: str, x: int, wide: int, high: int, *, is_first: bool = False) -> None:
    """Plug a monitor in, at so many pixels from the left; the first one is the till's."""
    _do(screen, "plug", name, *map(str, (x, wide, high, int(is_first))))


def pull(screen: Screen, name: str) -> None:
    """Pull a monitor's cable."""
    _do(screen, "pull", name)


def _do(screen: Screen, *words: str) -> None:
    """Work in a process of its own: an error of X ends it."""
    command = [sys.executable, "-m", "tests.e2e.monitors", screen.display, *words]
    subprocess.run(command, check=True, capture_output=True, timeout=20)


class _Monitor(c.Structure):
    _fields_ = (
        ("name", c.c_ulong),
        *((flag, c.c_int) for flag in ("primary", "automatic", "noutput")),
        *((pixels, c.c_int) for pixels in ("x", "y", "width", "height")),
        *((size, c.c_int) for size in ("mwidth", "mheight")),
        ("outputs", c.POINTER(c.c_ulong)),
    )


class _Resources(c.Structure):
    _fields_ = (
        ("timestamp", c.c_ulong),
        ("config_timestamp", c.c_ulong),
        ("ncrtc", c.c_int),
        ("crtcs", c.POINTER(c.c_ulong)),
        ("noutput", c.c_int),
        ("outputs", c.POINTER(c.c_ulong)),
    )


def main(display: str, act: str, name: str, *numbers: str) -> None:
    """Set a monitor on a display, or delete it."""
    x11, randr = c.CDLL("libX11.so.6"), c.CDLL("libXrandr.so.2")
    x11.XOpenDisplay.restype = c.c_void_p
    x11.XDefaultRootWindow.restype = x11.XInternAtom.restype = c.c_ulong
    opened = c.c_void_p(x11.XOpenDisplay(display.encode()))
    root = c.c_ulong(x11.XDefaultRootWindow(opened))
    atom = c.c_ulong(x11.XInternAtom(opened, name.encode(), 0))
    if act == "pull":
        randr.XRRDeleteMonitor(opened, root, atom)
    else:
        x, wide, high, is_first = map(int, numbers)
        randr.XRRGetScreenResources.restype = c.POINTER(_Resources)
        outputs = (c.c_ulong * 1)(randr.XRRGetScreenResources(opened, root).contents.outputs[0])
        at = (x, 0, wide, high, wide // 4, high // 4)
        made = _Monitor(atom.value, is_first, 0, is_first, *at, outputs)
        randr.XRRSetMonitor(opened, root, c.byref(made))
    x11.XSync(opened, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
