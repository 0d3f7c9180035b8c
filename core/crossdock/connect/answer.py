"""What a platform answered, free of the HTTP library that fetched it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from crossdock.connect.format import JSON, Format


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One HTTP answer, read to its end."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    """Unpacked."""
    url: str
    """What was asked, without the query string: that may hold a key."""
    received_at: datetime
    """With its zone."""
    format: Format = JSON
    """What it is to be written in."""

    @cached_property
    def document(self) -> Any:
        """The body as JSON value; raises Malformed, with the line where that is known."""
        return self.format.decode(self.body)

    @property
    def looks_like_html(self) -> bool:
        """Whether the body is a page for people, as proxies and unknown paths give it."""
        told = self.headers.get("content-type", "")
        return "html" in told or ("xml" not in told and self.body.lstrip()[:1] == b"<")
