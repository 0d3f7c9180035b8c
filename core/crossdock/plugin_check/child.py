"""The process in which a plugin's tests run: `python -m crossdock.plugin_check.child TOLD`, entry points on stdin.

Everything that is found goes to the file TOLD, as JSON.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path

import msgspec
import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.errors import CrossdockError
from crossdock.plugin_check.loopback import keep_to_loopback
from crossdock.plugin_check.recording import Recorder
from crossdock.plugin_check.session import Session, Subject
from crossdock.plugins import GROUP, Plugins

_CONTRACTS = {"functions": "FunctionContract", "guards": "GuardContract"}


def main(told: Path) -> None:
    """Run the tests of the folder that this is started in."""
    points = msgspec.json.decode(sys.stdin.buffer.read(), type=dict[str, str])
    reached = keep_to_loopback()
    recorder = Recorder()
    ended = pytest.main(["-p", "no:cacheprovider", "--continue-on-collection-errors", "--quiet"], plugins=[recorder])
    if ended in (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.INTERNAL_ERROR):
        recorder.broken.append("pytest could not run the tests.")
    unloaded, owed = _brought(points)
    session = Session(
        runs=recorder.runs,
        held=tuple(dict.fromkeys(Subject(run.contract, run.subject) for run in recorder.runs if run.subject)),
        owed=tuple(owed),
        unloaded=tuple(unloaded),
        reached=tuple(sorted(reached)),
        broken="\n".join(recorder.broken),
    )
    told.write_bytes(msgspec.json.encode(session))


def _brought(points: Mapping[str, str]) -> tuple[list[str], list[Subject]]:
    """What cannot be loaded, and what there is a contract for."""
    plugins = Plugins([EntryPoint(name=name, value=value, group=GROUP) for name, value in points.items()])
    unloaded = [f"{info.name}: {info.traceback.strip().splitlines()[-1]}" for info in plugins.infos if info.traceback]
    owed: list[Subject] = []
    for kind, load in _LOADED.items():
        try:
            names = list(getattr(plugins, kind))
        except CrossdockError as error:
            unloaded.append(str(error))
            continue
        for name in names:
            try:
                owed += load(plugins, kind, name)
            except Exception as error:  # noqa: BLE001  # whatever a plugin raises is told
                unloaded.append(f"{name}: {error}")
    return unloaded, owed


def _of_entry(plugins: Plugins, kind: str, name: str) -> list[Subject]:
    entry, _ = getattr(plugins, kind)[name]
    entry.load()
    return [Subject(_CONTRACTS[kind], name)] if kind in _CONTRACTS else []


def _of_connector(plugins: Plugins, _: str, name: str) -> list[Subject]:
    connector = Catalogue(plugins).connector(name)
    sandbox = [] if connector.sandbox is None else [Subject("SandboxContract", name)]
    return [Subject("ConnectorContract", name), *sandbox]


_LOADED: Mapping[str, Callable[[Plugins, str, str], list[Subject]]] = {
    "connectors": _of_connector,
    **dict.fromkeys(("functions", "guards", "alert_channels", "suggesters", "commands"), _of_entry),
}
"""How what a plugin brings is loaded, by the hook that names it."""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
