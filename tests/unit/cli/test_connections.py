"""`crossdock connections authorise`: an address to open, and what the browser came back to."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import msgspec
from click.testing import CliRunner
from pytest_httpx import HTTPXMock
from uuid_utils.compat import uuid7

from crossdock.cli.connections import connections
from crossdock.model.authorisation import Authorisation
from crossdock.model.project import Connection

PLACE = "https://crossdock.example.com/api/v1/projects/brand/environments/live/connections/shop/authorisation"
BACK = "https://studio.example.com/authorised"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
AUTHORISED = Connection(
    id=uuid7(),
    project="brand",
    environment="live",
    name="shop",
    connector="shop",
    settings={},
    secrets_set=("client_secret", "refresh"),
    revision=2,
    created_at=NOW,
    updated_at=NOW,
)


def test_a_connection_is_authorised_with_what_is_pasted_and_not_shown(httpx_mock: HTTPXMock) -> None:
    asked = Authorisation(address="https://shop.example/authorise?state=made-up", expires_at=NOW)
    httpx_mock.add_response(url=PLACE, content=msgspec.json.encode(asked))
    httpx_mock.add_response(url=f"{PLACE}/code", content=msgspec.json.encode(AUTHORISED))
    arguments = ["authorise", "shop", "-p", "brand", "-e", "live", "--redirect", BACK]
    known = {"CROSSDOCK_SERVER": "https://crossdock.example.com", "CROSSDOCK_TOKEN": "made-up"}
    came_back = f"{BACK}?code=made-up-code&state=made-up"
    run = CliRunner().invoke(connections, arguments, env=known, input=f" {came_back}\n")
    assert run.exception is None
    assert "https://shop.example/authorise?state=made-up" in run.stderr
    assert "its secrets are client_secret, refresh" in run.stderr
    assert "made-up-code" not in run.output
    first, second = (json.loads(request.content) for request in httpx_mock.get_requests())
    assert (first, second) == ({"redirect": BACK}, {"address": came_back})
