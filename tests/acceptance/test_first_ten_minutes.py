"""The first ten minutes, followed to the letter: every command of the page runs, every line it shows appears."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crossdock.demo.process import DemoProcess
from crossdock.store.private_file import temporary_data_folder

PAGE = Path(__file__).parents[2] / "docs/first-ten-minutes.md"
_BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a running demo in `.data/demo`, as `make demo` leaves it."""
    with temporary_data_folder() as folder:
        (folder / ".data").mkdir(mode=0o711)
        demo = DemoProcess(folder / ".data/demo")
        demo.start()
        try:
            yield folder
        finally:
            demo.stop()


def test_every_command_of_the_page_runs_and_shows_what_the_page_says(place: Path) -> None:
    blocks = _BLOCK.findall(PAGE.read_text())
    script = "\n".join(f"{text}echo '#done#'" for kind, text in blocks if kind == "sh")
    done = subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", script],
        check=False,
        capture_output=True,
        text=True,
        cwd=place,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "NO_COLOR": "1"},
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shown = iter(done.stdout.split("#done#\n"))
    said = done.stdout + done.stderr
    output = ""
    for kind, text in blocks:
        if kind == "sh":
            output = next(shown)
            continue
        for line in text.splitlines():
            assert line in output or line in said, f"the page shows {line!r}, and it said:\n{output}\n{done.stderr}"
