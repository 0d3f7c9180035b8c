"""`crossdock db`: look after the database, whether a server is using it or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossdock.cli.output import put_json, say

if TYPE_CHECKING:
    from crossdock.settings import Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


def _is_json(_context: click.Context, _option: click.Parameter, value: str) -> bool:
    return value == "json"


def _which_database(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options every command here has."""
    options = (
        click.option("--data", type=_FOLDER, help="Data folder of the embedded database."),
        click.option("--database-url", help="Another PostgreSQL; better set CROSSDOCK_DATABASE_URL."),
        click.option("--format", "as_json", type=click.Choice(["text", "json"]), default="text", callback=_is_json),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group()
def db() -> None:
    """Look after the database: the embedded one, or the one CROSSDOCK_DATABASE_URL names."""


@db.command()
@_which_database
def upgrade(data: Path | None, database_url: str | None, as_json: bool) -> None:
    """Bring the database to the schema of this Crossdock.

    All or nothing. The embedded one is backed up first; make a backup of any other yourself.
    """
    from crossdock.store.deployment import Upgraded, database_server, upgrade_embedded
    from crossdock.store.upgrade import upgrade as upgrade_by_url

    settings = _settings(data, database_url)
    with database_server(settings) as url:
        if settings.database_url is None:
            done = upgrade_embedded(url, settings.data)
        else:
            before = upgrade_by_url(url)
            done = Upgraded(before=before.revision, after=before.head)
    if as_json:
        return put_json(done)
    if done.backup:
        say(f"Backup: {done.backup}")
    if done.before == done.after:
        return say(f"The schema was current: {done.after}.")
    return say(f"Upgraded from {done.before or 'nothing'} to {done.after}.")


@db.command()
@_which_database
def current(data: Path | None, database_url: str | None, as_json: bool) -> None:
    """Show the revision the database has and the one this Crossdock needs."""
    from crossdock.store.deployment import database_server
    from crossdock.store.upgrade import current as find

    with database_server(_settings(data, database_url)) as url:
        found = find(url)
    if as_json:
        return put_json(found)
    return say(f"The database is {found.state}: revision {found.revision or 'none'}, needed {found.head}.")


@db.command()
@_which_database
@click.option("--to", "folder", type=_FOLDER, help="Folder to write to.  [default: backups in the data folder]")
def backup(data: Path | None, database_url: str | None, as_json: bool, folder: Path | None) -> None:
    """Write everything in the database to one file, while it is used or not.

    The keys that secrets are sealed with (secret.keys) are not in it: keep them too, and keep them apart.
    """
    from crossdock.store.backup import backup as write
    from crossdock.store.deployment import backup_folder, database_server

    settings = _settings(data, database_url)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with database_server(settings) as url:
        file = write(url, folder or backup_folder(settings.data))
    if as_json:
        return put_json({"file": str(file), "bytes": file.stat().st_size})
    return say(f"Written: {file} ({file.stat().st_size:,} bytes). Keep the keys that secrets are sealed with, too.")


@db.command()
@_which_database
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Replace everything that is in the database.")
def restore(data: Path | None, database_url: str | None, as_json: bool, file: Path, force: bool) -> None:
    """Fill the database from a backup, all or nothing, and verify what came."""
    from crossdock.store.backup import restore as fill
    from crossdock.store.deployment import database_server

    with database_server(_settings(data, database_url)) as url:
        done = fill(url, file, force=force)
    if as_json:
        return put_json(done)
    rows = sum(table.rows for table in done.tables.values())
    return say(
        f"Restored the backup of {done.created_at:%Y-%m-%d %H:%M:%S %Z}: {rows:,} rows in {len(done.tables)} tables, "
        f"schema {done.revision}. Row counts and checksums agree."
    )


@db.command("rotate-secrets")
@_which_database
def rotate_secrets(data: Path | None, database_url: str | None, as_json: bool) -> None:
    """Seal every stored secret anew under a new key.

    With CROSSDOCK_SECRET_KEYS: put a new key first in it and run this. The older keys go on opening older backups.
    """
    from crossdock.store.deployment import database_server, require_current
    from crossdock.store.keyring import Keyring
    from crossdock.store.rotation import rotate_secrets as rotate

    settings = _settings(data, database_url)
    keyring = Keyring.from_settings(settings)
    with database_server(settings) as url:
        require_current(url)
        if not settings.secret_keys:
            keyring.add_key()
        count = rotate(url, keyring)
    if as_json:
        return put_json({"sealed": count})
    return say(f"Sealed {count} secrets anew under the newest key.")


def _settings(data: Path | None, database_url: str | None) -> Settings:
    from crossdock.settings import read_settings

    return read_settings(data=data, database_url=database_url)
