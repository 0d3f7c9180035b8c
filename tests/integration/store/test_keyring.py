"""Secrets at rest: sealed, opened, sealed anew, and clear words where a key is missing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from crossdock.errors import ConfigurationError
from crossdock.settings import Settings
from crossdock.store.keyring import Keyring

KEYS = tuple(Fernet.generate_key().decode() for _ in range(2))


@given(st.binary())
def test_what_is_sealed_opens_again(secret: bytes) -> None:
    keyring = Keyring(KEYS)
    token = keyring.seal(secret)
    assert keyring.open(token) == secret


def test_every_key_opens_and_the_first_one_seals() -> None:
    new, old = KEYS
    token = Keyring([old]).seal(b"secret")
    both = Keyring([new, old])
    assert both.open(token) == b"secret"
    assert Keyring([new]).open(both.rotate(token)) == b"secret"


def test_without_its_key_a_secret_stays_shut_and_says_what_to_do() -> None:
    new, old = KEYS
    token = Keyring([old]).seal(b"secret")
    with pytest.raises(ConfigurationError, match="Add the key") as refused:
        Keyring([new]).open(token)
    assert refused.value.stable_code == "secret-key-missing"


def test_a_changed_token_stays_shut() -> None:
    keyring = Keyring(KEYS)
    token = bytearray(keyring.seal(b"secret"))
    token[-3] ^= 1
    with pytest.raises(ConfigurationError):
        keyring.open(bytes(token))


def test_the_key_file_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    with ThreadPoolExecutor(4) as threads:
        keyrings = list(threads.map(Keyring.from_settings, [settings] * 4))
    file = tmp_path / "data" / "secret.keys"
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(file.read_text().split()) == 1
    assert all(keyring.open(keyrings[0].seal(b"secret")) == b"secret" for keyring in keyrings)


def test_a_running_process_opens_what_another_sealed_with_a_key_it_added(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    running, other = Keyring.from_settings(settings), Keyring.from_settings(settings)
    before = running.seal(b"before")
    other.add_key()
    assert running.open(other.seal(b"after")) == b"after"
    assert other.open(before) == b"before"


def test_keys_that_are_set_win_over_the_file_and_cannot_be_added_to(tmp_path: Path) -> None:
    keyring = Keyring.from_settings(Settings(data=tmp_path, secret_keys=KEYS))
    assert Keyring(KEYS[:1]).open(keyring.seal(b"secret")) == b"secret"
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ConfigurationError, match="CROSSDOCK_SECRET_KEYS"):
        keyring.add_key()


@pytest.mark.parametrize("key", ["", "short", "A" * 44, "ä" * 44])
def test_what_is_no_key_is_named_by_its_place_and_never_shown(key: str) -> None:
    with pytest.raises(ConfigurationError, match="number 2") as refused:
        Keyring([KEYS[0], key])
    assert len(key) < 10 or key not in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe"])
def test_a_key_file_that_cannot_be_read_is_never_replaced(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "secret.keys"
    file.touch(mode=0o600)
    file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"secret\.keys"):
        Keyring.from_settings(Settings(data=tmp_path))
    assert file.read_bytes() == content


def test_a_key_file_others_may_read_is_refused(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    Keyring.from_settings(settings)
    (tmp_path / "secret.keys").chmod(0o644)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        Keyring.from_settings(settings)


def test_no_key_is_in_a_repr(tmp_path: Path) -> None:
    from_file = Keyring.from_settings(Settings(data=tmp_path))
    keys = [*KEYS, *(tmp_path / "secret.keys").read_text().split()]
    assert not any(key in f"{from_file!r} {Keyring(KEYS)!r}" for key in keys)
