"""A third party's plugins among the examples are fit to be published, by the kit's own word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize("name", ["acme-functions", "acme-guard"])
def test_it_breaks_no_rule(name: str) -> None:
    command = [sys.executable, "-m", "crossdock.cli.main", "plugin", "check", str(EXAMPLES / name)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 failed, 0 skipped." in done.stderr
