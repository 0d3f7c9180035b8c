"""What `crossdock doctor` looks at, one check each."""

from __future__ import annotations

import platform
import socket
import stat
import sys
from pathlib import Path

import anyio.to_thread
import httpx
import msgspec

from crossdock.bootstrap import open_pipeline
from crossdock.cli.plugin import name_clashes
from crossdock.errors import CrossdockError
from crossdock.plugins import Plugins
from crossdock.settings import Settings
from crossdock.store.account import server_account
from crossdock.store.cluster import Cluster
from crossdock.store.cluster_files import ClusterFiles
from crossdock.store.keyring import KEY_FILE
from crossdock.store.system_place import noted_home
from crossdock.store.upgrade import Standing, State, current

OLDEST_PYTHON = (3, 11)
ANSWER_SECONDS = 3.0

_ALIVE = b'{"status":"live"'
"""How the answer of `/health/live` starts."""

_AS_WHO = "Run as the account that serves, or name another folder with --data."
_STATE_REMEDIES = {
    State.EMPTY: "Run `crossdock db upgrade`; an embedded database is upgraded by `crossdock serve`.",
    State.BEHIND: "Make a backup and run `crossdock db upgrade`.",
    State.TOO_NEW: "Install the Crossdock that upgraded it, or restore a backup of before.",
}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What one check found."""

    check: str
    fine: bool
    message: str
    remedy: str = ""


async def examine(settings: Settings) -> tuple[Finding, ...]:
    """Every check's finding, in the order in which things depend on each other."""
    return (
        check_python(),
        *check_plugins(Plugins()),
        await check_evaluation(),
        check_data_folder(settings.data),
        check_keys(settings),
        await anyio.to_thread.run_sync(check_database, settings),
        await check_port(settings.host, settings.port),
    )


def check_python() -> Finding:
    """Whether Python is new enough."""
    fine = sys.version_info >= OLDEST_PYTHON
    message = f"Python {platform.python_version()} at {sys.executable}"
    return Finding(check="python", fine=fine, message=message, remedy="" if fine else "Use Python 3.11 or newer.")


def check_plugins(plugins: Plugins) -> tuple[Finding, ...]:
    """Whether every plugin can be loaded and no two claim one name."""
    findings = [
        Finding(
            check="plugins",
            fine=False,
            message=f"{info} is broken: {info.traceback.strip().splitlines()[-1]}",
            remedy=f"`crossdock plugin show --verbose {info.name}` shows the traceback; reinstall or remove it.",
        )
        for info in plugins.infos
        if info.traceback is not None
    ]
    findings += [Finding(check="plugins", fine=False, message=clash) for clash in name_clashes(plugins)]
    if findings:
        return tuple(findings)
    return (Finding(check="plugins", fine=True, message=f"{len(plugins.infos)} installed, none broken."),)


async def check_evaluation() -> Finding:
    """Whether an evaluation process starts and answers."""
    try:
        async with open_pipeline() as (pipeline, _):
            problems = await pipeline.parse("1 + 1")
            name = pipeline.evaluator.name
    except CrossdockError as error:
        return _refused("evaluation", error)
    if problems:
        return Finding(check="evaluation", fine=False, message=problems[0].message, remedy=problems[0].remedy)
    return Finding(check="evaluation", fine=True, message=f"{name} starts and answers.")


def check_data_folder(data: Path) -> Finding:
    """Whether the data folder is closed to everybody else's writing, where it exists."""
    try:
        mode = data.stat().st_mode
    except FileNotFoundError:
        return Finding(check="data-folder", fine=True, message=f"{data} is not there yet; `crossdock serve` makes it.")
    except OSError as error:
        return Finding(
            check="data-folder",
            fine=False,
            message=f"{data} cannot be looked at: {error.strerror}.",
            remedy=_AS_WHO,
        )
    fine = not mode & (stat.S_IWGRP | stat.S_IWOTH)
    remedy = "" if fine else f"Take the right to write from others: chmod go-w {data}"
    return Finding(check="data-folder", fine=fine, message=f"{data} has the rights {mode & 0o777:04o}.", remedy=remedy)


def check_keys(settings: Settings) -> Finding:
    """Whether the key file is its owner's alone, where there is one."""
    if settings.secret_keys:
        return Finding(check="keys", fine=True, message="They come from CROSSDOCK_SECRET_KEYS.")
    file = settings.data / KEY_FILE
    try:
        mode = file.stat().st_mode & 0o777
    except FileNotFoundError:
        return Finding(check="keys", fine=True, message=f"{file} is not there yet; `crossdock serve` makes it.")
    except OSError as error:
        message = f"{file} cannot be looked at: {error.strerror}."
        return Finding(check="keys", fine=False, message=message, remedy=_AS_WHO)
    fine = not mode & 0o077
    remedy = "" if fine else f"Close it to others: chmod 600 {file}"
    return Finding(check="keys", fine=fine, message=f"{file} has the rights {mode:04o}.", remedy=remedy)


def check_database(settings: Settings) -> Finding:
    """Whether the database answers, and with which revision; an embedded one that does not run is fine."""
    try:
        url = settings.database_url or _embedded_url(settings.data)
        if url is None:
            message = "The embedded one is not running; `crossdock serve` starts it."
            return Finding(check="database", fine=True, message=message)
        return _standing(current(url))
    except CrossdockError as error:
        return _refused("database", error)
    except OSError as error:
        return Finding(check="database", fine=False, message=f"Its files cannot be read: {error}.", remedy=_AS_WHO)


def database_in_use(settings: Settings) -> str | None:
    """The address of the database, where it answers and needs no upgrade."""
    try:
        url = settings.database_url or _embedded_url(settings.data)
        return url if url is not None and current(url).state is State.CURRENT else None
    except (CrossdockError, OSError):
        return None  # `check_database` says why


async def check_port(host: str, port: int) -> Finding:
    """Whether the port that `crossdock serve` takes is free, or a Crossdock's already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror
        else:
            return Finding(check="port", fine=True, message=f"{host}:{port} is free.")
    if await _is_crossdock(host, port):
        return Finding(check="port", fine=True, message=f"{host}:{port} is served by Crossdock.")
    message = f"{host}:{port} cannot be had: {reason}."
    return Finding(check="port", fine=False, message=message, remedy="Choose another one with CROSSDOCK_PORT.")


async def _is_crossdock(host: str, port: int) -> bool:
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/health/live"
    try:
        async with httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) as client:
            answer = await client.get(address)
    except httpx.TransportError:
        return False
    return answer.is_success and answer.content.startswith(_ALIVE)


def _embedded_url(data: Path) -> str | None:
    """The embedded database's address while it runs."""
    running = ClusterFiles(noted_home(data), server_account()).running_socket() is not None
    return Cluster(data).url if running else None


def _standing(found: Standing) -> Finding:
    fine = found.state is State.CURRENT
    message = f"It answers, with revision {found.revision or 'none'}; this Crossdock needs {found.head}."
    remedy = "" if fine else _STATE_REMEDIES[found.state]
    return Finding(check="database", fine=fine, message=message, remedy=remedy)


def _refused(check: str, error: CrossdockError) -> Finding:
    return Finding(check=check, fine=False, message=error.message, remedy=error.remedy)
