"""Checks of connectors that fetch a token first: it is fetched once, anew when it is refused, and seen by nobody."""

from __future__ import annotations

import logging

import httpx
import pytest

from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.platform import Platform, Response, TokenService
from crossdock.testing.secrecy import told
from crossdock.testing.subject import Subject
from crossdock.testing.trouble import every_failure


class TokenChecks(Subject):
    @pytest.mark.anyio
    async def test_a_token_is_fetched_once_and_sent_with_every_request(self, platform: Platform) -> None:
        service = _service(platform)
        platform.always_answers({"json": {}})
        await self._ask_on(platform, 3)
        assert len(service.requests) == 1
        assert all(service.given[0] in f"{request.headers.raw!r}" for request in platform.requests)

    @pytest.mark.anyio
    async def test_a_refused_token_is_fetched_anew_and_the_request_sent_again(self, platform: Platform) -> None:
        service = _service(platform)
        platform.answers({"status_code": 401}, {"json": {}})
        await self._ask_on(platform)
        assert len(service.given) == len(platform.requests) == 2
        assert service.given[1] in f"{platform.requests[1].headers.raw!r}"

    @pytest.mark.anyio
    async def test_a_new_token_that_is_refused_as_well_stops(self, platform: Platform) -> None:
        service = _service(platform)
        platform.always_answers({"status_code": 401})
        assert (await self._token_failure(platform)).kind is ErrorKind.STOP
        assert len(service.given) == len(platform.requests) == 2

    @pytest.mark.anyio
    async def test_a_service_that_gives_no_token_stops(self) -> None:
        refusals: list[Response] = [{"status_code": status} for status in (400, 401, 403)]
        for refusal in (*refusals, {"json": {}}, {"json": self.token_answer("")["json"]}):
            platform = self._refusing(refusal)
            error = await self._token_failure(platform)
            assert (error.kind, error.uncertain, platform.requests) == (ErrorKind.STOP, False, []), refusal

    @pytest.mark.anyio
    async def test_a_service_that_is_away_is_tried_again_and_nothing_is_uncertain(self) -> None:
        for trouble in ({"status_code": 503}, {"status_code": 429}, {"content": b"{"}, httpx.ReadTimeout("gone")):
            platform = self._refusing(trouble)
            error = await self._token_failure(platform)
            assert (error.kind, error.uncertain, platform.requests) == (ErrorKind.RETRY, False, []), trouble

    @pytest.mark.anyio
    async def test_what_a_token_costs_and_the_token_itself_are_hidden(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        words = f"We do not like {' or '.join(self.secret_texts())}"
        for refusal in every_failure(words):
            if isinstance(refusal, Exception) or refusal.get("status_code", 200) != 200:
                error = await self._token_failure(self._refusing(refusal))
                assert not self.holds_secret(f"{told(error)} {caplog.text}"), refusal
        platform = self.stand_in()
        given = _service(platform).given
        platform.always_answers({"status_code": 422, "text": "made-up-token-of-the-service-1"})
        error = await self._token_failure(platform)
        assert not self.holds_secret(f"{told(error)} {caplog.text}", given)

    def _refusing(self, refusal: Response | Exception) -> Platform:
        platform = self.stand_in()
        _service(platform).refusal = refusal
        return platform

    async def _ask_on(self, platform: Platform, times: int = 1) -> None:
        async with self.line(platform) as line:
            for _ in range(times):
                await line.ask("POST", "/")

    async def _token_failure(self, platform: Platform) -> PlatformError:
        try:
            await self._ask_on(platform)
        except PlatformError as error:
            return error
        raise AssertionError("a request without a token was taken for a success")


def _service(platform: Platform) -> TokenService:
    assert platform.tokens is not None
    return platform.tokens
