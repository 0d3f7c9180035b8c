"""The example of a plugin's guard in the documentation, installed as a stranger's would be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[3] / "examples"
EXAMPLE = EXAMPLES / "acme-guard"
GUARD = """guards:
  - name: over-the-limit
    plugin: acme-credit
    options:
      limit: credit-limits
"""


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    """That of an installation to which the example was added."""
    source, place = tmp_path / "acme-guard", tmp_path / "site"
    shutil.copytree(EXAMPLE, source)  # building leaves files beside the source
    install = ["pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target", str(place)]
    subprocess.run([sys.executable, "-m", *install, str(source)], check=True, capture_output=True)
    return {**os.environ, "PYTHONPATH": str(place)}


def test_a_flow_can_name_it(environ: Mapping[str, str], tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(EXAMPLES / "shopify-seko", project)
    flow = project / "flows/orders.yaml"
    flow.write_text(flow.read_text().replace("guards:\n", GUARD))
    command = [sys.executable, "-m", "crossdock.cli.main", "lint", "--format", "json", str(project)]
    linted = subprocess.run(command, check=False, capture_output=True, text=True, env=environ, timeout=60)
    problems = json.loads(linted.stdout)["problems"]
    assert {problem["code"] for problem in problems if problem["file"] == "flows/orders.yaml"} == {
        "guard-options",
        "guard-without-playbook",
    }
    messages = " ".join(f"{problem['message']} {problem['remedy']}" for problem in problems)
    assert "/limits is required and missing" in messages
    assert "playbooks/over-the-limit.md" in messages
