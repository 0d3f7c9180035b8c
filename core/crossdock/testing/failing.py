"""Checks of failures: each has its kind, says what to do, and gives no secret away."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest
from pytest_httpx import HTTPXMock

from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.subject import Subject


class FailureChecks(Subject):
    @pytest.mark.anyio
    @pytest.mark.parametrize("status", [401, 403])
    async def test_refused_credentials_stop(
        self, status: int, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert (await self._refused(httpx_mock, caplog, status_code=status)).kind is ErrorKind.STOP

    @pytest.mark.anyio
    @pytest.mark.parametrize("status", [400, 404, 409, 422])
    async def test_a_refused_request_is_held(
        self, status: int, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        error = await self._refused(httpx_mock, caplog, status_code=status, json={"message": "Not as you sent it"})
        assert (error.kind, error.status) == (ErrorKind.HOLD, status)

    @pytest.mark.anyio
    async def test_a_page_for_people_is_not_quoted(
        self, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        page = "<!DOCTYPE html><html><body><h1>Not here</h1></body></html>"
        error = await self._refused(httpx_mock, caplog, status_code=404, html=page)
        assert error.kind is ErrorKind.HOLD
        assert "<" not in str(error)

    @pytest.mark.anyio
    @pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
    async def test_an_outage_is_tried_again(
        self, status: int, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        error = await self._refused(httpx_mock, caplog, status_code=status)
        assert (error.kind, error.retry_after) == (ErrorKind.RETRY, None)

    @pytest.mark.anyio
    @pytest.mark.parametrize("status", [429, 503])
    async def test_the_time_to_wait_is_taken_from_seconds(
        self, status: int, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        error = await self._refused(httpx_mock, caplog, status_code=status, headers={"Retry-After": "2.5"})
        assert (error.kind, error.retry_after) == (ErrorKind.RETRY, 2.5)

    @pytest.mark.anyio
    async def test_the_time_to_wait_is_taken_from_a_date(
        self, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        moment = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
        error = await self._refused(httpx_mock, caplog, status_code=429, headers={"Retry-After": moment})
        assert error.retry_after is not None
        assert 3000 < error.retry_after <= 3600

    @pytest.mark.anyio
    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    async def test_a_redirect_is_not_followed(
        self, status: int, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        headers = {"Location": "https://elsewhere.example.net/"}
        error = await self._refused(httpx_mock, caplog, status_code=status, headers=headers)
        assert error.kind is ErrorKind.STOP
        assert "elsewhere.example.net" in error.remedy

    @pytest.mark.anyio
    @pytest.mark.parametrize("body", [b"", b" \n", b'{"orders": [', b"\xff\xfe", b"<html>Back soon</html>"])
    async def test_a_success_that_cannot_be_read_is_tried_again(
        self, body: bytes, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert (await self._refused(httpx_mock, caplog, content=body)).kind is ErrorKind.RETRY

    @pytest.mark.anyio
    @pytest.mark.parametrize("body", [b"{}", b"null", b'{"unheard_of": []}', b"7"])
    async def test_a_success_without_its_list_is_never_an_empty_list(
        self, body: bytes, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert (await self._refused(httpx_mock, caplog, content=body)).kind is ErrorKind.HOLD

    @pytest.mark.anyio
    @pytest.mark.parametrize("trouble", [httpx.ReadTimeout, httpx.ConnectError, httpx.RemoteProtocolError])
    async def test_silence_is_tried_again(
        self, trouble: type[httpx.TransportError], httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        httpx_mock.add_exception(trouble(f"gone, with {' '.join(self.secret_texts())}"))
        error = await self._failure(caplog)
        assert error.kind is ErrorKind.RETRY

    @pytest.mark.anyio
    async def test_a_secret_that_the_platform_repeats_is_hidden(
        self, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        for status in (401, 422):
            words = f"We do not like {' or '.join(self.secret_texts())}"
            body = {"errors": words, "Message": words, "message": words}
            await self._refused(httpx_mock, caplog, status_code=status, json=body)

    async def _refused(self, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture, **response: Any) -> PlatformError:
        httpx_mock.add_response(**response)
        return await self._failure(caplog)

    async def _failure(self, caplog: pytest.LogCaptureFixture) -> PlatformError:
        """The error of a read that must fail, once it is clear that it explains itself and hides every secret."""
        caplog.set_level(logging.DEBUG)
        with pytest.raises(PlatformError) as raised:
            await self.read(self.first_read())
        error = raised.value
        assert self.connector.title in error.message
        assert error.remedy
        assert not self.holds_secret(f"{caplog.text} {error} {error!r} {error.details}")
        return error
