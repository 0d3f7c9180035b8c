"""Checks of operations whose messages the platform fetches: all of it is there, and what is taken is told exactly."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from crossdock.connect import Incoming, Operation, Secret
from crossdock.connect.offered import Offered
from crossdock.errors import InvalidInput, Rejected
from crossdock.testing.subject import Subject
from crossdock.testing.unforeseen import BROKEN_BODIES, new_field, odd_texts


class OfferingChecks(Subject):
    def test_what_is_offered_arrives_whole_and_as_it_is(self, offered_operation: Operation) -> None:
        form = offered_operation.format.answers
        added = {"brand_new_field": new_field(form), "odd": odd_texts(form)}
        messages = [{**one, **added} for one in self._offered_samples(offered_operation)]
        for some in (messages, messages[:1], []):
            given = self.connector(self.settings).offer(offered_operation, some)
            assert self.fetched(offered_operation, form.decode(form.encode(given))) == self.as_fetched(some)

    def test_an_acknowledgement_names_exactly_what_was_taken(self, offered_operation: Operation) -> None:
        resource = self.connector.resource(offered_operation.resource)
        keys = ["/".join(resource.key_of(message)) for message in self._offered_samples(offered_operation)]
        for some in (keys, keys[:1], []):
            incoming = self.acknowledgement(offered_operation, some)
            assert self.connector(self.settings).acknowledged(offered_operation, incoming) == some

    def test_an_acknowledgement_that_is_not_understood_is_told(self, offered_operation: Operation) -> None:
        for body in (*BROKEN_BODIES, b"{", b"null"):
            incoming = msgspec.structs.replace(self.acknowledgement(offered_operation, []), body=body)
            with pytest.raises(InvalidInput):
                self.connector(self.settings).acknowledged(offered_operation, incoming)

    def test_nothing_is_offered_to_anybody_else(self, offered_operation: Operation) -> None:
        signature = _offered(offered_operation).signature
        bare = Incoming(headers={}, body=b"", received_at=datetime.now(UTC))
        with pytest.raises(Rejected):
            signature.verify(bare, self.settings)
        another = msgspec.structs.replace(self.settings, **{signature.setting: Secret("somebody-elses-made-up-secret")})
        with pytest.raises(Rejected):
            signature.verify(signature.signed(bare, another), self.settings)
        signature.verify(signature.signed(bare, self.settings), self.settings)

    def _offered_samples(self, operation: Operation) -> list[Any]:
        return self.samples(self.connector.resource(operation.resource))


def _offered(operation: Operation) -> Offered:
    assert operation.offered is not None
    return operation.offered
