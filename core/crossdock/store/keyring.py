"""Secrets at rest: sealed with the newest key, opened with whichever key sealed them.

Keys come from CROSSDOCK_SECRET_KEYS, or from the file `secret.keys` in the data folder, one a line, newest first.
A token is Fernet's: AES-128-CBC with HMAC-SHA-256 (https://github.com/fernet/spec).
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from crossdock.errors import ConfigurationError
from crossdock.settings import Settings
from crossdock.store.private_file import make_data_folder, write_private

KEY_FILE = "secret.keys"
_MAKE_ONE = 'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'


class Keyring:
    """The keys of one deployment."""

    def __init__(self, keys: Sequence[str], *, file: Path | None = None) -> None:
        """Raises ConfigurationError where a key is none; `file` is where they came from, if anywhere."""
        self._file = file
        self._use(keys)

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """The keys that are set, or those in the data folder's file, which gets a first one where it is missing.

        Raises ConfigurationError where a key or the file cannot be used.
        """
        if settings.secret_keys:
            return cls(settings.secret_keys)
        file = make_data_folder(settings.data) / KEY_FILE
        if not file.exists():
            write_private(file, _lines([_new_key()]), replace=False)
        return cls(_read(file), file=file)

    def __repr__(self) -> str:
        return f"Keyring(file={str(self._file)!r})" if self._file else "Keyring()"

    def seal(self, secret: bytes) -> bytes:
        """The secret as a token that only these keys open."""
        return self._fernet.encrypt(secret)

    def open(self, token: bytes) -> bytes:
        """The secret in a token. Raises ConfigurationError where no key opens it."""
        try:
            return self._fernet.decrypt(token)
        except InvalidToken:
            self._reread()
        try:
            return self._fernet.decrypt(token)
        except InvalidToken:
            place = self._file or "CROSSDOCK_SECRET_KEYS"
            raise ConfigurationError(
                f"A stored secret cannot be opened with the keys in {place}.",
                remedy="Add the key it was sealed with as a further one, or enter the connection's secrets again.",
                code="secret-key-missing",
            ) from None

    def rotate(self, token: bytes) -> bytes:
        """The same secret under the newest key. Raises ConfigurationError where no key opens the token."""
        return self.seal(self.open(token))

    def derive(self, purpose: str) -> bytes:
        """A key for one purpose alone, 32 bytes, made of the newest key: another one once that is rotated."""
        return hmac.digest(self._newest.encode(), f"crossdock {purpose}".encode(), "sha256")

    def add_key(self) -> None:
        """Put a new key first in the key file; the older ones go on opening what they sealed.

        Raises ConfigurationError where the keys come from the environment, which only the deployment can change.
        """
        if self._file is None:
            raise ConfigurationError(
                "The keys come from CROSSDOCK_SECRET_KEYS, which Crossdock cannot change.",
                remedy=f"Put a new one first in it, separated by a comma; this makes one: {_MAKE_ONE}",
            )
        keys = (_new_key(), *_read(self._file))
        write_private(self._file, _lines(keys))
        self._use(keys)

    def _reread(self) -> None:
        """Another process may have added a key since the file was read."""
        if self._file is not None:
            self._use(_read(self._file))

    def _use(self, keys: Sequence[str]) -> None:
        self._fernet = _fernets(keys)
        self._newest = keys[0]


def _fernets(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([_fernet(number, key) for number, key in enumerate(keys, start=1)])


def _fernet(number: int, key: str) -> Fernet:
    try:
        return Fernet(key)
    except ValueError:
        raise ConfigurationError(
            f"Secret key number {number} is no key: it must be 32 bytes in URL-safe base64.",
            remedy=f"Correct it; this makes a new one: {_MAKE_ONE}",
        ) from None  # the cause may quote the key


def _read(file: Path) -> list[str]:
    try:
        keys, rights = file.read_text("ascii").split(), file.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"The key file {file} cannot be read: {error}.", remedy="Put it back from where you keep a copy of it."
        ) from error
    if rights & 0o077:
        raise ConfigurationError(
            f"Others than its owner may read the key file {file}.",
            remedy=f"Take that from them with `chmod 600 {file}`, then put a new key into use: `crossdock db rotate-secrets`.",
        )
    if not keys:
        raise ConfigurationError(
            f"The key file {file} is empty.",
            remedy="Put it back from where you keep a copy of it; without any secret stored yet, remove it.",
        )
    return keys


def _lines(keys: Sequence[str]) -> bytes:
    return "".join(f"{key}\n" for key in keys).encode("ascii")


def _new_key() -> str:
    return Fernet.generate_key().decode("ascii")
