"""Checks of paging: a long list comes whole, once, from one host, and ends."""

from __future__ import annotations

import pytest

from crossdock.connect import Resource
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.platform import Platform
from crossdock.testing.subject import Subject


class PagingChecks(Subject):
    @pytest.mark.anyio
    async def test_pages_are_followed_to_the_last_and_no_further(
        self, paged_resource: Resource, platform: Platform
    ) -> None:
        records = self.samples(paged_resource)
        answers = self.pages(paged_resource, [[record] for record in records])
        platform.answers(*answers)
        read = await self.read(platform, paged_resource, patient=False)
        assert self.keys(paged_resource, read) == self.keys(paged_resource, records)
        assert len(platform.requests) == len(answers)

    @pytest.mark.anyio
    async def test_every_page_is_authenticated(self, paged_resource: Resource, platform: Platform) -> None:
        records = self.samples(paged_resource)
        platform.answers(*self.pages(paged_resource, [records[:1], records[1:]]))
        await self.read(platform, paged_resource)
        assert all(self.is_signed(request) for request in platform.requests)

    @pytest.mark.anyio
    async def test_a_page_that_shifts_repeats_nothing(self, paged_resource: Resource, platform: Platform) -> None:
        first, second, *_ = self.samples(paged_resource)
        platform.answers(*self.pages(paged_resource, [[first], [first, second]]))
        read = await self.read(platform, paged_resource)
        assert self.keys(paged_resource, read) == self.keys(paged_resource, [first, second])

    @pytest.mark.anyio
    async def test_a_record_that_changed_between_pages_comes_again(
        self, paged_resource: Resource, platform: Platform
    ) -> None:
        before, other, *_ = self.samples(paged_resource)
        after = {**before, "brand_new_field": "changed"}
        platform.answers(*self.pages(paged_resource, [[before], [after, other]]))
        read = await self.read(platform, paged_resource)
        assert self.keys(paged_resource, read) == self.keys(paged_resource, [before, after, other])
        assert read[1].get("brand_new_field") == "changed"

    @pytest.mark.anyio
    async def test_a_list_that_breaks_off_is_never_a_shorter_list(
        self, paged_resource: Resource, platform: Platform
    ) -> None:
        records = self.samples(paged_resource)
        platform.answers(self.pages(paged_resource, [records[:1], records[1:]])[0])
        platform.always_answers({"status_code": 503})
        with pytest.raises(PlatformError) as raised:
            await self.read(platform, paged_resource)
        assert raised.value.kind is ErrorKind.RETRY

    @pytest.mark.anyio
    async def test_paging_in_circles_ends_with_an_error(self, paged_resource: Resource, platform: Platform) -> None:
        record = self.samples(paged_resource)[0]
        platform.always_answers(self.pages(paged_resource, [[record], [record]])[0])
        with pytest.raises(PlatformError, match="circles"):
            await self.read(platform, paged_resource)
        assert len(platform.requests) == 2

    @pytest.mark.anyio
    async def test_a_next_page_at_another_host_is_not_asked(
        self, linked_resource: Resource, platform: Platform
    ) -> None:
        record = self.samples(linked_resource)[0]
        platform.answers(self.page(linked_resource, [record], "https://elsewhere.example.net/orders"))
        with pytest.raises(PlatformError, match=r"elsewhere\.example\.net") as raised:
            await self.read(platform, linked_resource)
        assert raised.value.kind is ErrorKind.STOP
        assert len(platform.requests) == 1
