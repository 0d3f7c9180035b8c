"""Schemathesis against the API as `crossdock serve` serves it: no 5xx, no answer that is not described."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.model.resource import ResourceRef
from crossdock.plugins import Plugins

RULES = Path(__file__).with_name("schemathesis.toml")
HOOKS = RULES.with_name("schemathesis_hooks.py")
PROJECT = "/api/v1/projects/acme"
MAPPING = f"{PROJECT}/mappings/orders"


def crossdock(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "crossdock.cli.main", *arguments]


@pytest.fixture
def environ(database_url: str, tmp_path: Path) -> dict[str, str]:
    """Settings of a deployment of this test alone."""
    return os.environ | {"CROSSDOCK_DATABASE_URL": database_url, "CROSSDOCK_DATA": str(tmp_path / "data")}


@pytest.fixture
def token(environ: dict[str, str]) -> str:
    """Of an administrator of the whole deployment."""
    asked = crossdock("token", "issue", "--name", "schemathesis", "--role", "admin")
    return subprocess.run(asked, env=environ, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def address(environ: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """Where the studio is served; at the end it is told to stop and must do so in peace."""
    log = tmp_path / "serve.log"
    with (
        log.open("w") as writing,
        subprocess.Popen(crossdock("serve", "--port", "0"), env=environ, stderr=writing) as server,
    ):
        yield _address_in(log, server)
        server.send_signal(signal.SIGTERM)
    assert server.returncode == 0, log.read_text()


def _address_in(log: Path, server: subprocess.Popen[bytes]) -> str:
    while server.poll() is None:
        if told := re.search(r"serves at (http://\S+)", log.read_text()):
            return told[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text())


@pytest.fixture
def filled(address: str, token: str) -> str:
    """The address of a studio in which there is something of everything."""
    catalogue = Catalogue(Plugins())
    order, target = (catalogue.resource(ResourceRef(name, "order")).samples[0].payload for name in ("shopify", "seko"))
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}) as client:

        def send(method: str, path: str, body: object) -> None:
            new = {"If-None-Match": "*"} if method == "PUT" else {}
            client.request(method, path, json=body, headers=new).raise_for_status()

        send("POST", "/api/v1/projects", {"name": "acme", "title": "Acme", "four_eyes": False})
        send("POST", f"{PROJECT}/mappings", {"name": "orders", "source": "shopify/order", "target": "seko/order"})
        send("PUT", f"{MAPPING}/draft", {"text": target.decode()})
        send(
            "PUT",
            f"{MAPPING}/fixtures/sample",
            {"input": json.loads(order), "expect": {"kind": "partial", "output": {}}},
        )
        send("POST", f"{MAPPING}/versions", {"reason": "First"})
        send("PUT", f"{PROJECT}/lookups/carriers", {"keys": ["shop"], "values": ["warehouse"], "owner": "warehouse"})
        connection = {
            "name": "shop",
            "connector": "shopify",
            "settings": {"shop": "acme"},
            "secrets": {"access_token": "x"},
        }
        send("POST", f"{PROJECT}/environments/sandbox/connections", connection)
        promotion = {"environment": "sandbox", "mapping": "orders", "version": 1, "reason": "First"}
        send("POST", f"{PROJECT}/promotions", promotion)
    return address


def test_every_answer_is_described_and_none_is_a_fault_of_ours(filled: str, token: str, tmp_path: Path) -> None:
    schemathesis = str(Path(sys.executable).with_name("schemathesis"))
    asked = ["--config-file", str(RULES), "run", f"{filled}/schema/openapi.json"]
    done = subprocess.run(
        [schemathesis, *asked, "--header", f"Authorization: Bearer {token}"],
        cwd=tmp_path,
        env=os.environ | {"SCHEMATHESIS_HOOKS": str(HOOKS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
    assert "No issues found" in done.stdout, done.stdout[-2_000:]
