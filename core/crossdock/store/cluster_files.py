"""The embedded PostgreSQL's files: where they lie, and how they are made.

<home>/postgres/     its data, with server.log and the password of the role 'crossdock'; 0700, the account's
<home>/socket/       where it listens; 0700, the account's

The home is the data folder, or what `crossdock.store.system_place` has for it.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from crossdock.errors import ConfigurationError, Unavailable
from crossdock.store.account import Account
from crossdock.store.postgres import MAJOR, run
from crossdock.store.private_file import FOLDER_MODE, write_private

ROLE = DATABASE = "crossdock"
PORT = 5432
"""Only part of the socket's name; nothing listens on the network."""
_SOCKET_PATH_BYTES = 103
"""Longest path of a socket on macOS; Linux allows 107."""
_LOG_BYTES = 1024 * 1024

_ACCESS = f"local all {ROLE} scram-sha-256\n"
"""pg_hba.conf: one role, over the socket. The superuser has no password and no way in."""

_SETTINGS = """\
# Written by Crossdock at every start; settings of your own go to local.conf beside this file.
listen_addresses = ''
port = {port}
unix_socket_directories = '"{socket}"'
unix_socket_permissions = 0700
fsync = on
full_page_writes = on
synchronous_commit = on
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
# What a statement holds, and the row an error is about, stay out of the log: they may be personal data.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
include_if_exists = 'local.conf'
"""


class ClusterFiles:
    """The files of one embedded PostgreSQL below its home, which must exist."""

    def __init__(self, home: Path, account: Account) -> None:
        self._home = home
        self._account = account
        self.postgres = home / "postgres"
        self.log = self.postgres / "server.log"
        self.pid = self.postgres / "postmaster.pid"

    @property
    def password(self) -> str:
        return (self.postgres / "crossdock.password").read_text().strip()

    def prepare(self) -> None:
        """Make what is missing and write the settings. The server must not be running.

        Raises ConfigurationError where another PostgreSQL made them.
        """
        if not self.postgres.exists():
            self._create()
        self._check_version()
        self._write_settings()
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))

    def running_socket(self) -> Path | None:
        """The socket folder of the server that runs, or ran until it was killed; None after a clean stop."""
        try:
            return Path(self.pid.read_text().splitlines()[4])
        except (FileNotFoundError, IndexError):
            return None

    def blocked_by_dead_server(self) -> bool:
        """Whether the last start failed over what a killed server left behind."""
        return any(words in self.log_tail(2) for words in ("lock file", "shared memory block"))

    def forget_server(self) -> None:
        """Remove the traces of a killed server, whose process id may be another process's by now.

        Two servers on one folder cannot come of it: the caller holds the lock and knows that none answers, and
        PostgreSQL checks its shared memory as well.
        """
        if socket := self.running_socket():
            (socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
        self.pid.unlink(missing_ok=True)

    def log_tail(self, lines: int = 5) -> str:
        """The end of the server's log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log.exists() else ""

    def _create(self) -> None:
        # In a place of its own first, so that a start that is killed half-way leaves no half of a database.
        nursery = self._home / "postgres.new"
        shutil.rmtree(nursery, ignore_errors=True)
        nursery.mkdir(mode=FOLDER_MODE)
        self._account.give(nursery)
        made = nursery / "postgres"
        self._initialise(made)
        password = secrets.token_urlsafe(32)
        self._create_database(made, password)
        self._write(made / "crossdock.password", password)
        self._write(made / "pg_hba.conf", _ACCESS)
        self._write(made / "postgresql.conf", (made / "postgresql.conf").read_text() + "\ninclude = 'crossdock.conf'\n")
        self._write(made / "local.conf", "# Settings of your own; they win over crossdock.conf.\n")
        made.rename(self.postgres)
        nursery.rmdir()

    def _initialise(self, folder: Path) -> None:
        # The built-in locale sorts alike on every system, so the folder may be moved to another one.
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        access = ("--username=postgres", "--auth=reject")
        made = run("initdb", "--no-instructions", *access, *locale, "-D", folder, account=self._account)
        if made.status:
            raise Unavailable(f"PostgreSQL cannot make its files in {self._home}: {made.errors.strip()}")

    def _create_database(self, folder: Path, password: str) -> None:
        role = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'"
        statements = f"{role}\nCREATE DATABASE {DATABASE} OWNER {ROLE}\n"
        quiet = ("-c", "log_min_error_statement=panic", "-c", "log_checkpoints=off")  # the password is in a statement
        arguments = ("--single", *quiet, "-D", folder, "postgres")
        made = run("postgres", *arguments, account=self._account, given=statements)
        if made.status or "ERROR:" in made.errors:
            raise Unavailable(f"PostgreSQL cannot make its database in {self._home}: {made.errors.strip()}")

    def _check_version(self) -> None:
        found = (self.postgres / "PG_VERSION").read_text().strip()
        if found != str(MAJOR):
            raise ConfigurationError(
                f"{self.postgres} was made by PostgreSQL {found}, and this Crossdock brings {MAJOR}.",
                remedy="Make a backup with the Crossdock that made it, and restore that to a new data folder.",
            )

    def _write_settings(self) -> None:
        socket = str(self._socket_folder()).replace('"', '""').replace("'", "''")
        self._write(self.postgres / "crossdock.conf", _SETTINGS.format(port=PORT, socket=socket))

    def _socket_folder(self) -> Path:
        folder = self._home / "socket"
        if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) > _SOCKET_PATH_BYTES:
            digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
            folder = Path(tempfile.gettempdir()) / f"crossdock-{digest}"
        if not folder.exists():
            folder.mkdir(mode=FOLDER_MODE)
            self._account.give(folder)
        _require_private(folder, self._account)
        return folder

    def _write(self, path: Path, text: str) -> None:
        write_private(path, text.encode(), owner=self._account)


def _require_private(folder: Path, account: Account) -> None:
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != account.uid or found.st_mode & 0o077:
        raise ConfigurationError(
            f"The socket folder {folder} is not the account's alone.",
            remedy="Remove it; it is made anew at the next start.",
        )
