"""A screen of our own: Xvfb with openbox, and a hand on its keyboard and pointer (xdotool)."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

NEEDED = ("Xvfb", "openbox", "xdotool")
SIZE = "1600x1000"


def missing_programs() -> tuple[str, ...]:
    """Name what is not installed of what a screen needs."""
    return tuple(name for name in NEEDED if shutil.which(name) is None)


@dataclass(frozen=True, slots=True)
class Screen:
    """An X display and what can be done on it."""

    display: str

    @property
    def environment(self) -> dict[str, str]:
        """Say in which environment a program appears on this screen."""
        kept = {k: v for k, v in os.environ.items() if k not in {"WAYLAND_DISPLAY", "QT_SCALE_FACTOR"}}
        return kept | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def xdotool(self, *words: str, timeout: float = 60) -> str:
        """Do something by xdotool and return what it said."""
        done = subprocess.run(
            ["xdotool", *words],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        return done.stdout.strip()

    def find_window(self, title: str) -> str:
        """Wait for a window to be seen and return its id."""
        return self.xdotool("search", "--sync", "--onlyvisible", "--name", title).splitlines()[-1]


@contextmanager
def virtual_screen(folder: Path) -> Iterator[Screen]:
    """Give a screen with a window manager, and take both away again."""
    absent = missing_programs()
    if absent:
        message = f"a screen needs {', '.join(absent)}: apt-get install xvfb openbox xdotool"
        raise RuntimeError(message)
    read, write = os.pipe()
    log = (folder / "screen.log").open("ab")
    running: list[subprocess.Popen[bytes]] = []
    try:
        # Xvfb takes a free display number by itself and says which, once it is ready.
        arguments = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"]
        running.append(subprocess.Popen(arguments, pass_fds=(write,), stdout=log, stderr=log))
        os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        if not number:
            message = f"Xvfb did not start; see {folder / 'screen.log'}"
            raise RuntimeError(message)
        screen = Screen(f":{number}")
        home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
        manager = ["openbox", "--sm-disable"]
        running.append(subprocess.Popen(manager, env=screen.environment | home, stdout=log, stderr=log))
        yield screen
    finally:
        for process in reversed(running):
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            if process.poll() is None:
                process.kill()
                process.wait()
        log.close()
