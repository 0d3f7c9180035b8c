"""A backup's file: a tar of `manifest.json`, which says what must be in it, and `database.dump`, made by pg_dump."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from crossdock.errors import ConfigurationError

FORMAT = 1
_MANIFEST, _DUMP = "manifest.json", "database.dump"


class TableContent(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows a table had, and the sum of their hashes, which is the same in any order."""

    rows: int
    checksum: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds."""

    created_at: datetime
    revision: str | None
    """The revision of its schema."""
    server_version: str
    sha256: str
    """Of the dump, in hexadecimal digits."""
    tables: dict[str, TableContent]
    """By name with schema, quoted where SQL needs it."""
    format: int = FORMAT


def sha256_of(dump: Path) -> str:
    with dump.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_archive(path: Path, dump: Path, manifest: Manifest) -> None:
    """Pack a backup and have it on disk; only its owner may read it."""
    description = path.with_name(_MANIFEST)
    description.write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    with path.open("xb") as file:
        path.chmod(0o600)
        with tarfile.open(fileobj=file, mode="w") as archive:
            archive.add(description, _MANIFEST)
            archive.add(dump, _DUMP)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def unpacked(path: Path, folder: Path) -> Iterator[tuple[Manifest, Path]]:
    """What a backup says about itself, and its dump unpacked in a folder.

    Raises ConfigurationError where the file is no backup, or not what it was when it was made.
    """
    try:
        with tarfile.open(path, "r:") as archive:
            manifest = msgspec.json.decode(_member(archive, _MANIFEST).read(), type=Manifest)
            dump = folder / _DUMP
            with _member(archive, _DUMP) as source, dump.open("xb") as target:
                shutil.copyfileobj(source, target)
    except (OSError, KeyError, tarfile.TarError, msgspec.DecodeError) as error:
        raise ConfigurationError(
            f"{path} is no backup that can be read: {error}.", remedy="Name a file that `crossdock db backup` wrote."
        ) from error
    if manifest.format != FORMAT or sha256_of(dump) != manifest.sha256:
        raise ConfigurationError(f"{path} is damaged: its checksum is not its own.", remedy="Restore another backup.")
    yield manifest, dump


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    found = archive.extractfile(name)
    if found is None:
        raise KeyError(f"{name} is no file in it")
    return found
