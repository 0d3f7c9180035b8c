"""What Patchworks does not offer, as the README tells it."""

from __future__ import annotations

CANNOT = (
    "Say in an answer what a run did, or recognise what it was given before.",
    "Tell by itself that a run has ended: there is no webhook for that.",
    "Retry a part of a run: a retry starts over, in the version that ran first.",
    "Name an order: it knows keys that flows track, for 15 days.",
)
