"""The secrets of a connection, kept for all workers where its platform gives others in their place."""

from __future__ import annotations

from datetime import date

import msgspec

from crossdock.connect.secret import Secret
from crossdock.model.project import PLATFORM, Connection, Expiry, Project, expires_on
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store, retried


class ConnectionSecrets:
    """Implements `crossdock.connect.grant.SecretKeeper` for one connection, whose revision stays: nobody changed it."""

    def __init__(self, store: Store, keyring: Keyring, project: Project, environment: str, connection: str) -> None:
        self._store, self._keyring = store, keyring
        self._place = (project, environment, connection)

    async def latest(self, setting: str) -> Secret | None:
        """A secret as it is now. Raises NotFound where the connection is gone."""
        async with self._store.read() as work:
            _, sealed = await work.connections.get_sealed(*self._place)
        text = self._open(sealed).get(setting)
        return Secret(text) if text else None

    @retried
    async def replace(self, setting: str, old: Secret, new: Secret, expires_in: float | None) -> None:
        """Keep another in its place, unless a person or another worker replaced the old one already.

        The day on which the old one expired goes with it.
        """
        async with self._store.begin() as work:
            connection, sealed = await work.connections.lock(*self._place)
            secrets = self._open(sealed)
            if secrets.get(setting) == old.reveal():
                changed = self._keyring.seal(msgspec.json.encode({**secrets, setting: new.reveal()}))
                await work.connections.change(_renewed(connection, setting, expires_on(expires_in, work.now)), changed)

    def _open(self, sealed: bytes) -> dict[str, str]:
        return msgspec.json.decode(self._keyring.open(sealed), type=dict[str, str])


def _renewed(connection: Connection, setting: str, day: date | None) -> Connection:
    others = {name: expiry for name, expiry in connection.expiries.items() if name != setting}
    told = {} if day is None else {setting: Expiry(on=day, told_by=PLATFORM)}
    return msgspec.structs.replace(connection, expiries=others | told)
