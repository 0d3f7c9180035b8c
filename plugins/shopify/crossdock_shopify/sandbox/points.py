"""GraphQL's points: each call costs some, and they come back at a steady rate."""

from __future__ import annotations

from crossdock.connect.sandbox import SandboxClock
from crossdock_shopify.sandbox import inferred
from crossdock_shopify.sandbox.switches import ShopifySwitches


class Points:
    """One app's points at one shop."""

    def __init__(self, clock: SandboxClock, switches: ShopifySwitches) -> None:
        self._clock, self._switches = clock, switches
        self._left = float(inferred.POINTS_AT_MOST)
        self._at = clock.now()

    def take(self, cost: int) -> bool:
        """Pay for a call; where there are too few, nothing is paid."""
        left = self.left()
        if cost > left:
            return False
        self._left = left - cost
        return True

    def left(self) -> float:
        """How many there are now."""
        now = self._clock.now()
        passed = (now - self._at).total_seconds()
        self._left = min(float(inferred.POINTS_AT_MOST), self._left + passed * self.per_second())
        self._at = now
        return self._left

    def per_second(self) -> float:
        """How many come back in a second."""
        return self._switches.points_per_second
