"""Checks of reading: everything comes as it is, and nothing is asked in vain."""

from __future__ import annotations

from string import Formatter
from urllib.parse import quote

import pytest

from crossdock.connect import Resource
from crossdock.errors import InvalidInput, NotFound
from crossdock.testing.platform import Platform
from crossdock.testing.subject import Subject
from crossdock.testing.unforeseen import BREAKS_OUT, new_field, odd_texts


class ReadingChecks(Subject):
    @pytest.mark.anyio
    async def test_every_record_is_read_as_it_is(self, read_resource: Resource, platform: Platform) -> None:
        added = {"brand_new_field": new_field(read_resource.format.answers)}
        records = [{**record, **added} for record in self.samples(read_resource)]
        platform.answers(*self.pages(read_resource, [records]))
        assert await self.read(platform, read_resource) == records

    @pytest.mark.anyio
    async def test_odd_texts_are_read_as_they_are(self, read_resource: Resource, platform: Platform) -> None:
        odd = odd_texts(read_resource.format.answers)
        records = [{**self.samples(read_resource)[0], "odd": odd}]
        platform.answers(*self.pages(read_resource, [records]))
        read = await self.read(platform, read_resource)
        assert [record.get("odd") for record in read] == [odd]

    @pytest.mark.anyio
    async def test_a_request_is_authenticated_and_says_what_it_reads(
        self, read_resource: Resource, platform: Platform
    ) -> None:
        platform.answers(*self.pages(read_resource, [self.samples(read_resource)]))
        await self.read(platform, read_resource)
        request = platform.requests[0]
        connector = self.connector(self.settings)
        assert str(request.url).startswith((connector.address + "/", *(f"{one}/" for one in connector.other_addresses)))
        assert request.headers["accept"] == read_resource.format.answers.content_type
        assert self.is_signed(request)

    @pytest.mark.anyio
    async def test_a_parameter_stays_in_its_place(self, read_resource: Resource, platform: Platform) -> None:
        platform.answers(*self.pages(read_resource, [self.samples(read_resource)]))
        times = (read_resource.since, read_resource.until)
        named = [field for _, field, _, _ in Formatter().parse(read_resource.path or "") if field]
        in_path = [name for name in named if name not in times]
        given = self.parameters.get(read_resource.name, {})
        await self.read(platform, read_resource, {**given, **dict.fromkeys(in_path, BREAKS_OUT)})
        target = platform.requests[0].url.raw_path.decode().partition("?")[0]
        assert target.count(quote(BREAKS_OUT, safe="")) == len(in_path)

    @pytest.mark.anyio
    async def test_a_read_without_what_it_needs_is_refused_before_asking(self, platform: Platform) -> None:
        for name in self.parameters:
            with pytest.raises(InvalidInput) as raised:
                await self.read(platform, self.connector.resource(name), {})
            assert raised.value.remedy
        assert not platform.requests

    @pytest.mark.anyio
    async def test_what_the_platform_does_not_list_is_refused_before_asking(self, platform: Platform) -> None:
        for resource in self.connector.resources:
            if resource.path is None:
                with pytest.raises(InvalidInput, match=resource.name):
                    await self.read(platform, resource)
        assert not platform.requests

    @pytest.mark.anyio
    async def test_an_unknown_resource_is_named_with_what_there_is(self) -> None:
        with pytest.raises(NotFound, match=self.connector.resources[0].name):
            self.connector.resource("no_such_thing")
