"""Checks of reading: everything comes as it is, and nothing is asked in vain."""

from __future__ import annotations

import pytest
from pytest_httpx import HTTPXMock

from crossdock.connect import Resource
from crossdock.errors import InvalidInput, NotFound
from crossdock.testing.subject import Subject


class ReadingChecks(Subject):
    @pytest.mark.anyio
    async def test_every_record_is_read_as_it_is(self, read_resource: Resource, httpx_mock: HTTPXMock) -> None:
        records = [{**record, "brand_new_field": {"a": [1, None]}} for record in self.samples(read_resource)]
        self._answer(httpx_mock, read_resource, [records])
        assert await self.read(read_resource) == records

    @pytest.mark.anyio
    async def test_a_request_is_authenticated_and_asks_for_json(
        self, read_resource: Resource, httpx_mock: HTTPXMock
    ) -> None:
        answers = self._answer(httpx_mock, read_resource, [self.samples(read_resource)])
        await self.read(read_resource)
        request, *others = httpx_mock.get_requests()
        assert len(others) == answers - 1
        assert str(request.url).startswith(self.connector(self.settings).address + "/")
        assert request.headers["accept"] == "application/json"
        assert self.is_signed(request)

    @pytest.mark.anyio
    async def test_a_read_without_what_it_needs_is_refused_before_asking(self, httpx_mock: HTTPXMock) -> None:
        for name in self.parameters:
            with pytest.raises(InvalidInput) as raised:
                await self.read(self.connector.resource(name), {})
            assert raised.value.remedy
        assert not httpx_mock.get_requests()

    @pytest.mark.anyio
    async def test_what_the_platform_does_not_list_is_refused_before_asking(self, httpx_mock: HTTPXMock) -> None:
        for resource in self.connector.resources:
            if resource.path is None:
                with pytest.raises(InvalidInput, match=resource.name):
                    await self.read(resource)
        assert not httpx_mock.get_requests()

    @pytest.mark.anyio
    async def test_an_unknown_resource_is_named_with_what_there_is(self) -> None:
        with pytest.raises(NotFound, match=self.connector.resources[0].name):
            self.connector.resource("no_such_thing")
