"""How a long list goes on: one small class for each way platforms page."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import urljoin

import msgspec

from crossdock.connect.answer import Answer

_LINK = re.compile(r"""<([^<>]*)>((?:\s*;\s*[\w*!#$&+.^`|~-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)""")
_PARAMETER = re.compile(r""";\s*([\w*!#$&+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?""")


class Paging(Protocol):
    """A way to page."""

    def following(self, answer: Answer) -> str | None:
        """The address of the page after this one; None after the last."""


class SinglePage(msgspec.Struct, frozen=True):
    """Everything comes at once."""

    def following(self, answer: Answer) -> str | None:  # noqa: ARG002  # the protocol's parameter
        return None


class LinkHeader(msgspec.Struct, frozen=True):
    """The header `Link` names the next page (RFC 8288)."""

    relation: str = "next"

    def following(self, answer: Answer) -> str | None:
        target = parse_links(answer.headers.get("link", "")).get(self.relation)
        return None if target is None else urljoin(answer.url, target)


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
