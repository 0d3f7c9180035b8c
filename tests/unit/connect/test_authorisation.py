"""How a connection is allowed, as a connector declares it."""

from __future__ import annotations

import base64
import hashlib
from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from crossdock.connect import AuthorisationCode, Bearer, Connector, Resource, Secret
from crossdock.errors import PluginError

GOOD: dict[str, Any] = {
    "authorise_url": "https://{shop}.acme.example/authorise",
    "token_url": "/token",
    "client_id": "client",
    "client_secret": "client_secret",
    "keeps": "token",
    "gives": "access_token",
}


class AcmeSettings(Struct, frozen=True, kw_only=True):
    shop: Annotated[str, Meta(description="The shop's name.")]
    client: Annotated[str, Meta(description="The application.")]
    client_secret: Annotated[Secret, Meta(description="Its secret.")]
    token: Annotated[Secret | None, Meta(description="What authorising gives.")] = None


SETTINGS = AcmeSettings(shop="demo", client="app & co", client_secret=Secret("made-up-client-secret"))


def declare(**changes: Any) -> type[Connector]:
    body = {
        "name": "acme",
        "title": "Acme",
        "settings_type": AcmeSettings,
        "base_url": "https://{shop}.acme.example",
        "auth": Bearer("token"),
        "resources": (Resource(name="order", title="Order", description="An order.", key=("id",)),),
        "authorisation": AuthorisationCode(**{**GOOD, **changes}),
    }
    return type("Acme", (Connector,), body)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"client_id": "app"}, "'app', which is no setting"),
        ({"client_secret": "secret"}, "'secret', which is no setting"),
        ({"keeps": "refresh"}, "'refresh', which is no setting"),
        ({"keeps": "shop"}, "'shop' secret, and it is no Secret"),
        ({"client_secret": "client"}, "'client' secret, and it is no Secret"),
        ({"keeps": "client_secret"}, "'client_secret' is what authorising gives, and is required before"),
    ],
)
def test_what_cannot_work_is_refused_with_the_class(changes: dict[str, Any], told: str) -> None:
    assert declare().authorisation == AuthorisationCode(**GOOD)
    with pytest.raises(PluginError, match=told):
        declare(**changes)


@given(state=st.text(min_size=1), verifier=st.text("abcXYZ019-_", min_size=43, max_size=43))
def test_the_page_is_asked_with_what_proves_us_later_and_with_no_secret(state: str, verifier: str) -> None:
    declared = AuthorisationCode(**GOOD, scope="orders stock", fields={"prompt": "consent"})
    page = declared.page(SETTINGS, redirect="https://studio.example.com/back", state=state, verifier=verifier)
    parts = urlsplit(page)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    assert (parts.hostname, parts.path) == ("demo.acme.example", "/authorise")
    assert parse_qs(parts.query) == {
        "response_type": ["code"],
        "client_id": ["app & co"],
        "redirect_uri": ["https://studio.example.com/back"],
        "state": [state],
        "code_challenge": [challenge],
        "code_challenge_method": ["S256"],
        "scope": ["orders stock"],
        "prompt": ["consent"],
    }
