"""Checks of webhooks: only the platform is believed, and everything it says arrives."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from crossdock.connect import Incoming, Message, Secret, Webhook
from crossdock.engine import json_text
from crossdock.errors import InvalidInput, Rejected
from crossdock.testing.subject import Subject

NEW_FIELD = {"digits": 12345678901234567890, "text": "Grüße 茶"}


class WebhookChecks(Subject):
    def test_a_request_of_the_platform_is_believed(self, webhook: Webhook) -> None:
        for request in self._signed(webhook):
            self.connector(self.settings).verify(webhook, request)

    def test_a_request_without_proof_is_rejected(self, webhook: Webhook) -> None:
        for request in self.deliveries(webhook, self._records(webhook)):
            assert self._rejected(webhook, request) == "signature-missing"

    def test_proof_made_with_another_secret_is_rejected(self, webhook: Webhook) -> None:
        another = {webhook.signature.setting: Secret("somebody-elses-made-up-secret")}
        for request in self._signed(webhook, msgspec.structs.replace(self.settings, **another)):
            assert self._rejected(webhook, request) == "signature-wrong"

    def test_a_body_changed_by_one_byte_is_rejected(self, webhook: Webhook) -> None:
        for request in self._signed(webhook) if webhook.signature.signs_body else ():
            changed = request.body[:-1] + bytes([request.body[-1] ^ 1])
            assert self._rejected(webhook, msgspec.structs.replace(request, body=changed)) == "signature-wrong"

    def test_an_old_request_sent_again_is_rejected(self, webhook: Webhook) -> None:
        for request in self._signed(webhook) if webhook.signature.signs_time else ():
            late = msgspec.structs.replace(request, received_at=request.received_at + timedelta(days=2))
            assert self._rejected(webhook, late) == "signature-replayed"

    def test_a_connection_without_the_secret_believes_nobody(self, webhook: Webhook) -> None:
        name = webhook.signature.setting
        fields = {field.name: field for field in msgspec.structs.fields(self.settings)}
        for request in () if fields[name].required else self._signed(webhook):
            bare = msgspec.structs.replace(self.settings, **{name: None})
            assert self._rejected(webhook, request, bare) == "signature-unset"

    def test_every_message_comes_whole_under_a_key_of_its_own(self, webhook: Webhook) -> None:
        records = [{**record, "brand_new_field": NEW_FIELD} for record in self._records(webhook)]
        messages = self._messages(webhook, records)
        assert [json_text.decode(message.payload) for message in messages] == records
        resource = self.connector.resource(webhook.resource)
        assert [message.key for message in messages] == ["/".join(resource.key_of(record)) for record in records]

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

    @pytest.mark.parametrize("body", [b"", b" ", b"{", b"\xff\xfe", b"null", b"7", b"[]", b"{}", b"<html></html>"])
    def test_a_body_that_is_not_understood_is_told(self, body: bytes, webhook: Webhook) -> None:
        (request, *_) = self._signed(webhook)
        with pytest.raises(InvalidInput) as raised:
            self.connector(self.settings).messages(webhook, msgspec.structs.replace(request, body=body))
        assert raised.value.remedy

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

    def _rejected(self, webhook: Webhook, request: Incoming, settings: msgspec.Struct | None = None) -> str:
        """The code of a rejection, once it is clear that it explains itself and hides every secret."""
        with pytest.raises(Rejected) as raised:
            self.connector(self.settings if settings is None else settings).verify(webhook, request)
        assert raised.value.remedy
        assert not self.holds_secret(f"{raised.value} {raised.value!r} {raised.value.details}")
        return raised.value.stable_code
