"""The database of a deployment: the embedded one or another, and what is done about it before it is used."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import anyio.to_thread
import msgspec

from crossdock.errors import ConfigurationError
from crossdock.settings import Settings
from crossdock.store.backup import backup
from crossdock.store.cluster import Cluster
from crossdock.store.private_file import make_data_folder, make_private_folder
from crossdock.store.upgrade import State, current, too_new, upgrade

KEPT_BACKUPS = 5
_AUTOMATIC = "before-upgrade"


class Upgraded(msgspec.Struct, frozen=True, kw_only=True):
    """What an upgrade did."""

    before: str | None
    """The revision the database had; None: it was empty."""
    after: str
    backup: str | None = None
    """The file that was written first, where there was something to lose."""


@contextmanager
def database_server(settings: Settings) -> Iterator[str]:
    """The URL of the deployment's database; the embedded one runs at least as long as the block."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    with Cluster(settings.data) as cluster:
        yield cluster.url


@asynccontextmanager
async def prepare(settings: Settings) -> AsyncIterator[str]:
    """The URL of a database that is ready to serve; an embedded one is upgraded and kept running for the block.

    Raises ConfigurationError where it is too new, or is another's to upgrade and was not; Unavailable where it
    does not start or answer.
    """
    if settings.database_url is not None:
        await anyio.to_thread.run_sync(require_current, settings.database_url)
        yield settings.database_url
        return
    async with Cluster(settings.data) as cluster:
        await anyio.to_thread.run_sync(upgrade_embedded, cluster.url, settings.data)
        async with _watched(cluster):
            yield cluster.url


def upgrade_embedded(url: str, data: Path) -> Upgraded:
    """Upgrade the embedded database; where there is something to lose, after a backup, of which some are kept.

    Raises ConfigurationError where it is too new.
    """
    before = current(url)
    made = None
    if before.state is State.BEHIND:
        folder = backup_folder(data)
        made = str(backup(url, folder, name=_AUTOMATIC))
        for outdated in sorted(folder.glob(f"{_AUTOMATIC}-*.backup"))[:-KEPT_BACKUPS]:
            outdated.unlink()
    upgrade(url)
    return Upgraded(before=before.revision, after=before.head, backup=made)


def require_current(url: str) -> None:
    """Raises ConfigurationError unless a database has exactly the revision this Crossdock needs."""
    found = current(url)
    if found.state is State.TOO_NEW:
        raise too_new(found.revision)
    if found.state is not State.CURRENT:
        raise ConfigurationError(
            f"The database is {found.state}: it has the revision {found.revision}, and this Crossdock needs {found.head}.",
            remedy="Make a backup (`crossdock db backup`), then run `crossdock db upgrade`.",
            code="database-behind",
        )


def backup_folder(data: Path) -> Path:
    """Where backups lie in a data folder, made where there is none."""
    return make_private_folder(make_data_folder(data) / "backups")


@asynccontextmanager
async def _watched(cluster: Cluster) -> AsyncIterator[None]:
    watching = asyncio.create_task(cluster.watch())
    try:
        yield
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
