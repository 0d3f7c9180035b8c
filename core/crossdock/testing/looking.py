"""Checks of looking things up for a write: an outage, or an answer that says nothing, is never 'there is none'."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock.connect import Operation, Repeat
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.platform import Response
from crossdock.testing.subject import Subject
from crossdock.testing.trouble import UNREACHABLE
from crossdock.testing.unforeseen import BROKEN_BODIES

AWAY: tuple[Response | Exception, ...] = (
    {"status_code": 401},
    {"status_code": 429},
    {"status_code": 503},
    *(trouble("gone") for trouble in UNREACHABLE),
)


class LookingChecks(Subject):
    @pytest.mark.anyio
    async def test_an_outage_while_looking_for_a_write_is_never_its_absence(self, operation: Operation) -> None:
        for given in AWAY if operation.repeat is Repeat.FOUND else ():
            assert isinstance(await self._looked_for(operation, given), PlatformError), given

    @pytest.mark.anyio
    async def test_an_answer_that_says_nothing_is_never_the_absence_of_a_write(self, operation: Operation) -> None:
        for body in (*BROKEN_BODIES, b"null", b"{}", b"7") if operation.repeat is Repeat.FOUND else ():
            assert isinstance(await self._looked_for(operation, {"content": body}), PlatformError), body

    @pytest.mark.anyio
    async def test_an_outage_while_looking_ids_up_says_when_to_try_again(self, operation: Operation) -> None:
        for given in AWAY:
            error = await self._resolved(operation, given)
            stops = isinstance(given, dict) and given["status_code"] == 401
            expected = (ErrorKind.STOP if stops else ErrorKind.RETRY, False)
            assert error is None or (error.kind, error.uncertain) == expected, given

    @pytest.mark.anyio
    async def test_an_answer_that_says_nothing_is_never_taken_for_ids(self, operation: Operation) -> None:
        for body in (*BROKEN_BODIES, b"null", b"{}", b"7"):
            error = await self._resolved(operation, {"content": body})
            assert error is None or not error.uncertain, body

    async def _looked_for(self, operation: Operation, given: Response | Exception) -> Any:
        """What `find` makes of an answer: what it gives, or the error it raises."""
        platform = self.stand_in()
        platform.always_answers(given)
        async with self.line(platform) as line:
            try:
                return await self.connector(self.settings).find(
                    line, operation, self.message(operation), self.looked_up(operation)
                )
            except PlatformError as error:
                return error

    async def _resolved(self, operation: Operation, given: Response | Exception) -> PlatformError | None:
        """The error that `resolve` makes of an answer; None where it asks nothing."""
        platform = self.stand_in()
        platform.always_answers(given)
        async with self.line(platform) as line:
            try:
                given_ids = await self.connector(self.settings).resolve(line, operation, self.message(operation))
            except PlatformError as error:
                return error
        assert not platform.requests, f"{given} was taken for {given_ids}"
        return None
