"""The leaky bucket: each call fills it by one, and it leaks at a steady rate."""

from __future__ import annotations

import math

from crossdock.connect.sandbox import SandboxClock
from crossdock_shopify.sandbox.switches import ShopifySwitches


class Bucket:
    """One app's calls to one shop."""

    def __init__(self, clock: SandboxClock, switches: ShopifySwitches) -> None:
        self._clock, self._switches = clock, switches
        self._used = 0.0
        self._at = clock.now()

    def take(self) -> float | None:
        """Count a call; the seconds to wait where it does not fit, and is not counted."""
        used = self._leak()
        if used + 1 > self._switches.bucket_size:
            return (used + 1 - self._switches.bucket_size) / self._switches.calls_per_second
        self._used = used + 1
        return None

    def shown(self) -> str:
        """'32/40': used of size."""
        return f"{math.ceil(self._leak())}/{self._switches.bucket_size}"

    def _leak(self) -> float:
        now = self._clock.now()
        passed = (now - self._at).total_seconds()
        self._used = max(0.0, self._used - passed * self._switches.calls_per_second)
        self._at = now
        return self._used
