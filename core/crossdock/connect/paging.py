"""How a long list goes on: one small class for each way platforms page.

Here are the ways that need nothing of an answer's document; see `counted_paging` and `cursor_paging` for the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import msgspec

from crossdock.connect.answer import Answer

_LINK = re.compile(r"""<([^<>]*)>((?:\s*;\s*[\w*!#$&+.^`|~-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)""")
_PARAMETER = re.compile(r""";\s*([\w*!#$&+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?""")


class Asked(msgspec.Struct, frozen=True):
    """What one page is asked for with."""

    url: str
    """The whole address with its query string, but without what authenticates."""
    body: Any = None
    """A question that is sent along, as GraphQL wants it; None: the page is got."""
    method: str = "POST"
    """How a question is sent."""

    def with_parameter(self, name: str, value: str) -> Asked:
        """The same, asked with another value of one query parameter."""
        parts = urlsplit(self.url)
        others = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
        return Asked(urlunsplit(parts._replace(query=urlencode([*others, (name, value)]))), self.body, self.method)

    def parameter(self, name: str) -> str | None:
        """The value of a query parameter; None where it was not asked with."""
        return dict(parse_qsl(urlsplit(self.url).query, keep_blank_values=True)).get(name)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a list, as it came."""

    asked: Asked
    answer: Answer
    records: Sequence[Any]
    """What it lists; records that are taken out of that do not count."""
    before: int
    """How many the pages before it list."""


class Paging(Protocol):
    """A way to page."""

    def following(self, page: Page) -> Asked | None:
        """What the page after this one is asked for with; None after the last.

        Raises ValueError where the answer does not say what it must.
        """


class SinglePage(msgspec.Struct, frozen=True):
    """Everything comes at once."""

    def following(self, page: Page) -> Asked | None:  # noqa: ARG002  # the protocol's parameter
        return None


class LinkHeader(msgspec.Struct, frozen=True):
    """The header `Link` names the next page (RFC 8288)."""

    relation: str = "next"

    def following(self, page: Page) -> Asked | None:
        target = self.target(page.answer)
        return None if target is None else Asked(target)

    def target(self, answer: Answer) -> str | None:
        """The address that the header names; None where it names none. Raises ValueError for one that is no address."""
        target = parse_links(answer.headers.get("link", "")).get(self.relation)
        try:
            return None if target is None else urljoin(answer.url, target)
        except ValueError as error:
            raise ValueError("it names a next page at no usable address") from error


def parse_links(header: str) -> dict[str, str]:
    """The targets of a Link header by relation, as they stand there; the first of several wins."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(header):
        for relation in _relations(parameters):
            found.setdefault(relation, target)
    return found


def _relations(parameters: str) -> list[str]:
    for name, quoted, bare in _PARAMETER.findall(parameters):
        if name.lower() == "rel":
            return str(quoted or bare).lower().split()
    return []
