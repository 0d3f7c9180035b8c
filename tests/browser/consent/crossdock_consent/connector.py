"""A connector whose connections a person allows at the platform."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import AuthorisationCode, Connector, RefreshToken, Resource, Secret


class ConsentSettings(Struct, frozen=True, kw_only=True):
    """An application at the platform."""

    base_url: Annotated[str, Meta(title="Address", description="Where the platform answers.")]
    client_id: Annotated[str, Meta(title="Client id", description="The application's id.")]
    client_secret: Annotated[Secret, Meta(title="Client secret", description="The application's secret.")]
    refresh: Annotated[
        Secret | None, Meta(title="Refresh token", description="What the platform gives when it is allowed.")
    ] = None


class Consent(Connector):
    """A shop that a person allows."""

    name = "consent"
    title = "Consent"
    settings_type = ConsentSettings
    base_url = "{base_url}"
    auth = RefreshToken(
        token_url="/token",
        client_id="client_id",
        client_secret="client_secret",
        refresh_token="refresh",
    )
    authorisation = AuthorisationCode(
        authorise_url="{base_url}/authorise",
        token_url="/token",
        client_id="client_id",
        client_secret="client_secret",
        keeps="refresh",
    )
    resources = (Resource(name="order", title="Order", description="An order.", key=("id",), path="/orders"),)
