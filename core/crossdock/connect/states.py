"""States: what a business object goes through at a platform, and from where on nothing can be called back."""

from __future__ import annotations

from typing import Any

import msgspec


class State(msgspec.Struct, frozen=True):
    """One state."""

    name: str
    """As the platform writes it; '' where it writes null, or nothing."""
    meaning: str
    """A sentence for people."""


class States(msgspec.Struct, frozen=True, kw_only=True):
    """The states of one kind of business object, where one resource tells them."""

    kind: str
    """The identity kind of the object: 'order'."""
    resource: str
    """The connector's resource whose records tell the state."""
    path: str
    """Path of the state in such a record, dotted."""
    states: tuple[State, ...]
    """In the order they are gone through."""
    no_return: tuple[str, ...]
    """The states in which nothing can be called back any more; () where the platform knows no such point."""
    note: str = ""
    """What else to know of calling back: how, until when, by whom."""

    def of(self, record: Any) -> str:
        """The state that a record is in, as the platform writes it; '' where it tells none."""
        value = record
        for name in self.path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        if value is None:
            return ""
        return str(value).lower() if isinstance(value, bool) else str(value)
