"""Bodies that are broken, too large, packed, or of another type."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.errors import TooLarge
from crossdock.settings import Settings
from crossdock_api.bodies import inflate

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]

PROJECTS = "/api/v1/projects"
MAPPING = f"{PROJECTS}/acme/mappings/order-to-warehouse"
JSON = {"Content-Type": "application/json"}


async def test_json_that_is_none_is_told_line_and_column(admin: httpx.AsyncClient, problem: Problem) -> None:
    response = await admin.post(PROJECTS, content=b'{\n  "name": "acme",\n  title: "Acme"\n}', headers=JSON)
    found = problem(response, 400, "malformed")
    assert "line 3, column 3" in found["detail"]
    assert found["errors"][0]["line"] == 3


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": 3}, "/name"),
        ({"name": "acme", "environments": ["sandbox", None]}, "/environments/1"),
        ({"name": "acme", "ownership": [{"data": "stock", "system": 1, "person": "x"}]}, "/ownership/0/system"),
        ({"title": "Acme"}, ""),
        ({"name": "acme", "nmae": "acme"}, ""),
        ({"name": "acme", "four_eyes": "yes"}, "/four_eyes"),
        ([], ""),
    ],
)
async def test_a_wrong_type_is_told_with_a_pointer(
    admin: httpx.AsyncClient, problem: Problem, body: object, pointer: str
) -> None:
    found = problem(await admin.post(PROJECTS, json=body), 422, "invalid-body")
    assert [(error["side"], error["pointer"]) for error in found["errors"]] == [("request", pointer)]


@pytest.mark.parametrize(
    "body", [b"", b"{", b'"\\ud800"', b'{"name": NaN}', b"\xff\xfe{}", b"[" * 20_000, b'{"name": "a", "name": "b"}']
)
async def test_broken_bodies_are_malformed(admin: httpx.AsyncClient, problem: Problem, body: bytes) -> None:
    problem(await admin.post(PROJECTS, content=body, headers=JSON), 400, "malformed")


async def test_a_character_that_cannot_be_stored_is_refused(admin: httpx.AsyncClient, problem: Problem) -> None:
    response = await admin.post(PROJECTS, json={"name": "acme", "title": "a\x00b"})
    problem(response, 422, "not-storable")


async def test_a_body_of_another_type_is_refused(admin: httpx.AsyncClient, problem: Problem) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = await admin.post(PROJECTS, content=b'{"name": "acme"}', headers=headers)
    assert "application/json" in problem(response, 415, "unsupported-media-type")["remedy"]


async def test_a_json_type_with_a_suffix_is_json(admin: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/vnd.acme+json; charset=utf-8"}
    response = await admin.post(PROJECTS, content=b'{"name": "acme", "title": "Acme"}', headers=headers)
    assert response.status_code == 201


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "identity, br"])
async def test_an_unknown_packing_is_refused(admin: httpx.AsyncClient, problem: Problem, coding: str) -> None:
    headers = JSON | {"Content-Encoding": coding}
    problem(await admin.post(PROJECTS, content=b"{}", headers=headers), 415, "unsupported-content-encoding")


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("identity", bytes),
        ("gzip", lambda body: gzip.compress(body[:7], mtime=0) + gzip.compress(body[7:])),
    ],
)
async def test_packed_bodies_are_unpacked(
    admin: httpx.AsyncClient, coding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = pack(json.dumps({"name": "acme", "title": "Packed"}).encode())
    response = await admin.post(PROJECTS, content=body, headers=JSON | {"Content-Encoding": coding})
    assert response.json()["title"] == "Packed"


@pytest.mark.parametrize(
    "body", [b"not gzip", gzip.compress(b"{}", mtime=0)[:-4], gzip.compress(b"{}", mtime=0) + b"rest"]
)
async def test_damaged_packing_is_malformed(admin: httpx.AsyncClient, problem: Problem, body: bytes) -> None:
    headers = JSON | {"Content-Encoding": "gzip"}
    problem(await admin.post(PROJECTS, content=body, headers=headers), 400, "body-damaged")


async def test_a_large_body_is_refused_by_its_announced_length(
    editor: httpx.AsyncClient, settings: Settings, problem: Problem
) -> None:
    body = b'{"text": "' + b" " * settings.body_bytes + b'"}'
    response = await editor.post(f"{MAPPING}/test", content=body, headers=JSON)
    problem(response, 413, "too-large")
    assert response.headers["connection"] == "close"


@pytest.mark.parametrize("headers", [JSON, JSON | {"Idempotency-Key": "once"}])
async def test_a_large_body_in_pieces_is_refused_while_it_comes(
    admin: httpx.AsyncClient, settings: Settings, problem: Problem, headers: dict[str, str]
) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(settings.body_bytes // 1000 + 1):
            yield b" " * 1000

    problem(await admin.post(PROJECTS, content=pieces(), headers=headers), 413, "too-large")


async def test_a_gzip_bomb_is_refused(admin: httpx.AsyncClient, settings: Settings, problem: Problem) -> None:
    bomb = gzip.compress(b" " * 100_000_000)
    assert len(bomb) < settings.body_bytes
    headers = JSON | {"Content-Encoding": "gzip"}
    problem(await admin.post(PROJECTS, content=bomb, headers=headers), 413, "too-large")


async def test_empty_members_without_end_are_refused(admin: httpx.AsyncClient, problem: Problem) -> None:
    """Each unpacks to nothing, so only the packed size can end it."""

    async def members() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield gzip.compress(b"", mtime=0) * 1000

    headers = JSON | {"Content-Encoding": "gzip"}
    problem(await admin.post(PROJECTS, content=members(), headers=headers), 413, "too-large")


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate"]), st.integers(min_value=0, max_value=300))
def test_inflating_gives_what_was_packed_or_refuses_what_is_over_the_limit(
    body: bytes, coding: str, limit: int
) -> None:
    packed = gzip.compress(body, mtime=0) if coding == "gzip" else zlib.compress(body)
    if len(body) <= limit:
        assert b"".join(inflate(packed, coding, limit)) == body
    else:
        with pytest.raises(TooLarge):
            b"".join(inflate(packed, coding, limit))
