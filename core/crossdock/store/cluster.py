"""The embedded PostgreSQL: started by whoever comes first, shared, and stopped by whoever goes last."""

from __future__ import annotations

import time
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import anyio
import anyio.to_thread
import structlog

from crossdock.errors import CrossdockError, Unavailable
from crossdock.store.account import Account, server_account
from crossdock.store.cluster_files import DATABASE, PORT, ROLE, ClusterFiles
from crossdock.store.lock_file import LockFile
from crossdock.store.postgres import run
from crossdock.store.private_file import make_data_folder
from crossdock.store.system_place import cluster_home, noted_home

START_SECONDS = 120
"""Long, because after a crash PostgreSQL first replays what was committed."""
STOP_SECONDS = 60
CLEARING_SECONDS = 10
"""How long processes of a killed server may take to notice."""
WATCH_SECONDS = 2.0
_PAUSE = 0.1
_STARTING_UP = 1
"""Exit status of pg_isready: a server is there and accepts no connections yet."""

_log = structlog.get_logger(__name__)


class Cluster:
    """A PostgreSQL in a data folder, running between `start` and `stop`, or inside `with` or `async with`.

    Any number of processes may have one on the same folder: they share the server.
    """

    def __init__(self, data: Path) -> None:
        self._data = data.absolute()
        self._starting = LockFile(self._data / "postgres.start.lock")
        self._users = LockFile(self._data / "postgres.users.lock")

    @cached_property
    def _account(self) -> Account:
        return server_account()

    @cached_property
    def _files(self) -> ClusterFiles:
        return ClusterFiles(noted_home(self._data), self._account)

    def __repr__(self) -> str:
        return f"Cluster({str(self._data)!r})"

    @property
    def url(self) -> str:
        """The address of its database, password included; only while it runs."""
        socket = quote(str(self._files.running_socket()), safe="")
        return f"postgresql://{ROLE}:{self._files.password}@/{DATABASE}?host={socket}&port={PORT}"

    def start(self) -> str:
        """Start the server, or join the one that runs; returns its URL.

        Raises ConfigurationError where the folder cannot be used, Unavailable where PostgreSQL does not start.
        """
        make_data_folder(self._data)
        with self._starting.alone():
            self._files = ClusterFiles(cluster_home(self._data, self._account), self._account)
            if not self._answers():
                self._launch()
            if not self._users.shared:
                self._users.share()
            return self.url

    def stop(self) -> None:
        """Leave the server; whoever leaves last shuts it down."""
        if not self._users.shared:
            return
        with self._starting.alone():
            self._users.release()
            if self._users.is_free():
                self._shut_down()

    async def watch(self) -> None:
        """Start the server again whenever it is gone, until cancelled. What was committed is there again."""
        while True:
            await anyio.sleep(WATCH_SECONDS)
            try:
                if not await anyio.to_thread.run_sync(self._answers):
                    _log.warning("postgres_gone", data=str(self._data))
                    await anyio.to_thread.run_sync(self.start)
            except CrossdockError as error:
                _log.error("postgres_start_failed", error=str(error))

    def _answers(self) -> bool:
        """Whether a server accepts connections; waits for one that is starting, and raises Unavailable if it takes long."""
        socket = self._files.running_socket()
        if socket is None:
            return False
        deadline = time.monotonic() + START_SECONDS
        while (status := self._ask(socket)) == _STARTING_UP:
            if time.monotonic() > deadline:
                raise Unavailable("PostgreSQL is still replaying what was committed before it was killed.")
            time.sleep(_PAUSE)
        return status == 0

    def _ask(self, socket: Path) -> int:
        return run("pg_isready", "-h", socket, "-p", str(PORT), "-U", ROLE, "-d", DATABASE).status

    def _launch(self) -> None:
        self._files.prepare()
        deadline = time.monotonic() + CLEARING_SECONDS
        while not self._try_launch():
            if time.monotonic() > deadline or not self._files.blocked_by_dead_server():
                raise Unavailable(
                    f"PostgreSQL does not start. The end of {self._files.log}:\n{self._files.log_tail()}",
                    remedy="Mend what it names and start again; nothing that was committed is lost.",
                )
            self._files.forget_server()
            time.sleep(_PAUSE)

    def _try_launch(self) -> bool:
        wait = ("-w", "-t", str(START_SECONDS))
        arguments = ("start", "-s", *wait, "-D", self._files.postgres, "-l", self._files.log)
        return run("pg_ctl", *arguments, account=self._account).status == 0

    def _shut_down(self) -> None:
        wait = ("-w", "-t", str(STOP_SECONDS))
        arguments = ("stop", "-s", "-m", "fast", *wait, "-D", self._files.postgres)
        ended = run("pg_ctl", *arguments, account=self._account)
        if ended.status and self._answers():
            raise Unavailable(f"PostgreSQL in {self._data} does not stop: {ended.errors.strip()}")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        await anyio.to_thread.run_sync(self.start)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(self.stop)
