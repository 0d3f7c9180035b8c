"""The iHub says no."""

from __future__ import annotations

from crossdock.errors import InvalidInput


class Refused(InvalidInput):
    """A service failed; the message is what its CallStatus says. SEKO tells the first fault only."""

    code = "refused"
