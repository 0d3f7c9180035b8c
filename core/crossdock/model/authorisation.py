"""Authorising a connection: a person allows it at its platform, and comes back with a code."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta


class AuthorisationAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for when a connection is to be authorised."""

    redirect: Annotated[str, Meta(max_length=500)]
    """The address that the platform is told to come back to; it must be registered there for the application."""


class Authorisation(msgspec.Struct, frozen=True, kw_only=True):
    """Where a person allows a connection."""

    address: str
    """To be opened in a browser by somebody who may allow it."""
    expires_at: datetime


class AuthorisationGiven(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What came of it."""

    address: Annotated[str, Meta(max_length=10_000)]
    """The whole address that the browser came back to, with its code and state."""

    def __repr__(self) -> str:
        return "AuthorisationGiven()"
