"""When the secrets of a connection expire, as people say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from crossdock.errors import InvalidInput
from crossdock.model.problem import Problem, Side
from crossdock.model.project import Expiry


def expiries_after(
    stored: Mapping[str, Expiry],
    before: Mapping[str, str],
    secrets: Mapping[str, str],
    asked: Mapping[str, date | None],
    caller: str,
) -> dict[str, Expiry]:
    """What is known once a connection has these secrets instead of those before.

    A secret that was replaced by another takes its day with it. Raises InvalidInput where a day is told of a secret
    that is not set.
    """
    if unknown := sorted(name for name, on in asked.items() if on is not None and name not in secrets):
        raise InvalidInput(
            "A day is told of secrets that are not set.",
            code="no-secret",
            remedy="Set the secret, or leave its day out.",
            problems=tuple(_unset(name) for name in unknown),
        )
    kept = {name: expiry for name, expiry in stored.items() if name in secrets and secrets[name] == before.get(name)}
    told = {name: _told(stored.get(name), on, caller) for name, on in asked.items() if on is not None}
    return {name: expiry for name, expiry in {**kept, **told}.items() if name not in asked or name in told}


def _told(stored: Expiry | None, on: date, caller: str) -> Expiry:
    """Whoever told a day first goes on standing beside it."""
    return stored if stored and stored.on == on else Expiry(on=on, told_by=caller)


def _unset(name: str) -> Problem:
    return Problem(
        code="invalid",
        message=f"The secret '{name}' is not set.",
        remedy="Set it, or leave its day out.",
        side=Side.REQUEST,
        pointer=f"/expires_on/{name}",
    )
