"""The store's quota: so many calls in a window, whoever makes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from crossdock.connect.sandbox import SandboxClock
from crossdock_bigcommerce.sandbox.switches import BigCommerceSwitches


class Quota:
    """The window that is open."""

    def __init__(self, clock: SandboxClock, switches: BigCommerceSwitches) -> None:
        self._clock, self._switches = clock, switches
        self._ends = clock.now()
        self._used = 0

    def take(self) -> bool:
        """Count a call; False where it is one too many."""
        now = self._clock.now()
        if now >= self._ends:
            self._ends, self._used = now + timedelta(seconds=self._switches.window_seconds), 0
        self._used += 1
        return self._used <= self._switches.quota

    def headers(self) -> Mapping[str, str]:
        """What answers tell of it."""
        left = max(0, self._switches.quota - self._used)
        resets = max(0.0, (self._ends - self._clock.now()).total_seconds())
        return {
            "x-rate-limit-requests-quota": str(self._switches.quota),
            "x-rate-limit-requests-left": str(left),
            "x-rate-limit-time-window-ms": str(self._switches.window_seconds * 1000),
            "x-rate-limit-time-reset-ms": str(round(resets * 1000)),
        }
