"""What a deployment can set, from environment variables named CROSSDOCK_<NAME>."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from crossdock.errors import ConfigurationError

PREFIX = "CROSSDOCK_"
_LISTS = ("secret_keys", "allowed_hosts")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of one deployment; `docs/deploy.md` describes each."""

    data: Path
    """Folder of the embedded database, keys and backups; only the account that serves may read it."""
    database_url: str | None = None
    """A PostgreSQL 14 or newer; None: the embedded one in `data`."""
    secret_keys: tuple[str, ...] = ()
    """Keys for secrets at rest, newest first; empty: a key file in `data`."""
    host: str = "127.0.0.1"
    port: int = 8321
    body_bytes: int = 10 * 1024 * 1024
    """Largest request body, before and after it is unpacked."""
    draft_processes: int = 2
    live_processes: int = 2
    """Evaluation processes kept warm for drafts and for live mappings."""
    worker_jobs: int = 8
    """Partitions a worker works on at a time."""
    allowed_hosts: tuple[str, ...] = ()
    """'host:port' of private addresses that connections may reach all the same; otherwise they reach public ones only."""

    def __repr__(self) -> str:
        return f"Settings(data={str(self.data)!r}, host={self.host!r}, port={self.port})"


def default_data_folder() -> Path:
    """Where the data lies when nothing is said: below the account's home, or /var/lib/crossdock for root."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/crossdock")
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "crossdock"


def read_settings(environ: Mapping[str, str] = os.environ, **overrides: object) -> Settings:
    """Settings from the environment; keyword arguments that are not None win.

    Raises ConfigurationError naming the variable whose value cannot be used.
    """
    given: dict[str, object] = {
        field.name: environ[PREFIX + field.name.upper()]
        for field in msgspec.structs.fields(Settings)
        if environ.get(PREFIX + field.name.upper())
    }
    for name in _LISTS:
        if isinstance(listed := given.get(name), str):
            given[name] = [item.strip() for item in listed.split(",") if item.strip()]
    given |= {name: value for name, value in overrides.items() if value is not None}
    given["data"] = str(given.get("data") or default_data_folder())
    try:
        return msgspec.convert(given, Settings, strict=False, dec_hook=lambda kind, value: kind(value))
    except msgspec.ValidationError as error:
        raise ConfigurationError(
            f"A setting cannot be used: {error}.", remedy=f"Correct the {PREFIX}... environment variable it names."
        ) from error


def write_settings(settings: Settings) -> dict[str, str]:
    """The environment variables from which `read_settings` makes the same settings."""
    values = msgspec.structs.asdict(settings)
    return {
        PREFIX + name.upper(): ",".join(value) if name in _LISTS else str(value)
        for name, value in values.items()
        if value not in (None, ())
    }
