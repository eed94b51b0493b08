"""Ed25519: a device's key, what it signs, and whether a signature is its.

Every purpose has a tag of its own in what is signed, so that a signature given for one is none for
another.
"""

from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from batikpos.files import make_private_file, sync_file

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_NAME = "device.key"


class Purpose(Enum):
    """What is signed."""

    CLOSE = b"batikpos/close/1\0"
    BUNDLE = b"batikpos/bundle/1\0"
    FAIR_FILE = b"batikpos/fair-file/1\0"
    PACK = b"batikpos/pack/1\0"
    DESK = b"batikpos/desk/1\0"


def make_key(path: Path) -> str:
    """Make a key in a file, readable by its owner only; return its public half (hex)."""
    # 50 ms to load, and needed at a set-up and at a close only.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    return _write_key(Ed25519PrivateKey.generate(), path)


def copy_key(home: Path, path: Path) -> str:
    """Write a home's key into another file too; return its public half (hex), or "" where it has none."""
    key = _load(home)
    return _write_key(key, path) if key else ""


def public_half(home: Path) -> str:
    """Return the public half (hex) of a home's key; "" where it has none."""
    key = _load(home)
    return key.public_key().public_bytes_raw().hex() if key else ""


def sign(home: Path, purpose: Purpose, text: str) -> str:
    """Sign a text with a home's key; return the signature (hex), or "" where the home has no key."""
    key = _load(home)
    return key.sign(purpose.value + text.encode()).hex() if key else ""


def is_signed(public_key: str, purpose: Purpose, text: str, signature: str) -> bool:
    """Say whether a signature is that of the key with this public half, over this text."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), purpose.value + text.encode())
    except (ValueError, InvalidSignature):
        return False
    return True


def fingerprint(public_key: str) -> str:
    """Write a key short enough to be compared by eye or over the phone: 64 bits of its digest.

    Raises: ValueError where it is no key's public half (hex).
    """
    digest = sha256(bytes.fromhex(public_key)).hexdigest().upper()
    return "-".join(digest[at : at + 4] for at in range(0, 16, 4))


def _write_key(key: "Ed25519PrivateKey", path: Path) -> str:
    path.unlink(missing_ok=True)
    make_private_file(path)
    with path.open("wb") as file:
        file.write(f"{key.private_bytes_raw().hex()}\n".encode("ascii"))
        sync_file(file)
    return key.public_key().public_bytes_raw().hex()


def _load(home: Path) -> "Ed25519PrivateKey | None":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    try:
        seed = bytes.fromhex((home / KEY_NAME).read_text(encoding="ascii").strip())
        return Ed25519PrivateKey.from_private_bytes(seed)
    except (OSError, ValueError):
        return None
