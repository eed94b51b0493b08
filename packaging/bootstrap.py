#!/usr/bin/env python3
"""Set everything up on a fresh machine and run or test BatikPOS. Standard library only.

python3 packaging/bootstrap.py run     opens the booth on the sample fair
python3 packaging/bootstrap.py test    passes every check and test

Both set up first what is missing: a .venv of their own with pinned packages and, on Debian or
Ubuntu as root, the few system libraries that Qt needs.
"""

import argparse
import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
STAMP = VENV / "batikpos-requirements.sha256"
OLDEST = (3, 11)

QT_LIBRARIES = {
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-xinerama": "libxcb-xinerama0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "zbarimg": "zbar-tools",
    "cc": "gcc libc6-dev",
}
"""What the tests run, and the packages it comes in."""

_CAN_SHOW = "import sys; from batikpos.settings import has_display; sys.exit(not has_display())"
"""A display that is named may still not answer."""

CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
)


def main() -> int:
    """Set up, then do what was asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("act", choices=("run", "test"))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on to batikpos or pytest")
    args = parser.parse_args()
    if sys.version_info < OLDEST:
        print("BatikPOS needs Python 3.11 or newer.", file=sys.stderr)
        return 1
    install_system(_missing(with_tests=args.act == "test"), is_needed=args.act == "test" or _has_display())
    install_packages()
    return run(args.rest) if args.act == "run" else test(args.rest)


def run(rest: Sequence[str]) -> int:
    """Open the booth on the sample fair, or play its day where there is no display."""
    if _has_display() and subprocess.call([str(_python()), "-c", _CAN_SHOW], cwd=ROOT) == 0:
        return subprocess.call([_tool("batikpos"), "demo", *rest], cwd=ROOT)
    print("No display here: playing the sample fair's day without a window (demo --headless).", flush=True)
    return subprocess.call([_tool("batikpos"), "demo", "--headless", *rest], cwd=ROOT)


def test(rest: Sequence[str]) -> int:
    """Run the style, type and layer checks and the tests; the first failure ends it."""
    for check in CHECKS:
        print("+", *check, flush=True)
        if status := subprocess.call([_tool(check[0]), *check[1:]], cwd=ROOT):
            return status
    print("+ pytest", *rest, flush=True)
    # Three at once on two cores: half of the time each waits for windows, servers and processes.
    return subprocess.call([str(_python()), "-m", "pytest", *(rest or ("-n", "3"))], cwd=ROOT)


def install_packages() -> None:
    """Make .venv and install the pinned packages, unless the same ones were installed before."""
    wanted = hashlib.sha256(
        REQUIREMENTS.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()
    ).hexdigest()
    if _python().exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print(f"Setting up {VENV} (once; a few minutes) …", flush=True)
    if not _python().exists():
        _make_venv()
    pip = [str(_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.check_call([*pip, "--require-hashes", "-r", str(REQUIREMENTS)])
    subprocess.check_call([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    STAMP.write_text(wanted, encoding="utf-8")


def install_system(packages: Sequence[str], *, is_needed: bool) -> None:
    """Install system packages where we may; else print the one line to type."""
    if not packages or not is_needed:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Installing", *packages, flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], [*line, "-qq"]):
            subprocess.check_call(command, env=environment, stdout=subprocess.DEVNULL)
    elif shutil.which("apt-get"):
        print("Some system libraries are missing. Type this, then run again:", file=sys.stderr)
        print("sudo " + " ".join(line), file=sys.stderr)


def _missing(*, with_tests: bool) -> list[str]:
    if not sys.platform.startswith("linux"):
        return []
    packages = [package for name, package in QT_LIBRARIES.items() if not ctypes.util.find_library(name)]
    if with_tests:
        missing = [names for program, names in TEST_PROGRAMS.items() if not shutil.which(program)]
        packages += " ".join(missing).split()
    return packages


def _make_venv() -> None:
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.call(command, stdout=subprocess.DEVNULL) == 0:
        return
    # Debian's python3 comes without venv.
    shutil.rmtree(VENV, ignore_errors=True)
    install_system([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"], is_needed=True)
    subprocess.check_call(command)


def _has_display() -> bool:
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _tool(name: str) -> str:
    return str(_python().with_name(f"{name}.exe" if os.name == "nt" else name))


if __name__ == "__main__":
    sys.exit(main())
