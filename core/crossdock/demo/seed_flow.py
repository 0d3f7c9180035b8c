"""Joining the demo project to the sandboxes: connections, playbooks and flows, by the people who would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from crossdock.connect.catalogue import Catalogue
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.settings_form import secret_names
from crossdock.demo.quick import quickened
from crossdock.demo.seed import ENVIRONMENT, PROJECT
from crossdock.errors import NotFound
from crossdock.model.access import Principal
from crossdock.model.flow import FlowDefinition
from crossdock.model.playbook import Playbook
from crossdock.model.project import ConnectionNew, ConnectionSettings
from crossdock.plugins import Plugins
from crossdock.project.folder import read
from crossdock.studio.studio import Studio

FLOW = "orders"
CONNECTIONS = {"shop": "shopify", "warehouse": "seko"}
"""Name of a connection, and whose sandbox stands behind it."""


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """What a connection to one sandbox needs."""

    connector: str
    settings: dict[str, Any]
    secrets: dict[str, str]

    def __repr__(self) -> str:
        return f"Access(connector={self.connector!r}, settings={self.settings!r})"


def access_to(connector: str, address: str) -> Access:
    """What a connection to the sandbox at an address needs; raises NotFound where the connector is not installed."""
    kind = Catalogue(Plugins()).connector(connector)
    needed = start_sandbox(kind).connection(address)
    secret = secret_names(kind.settings_type)
    return Access(
        connector=connector,
        settings={name: value for name, value in needed.items() if name not in secret},
        secrets={name: value for name, value in needed.items() if name in secret},
    )


async def seed_flow(studio: Studio, folder: Path, editor: str, access: Mapping[str, Access]) -> None:
    """Make sure that the flows are there and lead from sandbox to sandbox, wherever those listen this time.

    `editor` is the text of an editor's token, `access` says what each connector needs.
    """
    project = read(folder)
    admin = await studio.tokens.local_admin("demo")
    author = await studio.tokens.authenticate(editor)
    for name, connector in CONNECTIONS.items():
        await _connect(studio, admin, name, access[connector])
    for code, text in project.playbooks.items():
        await studio.playbooks.put(author, PROJECT, Playbook(code=code, text=text))
    for flow in project.flows:
        await _put_flow(studio, author, quickened(flow))


async def _connect(studio: Studio, admin: Principal, name: str, access: Access) -> None:
    try:
        stored = await studio.connections.get(admin, PROJECT, ENVIRONMENT, name)
    except NotFound:
        new = ConnectionNew(name=name, connector=access.connector, settings=access.settings, secrets=access.secrets)
        await studio.connections.create(admin, PROJECT, ENVIRONMENT, new)
        return
    if stored.settings != access.settings:
        settings = ConnectionSettings(settings=access.settings, secrets=dict(access.secrets))
        await studio.connections.change(admin, PROJECT, ENVIRONMENT, name, settings, stored.revision)


async def _put_flow(studio: Studio, editor: Principal, flow: FlowDefinition) -> None:
    """Where it is missing: what people changed since stays as they left it."""
    try:
        await studio.flows.get(editor, PROJECT, flow.name)
    except NotFound:
        await studio.flows.put(editor, PROJECT, flow, None)
