"""Playbooks: what to do about a kind of held record, in the words of whoever runs the flows."""

from __future__ import annotations

import msgspec


class Playbook(msgspec.Struct, frozen=True, kw_only=True):
    """The text for all holds with one code."""

    code: str
    """A hold's code, or a guard's name."""
    text: str
    """Markdown."""
