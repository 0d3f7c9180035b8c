"""A demo studio as a process of its own, started, killed and started again."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from crossdock.demo.note import DemoNote, read_note
from crossdock.errors import Unavailable

READY_SECONDS = 60.0
STOP_SECONDS = 20.0
_PAUSE = 0.05


class DemoProcess:
    """`crossdock demo` on a data folder and one port; what it says goes to `demo.log` beside the data."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = _free_port()
        self.log = data.parent / "demo.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> DemoNote:
        """Start it and wait until it is ready; raises Unavailable with the end of its log where it is not."""
        with self.log.open("ab") as log:
            command = crossdock("demo", "--data", str(self.data), "--port", str(self.port))
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            note = read_note(self.data)
            if note and note.url.endswith(f":{self.port}") and _is_ready(note.url):
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
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])

    def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(STOP_SECONDS)


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
