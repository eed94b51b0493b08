"""A file under a passphrase: nobody reads it without, and no byte of it can be changed unseen.

Scrypt makes a key of the passphrase (RFC 7914), ChaCha20-Poly1305 seals with it (RFC 8439); the first line
says which format this is, and is sealed along. What both cost is part of the format and is read from no file.
"""

import os
from typing import ClassVar

from batikpos.domain.errors import PosError
from batikpos.i18n import N_

LEAST = 12
"""Letters of a passphrase: whoever finds the file may try for years."""

_COST, _BLOCKS, _LANES = 2**16, 8, 1
"""64 MiB and a quarter of a second for each try."""

_SALT, _NONCE = 16, 12


class WeakPassphrase(PosError):
    """A passphrase that is soon tried."""

    code: ClassVar[str] = "weak_passphrase"
    text: ClassVar[str] = N_(
        "The passphrase is too short: take {least} letters or more, several words are best, and write it down"
        " apart from the file."
    )
    least: int = LEAST


class NotOpened(PosError):
    """A sealed file that another passphrase sealed, or that was changed: which of both, nobody can tell."""

    code: ClassVar[str] = "not_opened"
    text: ClassVar[str] = N_("{file} does not open: the passphrase is another one, or the file was damaged.")
    file: str


def seal(content: bytes, passphrase: str, mark: bytes) -> bytes:
    """Seal a content; `mark` is a line that says what it is. Raises: WeakPassphrase."""
    # As the keys of devices: slow to load, and seldom needed.
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    if len(passphrase.strip()) < LEAST:
        raise WeakPassphrase
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    sealed = ChaCha20Poly1305(_key_of(passphrase, salt)).encrypt(nonce, content, mark + salt)
    return mark + salt + nonce + sealed


def unseal(sealed: bytes, passphrase: str, mark: bytes, *, file: str) -> bytes:
    """Open what `seal` made. Raises: NotOpened."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    begin = len(mark) + _SALT
    salt, nonce = sealed[len(mark) : begin], sealed[begin : begin + _NONCE]
    if not sealed.startswith(mark) or len(nonce) < _NONCE:
        raise NotOpened(file)
    try:
        key = ChaCha20Poly1305(_key_of(passphrase, salt))
        return key.decrypt(nonce, sealed[begin + _NONCE :], mark + salt)
    except InvalidTag as error:
        raise NotOpened(file) from error


def _key_of(passphrase: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - as above

    return Scrypt(salt=salt, length=32, n=_COST, r=_BLOCKS, p=_LANES).derive(passphrase.strip().encode())
