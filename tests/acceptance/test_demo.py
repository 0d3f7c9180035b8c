"""The demo, as a newcomer meets it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from crossdock.demo.check import check_everything
from crossdock.demo.process import DemoProcess, crossdock
from crossdock.store.private_file import temporary_data_folder

LIVE = "/api/v1/projects/demo/environments/sandbox/mappings/shopify-order-to-seko"


@pytest.fixture
def demo() -> Iterator[DemoProcess]:
    with temporary_data_folder() as folder:
        process = DemoProcess(folder / "data")
        yield process
        process.stop()


def test_the_whole_job_is_done_headless(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_everything() == 0, capsys.readouterr().out


def test_started_again_it_goes_on_where_it_was(demo: DemoProcess) -> None:
    first = demo.start()
    headers = {"Authorization": f"Bearer {first.tokens['approver']}"}
    promotion = httpx.get(f"{first.url}{LIVE}", headers=headers).json()
    demo.kill()
    again = demo.start()
    assert again.tokens == first.tokens
    assert httpx.get(f"{again.url}{LIVE}", headers=headers).json() == promotion


def test_a_port_that_is_taken_is_said_so(demo: DemoProcess, tmp_path: Path) -> None:
    demo.start()
    arguments = ("demo", "--data", str(tmp_path / "other"), "--port", str(demo.port))
    refused = subprocess.run(crossdock(*arguments), check=False, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 2
    assert f"port {demo.port}" in refused.stderr
    assert "--port" in refused.stderr
