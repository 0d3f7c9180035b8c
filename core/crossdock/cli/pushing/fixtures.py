"""Fixtures of a mapping."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from crossdock.cli.pushing.step import Act, Push, Step, etag
from crossdock.cli.server import Server
from crossdock.engine.json_text import decode, encode
from crossdock.model.fixture import Expectation, Fixture
from crossdock.model.page import Page
from crossdock.project.contents import FolderMapping

_JSON_SPACE = b" \t\r\n"


class _Stored(msgspec.Struct, frozen=True):
    name: str
    input: msgspec.Raw
    expect: msgspec.Raw
    description: str
    revision: int
    updated_by: str


def fixture_steps(push: Push, mapping: FolderMapping, path: str) -> Iterator[Step]:
    """The steps for every fixture of one mapping."""
    stored = {found.name: found for found in push.server.list(path, Page[_Stored])}
    for fixture in mapping.fixtures:
        found = stored.pop(fixture.name, None)
        item, place = f"fixture {mapping.name}/{fixture.name}", f"{path}/{fixture.name}"
        if found is None:
            yield Step(act=Act.CREATE, item=item, do=partial(_put, push.server, place, fixture, None))
        elif _differs(found, fixture):
            do = partial(_put, push.server, place, fixture, etag(found.revision))
            yield Step(act=Act.CHANGE, item=item, do=do, theirs=push.other(found.updated_by))
    for name, found in stored.items() if push.prune else ():
        do = partial(push.server.delete, f"{path}/{name}", etag(found.revision))
        yield Step(act=Act.DELETE, item=f"fixture {mapping.name}/{name}", do=do, theirs=push.other(found.updated_by))


def _put(server: Server, path: str, fixture: Fixture, state: str | None) -> None:
    decode(fixture.input)  # Malformed for an input that the API, which is JSON, cannot carry
    content = {
        "input": msgspec.Raw(fixture.input.strip(_JSON_SPACE)),
        "expect": msgspec.Raw(_expectation(fixture.expect)),
        "description": fixture.description,
    }
    server.put(path, msgspec.json.encode(content), state)


def _differs(stored: _Stored, fixture: Fixture) -> bool:
    expect = msgspec.convert(decode(bytes(stored.expect)), Expectation)
    return (bytes(stored.input), _expectation(expect), stored.description) != (
        fixture.input.strip(_JSON_SPACE),
        _expectation(fixture.expect),
        fixture.description,
    )


def _expectation(expect: Expectation) -> bytes:
    return encode(msgspec.to_builtins(expect))
