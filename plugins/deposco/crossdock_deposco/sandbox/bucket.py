"""The account's calls: so many at once, and some more each second."""

from __future__ import annotations

from crossdock.connect.sandbox import SandboxClock
from crossdock_deposco.sandbox.switches import DeposcoSwitches


class Bucket:
    """Shared by everybody on the account."""

    def __init__(self, clock: SandboxClock, switches: DeposcoSwitches) -> None:
        self._clock, self._switches = clock, switches
        self._used, self._at = 0.0, clock.now()

    def take(self) -> bool:
        """Count a call; False where it does not fit, and is not counted."""
        now = self._clock.now()
        self._used = max(0.0, self._used - (now - self._at).total_seconds() * self._switches.calls_per_second)
        self._at = now
        if self._used + 1 > self._switches.bucket_size:
            return False
        self._used += 1
        return True
