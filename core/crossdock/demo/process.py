"""A demo studio as a process of its own, started, killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from crossdock.demo.note import FILE, DemoNote, read_note
from crossdock.errors import Unavailable

READY_SECONDS = 300.0
STOP_SECONDS = 30.0
_PAUSE = 0.05


class DemoProcess:
    """`crossdock demo` on a data folder and one port; what it says goes to `demo.log` beside the data."""

    def __init__(
        self,
        data: Path,
        *,
        traffic: bool = True,
        sandboxes: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
        allowed_hosts: str = "",
    ) -> None:
        """`sandboxes` are those that run already, name to address; the others are its own.

        `options` are further ones of the command, `allowed_hosts` are private addresses it may speak to besides.
        """
        self.data = data
        self.port = _free_port()
        self.log = data.parent / "demo.log"
        self._options = [*options, *([] if traffic else ["--no-traffic"])]
        self._environ = {"CROSSDOCK_ALLOWED_HOSTS": allowed_hosts} if allowed_hosts else {}
        for name, address in (sandboxes or {}).items():
            self._options += ["--sandbox", f"{name}={address}"]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the process; raises RuntimeError before it is started."""
        if self._process is None:
            raise RuntimeError("the demo is not started yet")
        return self._process.pid

    @property
    def database_pid(self) -> int:
        """Of PostgreSQL's first process, which is no child of ours; raises FileNotFoundError where it does not run."""
        moved = self.data / "postgres.place"
        home = Path(moved.read_text().strip()) if moved.exists() else self.data
        return int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0])

    def start(self) -> DemoNote:
        """Start it and wait until it is ready; raises Unavailable with the end of its log where it is not."""
        before = self._note_id()
        with self.log.open("ab") as log:
            command = crossdock("demo", "--data", str(self.data), "--port", str(self.port), *self._options)
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**os.environ, **self._environ}
            )
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            note = read_note(self.data) if self._note_id() != before else None
            if note and _is_ready(note.url):
                return note
            time.sleep(_PAUSE)
        raise Unavailable(f"The demo did not start. Its log ends: {self.log_tail()}", remedy=f"Read {self.log}.")

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as Ctrl-C would."""
        self._end(signal.SIGINT)

    def log_tail(self) -> str:
        """What it said last; '' where it was never started."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:]) if self.log.exists() else ""

    def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(STOP_SECONDS)

    def _note_id(self) -> tuple[int, int] | None:
        """Tells the note of one start from that of another."""
        try:
            found = (self.data / FILE).stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns


def crossdock(*arguments: str) -> list[str]:
    """The command line that runs `crossdock` with this Python."""
    return [sys.executable, "-m", "crossdock.cli.main", *arguments]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health/ready", timeout=5).status_code == 200
    except httpx.TransportError:
        return False
