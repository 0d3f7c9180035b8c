"""Harbour's connector with one thing broken in each, and the contracts they are put to.

Not collected by itself: `test_broken_connectors` runs it, and sees which rules are broken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar

import httpx
import msgspec
from harbour.connector import ITEM, ORDER, PARCEL, Harbour, HarbourSettings
from msgspec import Meta, Struct

from crossdock.connect import (
    Answer,
    Asked,
    Auth,
    ClientCredentials,
    Cursor,
    Incoming,
    LoginToken,
    Operation,
    Page,
    Receipt,
    RefreshToken,
    Resource,
    Secret,
    TokenExchange,
    Webhook,
)
from crossdock.connect.errors import failure
from crossdock.connect.line import Line
from crossdock.connect.resource import at
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing import ConnectorContract, Refused, SandboxContract

SETTINGS = HarbourSettings(
    address="https://north.harbour.example",
    token=Secret("made-up-harbour-token"),
    hook_key=Secret("made-up-harbour-hook-key"),
)


class _Answers:
    """How the quay answers."""

    def batch_answer(self, _: Operation, messages: Sequence[Any], refused: Mapping[int, str]) -> dict[str, Any]:
        results = [
            {"error": refused[place]} if place in refused else {"order": message}
            for place, message in enumerate(messages)
        ]
        return {"json": {"results": results}}


class TestSound(_Answers, ConnectorContract):
    connector = Harbour
    settings = SETTINGS


class TestSoundSandbox(SandboxContract):
    connector = Harbour
    read_path = "/api/items"
    plain_resource = "item"
    refused = (
        Refused(
            name="order-without-lines",
            source="Harbour's guide, page 1",
            path="/orders",
            body={"number": "H-8", "lines": []},
            words="An order has a number and lines",
        ),
    )

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        for number in ("H-10", "H-11", "H-12"):
            order = {"number": number, "lines": [{"code": "CRATE", "count": 1}]}
            client.post("/api/orders", json=order, headers={"X-Harbour-Token": connection["token"]})
        return {"order": {"limit": 2}}

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:  # noqa: ARG002  # the base's
        self.prepare(client, connection)
        return {"number": "H-1", "lines": [{"code": "CRATE", "count": 1}]}

    def written_together(
        self,
        operation: Operation,  # noqa: ARG002  # the base's
        client: httpx.Client,  # noqa: ARG002  # the base's
        connection: Mapping[str, str],  # noqa: ARG002  # the base's
    ) -> tuple[Sequence[Any], int]:
        lines = [{"code": "CRATE", "count": 1}]
        return [{"number": "H-1", "lines": lines}, {"number": "H-2", "lines": []}, {"number": "H-3", "lines": lines}], 1


class OnAndOn(Cursor, frozen=True):
    """Goes on where the platform says that there is no more."""

    def following(self, page: Page) -> Asked | None:
        return super().following(page) or page.asked.with_parameter("after", "more")


class Endless(Harbour):
    resources = (msgspec.structs.replace(ORDER, paging=OnAndOn("after", path="next")), ITEM, PARCEL)


class TestPagingThatNeverEnds(_Answers, ConnectorContract):
    connector = Endless
    settings = SETTINGS


class Stamped(Harbour):
    """Writes into each record on which page it came, so that the same record looks like two."""

    def records(self, resource: Resource, document: Any) -> list[Any]:
        cursor = at(document, "next")
        records = super().records(resource, document)
        return [{**record, "page": cursor} for record in records] if cursor else records


class TestPageThatRepeatsARecord(_Answers, ConnectorContract):
    connector = Stamped
    settings = SETTINGS


class Keyless(Harbour):
    resources = (ORDER, msgspec.structs.replace(ITEM, key=("ean",)), PARCEL)


class TestRecordWithoutItsKey(_Answers, ConnectorContract):
    connector = Keyless
    settings = SETTINGS


class Hopeful(Harbour):
    def kind(self, answer: Answer) -> ErrorKind | None:
        return ErrorKind.RETRY if answer.status == 401 else None


class TestRefusedCredentialsToldAsRetry(_Answers, ConnectorContract):
    connector = Hopeful
    settings = SETTINGS


class Impatient(Harbour):
    def failure(self, answer: Answer) -> PlatformError | None:
        """What is wrong, without having looked at the headers that say when to come again."""
        hurried = {name: text for name, text in answer.headers.items() if name != "retry-after"}
        bare = Answer(
            status=answer.status, headers=hurried, body=answer.body, url=answer.url, received_at=answer.received_at
        )
        return failure(bare, platform=self.title, words=self.words(answer))


class TestRetryAfterIgnored(_Answers, ConnectorContract):
    connector = Impatient
    settings = SETTINGS


class Shortsighted(Harbour):
    """Looks for what it wrote under another name than it was written with."""

    async def find(self, line: Line, operation: Operation, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:  # noqa: ARG002  # the base's
        for order in await self.orders(line, message["number"]):
            if order.get("reference") == message["number"]:
                return Receipt(id=order["number"], identities=((operation.kind, order["number"]),))
        return None


class TestWriteNotRepeatedSafely(_Answers, ConnectorContract):
    connector = Shortsighted
    settings = SETTINGS


class TestWriteNotRepeatedSafelySandbox(TestSoundSandbox):
    connector = Shortsighted


class Rewriting(Harbour):
    """Compares the signature with what it would have written, and not with what came."""

    def verify(self, webhook: Webhook, incoming: Incoming) -> None:
        again = json_text.encode(json_text.decode(incoming.body))
        super().verify(webhook, msgspec.structs.replace(incoming, body=again))


class TestSignatureComparedAfterParsing(_Answers, ConnectorContract):
    connector = Rewriting
    settings = SETTINGS


class Talkative(Harbour):
    def receipt(self, operation: Operation, message: Any, answer: Answer) -> Receipt:
        try:
            return super().receipt(operation, message, answer)
        except PlatformError as error:
            raise PlatformError(
                f"{error.message} It was asked with {self.settings.token.reveal()}.",
                kind=error.kind,
                remedy=error.remedy,
                uncertain=error.uncertain,
            ) from error


class TestSecretInAnError(_Answers, ConnectorContract):
    connector = Talkative
    settings = SETTINGS


class Demanding(Resource, frozen=True):
    """Its schema wants what its own samples have not."""

    def schema(self, package: str) -> dict[str, Any]:
        return {**super().schema(package), "required": ["code", "ean"]}


class Strict(Harbour):
    resources = (ORDER, Demanding(**msgspec.structs.asdict(ITEM)), PARCEL)


class TestSchemaItsOwnSampleFails(_Answers, ConnectorContract):
    connector = Strict
    settings = SETTINGS


class TerseSettings(HarbourSettings, frozen=True, kw_only=True):
    quay: Annotated[int, Meta(title="Quay", description="-")] = 1


class Terse(Harbour):
    settings_type = TerseSettings


class TestSettingsWithoutADescription(_Answers, ConnectorContract):
    connector = Terse
    settings = TerseSettings(address=SETTINGS.address, token=SETTINGS.token, hook_key=SETTINGS.hook_key)


class Lax(Harbour):
    sandbox = "harbour.sandbox:LaxSandbox"


class TestSandboxThatTakesWhatIsRefusedSandbox(TestSoundSandbox):
    connector = Lax


class Cheerful(Harbour):
    """Takes every item of an answer for one that was carried out."""

    def result(self, line: Line, operation: Operation, message: Any, result: Any) -> Receipt | PlatformError:  # noqa: ARG002  # the base's
        return Receipt(id=message["number"], identities=((operation.kind, message["number"]),))


class TestBatchThatReportsSuccessForARefusedItem(_Answers, ConnectorContract):
    connector = Cheerful
    settings = SETTINGS


class TestBatchThatReportsSuccessForARefusedItemSandbox(TestSoundSandbox):
    connector = Cheerful


class LoginSettings(Struct, frozen=True, kw_only=True):
    """What a token is asked for with."""

    address: Annotated[str, Meta(title="Address", description="Where the quay's API is, as https://north.example.com.")]
    user: Annotated[str, Meta(title="User", description="Who speaks to the quay.")]
    refresh: Annotated[Secret, Meta(title="Refresh token", description="What authorising once gave.")]
    hook_key: Annotated[Secret, Meta(title="Hook key", description="The quay signs its webhooks with it.")]
    password: Annotated[Secret, Meta(title="Password", description="What the user proves it with.")]


class _TokenContract:
    settings: ClassVar[Struct] = LoginSettings(
        address="https://north.harbour.example",
        user="alex",
        refresh=Secret("made-up-refresh-token"),
        hook_key=Secret("made-up-harbour-hook-key"),
        password=Secret("made-up/pass+word"),
    )


class WithCredentials(Harbour):
    settings_type = LoginSettings
    auth: ClassVar[Auth] = ClientCredentials(token_url="/token", client_id="user", client_secret="password")


class WithRefresh(Harbour):
    settings_type = LoginSettings
    auth: ClassVar[Auth] = RefreshToken(
        token_url="https://login.harbour.example/{user}/token",
        client_id="user",
        client_secret="password",
        refresh_token="refresh",
        client_sent_as="form",
    )


class WithExchange(Harbour):
    settings_type = LoginSettings
    auth: ClassVar[Auth] = TokenExchange(token_url="/token", user="user", password="password")


class WithLogin(Harbour):
    settings_type = LoginSettings
    auth: ClassVar[Auth] = LoginToken(token_url="/login", user="user", password="password", token="data.token")


class TestSoundCredentials(_TokenContract, _Answers, ConnectorContract):
    connector = WithCredentials


class TestSoundRefresh(_TokenContract, _Answers, ConnectorContract):
    connector = WithRefresh


class TestSoundExchange(_TokenContract, _Answers, ConnectorContract):
    connector = WithExchange


class TestSoundLogin(_TokenContract, _Answers, ConnectorContract):
    connector = WithLogin


BROKEN: Mapping[str, Sequence[str]] = {
    "PagingThatNeverEnds": ["CD211"],
    "PageThatRepeatsARecord": ["CD213"],
    "RecordWithoutItsKey": ["CD111"],
    "RefusedCredentialsToldAsRetry": ["CD301"],
    "RetryAfterIgnored": ["CD306"],
    "WriteNotRepeatedSafely": ["CD611"],
    "SignatureComparedAfterParsing": ["CD405"],
    "SecretInAnError": ["CD333"],
    "SchemaItsOwnSampleFails": ["CD110"],
    "SettingsWithoutADescription": ["CD102"],
    "SandboxThatTakesWhatIsRefused": ["CD621"],
    "BatchThatReportsSuccessForARefusedItem": ["CD531"],
}
"""What is broken in each, and the rules that say so."""
