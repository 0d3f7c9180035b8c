"""How often a platform lets itself be asked."""

from __future__ import annotations

import msgspec


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A leaky bucket: `burst` requests at once, and `per_second` more each second. It belongs to a connection."""

    per_second: float
    burst: int
