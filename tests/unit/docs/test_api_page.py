"""The page on the API knows every route."""

from __future__ import annotations

import re
from pathlib import Path

from crossdock_api.openapi import document

PAGE = Path(__file__).parents[3] / "docs/api.md"
BASE = "/api/v1/"
_SPAN = re.compile(r"`([^`\n]+)`")
_EXAMPLE = re.compile(rf"^    (?:GET|POST|PUT|DELETE)\s+{BASE}(\S+)", re.MULTILINE)
_BEFORE = re.compile(rf"^(?:(?:GET|POST|PUT|DELETE) )?(?:{BASE}|\.\.\./)?")
_NAME = re.compile(r"\{[a-z_]+\}")


def plain(address: str) -> str:
    """Without what is asked, and whatever its parts are called: 'mappings/{}'."""
    return _NAME.sub("{}", address.split("?", maxsplit=1)[0])


def written(page: str) -> set[str]:
    """What the page writes as code or shows in an example: addresses, among others, without what their dots stand for."""
    spans = [_BEFORE.sub("", span) for span in _SPAN.findall(page)]
    return {plain(address) for address in (*spans, *_EXAMPLE.findall(page))}


def meant(address: str, routes: list[str]) -> set[str]:
    """The route that an address means: of all that end so the shortest, and the list it is an item of."""
    ending = [route for route in routes if route == address or route.endswith(f"/{address}")]
    if not ending:
        return set()
    route = min(ending, key=lambda one: (one.count("/"), one))
    return {route, route.removesuffix("/{}")}


def test_every_route_is_on_the_page() -> None:
    routes = [plain(path.removeprefix(BASE)) for path in document()["paths"] if path.startswith(BASE)]
    assert len(routes) > 100
    told = {route for address in written(PAGE.read_text()) for route in meant(address, routes)}
    assert sorted(set(routes) - told) == []


def test_an_address_means_the_shortest_route_that_ends_so() -> None:
    routes = ["projects/{}/mappings/{}", "projects/{}/live/mappings/{}", "audit"]
    assert meant("mappings/{}", routes) == {routes[0], "projects/{}/mappings"}
    assert meant("live/mappings/{}", routes) == {routes[1], "projects/{}/live/mappings"}
    assert meant("dit", routes) == set()
