"""A sandbox's control routes, spoken to as whoever plays with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

_SECONDS = 30.0


def control(address: str, path: str, document: Mapping[str, Any] | None = None) -> Any:
    """What a control route answers: to GET, or to a POST of a document.

    Raises httpx.HTTPError where the sandbox does not answer or refuses.
    """
    method = "GET" if document is None else "POST"
    url = f"{address}/_sandbox/{path}"
    return httpx.request(method, url, json=document, timeout=_SECONDS, trust_env=False).raise_for_status().json()


def calm_down(address: str) -> None:
    """No more faults at a sandbox; raises httpx.HTTPError where it does not answer."""
    httpx.delete(f"{address}/_sandbox/faults", timeout=_SECONDS, trust_env=False).raise_for_status()
