"""Tokens on the wire: asked for once, before they expire, once more when refused, and seen by nobody."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import parse_qs

import anyio
import anyio.lowlevel
import httpx
import pytest
from msgspec import Meta, Struct
from pytest_httpx import HTTPXMock

from crossdock.connect import Auth, ClientCredentials, Connector, LoginToken, RefreshToken, Secret, TokenExchange
from crossdock.connect.grant import BasicGrant
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.token_answer import LARGEST_ANSWER
from crossdock.connect.token_signing import TokenSigning
from crossdock.errors import ConfigurationError, ErrorKind, PlatformError, PluginError

API = "https://demo.acme.example/api/orders"
TOKENS = "https://demo.acme.example/token"


class OAuthSettings(Struct, frozen=True, kw_only=True):
    shop: Annotated[str, Meta(title="Shop", description="The shop's name at Acme.")] = "demo"
    user: Annotated[str, Meta(title="User", description="Who asks.")] = "alex"
    password: Annotated[Secret, Meta(title="Password", description="What proves it.")]
    refresh: Annotated[Secret | None, Meta(title="Refresh", description="What authorising gave.")] = None


CREDENTIALS = ClientCredentials(token_url="/token", client_id="user", client_secret="password")
LOGIN = LoginToken(token_url="https://{shop}.acme.example/token", user="user", password="password")
EXCHANGE = TokenExchange(token_url="/token", user="user", password="password")
REFRESH = RefreshToken(
    token_url="/token", client_id="user", client_secret="password", refresh_token="refresh", client_sent_as="form"
)


def signed_by(acme: Connector, auth: Auth, **settings: Any) -> Connector:
    changed = {"auth": auth, "settings_type": OAuthSettings, "package": acme.package}
    made: Connector = type("Signed", (type(acme),), changed)(
        OAuthSettings(password=Secret("made-up-password"), **settings)
    )
    return made


def gives(httpx_mock: HTTPXMock, *documents: Any) -> None:
    for document in documents:
        httpx_mock.add_response(url=TOKENS, json=document)


def oauth(token: str, **beside: Any) -> dict[str, Any]:
    return {"access_token": token, "token_type": "Bearer", "expires_in": 3600, **beside}


def asked(httpx_mock: HTTPXMock, url: str) -> list[httpx.Request]:
    return [request for request in httpx_mock.get_requests() if str(request.url) == url]


def sent_tokens(httpx_mock: HTTPXMock) -> list[str]:
    return [request.headers["Authorization"] for request in asked(httpx_mock, API)]


async def ask(connector: Connector, times: int = 1, method: str = "GET", **limits: Any) -> None:
    async with Line(connector, limits=LineLimits(**limits)) as line:
        for _ in range(times):
            await line.ask(method, "/orders")


async def failure(connector: Connector, method: str = "POST", **limits: Any) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        await ask(connector, method=method, **limits)
    return raised.value


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


async def test_a_token_is_asked_for_once_and_used_by_every_request(acme: Connector, httpx_mock: HTTPXMock) -> None:
    gives(httpx_mock, oauth("token-one"))
    httpx_mock.add_response(url=API, is_reusable=True)
    await ask(signed_by(acme, CREDENTIALS), 3)
    (request,) = asked(httpx_mock, TOKENS)
    assert sent_tokens(httpx_mock) == ["Bearer token-one"] * 3
    assert request.headers["Authorization"] == basic("alex", "made-up-password")
    assert (request.method, request.content) == ("POST", b"grant_type=client_credentials")


async def test_a_client_may_prove_itself_in_the_form(acme: Connector, httpx_mock: HTTPXMock) -> None:
    auth = ClientCredentials(
        token_url="/token",
        client_id="user",
        client_secret="password",
        scope="orders stock",
        client_sent_as="form",
        fields={"audience": "acme"},
    )
    gives(httpx_mock, oauth("token-one"))
    httpx_mock.add_response(url=API)
    await ask(signed_by(acme, auth))
    (request,) = asked(httpx_mock, TOKENS)
    assert "Authorization" not in request.headers
    assert parse_qs(request.content.decode()) == {
        "grant_type": ["client_credentials"],
        "scope": ["orders stock"],
        "audience": ["acme"],
        "client_id": ["alex"],
        "client_secret": ["made-up-password"],
    }


async def test_each_line_has_tokens_of_its_own(acme: Connector, httpx_mock: HTTPXMock) -> None:
    gives(httpx_mock, oauth("token-one"), oauth("token-two"))
    httpx_mock.add_response(url=API, is_reusable=True)
    connector = signed_by(acme, CREDENTIALS)
    await ask(connector)
    await ask(connector)
    assert sent_tokens(httpx_mock) == ["Bearer token-one", "Bearer token-two"]


@pytest.mark.parametrize(
    ("life", "still_good", "replaced"), [(3600, 3539, 3541), (100, 89, 91), ("100", 89, 91), (None, 10**9, None)]
)
async def test_a_token_is_replaced_shortly_before_it_expires(
    life: Any, still_good: float, replaced: float | None, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    time = [0.0]
    auth = Clocked(lambda: time[0])
    gives(httpx_mock, *({"token": token, "life": life} for token in ("one", "two")[: 2 if replaced else 1]))
    httpx_mock.add_response(url=API, is_reusable=True)
    async with Line(signed_by(acme, auth)) as line:
        for moment in (0.0, still_good, *([replaced] if replaced else [])):
            time[0] = moment
            await line.ask("GET", "/orders")
    assert sent_tokens(httpx_mock) == ["Bearer one", "Bearer one", *(["Bearer two"] if replaced else [])]


class Clocked(Struct, frozen=True):
    """A token whose life is measured on a clock that is given."""

    now: Callable[[], float]

    @property
    def settings(self) -> tuple[str, ...]:
        return ("user", "password")

    def bind(self, _: Struct) -> httpx.Auth:
        return TokenSigning("/token", BasicGrant("alex", Secret("p")), token="token", seconds="life", now=self.now)


async def test_a_refused_token_is_replaced_once_and_the_request_sent_again(
    acme: Connector, httpx_mock: HTTPXMock
) -> None:
    sent: list[tuple[str, bytes]] = []

    def orders(request: httpx.Request) -> httpx.Response:
        sent.append((request.headers["Authorization"], request.content))
        return httpx.Response(401 if len(sent) == 1 else 200)

    gives(httpx_mock, oauth("token-one"), oauth("token-two"))
    httpx_mock.add_callback(orders, url=API, is_reusable=True)
    async with Line(signed_by(acme, CREDENTIALS)) as line:
        await line.ask("POST", "/orders", body={"number": 1})
        await line.ask("GET", "/orders")
    body = b'{"number":1}'
    assert sent == [("Bearer token-one", body), ("Bearer token-two", body), ("Bearer token-two", b"")]


async def test_a_new_token_that_is_refused_as_well_stops(acme: Connector, httpx_mock: HTTPXMock) -> None:
    gives(httpx_mock, oauth("token-one"), oauth("token-two"))
    words = {"message": "neither token-one nor token-two"}
    httpx_mock.add_response(url=API, status_code=401, json=words, is_reusable=True)
    error = await failure(signed_by(acme, CREDENTIALS))
    assert (error.kind, error.status, error.uncertain) == (ErrorKind.STOP, 401, False)
    assert len(asked(httpx_mock, API)) == 2
    assert "neither [secret] nor [secret]" in error.message


async def test_many_that_ask_at_once_ask_for_one_token(acme: Connector, httpx_mock: HTTPXMock) -> None:
    valid = ["token-one"]

    async def tokens(_: httpx.Request) -> httpx.Response:
        await anyio.lowlevel.checkpoint()
        return httpx.Response(200, json=oauth(valid[0]))

    async def orders(request: httpx.Request) -> httpx.Response:
        await anyio.lowlevel.checkpoint()
        return httpx.Response(200 if request.headers["Authorization"] == f"Bearer {valid[0]}" else 401)

    httpx_mock.add_callback(tokens, url=TOKENS, is_reusable=True)
    httpx_mock.add_callback(orders, url=API, is_reusable=True)
    async with Line(signed_by(acme, CREDENTIALS)) as line:
        for token in ("token-one", "token-two"):
            valid[0] = token
            async with anyio.create_task_group() as tasks:
                for _ in range(5):
                    tasks.start_soon(line.ask, "GET", "/orders")
    assert len(asked(httpx_mock, TOKENS)) == 2


async def test_somebody_who_gave_up_waiting_does_not_keep_others_from_a_token(
    acme: Connector, httpx_mock: HTTPXMock
) -> None:
    async def never(_: httpx.Request) -> httpx.Response:
        await anyio.sleep_forever()
        raise AssertionError("slept for ever")

    httpx_mock.add_callback(never, url=TOKENS)
    gives(httpx_mock, oauth("token-one"))
    httpx_mock.add_response(url=API)
    async with Line(signed_by(acme, CREDENTIALS), limits=LineLimits(seconds=0.2)) as line:
        with pytest.raises(PlatformError, match=r"within 0\.2 seconds") as raised:
            await line.ask("POST", "/orders")
        await line.ask("POST", "/orders")
    assert (raised.value.kind, raised.value.uncertain) == (ErrorKind.RETRY, False)


async def test_a_refresh_token_that_is_replaced_is_followed(acme: Connector, httpx_mock: HTTPXMock) -> None:
    gives(
        httpx_mock, oauth("one", expires_in=0, refresh_token="refresh-two"), oauth("two", expires_in=0), oauth("three")
    )
    httpx_mock.add_response(url=API, is_reusable=True)
    await ask(signed_by(acme, REFRESH, refresh=Secret("refresh-one")), 3)
    forms = [parse_qs(request.content.decode()) for request in asked(httpx_mock, TOKENS)]
    assert [form["refresh_token"] for form in forms] == [["refresh-one"], ["refresh-two"], ["refresh-two"]]
    assert forms[0] == {
        "grant_type": ["refresh_token"],
        "refresh_token": ["refresh-one"],
        "client_id": ["alex"],
        "client_secret": ["made-up-password"],
    }
    assert sent_tokens(httpx_mock) == ["Bearer one", "Bearer two", "Bearer three"]


def test_a_connection_that_was_not_authorised_yet_says_what_is_missing(acme: Connector) -> None:
    with pytest.raises(ConfigurationError, match="'refresh'"):
        Line(signed_by(acme, REFRESH))


@pytest.mark.parametrize("token", ["token-one", "Bearer token-one"])
async def test_user_and_password_are_exchanged_for_a_bare_token(
    token: str, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    gives(httpx_mock, token)
    httpx_mock.add_response(url=API, is_reusable=True)
    await ask(signed_by(acme, EXCHANGE), 2)
    (request,) = asked(httpx_mock, TOKENS)
    assert (request.method, request.headers["Authorization"]) == ("GET", basic("alex", "made-up-password"))
    assert sent_tokens(httpx_mock) == ["Bearer token-one"] * 2


async def test_a_login_gives_a_token(acme: Connector, httpx_mock: HTTPXMock) -> None:
    gives(httpx_mock, {"message": "Welcome", "token": "token-one", "expires_in": 86400})
    httpx_mock.add_response(url=API, is_reusable=True)
    await ask(signed_by(acme, LOGIN), 2)
    (request,) = asked(httpx_mock, TOKENS)
    assert json.loads(request.content) == {"username": "alex", "password": "made-up-password"}
    assert sent_tokens(httpx_mock) == ["Bearer token-one"] * 2


@pytest.mark.parametrize(
    ("answered", "kind"),
    [
        ({"status_code": 400, "json": {"error": "invalid_client", "error_description": "Who?"}}, ErrorKind.STOP),
        ({"status_code": 401}, ErrorKind.STOP),
        ({"status_code": 404, "html": "<html>"}, ErrorKind.STOP),
        ({"status_code": 302, "headers": {"Location": "https://elsewhere.example.net/"}}, ErrorKind.STOP),
        ({"status_code": 429, "headers": {"Retry-After": "7"}}, ErrorKind.RETRY),
        ({"status_code": 503}, ErrorKind.RETRY),
        ({"content": b"<html>Back soon</html>"}, ErrorKind.RETRY),
        ({"json": {"token_type": "Bearer"}}, ErrorKind.STOP),
        ({"json": {"access_token": ""}}, ErrorKind.STOP),
        ({"json": {"access_token": 17}}, ErrorKind.STOP),
        ({"json": {"access_token": "a\nb"}}, ErrorKind.STOP),
        ({"json": {"access_token": "geheím"}}, ErrorKind.STOP),
        ({"json": {"access_token": "x" * LARGEST_ANSWER}}, ErrorKind.STOP),
    ],
)
async def test_without_a_token_nothing_is_sent(
    answered: dict[str, Any], kind: ErrorKind, acme: Connector, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_response(url=TOKENS, **answered)
    error = await failure(signed_by(acme, CREDENTIALS))
    assert (error.kind, error.uncertain, bool(error.remedy)) == (kind, False, True)
    assert error.retry_after == (7 if answered.get("status_code") == 429 else None)
    assert not asked(httpx_mock, API)


@pytest.mark.parametrize("trouble", [httpx.ReadTimeout, httpx.ConnectError, httpx.RemoteProtocolError])
async def test_a_token_service_that_is_away_leaves_no_write_in_doubt(
    trouble: type[httpx.TransportError], acme: Connector, httpx_mock: HTTPXMock
) -> None:
    httpx_mock.add_exception(trouble("gone"), url=TOKENS)
    error = await failure(signed_by(acme, CREDENTIALS))
    assert (error.kind, error.uncertain) == (ErrorKind.RETRY, False)


async def test_a_write_that_breaks_off_after_its_token_came_is_in_doubt(acme: Connector, httpx_mock: HTTPXMock) -> None:
    gives(httpx_mock, oauth("token-one"))
    httpx_mock.add_exception(httpx.ReadTimeout("gone"), url=API)
    assert (await failure(signed_by(acme, CREDENTIALS))).uncertain


async def test_neither_logs_nor_errors_hold_a_token_or_what_was_given_for_it(
    acme: Connector, httpx_mock: HTTPXMock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    connector = signed_by(acme, REFRESH, refresh=Secret("made-up-refresh"))
    gives(httpx_mock, oauth("made-up-token", refresh_token="made-up-next"))
    said = {"message": "we do not like made-up-token, made-up-next and made-up-refresh"}
    httpx_mock.add_response(url=API, status_code=422, json=said)
    httpx_mock.add_response(
        url=TOKENS, status_code=400, json={"error": "invalid_grant", "error_description": "made-up-refresh is old"}
    )
    errors = [await failure(connector), await failure(connector)]
    assert [error.kind for error in errors] == [ErrorKind.HOLD, ErrorKind.STOP]
    assert "made-up" not in caplog.text + "".join(f"{error} {error!r} {error.details}" for error in errors)


def test_a_setting_that_its_address_names_and_is_not_there_is_refused(acme: Connector) -> None:
    with pytest.raises(PluginError, match="'tenant', which is no setting"):
        signed_by(acme, TokenExchange(token_url="https://{tenant}.acme.example/", user="user", password="password"))
