"""Checks of secrets: in no error, no log and nothing that the journal keeps, whatever a platform repeats of them."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
import pytest

from crossdock.connect import Operation, Webhook
from crossdock.engine import json_text
from crossdock.errors import CrossdockError
from crossdock.testing.platform import Platform, Response
from crossdock.testing.subject import Subject
from crossdock.testing.trouble import every_failure
from crossdock.testing.unforeseen import BROKEN_BODIES


class SecrecyChecks(Subject):
    def test_secrets_hide_in_every_representation(self) -> None:
        connector = self.connector(self.settings)
        shown = " ".join([repr(self.settings), str(self.settings), f"{self.settings}", repr(connector), str(connector)])
        assert not self.holds_secret(shown)
        assert any(self.secret_texts()), "give the settings of the test made-up secrets"

    @pytest.mark.anyio
    async def test_no_error_of_a_read_holds_a_secret(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        for failure in every_failure(self._words()):
            platform = self.stand_in()
            platform.always_answers(failure)
            try:
                await self.read(platform, self.first_read())
            except CrossdockError as error:
                self._require_hidden(platform, f"{failure}", told(error))
        self._require_hidden(self.stand_in(), "the log", caplog.text)

    @pytest.mark.anyio
    async def test_no_error_of_a_write_holds_a_secret(
        self, operation: Operation, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        failures: list[Response | Exception] = [
            *every_failure(self._words()),
            self.refused_answer(operation, self._words()),
            {"json": {}},
        ]
        for failure in failures:
            platform = self.stand_in()
            platform.always_answers(failure)
            try:
                await self.write(platform, operation, self.message(operation))
            except CrossdockError as error:
                self._require_hidden(platform, f"{failure}", told(error))
        self._require_hidden(self.stand_in(), "the log", caplog.text)

    @pytest.mark.anyio
    async def test_what_the_journal_keeps_of_a_write_holds_no_secret(
        self, operation: Operation, platform: Platform
    ) -> None:
        platform.answers(self.accepted_answer(operation))
        receipt = await self.write(platform, operation, self.message(operation))
        kept = json_text.encode(msgspec.to_builtins(receipt)).decode()
        self._require_hidden(platform, "the receipt", f"{receipt!r} {kept}")

    def test_no_error_of_a_webhook_holds_a_secret(self, webhook: Webhook) -> None:
        connector = self.connector(self.settings)
        plain, *_ = self.deliveries(webhook, self.samples(self.connector.resource(webhook.resource)))
        signed = webhook.signature.signed(plain, self.settings)
        tampered = msgspec.structs.replace(signed, body=signed.body + self._words().encode())
        others = [msgspec.structs.replace(signed, body=body + self._words().encode()) for body in BROKEN_BODIES]
        said = [why_not(connector.verify, webhook, request) for request in (plain, tampered)]
        said += [why_not(connector.messages, webhook, request) for request in others]
        self._require_hidden(self.stand_in(), "a refused request", " ".join(said))

    def _words(self) -> str:
        return f"We do not like {' or '.join(self.secret_texts())}"

    def _require_hidden(self, platform: Platform, where: str, text: str) -> None:
        given = platform.tokens.given if platform.tokens else ()
        assert not self.holds_secret(text, given), f"a secret is to be seen in: {where[:200]}"


def told(error: CrossdockError) -> str:
    """All that an error says to people, to the journal and to the API."""
    return f"{error} {error!r} {error.message} {error.remedy} {error.details}"


def why_not(ask: Any, *given: Any) -> str:
    """What a refusal says; '' where there is none."""
    try:
        ask(*given)
    except CrossdockError as error:
        return told(error)
    return ""
