"""Checks of what a sandbox gives to read, over real HTTP."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import httpx
import pytest

from crossdock.connect.secret import redact
from crossdock.engine.schema import SchemaCheck
from crossdock.errors import ErrorKind, PlatformError
from crossdock.model.problem import Side
from crossdock.testing.sandbox_subject import SandboxSubject, ask_for


class SandboxReadingChecks(SandboxSubject):
    @pytest.mark.anyio
    async def test_every_resource_is_read_as_its_schema_says(
        self, connection: Mapping[str, str], client: httpx.Client
    ) -> None:
        parameters = self.prepare(client, connection)
        connector = self.connect(connection)
        for resource in self.connector.resources:
            if resource.path is None:
                continue
            records = await self.read(connector, resource.name, **parameters.get(resource.name, {}))
            assert records, f"put something into the sandbox to read as '{resource.name}'"
            check = SchemaCheck(resource.schema(self.connector.package))
            assert [check.problems(record, Side.SOURCE) for record in records] == [()] * len(records)
            assert len({resource.key_of(record) for record in records}) == len(records)

    @pytest.mark.anyio
    async def test_a_list_is_the_same_on_small_pages(self, connection: Mapping[str, str]) -> None:
        connector = self.connect(connection)
        whole = await self.read(connector, self.plain_resource)
        assert await self.read(connector, self.plain_resource, **self.small_pages) == whole

    @pytest.mark.anyio
    async def test_a_wrong_secret_stops_the_connection(self, connection: Mapping[str, str]) -> None:
        with pytest.raises(PlatformError) as raised:
            await self.read(self._with_wrong_secret(connection), self.plain_resource)
        assert raised.value.kind is ErrorKind.STOP

    @pytest.mark.anyio
    async def test_no_log_of_a_call_holds_a_secret(
        self, connection: Mapping[str, str], caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        for connector in (self.connect(connection), self._with_wrong_secret(connection)):
            with suppress(PlatformError):
                await self.read(connector, self.plain_resource)
            ours = " ".join(one.getMessage() for one in caplog.records if not one.name.startswith("uvicorn"))
            assert redact(ours, connector.secrets) == ours

    @pytest.mark.anyio
    @pytest.mark.parametrize("seconds", [None, 3.5])
    async def test_a_throttled_read_is_tried_again(
        self, seconds: float | None, connection: Mapping[str, str], client: httpx.Client
    ) -> None:
        ask_for(client, kind="throttle", seconds=seconds)
        with pytest.raises(PlatformError) as raised:
            await self.read(self.connect(connection), self.plain_resource)
        assert (raised.value.kind, raised.value.status) == (ErrorKind.RETRY, 429)
        assert raised.value.retry_after == seconds

    @pytest.mark.anyio
    @pytest.mark.parametrize("fault", [{"kind": "reset"}, {"kind": "timeout", "seconds": 0.01}, {"kind": "status"}])
    async def test_trouble_is_tried_again(
        self, fault: Mapping[str, Any], connection: Mapping[str, str], client: httpx.Client
    ) -> None:
        ask_for(client, **fault)
        connector = self.connect(connection)
        with pytest.raises(PlatformError) as raised:
            await self.read(connector, self.plain_resource)
        assert raised.value.kind is ErrorKind.RETRY
        assert await self.read(connector, self.plain_resource)

    def _with_wrong_secret(self, connection: Mapping[str, str]) -> Any:
        return self.connect({**connection, self.connector.auth.settings[-1]: "made-up-and-wrong"})
