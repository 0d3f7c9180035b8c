"""Being allowed by a person: they say yes at the platform, and the code that it gives for that is redeemed once.

OAuth 2.0's authorisation code (RFC 6749, section 4.1) with PKCE (RFC 7636). What redeeming gives is a secret of the
connection, with which the connector's `auth` goes on.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from crossdock.connect.secret import Secret
from crossdock.connect.settings_form import secret_names

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.grant import Grant


class AuthorisationCode(msgspec.Struct, frozen=True, kw_only=True):
    """Where a connection is allowed, and where that is redeemed. Addresses have settings in braces, or start with a slash."""

    authorise_url: str
    """The page on which a person allows it."""
    token_url: str
    client_id: str
    """The setting with the application's id."""
    client_secret: str
    """The setting with its secret."""
    keeps: str
    """The secret setting in which what is given is kept; it may be empty before."""
    gives: str = "refresh_token"
    """Path of that in the answer; 'access_token' where tokens last until somebody takes them back."""
    expires: str = "refresh_token_expires_in"
    """Path of the seconds for which that is good; where the answer says nothing there, nobody knows."""
    scope: str = ""
    client_sent_as: Literal["basic", "form"] = "basic"
    """How the client proves itself: by Basic auth, or by fields of the form."""
    fields: Mapping[str, str] = {}
    """Further parameters of the page, such as one that asks for lasting access."""

    def page(self, settings: msgspec.Struct, *, redirect: str, state: str, verifier: str) -> str:
        """The address of the page, which leads back to `redirect` with a code and the same state."""
        asked = {
            "response_type": "code",
            "client_id": getattr(settings, self.client_id),
            "redirect_uri": redirect,
            "state": state,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
            **({"scope": self.scope} if self.scope else {}),
            **self.fields,
        }
        parts = urlsplit(self.authorise_url.format_map(msgspec.structs.asdict(settings)))
        return urlunsplit(parts._replace(query=urlencode([*parse_qsl(parts.query), *asked.items()])))

    def grant(self, settings: msgspec.Struct, *, code: Secret, redirect: str, verifier: str) -> Grant:
        """What redeems a code."""
        from crossdock.connect.grant import FormGrant
        from crossdock.connect.token_auth import given

        return FormGrant(
            client=(getattr(settings, self.client_id), given(settings, self.client_secret)),
            fields={
                "grant_type": "authorization_code",
                "code": code.reveal(),
                "redirect_uri": redirect,
                "code_verifier": verifier,
            },
            basic=self.client_sent_as == "basic",
        )

    def service(self, settings: msgspec.Struct) -> str:
        """The address of the token service, with its settings filled in."""
        return self.token_url.format_map(msgspec.structs.asdict(settings))


def authorisation_faults(connector: type[Connector]) -> Iterator[str]:
    """What is wrong with how a connector says that it is allowed."""
    declared = connector.authorisation
    if declared is None:
        return
    secrets = secret_names(connector.settings_type)
    settings = {field.name: field for field in msgspec.structs.fields(connector.settings_type)}
    for name in (declared.client_id, declared.client_secret, declared.keeps):
        if name not in settings:
            yield f"its authorisation names '{name}', which is no setting"
    for name in (declared.client_secret, declared.keeps):
        if name in set(settings) - set(secrets):
            yield f"its authorisation keeps '{name}' secret, and it is no Secret"
    if declared.keeps in settings and settings[declared.keeps].required:
        yield f"its setting '{declared.keeps}' is what authorising gives, and is required before"


def _challenge(verifier: str) -> str:
    """What a verifier is recognised by (RFC 7636, section 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
