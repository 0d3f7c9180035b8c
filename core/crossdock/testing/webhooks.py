"""Checks of webhooks: only the platform is believed, and everything it says arrives."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from crossdock.connect import HmacSignature, Incoming, Message, Secret, Webhook
from crossdock.engine import json_text
from crossdock.errors import InvalidInput, Rejected
from crossdock.testing.subject import Subject
from crossdock.testing.unforeseen import BROKEN_BODIES, new_field, odd_texts

A_LITTLE = timedelta(minutes=1)
"""How far every clock may be off."""
FAR = timedelta(days=2)
NOT_UNDERSTOOD = (*BROKEN_BODIES, b"{", b"null", b"7", b"[]", b"{}")


class WebhookChecks(Subject):
    def test_a_request_of_the_platform_is_believed(self, webhook: Webhook) -> None:
        for request in self._signed(webhook):
            self.connector(self.settings).verify(webhook, request)

    def test_a_request_without_proof_is_rejected(self, webhook: Webhook) -> None:
        for request in self.deliveries(webhook, self._records(webhook)):
            assert self._rejected(webhook, request) == "signature-missing"

    def test_proof_made_with_another_secret_is_rejected(self, webhook: Webhook) -> None:
        another = {webhook.signature.setting: Secret(b64encode(b"somebody-elses-made-up-secret").decode())}
        for request in self._signed(webhook, msgspec.structs.replace(self.settings, **another)):
            assert self._rejected(webhook, request) == "signature-wrong"

    def test_a_body_changed_by_one_byte_is_rejected(self, webhook: Webhook) -> None:
        for request in self._signed(webhook) if webhook.signature.signs_body else ():
            changed = msgspec.structs.replace(request, body=_with_another_digit(request.body))
            assert self._rejected(webhook, changed) == "signature-wrong"

    def test_a_signature_is_compared_before_anything_is_parsed(self, webhook: Webhook) -> None:
        (request, *_) = self.deliveries(webhook, self._records(webhook))
        for body in NOT_UNDERSTOOD:
            odd = webhook.signature.signed(msgspec.structs.replace(request, body=body), self.settings)
            self._require_believed(webhook, odd)
        for signed in self._signed(webhook) if webhook.signature.signs_body else ():
            for body in (b" " + signed.body, signed.body + b"\n", b"{", b"\xff"):
                same = msgspec.structs.replace(signed, body=body)
                assert self._rejected(webhook, same) == "signature-wrong", body

    def test_an_old_request_sent_again_is_rejected(self, webhook: Webhook) -> None:
        for request in self._signed(webhook) if webhook.signature.signs_time else ():
            assert self._rejected(webhook, _received(request, FAR)) == "signature-replayed"

    def test_a_clock_that_is_a_little_off_is_borne_and_one_that_is_far_off_is_not(self, webhook: Webhook) -> None:
        for request in self._signed(webhook) if webhook.signature.signs_time else ():
            borne, refused = _tolerated(webhook)
            for off in (borne, -borne):
                self._require_believed(webhook, _received(request, off))
            for off in (refused, -refused):
                assert self._rejected(webhook, _received(request, off)) == "signature-replayed", off

    def test_a_connection_without_the_secret_believes_nobody(self, webhook: Webhook) -> None:
        name = webhook.signature.setting
        fields = {field.name: field for field in msgspec.structs.fields(self.settings)}
        for request in () if fields[name].required else self._signed(webhook):
            bare = msgspec.structs.replace(self.settings, **{name: None})
            assert self._rejected(webhook, request, bare) == "signature-unset"

    def test_every_message_comes_whole_under_a_key_of_its_own(self, webhook: Webhook) -> None:
        records = [{**record, "brand_new_field": new_field(webhook.format)} for record in self._records(webhook)]
        messages = self._messages(webhook, records)
        assert [json_text.decode(message.payload) for message in messages] == records
        resource = self.connector.resource(webhook.resource)
        assert [message.key for message in messages] == ["/".join(resource.key_of(record)) for record in records]

    def test_odd_texts_arrive_as_they_are(self, webhook: Webhook) -> None:
        odd = odd_texts(webhook.format)
        (message, *_) = self._messages(webhook, [{**record, "odd": odd} for record in self._records(webhook)])
        assert json_text.decode(message.payload)["odd"] == odd

    def test_every_message_names_what_it_is_about(self, webhook: Webhook) -> None:
        for message in self._messages(webhook, self._records(webhook)):
            assert message.identities
            assert all(kind and value for kind, value in message.identities)

    def test_every_message_has_an_event_id_of_its_own_or_none(self, webhook: Webhook) -> None:
        ids = [message.event_id for message in self._messages(webhook, self._records(webhook))]
        assert not any(ids) or len(set(ids)) == len(ids)

    def test_the_same_request_gives_the_same_messages(self, webhook: Webhook) -> None:
        connector = self.connector(self.settings)
        for request in self._signed(webhook):
            assert connector.messages(webhook, request) == connector.messages(webhook, request)

    def test_a_body_that_is_not_understood_is_told(self, webhook: Webhook) -> None:
        (request, *_) = self._signed(webhook)
        for body in NOT_UNDERSTOOD:
            assert self._not_understood(webhook, msgspec.structs.replace(request, body=body)).remedy, body

    def test_one_message_that_is_not_understood_lets_no_other_through(self, webhook: Webhook) -> None:
        *_, last = self.deliveries(webhook, [*self._records(webhook), {}])
        with pytest.raises(InvalidInput):
            self.connector(self.settings).messages(webhook, last)

    def test_a_request_of_another_topic_is_told(self, webhook: Webhook) -> None:
        for header in webhook.topic_headers:
            for request in self.deliveries(webhook, self._records(webhook)):
                plain = {name: text for name, text in request.headers.items() if name not in webhook.topic_headers}
                other = msgspec.structs.replace(request, headers={**plain, header: "another/topic"})
                with pytest.raises(InvalidInput, match="another/topic"):
                    self.connector(self.settings).messages(webhook, other)

    def _records(self, webhook: Webhook) -> list[Any]:
        return self.samples(self.connector.resource(webhook.resource))

    def _signed(self, webhook: Webhook, settings: msgspec.Struct | None = None) -> list[Incoming]:
        chosen = self.settings if settings is None else settings
        assert getattr(chosen, webhook.signature.setting), f"give the test a made-up '{webhook.signature.setting}'"
        return [webhook.signature.signed(r, chosen) for r in self.deliveries(webhook, self._records(webhook))]

    def _messages(self, webhook: Webhook, records: list[Any]) -> list[Message]:
        connector = self.connector(self.settings)
        requests = self.deliveries(webhook, records)
        return [message for request in requests for message in connector.messages(webhook, request)]

    def _not_understood(self, webhook: Webhook, request: Incoming) -> InvalidInput:
        try:
            self.connector(self.settings).messages(webhook, request)
        except InvalidInput as error:
            return error
        raise AssertionError(f"{request.body!r} was taken for messages")

    def _require_believed(self, webhook: Webhook, request: Incoming) -> None:
        try:
            self.connector(self.settings).verify(webhook, request)
        except (InvalidInput, Rejected) as error:
            raise AssertionError(f"what the platform signed is refused: {error}") from error

    def _rejected(self, webhook: Webhook, request: Incoming, settings: msgspec.Struct | None = None) -> str:
        """The code of a rejection, once it is clear that it explains itself."""
        with pytest.raises(Rejected) as raised:
            self.connector(self.settings if settings is None else settings).verify(webhook, request)
        assert raised.value.remedy
        return raised.value.stable_code


def _received(request: Incoming, off: timedelta) -> Incoming:
    """The same request on a clock that is so far ahead of the platform's; less than nothing is behind it."""
    return msgspec.structs.replace(request, received_at=request.received_at + off)


def _tolerated(webhook: Webhook) -> tuple[timedelta, timedelta]:
    """How far a clock may be off, and how far it may not."""
    if not isinstance(webhook.signature, HmacSignature):
        return A_LITTLE, FAR
    tolerance = timedelta(seconds=webhook.signature.tolerance_seconds)
    assert A_LITTLE <= tolerance < FAR, "a signed time may be off by a minute at least, and by less than two days"
    return tolerance - timedelta(seconds=1), tolerance + timedelta(seconds=2)


def _with_another_digit(body: bytes) -> bytes:
    """A body of the same shape that says something else: with its last digit, or else its last letter, changed."""
    places = [match.start() for match in re.finditer(rb"[0-9]", body)] or [
        match.start() for match in re.finditer(rb"[A-Za-z]", body)
    ]
    place = places[-1] if places else len(body) - 1
    return body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
