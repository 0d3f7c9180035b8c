"""What a server answers, and what a stranger answers, in words that help."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_httpx import HTTPXMock

from crossdock.cli.server import Server
from crossdock.errors import (
    ConfigurationError,
    Conflict,
    CrossdockError,
    Forbidden,
    InvalidInput,
    Stale,
    Unauthenticated,
    Unavailable,
)
from crossdock.model.page import Page

URL = "http://studio.test"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(URL, "cdk_x") as connected:
        yield connected


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, Unauthenticated),
        (403, Forbidden),
        (409, Conflict),
        (412, Stale),
        (413, InvalidInput),
        (422, InvalidInput),
        (428, InvalidInput),
        (500, Unavailable),
        (503, Unavailable),
    ],
)
def test_a_refusal_keeps_its_words(
    server: Server, httpx_mock: HTTPXMock, status: int, kind: type[CrossdockError]
) -> None:
    problem = {"detail": "No.", "code": "why", "remedy": "Ask.", "errors": [{"code": "x", "message": "Here."}]}
    httpx_mock.add_response(status_code=status, json=problem)
    with pytest.raises(kind) as refused:
        server.put("projects/a", b"{}", '"1"')
    assert type(refused.value) is kind
    assert (refused.value.message, refused.value.stable_code, refused.value.remedy) == ("No.", "why", "Ask.")
    assert [each.message for each in refused.value.problems] == ["Here."]


def test_absent_things_are_nothing(server: Server, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(status_code=404, json={"detail": "None."}, is_reusable=True)
    assert server.find("projects/a", dict) is None
    assert server.list("projects/a/lookups", Page[int]) == []


def test_every_page_of_a_list_is_read(server: Server, httpx_mock: HTTPXMock) -> None:
    httpx_mock.add_response(url=f"{URL}/api/v1/numbers?limit=200", json={"items": [1, 2], "next": "a b&c"})
    httpx_mock.add_response(url=f"{URL}/api/v1/numbers?limit=200&cursor=a+b%26c", json={"items": [3]})
    assert server.list("numbers", Page[int]) == [1, 2, 3]


@pytest.mark.parametrize(("status", "body"), [(502, "<html>"), (200, "<html>"), (200, "[]"), (302, "")])
def test_a_stranger_is_recognised(server: Server, httpx_mock: HTTPXMock, status: int, body: str) -> None:
    httpx_mock.add_response(status_code=status, text=body)
    with pytest.raises(CrossdockError, match="does not answer as a Crossdock server"):
        server.find("projects/a", Page[int])


@pytest.mark.parametrize("token", ["", "cdk_\nsecret", "cdk_ä-secret"])
def test_what_cannot_be_a_token_is_refused_without_being_told(token: str) -> None:
    with pytest.raises(ConfigurationError, match="cannot be a token") as refused:
        Server(URL, token)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://host:port", "localhost", "ftp://studio.test"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="is no address of a server"), Server(url, "cdk_x") as server:
        server.find("projects/a", dict)
