"""`crossdock sandbox`, as it is run."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable

import httpx
import pytest

Crossdock = Callable[..., subprocess.CompletedProcess[str]]


def test_sandboxes_are_listed(crossdock: Crossdock) -> None:
    done = crossdock("sandbox", "list", "--format", "json")
    assert done.returncode == 0
    assert {entry["name"] for entry in json.loads(done.stdout)["sandboxes"]} >= {"seko", "shopify"}


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["sekoo"], 2, "Did you mean 'seko'?"),
        (["seko", "--set", "minutes_per_stage"], 2, "SWITCH=VALUE"),
        (["seko", "--set", "minutes_per_stage=soon"], 1, "cannot be set so"),
        (["seko", "--port", "70000"], 2, "70000"),
        (["seko", "--host", "192.0.2.1"], 2, "cannot listen at 192.0.2.1"),
    ],
)
def test_what_cannot_be_run_is_said(arguments: list[str], code: int, told: str, crossdock: Crossdock) -> None:
    done = crossdock("sandbox", *arguments)
    assert done.returncode == code
    assert told in done.stderr


@pytest.mark.parametrize("name", ["seko", "shopify"])
def test_a_sandbox_runs_until_it_is_told_to_stop(name: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "crossdock.cli.main", "sandbox", name, "--format", "json"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines = []
        while not lines or lines[-1] != "}\n":
            lines.append(process.stdout.readline())
            assert lines[-1], process.stderr.read() if process.stderr else ""
        started = json.loads("".join(lines))
        assert started["address"].startswith("http://127.0.0.1:")
        assert started["connection"]
        assert "orders" in httpx.get(f"{started['address']}/_sandbox/state").json()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"{started['address']}/_sandbox/state" in said


def test_all_sandboxes_run_together_and_end_together(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "crossdock.cli.main", "sandbox", "all", "--port", "0", "--format", "json"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines = []
        while not lines or lines[-1] != "}\n":
            lines.append(process.stdout.readline())
            assert lines[-1], process.stderr.read() if process.stderr else ""
        started = {one["name"]: one for one in json.loads("".join(lines))["sandboxes"]}
        assert started.keys() >= {"seko", "shopify", "veeqo"}
        assert len({one["address"] for one in started.values()}) == len(started)
        for one in started.values():
            assert one["connection"]
            assert httpx.get(f"{one['address']}/_sandbox/state").is_success
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert all(f"{name:<{max(map(len, started))}}  {one['address']}" in said for name, one in started.items())


def test_a_port_that_is_taken_is_said_and_help_tells_of_all(crossdock: Crossdock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = crossdock("sandbox", "all", "--port", str(port))
    assert done.returncode == 2
    assert f"cannot listen at 127.0.0.1 port {port}" in done.stderr
    told = crossdock("sandbox", "--help")
    assert "crossdock sandbox all" in told.stdout


def test_a_sandbox_ends_with_whoever_holds_its_standard_input(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "crossdock.cli.main", "sandbox", "seko", "--until-eof", "--format", "json"]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"{\n", "it runs"
        process.stdin.close()
        assert process.wait(30) == 0
