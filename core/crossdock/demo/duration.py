"""How long something is to last, as people write it: '90s', '20m', '1h'."""

from __future__ import annotations

import re

from crossdock.errors import ConfigurationError

_SECONDS = {"s": 1, "m": 60, "h": 3600}
_WRITTEN = re.compile(r"([0-9]{1,6})([smh])")


def read_duration(text: str) -> int:
    """In seconds; raises ConfigurationError for anything else."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None or not int(written[1]):
        raise ConfigurationError(f"'{text}' is no duration.", remedy="Write it as 90s, 20m or 1h.")
    return int(written[1]) * _SECONDS[written[2]]
