"""Redeeming the code that a person's consent gave, once, for what a connection goes on with."""

from __future__ import annotations

from typing import NamedTuple

import anyio
import httpx

from crossdock.connect.authorisation import AuthorisationCode
from crossdock.connect.connector import Connector
from crossdock.connect.resource import at
from crossdock.connect.secret import Secret, redact
from crossdock.connect.token_answer import bounded, document_of, read_answer, seconds_of, sendable
from crossdock.errors import ErrorKind, PlatformError


class Redeemed(NamedTuple):
    """What a code is worth."""

    secret: Secret
    expires_in: float | None
    """Seconds; None where the platform does not tell."""


SECONDS = 30.0
"""From connecting to the last byte."""


async def redeem(
    connector: Connector,
    declared: AuthorisationCode,
    *,
    code: Secret,
    redirect: str,
    verifier: str,
    transport: httpx.AsyncBaseTransport,
) -> Redeemed:
    """What the code is worth. Raises PlatformError, in which no secret stands; a code that was tried is worth nothing more."""
    grant = declared.grant(connector.settings, code=code, redirect=redirect, verifier=verifier)
    request = grant.request(httpx.URL(connector.address).join(declared.service(connector.settings)))
    request.headers.update({"Accept": "application/json", "User-Agent": "crossdock"})
    try:
        document = await _document(request, transport)
        return Redeemed(sendable(at(document, declared.gives)), seconds_of(at(document, declared.expires)))
    except (TimeoutError, httpx.HTTPError) as error:
        raise PlatformError(
            f"The token service of {connector.title} could not be reached ({type(error).__name__}).",
            kind=ErrorKind.RETRY,
            remedy="Begin again; the code may have been used up.",
        ) from error
    except PlatformError as error:
        raise _told(error, (*connector.secrets, code, Secret(verifier))) from error.__cause__


async def _document(request: httpx.Request, transport: httpx.AsyncBaseTransport) -> object:
    async with httpx.AsyncClient(transport=transport, follow_redirects=False, timeout=SECONDS) as client:
        with anyio.fail_after(SECONDS):
            response = await client.send(request, stream=True)
            return document_of(await read_answer(bounded(response)))


def _told(error: PlatformError, secrets: tuple[Secret, ...]) -> PlatformError:
    return PlatformError(
        redact(error.message, secrets),
        kind=error.kind,
        remedy="Begin again; where it goes on, check the application's id and secret, and what it may be given.",
        status=error.status,
        retry_after=error.retry_after,
    )
