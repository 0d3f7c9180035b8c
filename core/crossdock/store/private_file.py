"""Files and folders that only their owner may read."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crossdock.errors import ConfigurationError
from crossdock.store.account import Account

FOLDER_MODE, PASSAGE_MODE = 0o700, 0o711
"""PASSAGE_MODE lets the account that runs PostgreSQL for root pass through, and see nothing."""


def make_data_folder(path: Path) -> Path:
    """The data folder as an absolute path, made where there is none; its rights, once it exists, are its owner's business.

    Raises ConfigurationError where it cannot be made, is another account's, or everybody may write to it.
    """
    path = path.absolute()
    try:
        if not path.exists():
            _make_folder(path, PASSAGE_MODE if os.geteuid() == 0 else FOLDER_MODE)
        found = path.stat()
    except OSError as error:
        raise ConfigurationError(
            f"The data folder {path} cannot be used: {error.strerror}.", remedy="Name another one with --data."
        ) from error
    if found.st_uid != os.geteuid():
        raise ConfigurationError(
            f"The data folder {path} belongs to the account with the id {found.st_uid}, and this is {os.geteuid()}.",
            remedy="Run Crossdock as the account the folder belongs to, or name another folder with --data.",
        )
    if found.st_mode & stat.S_IWOTH:
        raise ConfigurationError(
            f"Everybody may write to the data folder {path}.",
            remedy=f"Name a folder of your own with --data, for example {path / 'crossdock'}.",
        )
    return path


@contextmanager
def temporary_data_folder() -> Iterator[Path]:
    """A data folder in the system's temporary place, removed at the end; also root's PostgreSQL can go there."""
    with tempfile.TemporaryDirectory(prefix="crossdock-") as name:
        if os.geteuid() == 0:
            Path(name).chmod(PASSAGE_MODE)
        yield Path(name)


def _make_folder(path: Path, mode: int) -> None:
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    path.chmod(mode)  # whatever the umask


def make_private_folder(path: Path) -> Path:
    """A folder of rights 0700, made where there is none."""
    path.mkdir(mode=FOLDER_MODE, exist_ok=True)
    return path


def write_private(path: Path, content: bytes, *, owner: Account | None = None, replace: bool = True) -> bool:
    """Write a file of rights 0600, on disk before it has its name: it is there whole or not at all.

    It is ours, or another owner's. Without `replace` a file that is there already stays; False says so.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if owner is not None:
                os.fchown(descriptor, owner.uid, owner.gid)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            draft.replace(path)
        else:
            path.hardlink_to(draft)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return True


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
