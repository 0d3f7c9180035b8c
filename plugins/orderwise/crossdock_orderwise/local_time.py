"""OrderWise tells and takes times of its own clock, without their zone. In records they have it.

In the hour that comes twice in autumn a time is taken for the first of both.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from crossdock.errors import ConfigurationError


def zone_named(name: str) -> ZoneInfo:
    """A time zone; raises ConfigurationError for a name that none has."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError) as error:
        raise ConfigurationError(
            f"There is no time zone '{name}'.", remedy="Name one as 'Europe/London' in the connection's settings."
        ) from error


def with_zone(text: str, zone: ZoneInfo) -> str:
    """A time of the installation's clock, with its zone; raises ValueError for what is no time."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()


def without_zone(text: str, zone: ZoneInfo) -> str:
    """A time as the installation's clock shows it, to the second; raises ValueError for one that has no zone."""
    return _shown(_aware(text).astimezone(zone))


def since(text: str, zone: ZoneInfo) -> str:
    """What to ask from, so that nothing younger is left out: the hour that comes twice is asked for whole."""
    local = _aware(text).astimezone(zone)
    repeated = local.replace(fold=1).astimezone(UTC) - local.astimezone(UTC)
    return _shown(local.replace(tzinfo=None) - repeated)


def _aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"the time {text} has no zone")
    return moment


def _shown(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")
