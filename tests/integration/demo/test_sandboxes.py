"""The demo's sandboxes: child processes, or some that run already."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from crossdock.demo.sandboxes import SandboxProcess, open_sandboxes, read_running
from crossdock.errors import ConfigurationError, Unavailable

GONE_SECONDS = 30.0
_HOLDER = """
import pathlib, sys, time
from crossdock.demo.sandboxes import SandboxProcess

with SandboxProcess("seko", pathlib.Path(sys.argv[1])) as sandbox:
    print(sandbox.address, flush=True)
    time.sleep(600)
"""


def state(address: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = httpx.get(f"{address}/_sandbox/state").raise_for_status().json()
    return found


def answers(address: str) -> bool:
    try:
        state(address)
    except httpx.TransportError:
        return False
    return True


def test_those_that_run_already_are_used_and_the_rest_is_started(tmp_path: Path) -> None:
    with SandboxProcess("seko", tmp_path / "log") as seko:
        with open_sandboxes({"seko": seko.address}, tmp_path, {"shopify": {"made_before": 500}}) as addresses:
            assert addresses["seko"] == seko.address
            assert "fulfilment_orders" in state(addresses["shopify"])
            switches = httpx.get(f"{addresses['shopify']}/_sandbox/switches").json()
            assert switches["made_before"] == 500
        assert not answers(addresses["shopify"]), "what was started is ended"
        assert answers(seko.address), "what ran already goes on"


def test_a_sandbox_ends_with_its_parent_even_when_that_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLDER, str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        address = holder.stdout.readline().strip()
        assert answers(address)
        holder.kill()
    until = time.monotonic() + GONE_SECONDS
    while answers(address):
        assert time.monotonic() < until, "the sandbox outlived its parent"
        time.sleep(0.05)


def test_one_that_does_not_answer_is_said_so(tmp_path: Path) -> None:
    with (
        pytest.raises(ConfigurationError, match=r"No sandbox answers at http://127\.0\.0\.1:1"),
        open_sandboxes({"seko": "http://127.0.0.1:1"}, tmp_path, {}),
    ):
        pass


def test_one_that_does_not_start_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(Unavailable, match="no switch 'nothing'"),
        SandboxProcess("seko", tmp_path / "log", {"nothing": 1}),
    ):
        pass


@pytest.mark.parametrize("text", ["seko", "seko=", "seko=127.0.0.1:9301", "sage=http://127.0.0.1:9301"])
def test_what_names_no_sandbox_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="names no sandbox"):
        read_running((text,))


def test_a_name_and_an_address_are_a_sandbox_that_runs() -> None:
    assert read_running(("seko=http://127.0.0.1:9301/",)) == {"seko": "http://127.0.0.1:9301"}
