"""Checks of paging: a long list comes whole, once, from one host, and ends."""

from __future__ import annotations

import pytest
from pytest_httpx import HTTPXMock

from crossdock.connect import Resource
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.subject import Subject


class PagingChecks(Subject):
    @pytest.mark.anyio
    async def test_pages_are_followed_to_the_last(self, paged_resource: Resource, httpx_mock: HTTPXMock) -> None:
        records = self.samples(paged_resource)
        answers = self._answer(httpx_mock, paged_resource, [[record] for record in records])
        assert await self.read(paged_resource) == records
        assert len(httpx_mock.get_requests()) == answers

    @pytest.mark.anyio
    async def test_every_page_is_authenticated(self, paged_resource: Resource, httpx_mock: HTTPXMock) -> None:
        records = self.samples(paged_resource)
        answers = self._answer(httpx_mock, paged_resource, [records[:1], records[1:]])
        await self.read(paged_resource)
        assert [self.is_signed(request) for request in httpx_mock.get_requests()] == [True] * answers

    @pytest.mark.anyio
    async def test_a_page_that_shifts_repeats_nothing(self, paged_resource: Resource, httpx_mock: HTTPXMock) -> None:
        first, second, *_ = self.samples(paged_resource)
        self._answer(httpx_mock, paged_resource, [[first], [first, second]])
        assert await self.read(paged_resource) == [first, second]

    @pytest.mark.anyio
    async def test_a_record_that_changed_between_pages_comes_again(
        self, paged_resource: Resource, httpx_mock: HTTPXMock
    ) -> None:
        before, other, *_ = self.samples(paged_resource)
        after = {**before, "brand_new_field": "changed"}
        self._answer(httpx_mock, paged_resource, [[before], [after, other]])
        assert await self.read(paged_resource) == [before, after, other]

    @pytest.mark.anyio
    async def test_paging_in_circles_ends_with_an_error(self, paged_resource: Resource, httpx_mock: HTTPXMock) -> None:
        record = self.samples(paged_resource)[0]
        circle = self.pages(paged_resource, [[record], [record]])[0]
        httpx_mock.add_response(**circle, is_reusable=True)
        with pytest.raises(PlatformError, match="circles"):
            await self.read(paged_resource)
        assert len(httpx_mock.get_requests()) == 2

    @pytest.mark.anyio
    async def test_a_next_page_at_another_host_is_not_asked(
        self, linked_resource: Resource, httpx_mock: HTTPXMock
    ) -> None:
        record = self.samples(linked_resource)[0]
        httpx_mock.add_response(**self.page(linked_resource, [record], "https://elsewhere.example.net/orders"))
        with pytest.raises(PlatformError, match=r"elsewhere\.example\.net") as raised:
            await self.read(linked_resource)
        assert raised.value.kind is ErrorKind.STOP
        assert len(httpx_mock.get_requests()) == 1
