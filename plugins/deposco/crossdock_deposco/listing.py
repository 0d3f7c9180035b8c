"""Deposco's lists: `{links, complete, pages, data}`, newest first; the next page is a link in the answer."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import msgspec

from crossdock.connect import Asked, Page
from crossdock.connect.resource import at

DATA = "data"


class NextLink(msgspec.Struct, frozen=True):
    """The answer names the next page in `links`, and says by `complete` when there is none."""

    def following(self, page: Page) -> Asked | None:
        document = page.answer.document
        complete, links = at(document, "complete"), at(document, "links")
        if not isinstance(complete, bool) or not isinstance(links, list):
            raise ValueError("there is no `complete` or no `links`")
        if complete:
            return None
        href = next((link.get("href") for link in links if isinstance(link, dict) and link.get("rel") == "next"), None)
        if not isinstance(href, str) or not href:
            raise ValueError("it is not complete, and names no next page")
        return Asked(urljoin(page.answer.url, href))


def rows(document: Any) -> list[Any]:
    """The rows of a list; raises ValueError where it is none, or has a row that is no object."""
    found = at(document, DATA)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise ValueError(f"there is no list of rows at '{DATA}'")
    return found


def is_of(row: Any, business_unit: str) -> bool:
    """Whether a row is of a business unit; one that names none is taken for one of it."""
    told = at(row, "businessUnit.businessKey.code")
    return told is None or told == business_unit


def bare(document: Any, name: str) -> Any:
    """An object that may stand alone, or under its name."""
    inside = at(document, name)
    return inside if isinstance(inside, dict) else document
