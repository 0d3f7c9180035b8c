"""On a terminal: progress and colour; elsewhere, and with NO_COLOR, plain lines."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

GREEN = "\x1b[32m"


def shown(environment: dict[str, str], project: Path) -> str:
    """What `crossdock test` writes to a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "crossdock.cli.main", "test", str(project)], env=environment, stderr=theirs
    ):
        os.close(theirs)
        return _read_to_end(ours)


def _read_to_end(terminal: int) -> str:
    content = b""
    with os.fdopen(terminal, "rb", buffering=0) as reader:
        try:
            while piece := reader.read(65536):
                content += piece
        except OSError:  # Linux tells the end of a terminal with EIO
            return content.decode()
    return content.decode()


@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_progress_and_colour(
    environment: dict[str, str], project: Path, more: dict[str, str], coloured: bool
) -> None:
    said = shown(environment | {"TERM": "xterm"} | more, project)
    assert "Running fixtures" in said
    assert "2 passed, 0 failed." in said
    assert (f"{GREEN}2 passed" in said) is coloured
