"""The leaky bucket: each call fills it by one, and it leaks at a steady rate."""

from __future__ import annotations

from crossdock.connect.sandbox import SandboxClock
from crossdock_veeqo.sandbox.switches import VeeqoSwitches


class Bucket:
    """One key's calls."""

    def __init__(self, clock: SandboxClock, switches: VeeqoSwitches) -> None:
        self._clock, self._switches = clock, switches
        self._used = 0.0
        self._at = clock.now()

    def take(self) -> bool:
        """Count a call; False where it does not fit, and is not counted."""
        now = self._clock.now()
        leaked = (now - self._at).total_seconds() * self._switches.calls_per_second
        self._used, self._at = max(0.0, self._used - leaked), now
        if self._used + 1 > self._switches.bucket_size:
            return False
        self._used += 1
        return True
