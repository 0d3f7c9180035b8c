"""Checks of batches: several messages go by one request, and each has its own result."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from crossdock.connect import Operation, Receipt
from crossdock.errors import BatchRefused, ErrorKind, PlatformError
from crossdock.testing.platform import Platform, Response
from crossdock.testing.secrecy import told
from crossdock.testing.subject import Subject
from crossdock.testing.unforeseen import BROKEN_BODIES

WORDS = "Number 2 is not to our liking"


class BatchChecks(Subject):
    @pytest.mark.anyio
    async def test_several_messages_go_once_by_one_request(
        self, batch_operation: Operation, platform: Platform
    ) -> None:
        lots = self.lots(batch_operation)
        platform.answers(self.batch_answer(batch_operation, [message for message, _ in lots], {}))
        results = await self._write(platform, batch_operation, lots)
        assert len(platform.requests) == 1, "a batch is one request"
        assert self.is_signed(platform.requests[0])
        receipts = [each for each in results if isinstance(each, Receipt)]
        assert len(receipts) == len(lots)
        assert len({receipt.identities[0] for receipt in receipts}) == len(lots), "two have the same receipt"
        assert {receipt.identities[0][0] for receipt in receipts} == {batch_operation.kind}

    @pytest.mark.anyio
    async def test_a_batch_with_one_bad_item_is_told_item_by_item(self, batch_operation: Operation) -> None:
        lots = self.lots(batch_operation)
        bad = len(lots) - 1
        became = await self._became(batch_operation, {bad: WORDS})
        error = became[bad]
        assert isinstance(error, PlatformError), f"it was refused, and is told as done: {error}"
        assert (error.kind, error.uncertain) == (ErrorKind.HOLD, False)
        assert WORDS in error.message
        for each in became[:bad]:
            assert each is None or each is error or isinstance(each, Receipt), (
                f"another's refusal is told of it: {each}"
            )

    @pytest.mark.anyio
    async def test_a_batch_that_is_not_answered_clearly_is_in_doubt(self, batch_operation: Operation) -> None:
        for body in (*BROKEN_BODIES, b"null", b"{}", b"[]", b"7"):
            error = await self._failed(batch_operation, {"content": body})
            assert (error.kind, error.uncertain) == (ErrorKind.RETRY, True), body

    @pytest.mark.anyio
    async def test_no_error_of_a_batch_holds_a_secret(
        self, batch_operation: Operation, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        words = f"We do not like {' or '.join(self.secret_texts())}"
        became = await self._became(batch_operation, {1: words})
        said = " ".join(told(each) for each in became if isinstance(each, PlatformError))
        assert not self.holds_secret(f"{said} {caplog.text}"), "a secret is to be seen in what became of a batch"

    async def _became(self, operation: Operation, refused: Mapping[int, str]) -> list[Receipt | PlatformError | None]:
        """What became of each where some are refused; None for what is to be sent again without them."""
        lots, platform = self.lots(operation), self.stand_in()
        platform.answers(self.batch_answer(operation, [message for message, _ in lots], refused))
        try:
            return list(await self._write(platform, operation, lots))
        except PlatformError as error:
            if not isinstance(error, BatchRefused):
                return [error] * len(lots)
            named = error.offenders
        assert set(named) == set(refused), "others are named than those that were refused"
        return [named.get(place) for place in range(len(lots))]

    async def _failed(self, operation: Operation, given: Response) -> PlatformError:
        platform = self.stand_in()
        platform.always_answers(given)
        try:
            await self._write(platform, operation, self.lots(operation))
        except PlatformError as error:
            return error
        raise AssertionError(f"{given} was taken for receipts")

    async def _write(
        self, platform: Platform, operation: Operation, lots: Sequence[tuple[Any, Mapping[str, Any]]]
    ) -> Sequence[Receipt | PlatformError]:
        messages, resolved = [message for message, _ in lots], [looked_up for _, looked_up in lots]
        async with self.line(platform) as line:
            return await self.connector(self.settings).write_batch(line, operation, messages, resolved)
