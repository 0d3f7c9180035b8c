"""Running a plugin's tests in a process of their own, and what came of them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from crossdock.plugin_check.folder import PluginFolder

SECONDS = 1800
"""How long a plugin's tests may take."""
LONGEST_TAIL = 4000
"""Characters of the end of what pytest said, where it could not even begin."""


class TestRun(msgspec.Struct, frozen=True, kw_only=True):
    """One test."""

    __test__ = False  # pytest takes what starts with 'Test' for tests

    id: str
    """As pytest names it."""
    function: str
    """The function's name, without its parameters."""
    contract: str = ""
    """The contract that it is a check of: 'ConnectorContract'; '' for a test of the plugin's own."""
    subject: str = ""
    """What the contract is held against: the connector's name."""
    outcome: str = "passed"
    """passed, failed or skipped."""
    message: str = ""
    """What went wrong, or why it was skipped."""
    details: str = ""
    """With the traceback."""


class Subject(msgspec.Struct, frozen=True):
    """A thing that a contract is held against."""

    contract: str
    name: str


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """All that a plugin's process found."""

    runs: tuple[TestRun, ...] = ()
    held: tuple[Subject, ...] = ()
    """What the tests hold to a contract."""
    owed: tuple[Subject, ...] = ()
    """What the plugin brings, each with the contract that there is for it."""
    unloaded: tuple[str, ...] = ()
    """Why an entry point, or what it names, cannot be loaded."""
    reached: tuple[str, ...] = ()
    """Other machines that were asked for."""
    broken: str = ""
    """Why the tests could not be collected; '' when they could."""


def run_session(folder: PluginFolder) -> Session:
    """Load what a plugin brings and run its tests, kept to this machine."""
    with tempfile.TemporaryDirectory(prefix="crossdock-check-") as place:
        told = Path(place) / "session.json"
        try:
            said = _run_child(folder, told)
        except subprocess.TimeoutExpired:
            return Session(broken=f"The tests did not end within {SECONDS} seconds.")
        session = (
            msgspec.json.decode(told.read_bytes(), type=Session)
            if told.is_file()
            else Session(broken="The process ended early.")
        )
    return session if session.runs or not session.broken else msgspec.structs.replace(session, broken=said)


def _run_child(folder: PluginFolder, told: Path) -> str:
    """The end of what the process said."""
    done = subprocess.run(
        [sys.executable, "-m", "crossdock.plugin_check.child", str(told)],
        input=msgspec.json.encode(folder.points),
        capture_output=True,
        cwd=folder.root,
        env={**os.environ, "PYTHONPATH": _path(folder)},
        timeout=SECONDS,
        check=False,
    )
    return (done.stdout + done.stderr).decode(errors="replace")[-LONGEST_TAIL:].strip()


def _path(folder: PluginFolder) -> str:
    """The folder's own packages first, whatever is installed beside them."""
    return os.pathsep.join([str(folder.source), *filter(None, [os.environ.get("PYTHONPATH", "")])])
