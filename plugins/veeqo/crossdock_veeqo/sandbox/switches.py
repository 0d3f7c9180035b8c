"""How the sandbox of Veeqo behaves."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from crossdock_veeqo.sandbox.inferred import Inferred


class VeeqoSwitches(Inferred, kw_only=True):
    """What is documented, beside what is inferred."""

    bucket_size: Annotated[int, Meta(ge=1, le=10_000)] = 100
    """Calls that fit into the leaky bucket."""
    calls_per_second: Annotated[float, Meta(gt=0, le=1_000)] = 5.0
    """How fast it leaks."""
