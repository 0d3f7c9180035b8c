"""Connections: a connector with a client's settings and secrets, in one environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect.catalogue import Catalogue
from crossdock.errors import InvalidInput, NotFound
from crossdock.model.access import Principal, Right
from crossdock.model.name import check_name
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Connection, ConnectionNew, ConnectionSettings
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment
from crossdock.studio.expiries import expiries_after
from crossdock.studio.revision import require_revision


class Connections:
    def __init__(self, store: Store, catalogue: Catalogue, keyring: Keyring) -> None:
        self._store = store
        self._catalogue = catalogue
        self._keyring = keyring

    async def list(self, caller: Principal, project: str, environment: str, page: PageRequest) -> Page[Connection]:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await work.connections.page(opened, environment, page)

    async def get(self, caller: Principal, project: str, environment: str, name: str) -> Connection:
        """Without its secrets: only the names of those that are set."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await work.connections.get(opened, environment, name)

    async def create(self, caller: Principal, project: str, environment: str, new: ConnectionNew) -> Connection:
        """Raises InvalidInput with every problem of the settings, Conflict where the name is taken."""
        check_name("connection", new.name)
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.ADMINISTER)
            require_environment(opened, environment)
            self._check(new.connector, new.settings, new.secrets)
            connection = Connection(
                id=uuid7(),
                project=project,
                environment=environment,
                name=new.name,
                connector=new.connector,
                settings=new.settings,
                secrets_set=tuple(sorted(new.secrets)),
                expiries=expiries_after({}, {}, new.secrets, new.expires_on, caller.name),
                revision=1,
                created_at=work.now,
                updated_at=work.now,
            )
            await work.connections.add(opened, connection, self._seal(new.secrets))
            told = {"connector": new.connector, "secrets": connection.secrets_set}
            await work.audit.record(caller.name, opened, "connection.create", _subject(connection), told)
        return connection

    async def change(
        self,
        caller: Principal,
        project: str,
        environment: str,
        name: str,
        settings: ConnectionSettings,
        expected: int | None,
        told_by: str = "",
    ) -> Connection:
        """Replace the settings; of the secrets only those that are named.

        `told_by` told when they expire; '' for the caller.
        """
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.ADMINISTER)
            require_environment(opened, environment)
            stored, sealed = await work.connections.lock(opened, environment, name)
            require_revision("connection", stored.revision, expected)
            before = self._open(sealed)
            secrets = _merged(before, settings.secrets)
            self._check(stored.connector, settings.settings, secrets)
            connection = msgspec.structs.replace(
                stored,
                settings=settings.settings,
                secrets_set=tuple(sorted(secrets)),
                expiries=expiries_after(stored.expiries, before, secrets, settings.expires_on, told_by or caller.name),
                revision=stored.revision + 1,
                updated_at=work.now,
            )
            await work.connections.change(connection, self._seal(secrets))
            told: dict[str, Any] = {"revision": connection.revision, "secrets_changed": sorted(settings.secrets)}
            if connection.expiries != stored.expiries:
                told["expiries"] = msgspec.to_builtins(connection.expiries)
            await work.audit.record(caller.name, opened, "connection.change", _subject(connection), told)
        return connection

    async def delete(self, caller: Principal, project: str, environment: str, name: str, expected: int | None) -> None:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.ADMINISTER)
            require_environment(opened, environment)
            stored, _ = await work.connections.lock(opened, environment, name)
            require_revision("connection", stored.revision, expected)
            await work.connections.delete(stored)
            await work.audit.record(caller.name, opened, "connection.delete", _subject(stored))

    def _check(self, connector: str, settings: Mapping[str, Any], secrets: Mapping[str, str]) -> None:
        try:
            problems = self._catalogue.check_settings(connector, settings, secrets)
        except NotFound as error:
            raise InvalidInput(error.message, code="unknown-connector", remedy=error.remedy) from error
        if problems:
            raise InvalidInput(
                f"The settings do not fit the connector '{connector}'.",
                remedy="Correct each of the problems named.",
                problems=problems,
            )

    def _seal(self, secrets: Mapping[str, str]) -> bytes:
        return self._keyring.seal(msgspec.json.encode(secrets))

    def _open(self, sealed: bytes) -> dict[str, str]:
        return msgspec.json.decode(self._keyring.open(sealed), type=dict[str, str])


def _merged(stored: Mapping[str, str], given: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in {**stored, **given}.items() if value is not None}


def _subject(connection: Connection) -> str:
    return f"connection {connection.environment}/{connection.name}"
