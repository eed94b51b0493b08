"""What the codes on labels are: EAN-13 where thirteen digits hold together, else whatever a scanner types."""


def looks_like_ean13(code: str) -> bool:
    """Say whether a code is thirteen digits, right or wrong."""
    return len(code) == 13 and code.isascii() and code.isdigit()  # noqa: PLR2004 - the 13 of EAN-13


def ean13_holds(code: str) -> bool:
    """Say whether the last of thirteen digits is the check digit of the others."""
    return ean13_of(code[:12]) == code


def ean13_of(twelve: str) -> str:
    """Put the check digit behind twelve digits."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return f"{twelve}{(10 - weighted % 10) % 10}"


_LEFT = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
_PARITIES = (
    "LLLLLL",
    "LLGLGG",
    "LLGGLG",
    "LLGGGL",
    "LGLLGG",
    "LGGLLG",
    "LGGGLL",
    "LGLGLG",
    "LGLGGL",
    "LGGLGL",
)


def ean13_bars(code: str) -> str:
    """Say which of the 95 modules of an EAN-13 are bars (1): ISO/IEC 15420."""
    first, *rest = map(int, code)
    left = "".join(
        _LEFT[digit] if parity == "L" else _mirrored(_LEFT[digit])
        for digit, parity in zip(rest[:6], _PARITIES[first], strict=True)
    )
    right = "".join(_turned(_LEFT[digit]) for digit in rest[6:])
    return f"101{left}01010{right}101"


def _turned(modules: str) -> str:
    return modules.translate({ord("0"): "1", ord("1"): "0"})


def _mirrored(modules: str) -> str:
    return _turned(modules)[::-1]
