"""The pages for people, the routes around them, and the headers of every answer."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from crossdock_api import pages

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]


class Loads(HTMLParser):
    """What a page loads, links to, and runs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inline = ""
        self._in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [value for name, value in given.items() if name in {"href", "src"} and value]
        self.inline += "".join(name for name in given if name == "style" or name.startswith("on"))
        self._in_script = tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        self.inline += data.strip() if self._in_script else ""

    def handle_endtag(self, tag: str) -> None:
        self._in_script = self._in_script and tag not in {"script", "style"}


@pytest.mark.parametrize("path", ["/", "/schema"])
async def test_pages_load_from_here_alone_and_run_nothing_inline(nobody: httpx.AsyncClient, path: str) -> None:
    response = await nobody.get(path)
    assert response.headers["content-type"].startswith("text/html")
    loads = Loads(response.text)
    assert loads.found
    assert all(url.startswith(("/", "data:,")) for url in loads.found)
    assert loads.inline == ""
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    for url in loads.found:
        if url.startswith("/"):
            assert (await nobody.get(url)).status_code == 200, url


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A studio as `make web` leaves it, with the place for the nonce."""
    page = tmp_path / "index.html"
    page.write_text('<script nonce="CROSSDOCK-NONCE" src="/assets/x.js"></script><meta nonce="CROSSDOCK-NONCE">')
    monkeypatch.setattr(pages, "STUDIO", page)


async def test_the_studio_answers_at_its_own_addresses_alone(nobody: httpx.AsyncClient, built: None) -> None:
    for path in ("/", "/p/acme/live", "/p/acme/live/timeline/%231042"):
        assert "/assets/x.js" in (await nobody.get(path)).text, path
    for path in ("/p", "/api/v1/nothing", "/hooks/nothing", "/schema/nothing", "/health/nothing", "/metrics", "/other"):
        assert "/assets/x.js" not in (await nobody.get(path)).text, path


async def test_each_page_has_a_nonce_of_its_own_for_styles_and_none_for_scripts(
    nobody: httpx.AsyncClient, built: None
) -> None:
    nonces = set()
    for _ in range(2):
        response = await nobody.get("/")
        policy = response.headers["content-security-policy"]
        (nonce,) = re.findall(r"style-src 'self' 'nonce-([\w-]{22})';", policy)
        assert response.text.count(f'nonce="{nonce}"') == 2
        assert "script-src 'self';" in policy
        nonces.add(nonce)
    assert len(nonces) == 2


async def test_a_studio_that_was_not_built_says_how(
    nobody: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pages, "STUDIO", tmp_path / "missing.html")
    assert "make web" in (await nobody.get("/")).text


async def test_documentation_that_was_not_built_says_how(
    nobody: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pages, "DOCS_SCRIPT", tmp_path / "missing.js")
    page = (await nobody.get("/schema")).text
    assert "npm run build" in page
    assert not [url for url in Loads(page).found if "swagger" in url]


@pytest.mark.parametrize("path", ["/nothing", "/schema/nothing", "/assets/nothing.js", "/assets/../app.py", "/hooks/x"])
async def test_what_is_not_there_is_a_problem(nobody: httpx.AsyncClient, problem: Problem, path: str) -> None:
    problem(await nobody.get(path), 404, "not-found")


async def test_a_method_that_is_not_taken_says_which_are(nobody: httpx.AsyncClient, problem: Problem) -> None:
    response = await nobody.delete("/api/v1/projects")
    problem(response, 405, "method-not-allowed")
    assert set(response.headers["allow"].split(", ")) >= {"GET", "POST"}


async def test_options_names_every_method_of_a_path(nobody: httpx.AsyncClient) -> None:
    response = await nobody.options("/api/v1/projects/acme/lookups/carriers")
    assert (response.status_code, response.headers["allow"]) == (204, "DELETE, GET, OPTIONS, PUT")


@pytest.mark.parametrize("path", ["/", "/schema/openapi.json", "/api/v1/projects", "/nothing", "/health/live"])
async def test_every_answer_is_guarded(admin: httpx.AsyncClient, path: str) -> None:
    headers = (await admin.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


async def test_an_error_of_ours_tells_an_id_and_nothing_else(
    admin: httpx.AsyncClient, problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over(*_: object) -> None:
        raise RuntimeError("the password is 'made-up'")

    monkeypatch.setattr("crossdock.studio.projects.Projects.list", fall_over)
    with capture_logs() as logs:
        response = await admin.get("/api/v1/projects?secret=made-up-too")
    found = problem(response, 500, "internal-error")
    assert "made-up" not in response.text
    (entry,) = logs
    assert (entry["incident"], entry["path"]) == (found["incident"], "/api/v1/projects")
    assert "made-up-too" not in str(entry)


def test_a_logged_error_shows_no_local_variables() -> None:
    script = """
import structlog
from crossdock.logs import configure_logs
configure_logs()
log = structlog.get_logger()
def fall_over(token):
    raise RuntimeError("fell over")
try:
    fall_over("cdk_" + "secret")
except RuntimeError as error:
    log.error("request failed", exc_info=error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    line = json.loads(done.stderr)
    assert line["exception"][0]["exc_value"] == "fell over"
    assert "cdk_secret" not in done.stderr
