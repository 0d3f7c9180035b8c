"""Checks of writing: a message arrives as it is, once, and a failure says whether it may have arrived all the same."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest
from pytest_httpx import HTTPXMock

from crossdock.connect import Operation, Receipt, Repeat
from crossdock.connect.line import Line
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.subject import Subject

NEW_FIELD = {"digits": 12345678901234567890, "text": "Grüße 茶 😀"}


class WritingChecks(Subject):
    @pytest.mark.anyio
    async def test_a_message_is_sent_once_exactly_and_authenticated(
        self, operation: Operation, httpx_mock: HTTPXMock
    ) -> None:
        message = {**self._message(operation), "brand_new_field": NEW_FIELD}
        httpx_mock.add_response(**self.accepted_answer(operation))
        await self._write(operation, message)
        requests = httpx_mock.get_requests()
        assert len(requests) == 1, "a write is one request; look ids up in `resolve`"
        request = requests[0]
        assert (request.method, self.is_signed(request)) == (operation.method, True)
        assert str(request.url).startswith(self.connector(self.settings).address + "/")
        assert self.tells(operation, message, request)

    @pytest.mark.anyio
    async def test_a_receipt_names_what_was_made(self, operation: Operation, httpx_mock: HTTPXMock) -> None:
        httpx_mock.add_response(**self.accepted_answer(operation))
        receipt = await self._write(operation, self._message(operation))
        assert receipt.id
        assert receipt.identities[0][0] == operation.kind
        assert all(kind and value for kind, value in receipt.identities)

    @pytest.mark.anyio
    @pytest.mark.parametrize("trouble", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout])
    async def test_nothing_is_uncertain_before_something_was_sent(
        self,
        operation: Operation,
        trouble: type[httpx.TransportError],
        httpx_mock: HTTPXMock,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        httpx_mock.add_exception(trouble("gone"))
        error = await self._failed(operation, caplog)
        assert (error.kind, error.uncertain) == (ErrorKind.RETRY, False)

    @pytest.mark.anyio
    @pytest.mark.parametrize("trouble", [httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError])
    async def test_silence_after_sending_is_uncertain(
        self,
        operation: Operation,
        trouble: type[httpx.TransportError],
        httpx_mock: HTTPXMock,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        httpx_mock.add_exception(trouble("gone"))
        error = await self._failed(operation, caplog)
        assert (error.kind, error.uncertain) == (ErrorKind.RETRY, True)

    @pytest.mark.anyio
    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    async def test_an_outage_is_uncertain(
        self, operation: Operation, status: int, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        httpx_mock.add_response(status_code=status)
        error = await self._failed(operation, caplog)
        assert (error.kind, error.uncertain) == (ErrorKind.RETRY, True)

    @pytest.mark.anyio
    @pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"null", b"{}", b"<html>Back soon</html>"])
    async def test_a_success_that_does_not_say_what_it_did_is_uncertain(
        self, operation: Operation, body: bytes, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        httpx_mock.add_response(content=body)
        error = await self._failed(operation, caplog)
        assert (error.kind, error.uncertain) == (ErrorKind.RETRY, True)

    @pytest.mark.anyio
    async def test_a_redirect_of_a_write_stops(
        self, operation: Operation, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        httpx_mock.add_response(status_code=307, headers={"Location": "https://elsewhere.example.net/"})
        error = await self._failed(operation, caplog)
        assert (error.kind, error.uncertain) == (ErrorKind.STOP, True)
        assert len(httpx_mock.get_requests()) == 1

    @pytest.mark.anyio
    async def test_a_throttled_write_waits_as_long_as_it_is_asked_to(
        self, operation: Operation, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        httpx_mock.add_response(status_code=429, headers={"Retry-After": "2.5"})
        error = await self._failed(operation, caplog)
        assert (error.kind, error.uncertain, error.retry_after) == (ErrorKind.RETRY, False, 2.5)

    @pytest.mark.anyio
    async def test_refused_credentials_stop_a_write(
        self, operation: Operation, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        httpx_mock.add_response(status_code=401)
        error = await self._failed(operation, caplog)
        assert (error.kind, error.uncertain) == (ErrorKind.STOP, False)

    @pytest.mark.anyio
    async def test_refused_data_is_held_in_the_platform_s_own_words(
        self, operation: Operation, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        words = f"Line 2 is not to our liking, nor is {' or '.join(self.secret_texts())}"
        httpx_mock.add_response(**self.refused_answer(operation, words))
        error = await self._failed(operation, caplog)
        assert (error.kind, error.uncertain) == (ErrorKind.HOLD, False)
        assert "Line 2 is not to our liking" in error.message

    @pytest.mark.anyio
    async def test_a_refused_repeat_is_told_from_any_other_failure(
        self, operation: Operation, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
    ) -> None:
        if operation.repeat is Repeat.REFUSED:
            others = [self.refused_answer(operation, "No."), {"status_code": 401}, {"status_code": 503}]
            told = []
            for answer in (self.repeated_answer(operation), *others):
                httpx_mock.add_response(**answer)
                told.append(self.connector(self.settings).is_repeat(await self._failed(operation, caplog)))
            assert told == [True, False, False, False]

    @pytest.mark.anyio
    async def test_an_outage_while_looking_for_a_write_is_never_its_absence(
        self, operation: Operation, httpx_mock: HTTPXMock
    ) -> None:
        if operation.repeat is Repeat.FOUND:
            httpx_mock.add_response(status_code=503, is_reusable=True)
            connector = self.connector(self.settings)
            async with Line(connector) as line:
                with pytest.raises(PlatformError):
                    await connector.find(line, operation, self._message(operation), self._resolved(operation))

    def _message(self, operation: Operation) -> dict[str, Any]:
        message: dict[str, Any] = self.samples(self.connector.resource(operation.resource))[0]
        return message

    def _resolved(self, operation: Operation) -> dict[str, Any]:
        return dict(self.resolved.get(operation.name, {}))

    async def _write(self, operation: Operation, message: Any) -> Receipt:
        connector = self.connector(self.settings)
        async with Line(connector) as line:
            return await connector.write(line, operation, message, self._resolved(operation))

    async def _failed(self, operation: Operation, caplog: pytest.LogCaptureFixture) -> PlatformError:
        """The error of a write that must fail, once it is clear that it explains itself and hides every secret."""
        caplog.set_level(logging.DEBUG)
        with pytest.raises(PlatformError) as raised:
            await self._write(operation, self._message(operation))
        error = raised.value
        assert self.connector.title in error.message
        assert error.remedy
        assert not self.holds_secret(f"{caplog.text} {error} {error!r} {error.details}")
        return error
