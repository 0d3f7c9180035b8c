"""How often a token may ask: so many requests in each second, told in every answer."""

from __future__ import annotations

from crossdock.connect.sandbox import SandboxClock
from crossdock_fulfil.sandbox.switches import FulfilSwitches


class Window:
    """The requests of the present second."""

    def __init__(self, clock: SandboxClock, switches: FulfilSwitches) -> None:
        self._clock, self._switches = clock, switches
        self._second, self._used = 0, 0

    def take(self) -> bool:
        """Count a request; False where it is one too many."""
        second = int(self._clock.now().timestamp())
        self._used = self._used + 1 if second == self._second else 1
        self._second = second
        return self._used <= self._switches.requests_per_second

    def headers(self) -> dict[str, str]:
        """As every answer tells it."""
        left = max(0, self._switches.requests_per_second - self._used)
        return {
            "x-ratelimit-limit": str(self._switches.requests_per_second),
            "x-ratelimit-remaining": str(left),
            "x-ratelimit-reset": str(self._second + 1),
        }
