"""Checks of writing: a message arrives as it is, once, and a failure says whether it may have arrived all the same."""

from __future__ import annotations

from string import Formatter
from urllib.parse import quote

import pytest

from crossdock.connect import Operation, Repeat
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.platform import Platform, Response
from crossdock.testing.subject import Subject
from crossdock.testing.trouble import OUTAGES, SILENT, UNREACHABLE
from crossdock.testing.unforeseen import BREAKS_OUT, BROKEN_BODIES, new_field, odd_texts


class WritingChecks(Subject):
    @pytest.mark.anyio
    async def test_a_message_is_sent_once_exactly_and_authenticated(
        self, operation: Operation, platform: Platform
    ) -> None:
        message = {**self.message(operation), "brand_new_field": new_field(operation.format)}
        platform.answers(self.accepted_answer(operation))
        await self.write(platform, operation, message)
        assert len(platform.requests) == 1, "a write is one request; look ids up in `resolve`"
        request = platform.requests[0]
        assert (request.method, self.is_signed(request)) == (operation.method, True)
        connector = self.connector(self.settings)
        assert str(request.url).startswith(tuple(f"{at}/" for at in (connector.address, *connector.other_addresses)))
        assert self.tells(operation, message, request)

    @pytest.mark.anyio
    async def test_odd_texts_are_sent_as_they_are(self, operation: Operation, platform: Platform) -> None:
        message = {**self.message(operation), "odd": odd_texts(operation.format)}
        platform.answers(self.accepted_answer(operation))
        await self.write(platform, operation, message)
        assert self.tells(operation, message, platform.requests[0])

    @pytest.mark.anyio
    async def test_a_value_of_a_message_stays_in_its_place(self, operation: Operation, platform: Platform) -> None:
        in_path = [field for _, field, _, _ in Formatter().parse(operation.path) if field]
        looked_up = self.looked_up(operation)
        odd = {name: BREAKS_OUT for name in in_path if name not in looked_up}
        platform.answers(self.accepted_answer(operation))
        await self.write(
            platform,
            operation,
            {**self.message(operation), **odd},
            {**looked_up, **{name: BREAKS_OUT for name in in_path if name in looked_up}},
        )
        target = platform.requests[0].url.raw_path.decode().partition("?")[0]
        assert target.count(quote(BREAKS_OUT, safe="")) == len(in_path)

    @pytest.mark.anyio
    async def test_a_receipt_names_what_was_made(self, operation: Operation, platform: Platform) -> None:
        platform.answers(self.accepted_answer(operation))
        receipt = await self.write(platform, operation, self.message(operation))
        assert receipt.id
        assert receipt.identities[0][0] == operation.kind
        assert all(kind and value for kind, value in receipt.identities)

    @pytest.mark.anyio
    async def test_nothing_is_uncertain_before_something_was_sent(self, operation: Operation) -> None:
        for trouble in UNREACHABLE:
            error = await self._failed(operation, trouble("gone"))
            assert (error.kind, error.uncertain) == (ErrorKind.RETRY, False), trouble

    @pytest.mark.anyio
    async def test_silence_after_sending_is_uncertain(self, operation: Operation) -> None:
        for trouble in SILENT:
            error = await self._failed(operation, trouble("gone"))
            assert (error.kind, error.uncertain) == (ErrorKind.RETRY, True), trouble

    @pytest.mark.anyio
    async def test_an_outage_is_uncertain(self, operation: Operation) -> None:
        for status in OUTAGES:
            error = await self._failed(operation, {"status_code": status})
            assert (error.kind, error.uncertain) == (ErrorKind.RETRY, True), status

    @pytest.mark.anyio
    async def test_a_success_that_does_not_say_what_it_did_is_uncertain(self, operation: Operation) -> None:
        for body in (*BROKEN_BODIES, b"null", b"{}", b"[]", b"7"):
            error = await self._failed(operation, {"content": body})
            assert (error.kind, error.uncertain) == (ErrorKind.RETRY, True), body

    @pytest.mark.anyio
    async def test_a_redirect_of_a_write_stops(self, operation: Operation, platform: Platform) -> None:
        platform.always_answers({"status_code": 307, "headers": {"Location": "https://elsewhere.example.net/"}})
        with pytest.raises(PlatformError) as raised:
            await self.write(platform, operation, self.message(operation))
        assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.STOP, True)
        assert len(platform.requests) == 1

    @pytest.mark.anyio
    async def test_a_throttled_write_was_not_carried_out(self, operation: Operation) -> None:
        error = await self._failed(operation, {"status_code": 429})
        assert (error.kind, error.uncertain) == (ErrorKind.RETRY, False)

    @pytest.mark.anyio
    async def test_a_throttled_write_waits_as_long_as_it_is_asked_to(self, operation: Operation) -> None:
        error = await self._failed(operation, {"status_code": 429, "headers": {"Retry-After": "2.5"}})
        assert error.retry_after == 2.5

    @pytest.mark.anyio
    async def test_refused_credentials_stop_a_write(self, operation: Operation) -> None:
        for status in (401, 403):
            error = await self._failed(operation, {"status_code": status})
            assert (error.kind, error.uncertain) == (ErrorKind.STOP, False), status

    @pytest.mark.anyio
    async def test_a_refused_write_is_held(self, operation: Operation) -> None:
        for status in (400, 404, 409, 422):
            error = await self._failed(operation, {"status_code": status, "json": {"message": "Not as you sent it"}})
            assert (error.kind, error.uncertain) == (ErrorKind.HOLD, False), status

    @pytest.mark.anyio
    async def test_refused_data_is_held_in_the_platform_s_own_words(self, operation: Operation) -> None:
        error = await self._failed(operation, self.refused_answer(operation, "Line 2 is not to our liking"))
        assert (error.kind, error.uncertain) == (ErrorKind.HOLD, False)
        assert "Line 2 is not to our liking" in error.message

    @pytest.mark.anyio
    async def test_a_refused_repeat_is_told_from_any_other_failure(self, operation: Operation) -> None:
        if operation.repeat is Repeat.REFUSED:
            others: list[Response] = [self.refused_answer(operation, "No."), {"status_code": 401}, {"status_code": 503}]
            told = [
                self.connector(self.settings).is_repeat(await self._failed(operation, answer))
                for answer in (self.repeated_answer(operation), *others)
            ]
            assert told == [True, False, False, False]

    async def _failed(self, operation: Operation, given: Response | Exception) -> PlatformError:
        """The error of a write that is answered so."""
        platform = self.stand_in()
        platform.always_answers(given)
        try:
            await self.write(platform, operation, self.message(operation))
        except PlatformError as error:
            return error
        raise AssertionError(f"{given} was taken for a receipt")
