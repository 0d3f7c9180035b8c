"""The platforms of the demo: sandboxes as child processes that end with it, or some that run already."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from crossdock.demo.process import crossdock
from crossdock.errors import ConfigurationError, Unavailable

PLATFORMS = ("seko", "shopify")
"""The connectors whose sandboxes the demo's project speaks to."""
STOP_SECONDS = 10.0
_ANSWER_SECONDS = 5.0


class SandboxProcess:
    """`crossdock sandbox NAME` as a child process at any free port; what it says goes to a file.

    It watches its standard input, whose other end is ours: it ends with this process, however that one ends. It stands
    in a session of its own, so that Ctrl-C leaves it to whoever still needs it.
    """

    def __init__(self, name: str, log: Path, switches: Mapping[str, Any] | None = None) -> None:
        self.name, self._log = name, log
        self._switches = [f"{switch}={json.dumps(value)}" for switch, value in (switches or {}).items()]
        self._process: subprocess.Popen[bytes] | None = None
        self.address = ""

    def __enter__(self) -> Self:
        """Start it and wait for it; raises Unavailable with what it said where it does not come up."""
        self.start()
        self.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start it, without waiting until it answers."""
        options = [word for switch in self._switches for word in ("--set", switch)]
        command = crossdock("sandbox", self.name, "--until-eof", "--format", "json", *options)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, start_new_session=True
            )

    def wait(self) -> str:
        """Wait until it answers; its address. Raises Unavailable with what it said where it does not come up."""
        try:
            self.address = self._read_address()
        except Unavailable:
            self.stop()
            raise
        return self.address

    def stop(self) -> None:
        """End it."""
        if (process := self._process) is None:
            return
        try:
            process.communicate(timeout=STOP_SECONDS)  # closes its standard input
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _read_address(self) -> str:
        said = b""
        for line in (self._process and self._process.stdout) or ():
            said += line
            if line == b"}\n":
                return str(json.loads(said)["address"])
        said_last = self._log.read_text(errors="replace").splitlines()[-3:]
        raise Unavailable(
            f"The sandbox '{self.name}' did not start: {' '.join(said_last)}", remedy=f"Read {self._log}."
        )


@contextmanager
def open_sandboxes(
    running: Mapping[str, str], logs: Path, switches: Mapping[str, Mapping[str, Any]]
) -> Iterator[Mapping[str, str]]:
    """Name to address of every platform: those that run already, checked to answer, and child processes for the rest."""
    with ExitStack() as stack:
        for address in running.values():
            check_answers(address)
        missing = [name for name in PLATFORMS if name not in running]
        processes = [SandboxProcess(name, logs / f"sandbox-{name}.log", switches.get(name)) for name in missing]
        for process in processes:
            stack.callback(process.stop)
            process.start()
        yield {**running, **{process.name: process.wait() for process in processes}}


def read_running(texts: tuple[str, ...]) -> Mapping[str, str]:
    """`NAME=ADDRESS` as name and address; raises ConfigurationError for anything else."""
    running: dict[str, str] = {}
    for text in texts:
        name, _, address = text.partition("=")
        if name not in PLATFORMS or not address.startswith(("http://", "https://")):
            raise ConfigurationError(
                f"'{text}' names no sandbox.",
                remedy=f"Say --sandbox NAME=http://127.0.0.1:PORT, with one of these names: {', '.join(PLATFORMS)}.",
            )
        running[name] = address.rstrip("/")
    return running


def check_answers(address: str) -> None:
    """Raises ConfigurationError where no sandbox answers at an address."""
    try:
        httpx.get(f"{address}/_sandbox/state", timeout=_ANSWER_SECONDS, trust_env=False).raise_for_status().json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ConfigurationError(
            f"No sandbox answers at {address}: {type(error).__name__} {error}.",
            remedy="Start one: crossdock sandbox NAME --port PORT; it prints its address.",
        ) from error
