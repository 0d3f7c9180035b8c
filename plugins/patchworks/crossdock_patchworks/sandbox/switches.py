"""How the sandbox of Patchworks behaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from msgspec import Meta

from crossdock_patchworks.sandbox.inferred import Inferred

Minutes = Annotated[float, Meta(ge=0, le=24 * 60)]


class PatchworksSwitches(Inferred, kw_only=True):
    """What is documented, beside what is inferred, and where the company's flows send to."""

    hooks_url: str = ""
    """Where Crossdock's hooks of one project and environment begin; '' and what flows hand over goes nowhere."""
    minutes_to_run: Minutes = 1
    """From the start of a run to its end."""
    pace: Annotated[float, Meta(gt=0, le=3600)] = 1.0
    """How many times faster than in life flows run."""
    largest_body: Annotated[int, Meta(ge=1)] = 8_000_000
    """Bytes that the API takes at most."""

    def lasts(self) -> timedelta:
        """How long a run takes."""
        return timedelta(minutes=self.minutes_to_run) / self.pace
