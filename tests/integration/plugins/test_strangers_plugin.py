"""The example plugin of the documentation, installed as a stranger's would be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[3] / "examples/acme-functions"

Crossdock = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def crossdock(tmp_path: Path) -> Crossdock:
    """`crossdock` in an environment to which the example was added."""
    place = tmp_path / "site"
    install = ["pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target", str(place)]
    subprocess.run([sys.executable, "-m", *install, str(EXAMPLE)], check=True, capture_output=True)
    environ = {**os.environ, "PYTHONPATH": str(place)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "crossdock.cli.main", *arguments]
        return subprocess.run(command, check=False, capture_output=True, text=True, env=environ, timeout=60)

    return run


def test_it_is_listed(crossdock: Crossdock) -> None:
    listed = crossdock("plugin", "list")
    assert listed.returncode == 0
    assert "crossdock-acme-functions 1.0.0" in listed.stdout + listed.stderr


def test_its_function_works_in_mappings(crossdock: Crossdock) -> None:
    evaluated = crossdock("eval", '$bin("A-03-2")')
    assert json.loads(evaluated.stdout) == {"aisle": "A", "shelf": 3, "slot": 2}


def test_its_refusal_arrives_with_remedy_and_place(crossdock: Crossdock) -> None:
    refused = crossdock("eval", '$bin("nowhere")')
    assert refused.returncode == 1
    assert "'nowhere' is no bin code" in refused.stderr
    assert "Write it as A-03-2." in refused.stderr
