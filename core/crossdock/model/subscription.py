"""Subscriptions: where a platform sends its webhooks to."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """One address that a platform tells of one topic."""

    id: str
    """The platform's own."""
    topic: str
    address: str


class SubscriptionState(StrEnum):
    """Whether a flow's webhook comes to it."""

    PRESENT = "present"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"
    """It goes to this flow at another host: the deployment was moved, or the platform's account was copied."""
    CREATED = "created"
    MOVED = "moved"
    """It went elsewhere, and comes here from now on."""


class SubscriptionReport(msgspec.Struct, frozen=True, kw_only=True):
    """How the subscription of a flow's webhook stands."""

    flow: str
    environment: str
    webhook: str
    topic: str
    """The platform's own name of it."""
    address: str
    """Where it should be sent to."""
    state: SubscriptionState
    others: tuple[Subscription, ...] = ()
    """Every other subscription of that topic: of other flows, or of somebody else's."""
