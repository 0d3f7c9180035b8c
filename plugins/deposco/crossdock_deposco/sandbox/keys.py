"""Who may ask: access tokens for the newer API, a password for the older one."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta
from hmac import compare_digest
from itertools import count

from crossdock.connect.sandbox import SandboxClock
from crossdock_deposco.sandbox import start_data

TOKEN_SECONDS = 3600


class Keys:
    """The tokens that were given, each good for an hour."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._given: dict[str, datetime] = {}
        self._numbers = count(1)

    def give(self, form: Mapping[str, str]) -> str | None:
        """A token for a refresh token and its client; None where one of them is wrong."""
        wanted = {
            "grant_type": "refresh_token",
            "refresh_token": start_data.REFRESH_TOKEN,
            "client_id": start_data.CLIENT,
            "client_secret": start_data.CLIENT_SECRET,
        }
        if not all(_same(form.get(name, ""), value) for name, value in wanted.items()):
            return None
        token = f"sandbox-deposco-access-{next(self._numbers)}"
        self._given[token] = self._clock.now() + timedelta(seconds=TOKEN_SECONDS)
        return token

    def opens(self, authorization: str) -> bool:
        """Whether a header carries a token that is still good."""
        token = authorization.removeprefix("Bearer ")
        return self._clock.now() < self._given.get(token, self._clock.now())


def opens_legacy(authorization: str) -> bool:
    """Whether a header carries the older API's user and password."""
    proof = base64.b64encode(f"{start_data.LEGACY_USER}:{start_data.LEGACY_PASSWORD}".encode()).decode()
    return _same(authorization, f"Basic {proof}")


def _same(given: str, wanted: str) -> bool:
    return compare_digest(given.encode(), wanted.encode())
