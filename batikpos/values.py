"""Values: frozen, slotted dataclasses, made in a third of the time; a start makes more than a hundred.

The standard library writes and compiles six methods for each class, which took a tenth of a start. Here only
what makes a value is compiled, when the first is made; what compares, hashes and shows it reads its fields,
and is the same for all.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_set = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a value: `@dataclass(frozen=True, slots=True)`, in all that can be seen of it."""
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    names = tuple(one.name for one in fields(made))
    made.__init__ = _maker(made)
    made.__setattr__, made.__delattr__, made.__setstate__ = _refuse_to_set, _refuse_to_delete, _set_state
    own = vars(made)
    if "__repr__" not in own:
        made.__repr__ = _shower(names)
    if "__eq__" not in own:
        made.__eq__ = _comparer(_reader(tuple(one.name for one in fields(made) if one.compare)))
    if own.get("__hash__") is None:
        hashed = (one.name for one in fields(made) if (one.compare if one.hash is None else one.hash))
        made.__hash__ = _hasher(_reader(tuple(hashed)))
    return made  # type: ignore[no-any-return]  # the same class, with slots


def _maker(cls: Any) -> Callable[..., None]:  # noqa: ANN401 - a class that was just made
    """Return what makes a value: compiled with the first one, for most kinds have none at a start."""
    for one in fields(cls):
        if not (one.init and one.repr) or one.kw_only:
            message = f"{cls.__qualname__}.{one.name}: a value is given all its fields, and shows them"
            raise TypeError(message)

    def __init__(self: Any, *given: Any, **named: Any) -> None:  # noqa: ANN401, N807 - of any value
        cls.__init__ = _compiled(cls)
        cls.__init__(self, *given, **named)

    return __init__


def _compiled(cls: Any) -> Callable[..., None]:  # noqa: ANN401 - as above
    """Compile what makes a value: it is called for every line of every sale, so it must be quick."""
    names: dict[str, Any] = {"_set": _set, "_missing": MISSING}
    takes, does = ["self"], []
    for one in fields(cls):
        name, given = one.name, one.name
        if one.default is not MISSING:
            names[f"_default_{name}"] = one.default
            takes.append(f"{name}=_default_{name}")
        elif one.default_factory is not MISSING:
            names[f"_make_{name}"] = one.default_factory
            takes.append(f"{name}=_missing")
            given = f"_make_{name}() if {name} is _missing else {name}"
        else:
            takes.append(name)
        does.append(f" _set(self, {name!r}, {given})")
    if hasattr(cls, "__post_init__"):
        does.append(" self.__post_init__()")
    exec("\n".join((f"def __init__({', '.join(takes)}):", *does, " return None")), names)  # noqa: S102 - ours
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _reader(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what reads the fields of a value."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _value: ()
    read = attrgetter(*names)
    return lambda value: (read(value),)


def _comparer(read: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any, object], bool]:
    def __eq__(self: Any, other: object) -> bool:  # noqa: ANN401, N807 - of any value
        return read(self) == read(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hasher(read: Callable[[Any], tuple[Any, ...]]) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:  # noqa: ANN401, N807 - as above
        return hash(read(self))

    return __hash__


def _shower(names: tuple[str, ...]) -> Callable[[Any], str]:
    def __repr__(self: Any) -> str:  # noqa: ANN401, N807 - as above
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"

    return __repr__


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    message = f"cannot assign to field {name!r}"
    raise FrozenInstanceError(message)


def _refuse_to_delete(_self: object, name: str) -> None:
    message = f"cannot delete field {name!r}"
    raise FrozenInstanceError(message)


def _set_state(self: object, state: tuple[None, dict[str, Any]]) -> None:
    """Fill a copy: Python reads the slots of a value by itself."""
    for name, held in state[1].items():
        _set(self, name, held)
