"""What is made once, by whoever needs it first."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Something that takes a while to make: whoever asks first makes it, in any thread; others wait for it.

    Where making it fails, whoever asks next tries again.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._making = Lock()
        self._made: list[T] = []

    @property
    def is_made(self) -> bool:
        """Say whether it is there without waiting."""
        return bool(self._made)

    def get(self) -> T:
        """Return it. Raises what making it raises."""
        if not self._made:
            with self._making:
                if not self._made:
                    self._made.append(self._make())
        return self._made[0]
