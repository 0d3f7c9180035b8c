"""What goes wrong between a connector and its platform: answers and silence, as a `Platform` is told to give them."""

from __future__ import annotations

import httpx

from crossdock.testing.platform import Response

UNREACHABLE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Trouble before anything was sent."""
SILENT = (httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError)
"""Trouble after something was sent."""
OUTAGES = (500, 502, 503, 504)
READS_AS_NO_LIST = (b"{}", b"null", b'{"unheard_of": []}', b"7")
"""JSON in which there is no list."""


def every_failure(words: str) -> list[Response | Exception]:
    """One failure of each sort; each says some words wherever it can."""
    body = {"errors": words, "Message": words, "message": words, "error": words, "error_description": words}
    statuses = (400, 401, 403, 404, 409, 422, 429, 500, 503)
    return [
        *({"status_code": status, "json": body} for status in statuses),
        {"status_code": 422, "text": words},
        {"status_code": 307, "headers": {"Location": f"https://elsewhere.example.net/{len(words)}"}},
        {"text": words},
        httpx.ReadTimeout(words),
        httpx.ConnectError(words),
    ]
