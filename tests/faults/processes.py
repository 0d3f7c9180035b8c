"""The processes of a demo: which they are, and what is done to them."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from crossdock.demo.process import crossdock

FOUND_SECONDS = 60.0
_PAUSE = 0.05


def worker_of(server: int) -> int:
    """The worker that a server keeps running; raises AssertionError where it has none for long."""
    until = time.monotonic() + FOUND_SECONDS
    while time.monotonic() < until:
        for child in _children(server):
            if "worker" in _command(child):
                return child
        time.sleep(_PAUSE)
    raise AssertionError(f"the server {server} has no worker")


def postmaster_of(data: Path) -> int:
    """PostgreSQL's first process."""
    moved = data / "postgres.place"
    home = Path(moved.read_text().strip()) if moved.exists() else data
    return int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def kill(process: int) -> None:
    """End it at once, and see that it is gone."""
    os.kill(process, signal.SIGKILL)
    until = time.monotonic() + FOUND_SECONDS
    while time.monotonic() < until and _is_alive(process):
        time.sleep(_PAUSE)
    assert not _is_alive(process), f"the process {process} outlived SIGKILL"


@contextmanager
def frozen(process: int) -> Iterator[None]:
    """A process that stands still, and goes on afterwards as if nothing had been."""
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


@contextmanager
def another_worker(data: Path, environ: Mapping[str, str], log: Path) -> Iterator[int]:
    """A worker of its own on the same data."""
    with (
        log.open("ab") as told,
        subprocess.Popen(
            crossdock("worker", "--data", str(data)), env={**os.environ, **environ}, stdout=told, stderr=told
        ) as process,
    ):
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(FOUND_SECONDS)


def _children(parent: int) -> list[int]:
    found = subprocess.run(
        ["/bin/ps", "-o", "pid=", "--ppid", str(parent)], check=False, capture_output=True, text=True
    )
    return [int(pid) for pid in found.stdout.split()]


def _command(process: int) -> list[str]:
    found = subprocess.run(["/bin/ps", "-o", "args=", "-p", str(process)], check=False, capture_output=True, text=True)
    return found.stdout.split()


def _is_alive(process: int) -> bool:
    """Whether it runs; one that is dead and not yet collected by its parent does not."""
    found = subprocess.run(["/bin/ps", "-o", "stat=", "-p", str(process)], check=False, capture_output=True, text=True)
    state = found.stdout.strip()
    return bool(state) and not state.startswith("Z")
