"""Checks of failures while reading: each has its kind, and says what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from crossdock.connect.format import Json
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.platform import Platform, Response
from crossdock.testing.subject import Subject
from crossdock.testing.trouble import READS_AS_NO_LIST, UNREACHABLE, every_failure
from crossdock.testing.unforeseen import BROKEN_BODIES

LONGEST_MESSAGE = 1000


class FailureChecks(Subject):
    @pytest.mark.anyio
    async def test_refused_credentials_stop(self) -> None:
        for status in (401, 403):
            assert (await self._refused({"status_code": status})).kind is ErrorKind.STOP, status

    @pytest.mark.anyio
    async def test_a_refused_request_is_held(self) -> None:
        for status in (400, 404, 409, 422):
            error = await self._refused({"status_code": status, "json": {"message": "Not as you sent it"}})
            assert (error.kind, error.status) == (ErrorKind.HOLD, status)

    @pytest.mark.anyio
    async def test_a_page_for_people_is_not_quoted(self) -> None:
        page = "<!DOCTYPE html><html><body><h1>Not here</h1></body></html>"
        error = await self._refused({"status_code": 404, "html": page})
        assert error.kind is ErrorKind.HOLD
        assert "<" not in str(error)

    @pytest.mark.anyio
    async def test_long_words_are_cut_short(self) -> None:
        words = "Not as you sent it, 茶. " * 5_000
        body = {"errors": words, "Message": words, "message": words}
        assert len((await self._refused({"status_code": 422, "json": body})).message) <= LONGEST_MESSAGE

    @pytest.mark.anyio
    async def test_an_outage_is_tried_again(self) -> None:
        for status in (408, 429, 500, 502, 503, 504):
            error = await self._refused({"status_code": status})
            assert (error.kind, error.retry_after) == (ErrorKind.RETRY, None), status

    @pytest.mark.anyio
    async def test_the_time_to_wait_is_taken_from_seconds(self) -> None:
        for status in (429, 503):
            error = await self._refused({"status_code": status, "headers": {"Retry-After": "2.5"}})
            assert (error.kind, error.retry_after) == (ErrorKind.RETRY, 2.5), status

    @pytest.mark.anyio
    async def test_the_time_to_wait_is_taken_from_a_date(self) -> None:
        moment = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
        error = await self._refused({"status_code": 429, "headers": {"Retry-After": moment}})
        assert error.retry_after is not None
        assert 3000 < error.retry_after <= 3600

    @pytest.mark.anyio
    async def test_a_redirect_is_not_followed(self) -> None:
        headers = {"Location": "https://elsewhere.example.net/"}
        for status in (301, 302, 303, 307, 308):
            error = await self._refused({"status_code": status, "headers": headers})
            assert error.kind is ErrorKind.STOP, status
            assert "elsewhere.example.net" in error.remedy, status

    @pytest.mark.anyio
    async def test_a_success_that_cannot_be_read_is_tried_again(self) -> None:
        for body in BROKEN_BODIES:
            assert (await self._refused({"content": body})).kind is ErrorKind.RETRY, body

    @pytest.mark.anyio
    async def test_a_success_without_its_list_is_never_an_empty_list(self) -> None:
        for body in READS_AS_NO_LIST if isinstance(self.first_read().format.answers, Json) else ():
            assert (await self._refused({"content": body})).kind is ErrorKind.HOLD, body

    @pytest.mark.anyio
    async def test_silence_is_tried_again(self) -> None:
        for trouble in (httpx.ReadTimeout, *UNREACHABLE, httpx.RemoteProtocolError):
            assert (await self._refused(trouble("gone"))).kind is ErrorKind.RETRY, trouble

    @pytest.mark.anyio
    async def test_every_failure_names_the_platform_and_says_what_to_do(self) -> None:
        for failure in every_failure("We do not like that"):
            error = await self._refused(failure)
            assert self.connector.title in error.message, failure
            assert error.remedy, failure

    async def _refused(self, given: Response | Exception) -> PlatformError:
        """The error of a read that is answered so, however often it asks."""
        platform: Platform = self.stand_in()
        platform.always_answers(given)
        try:
            await self.read(platform, self.first_read())
        except PlatformError as error:
            return error
        raise AssertionError(f"{given} was taken for a list")
