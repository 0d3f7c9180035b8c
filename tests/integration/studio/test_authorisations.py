"""A person allows a connection at its platform; what that gives is kept, and followed where the platform replaces it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import msgspec
import pytest
from msgspec import Meta, Struct

from crossdock.connect import AuthorisationCode, Connector, RefreshToken, Resource, Secret, token_signing
from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.ports import Clock
from crossdock.errors import Conflict, InvalidInput, PlatformError
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.access import Principal
from crossdock.model.authorisation import AuthorisationAsked, AuthorisationGiven
from crossdock.model.project import PLATFORM, Connection, ConnectionNew, ConnectionSettings, Expiry, ProjectNew
from crossdock.plugins import Plugins
from crossdock.run.lines import Connectors, Lines
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Studio

P, E = "brand", "live"
BACK = "https://studio.example.com/authorised"
SOMEBODY_ELSE = msgspec.structs.replace(LOCAL_ADMINISTRATOR, name="somebody else")


class ShopSettings(Struct, frozen=True, kw_only=True):
    site: Annotated[str, Meta(description="The shop's name.")]
    client_id: Annotated[str, Meta(description="The application's id.")]
    client_secret: Annotated[Secret, Meta(description="The application's secret.")]
    refresh: Annotated[Secret | None, Meta(description="What authorising gives.")] = None


class Shop(Connector):
    name = "shop"
    title = "Shop"
    settings_type = ShopSettings
    base_url = "https://{site}.shop.example/api"
    auth = RefreshToken(
        token_url="/token", client_id="client_id", client_secret="client_secret", refresh_token="refresh"
    )
    authorisation = AuthorisationCode(
        authorise_url="https://{site}.shop.example/authorise?lang=en",
        token_url="/token",
        client_id="client_id",
        client_secret="client_secret",
        keeps="refresh",
        scope="orders offline",
        fields={"access_type": "offline"},
    )
    resources = (Resource(name="order", title="Order", description="An order.", key=("id",), path="/orders"),)


class Bare(Shop):
    name = "bare"
    authorisation = None


class Shops(Catalogue):
    """A catalogue that has no connectors but these."""

    def connector(self, name: str) -> type[Connector]:
        return {"shop": Shop, "bare": Bare}[name]


class Platform:
    """Gives a code to whoever allows it, a refresh token for that, and another one each time it is used."""

    def __init__(self) -> None:
        self.challenges: dict[str, str] = {}
        self.refresh = "none"
        self.tokens = 0
        self.answer: httpx.Response | None = None
        self.good_for: dict[str, Any] = {}
        """What is said of how long a refresh token is good."""

    def allow(self, page: str) -> str:
        """What the browser comes back to when somebody said yes on a page."""
        asked = {name: value for name, (value,) in parse_qs(urlsplit(page).query).items()}
        assert (asked["response_type"], asked["code_challenge_method"], asked["lang"]) == ("code", "S256", "en")
        assert (asked["scope"], asked["access_type"], asked["client_id"]) == ("orders offline", "offline", "app")
        code = f"made-up-code-{len(self.challenges)}"
        self.challenges[code] = asked["code_challenge"]
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    async def take(self, request: httpx.Request) -> httpx.Response:
        if request.url.path != "/token":
            return httpx.Response(200, json=[])
        if self.answer is not None:
            return self.answer
        given = {name: value for name, (value,) in parse_qs((await request.aread()).decode()).items()}
        if not self._is_good(given):
            return httpx.Response(400, json={"error": "invalid_grant", "error_description": str(given)})
        self.tokens += 1
        self.refresh = f"made-up-refresh-{self.tokens}"
        given_for = {"access_token": f"made-up-token-{self.tokens}", "refresh_token": self.refresh}
        return httpx.Response(200, json=given_for | self.good_for)

    def _is_good(self, given: dict[str, str]) -> bool:
        if given["grant_type"] == "refresh_token":
            return given["refresh_token"] == self.refresh
        challenge = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(b"=")
        return given["redirect_uri"] == BACK and self.challenges.pop(given["code"], "") == challenge.decode()


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
async def studio(
    database: Database, pool: EvaluationPool, keyring: Keyring, clock: Clock, platform: Platform
) -> Studio:
    """A studio with a connection that is not authorised yet."""
    made = Studio.build(
        database,
        Pipeline(pool, clock),
        Shops(Plugins()),
        keyring,
        clock,
        transport=lambda: httpx.MockTransport(platform.take),
    )
    await made.projects.create(LOCAL_ADMINISTRATOR, ProjectNew(name=P, environments=(E,)))
    for name in ("shop", "bare"):
        new = ConnectionNew(
            name=name,
            connector=name,
            settings={"site": "demo", "client_id": "app"},
            secrets={"client_secret": "made-up-client-secret"},
        )
        await made.connections.create(LOCAL_ADMINISTRATOR, P, E, new)
    return made


async def page(studio: Studio, connection: str = "shop", redirect: str = BACK) -> str:
    asked = AuthorisationAsked(redirect=redirect)
    return (await studio.authorisations.begin(LOCAL_ADMINISTRATOR, P, E, connection, asked)).address


async def finish(studio: Studio, address: str, caller: Principal = LOCAL_ADMINISTRATOR) -> Connection:
    return await studio.authorisations.finish(caller, P, E, "shop", AuthorisationGiven(address=address))


async def secrets_of(studio: Studio, database: Database, keyring: Keyring, clock: Clock) -> bytes:
    store = Store(database, clock)
    async with store.read() as work:
        project = await work.projects.get(P)
        _, sealed = await work.connections.get_sealed(project, E, "shop")
    return keyring.open(sealed)


async def test_what_allowing_gives_is_kept_as_a_secret(
    studio: Studio, platform: Platform, database: Database, keyring: Keyring, clock: Clock
) -> None:
    changed = await finish(studio, platform.allow(await page(studio)))
    assert (changed.secrets_set, changed.revision) == (("client_secret", "refresh"), 2)
    assert b'"refresh":"made-up-refresh-1"' in await secrets_of(studio, database, keyring, clock)
    assert (await studio.connection_tests.run(LOCAL_ADMINISTRATOR, P, E, "shop")).works


async def test_a_replaced_refresh_token_is_kept_for_every_worker(
    studio: Studio,
    platform: Platform,
    database: Database,
    keyring: Keyring,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(token_signing, "LOOK_AGAIN_SECONDS", (0.0,))
    await finish(studio, platform.allow(await page(studio)))
    store = Store(database, clock)
    async with store.read() as work:
        project = await work.projects.get(P)

    def worker() -> Lines:
        return Lines(store, Connectors(Shops(Plugins()), keyring), clock, lambda: httpx.MockTransport(platform.take))

    async with worker() as one, worker() as another:
        first, second = (await one.of(project, E, "shop")), (await another.of(project, E, "shop"))
        await first.line.ask("GET", "/orders")
        await second.line.ask("GET", "/orders")
        assert platform.tokens == 3
        assert await one.of(project, E, "shop") is first
    assert f'"refresh":"{platform.refresh}"'.encode() in await secrets_of(studio, database, keyring, clock)
    async with worker() as after:
        await (await after.of(project, E, "shop")).line.ask("GET", "/orders")


async def test_the_day_on_which_a_refresh_token_expires_is_kept_as_the_platform_tells_it(
    studio: Studio, platform: Platform, database: Database, keyring: Keyring, clock: Clock
) -> None:
    async def told() -> dict[str, Expiry]:
        return (await studio.connections.get(LOCAL_ADMINISTRATOR, P, E, "shop")).expiries

    async def used() -> None:
        connectors = Connectors(Shops(Plugins()), keyring)
        async with Lines(store, connectors, clock, lambda: httpx.MockTransport(platform.take)) as lines:
            await (await lines.of(project, E, "shop")).line.ask("GET", "/orders")

    store, day = Store(database, clock), timedelta(days=1)
    async with store.read() as work:
        project = await work.projects.get(P)
    platform.good_for = {"refresh_token_expires_in": "15897600"}
    await finish(studio, platform.allow(await page(studio)))
    assert await told() == {"refresh": Expiry(on=(clock.now() + 184 * day).date(), told_by=PLATFORM)}
    platform.good_for = {"refresh_token_expires_in": 864000}
    await used()
    assert (await told())["refresh"].on == (clock.now() + 10 * day).date()
    platform.good_for = {"refresh_token_expires_in": True}
    await used()
    assert await told() == {}


async def test_a_token_that_a_person_gave_meanwhile_is_not_replaced(
    studio: Studio, platform: Platform, database: Database, keyring: Keyring, clock: Clock
) -> None:
    await finish(studio, platform.allow(await page(studio)))
    store = Store(database, clock)
    async with store.read() as work:
        project = await work.projects.get(P)
    async with Lines(
        store, Connectors(Shops(Plugins()), keyring), clock, lambda: httpx.MockTransport(platform.take)
    ) as lines:
        opened = await lines.of(project, E, "shop")
        given = ConnectionSettings(
            settings={"site": "demo", "client_id": "app"}, secrets={"refresh": platform.refresh + "-new"}
        )
        real, platform.refresh = platform.refresh, platform.refresh + "-new"
        await studio.connections.change(LOCAL_ADMINISTRATOR, P, E, "shop", given, None)
        await opened.line.ask("GET", "/orders")
        assert real != platform.refresh
    assert f'"refresh":"{platform.refresh}"'.encode() in await secrets_of(studio, database, keyring, clock)


async def test_a_code_is_redeemed_once(studio: Studio, platform: Platform) -> None:
    came_back = platform.allow(await page(studio))
    await finish(studio, came_back)
    with pytest.raises(PlatformError, match="invalid_grant") as raised:
        await finish(studio, came_back)
    assert not any(part in str(raised.value) for part in ("made-up-client-secret", "made-up-code"))


def _tampered(address: str) -> str:
    return address[:-1] + ("A" if address[-1] != "A" else "B")


async def test_a_state_that_was_not_asked_for_is_refused_before_anything_is_redeemed(
    studio: Studio, platform: Platform
) -> None:
    came_back = platform.allow(await page(studio))
    elsewhere, made_up = came_back.replace("/authorised", "/other"), came_back.partition("&state")[0] + "&state=x"
    for address in (_tampered(came_back), elsewhere, made_up):
        with pytest.raises(Conflict):
            await finish(studio, address)
    assert platform.tokens == 0


async def test_nobody_can_finish_what_somebody_else_began(studio: Studio, platform: Platform) -> None:
    came_back = platform.allow(await page(studio))
    with pytest.raises(Conflict, match="not asked for by you") as raised:
        await finish(studio, came_back, SOMEBODY_ELSE)
    assert (raised.value.stable_code, platform.tokens) == ("authorisation-state", 0)


async def test_an_address_is_good_for_ten_minutes(
    studio: Studio, platform: Platform, turn: Callable[[timedelta], None]
) -> None:
    came_back = platform.allow(await page(studio))
    turn(timedelta(minutes=11))
    with pytest.raises(Conflict) as raised:
        await finish(studio, came_back)
    assert (raised.value.stable_code, platform.tokens) == ("authorisation-expired", 0)


async def test_a_person_who_says_no_gives_nothing(studio: Studio, platform: Platform) -> None:
    for address in (BACK, f"{BACK}?error=access_denied&state=x", f"{BACK}?code=&state=x", "http://[", ""):
        with pytest.raises(InvalidInput, match="Nothing was allowed") as raised:
            await finish(studio, address)
        assert ("access_denied" in raised.value.message) == ("access_denied" in address)
    assert platform.tokens == 0


async def test_an_address_that_others_can_read_along_is_refused(studio: Studio) -> None:
    plain = ("http://studio.example.com/a", "ftp://localhost")
    for redirect in (*plain, f"{BACK}?a=b", f"{BACK}#a", "https://", "http://[", ""):
        with pytest.raises(InvalidInput, match="come back to"):
            await page(studio, redirect=redirect)
    assert await page(studio, redirect="http://127.0.0.1:8000/a")


async def test_a_connector_without_a_page_says_what_to_do(studio: Studio) -> None:
    with pytest.raises(InvalidInput, match="not authorised at a page") as raised:
        await page(studio, "bare")
    assert raised.value.remedy


async def test_a_platform_that_does_not_redeem_changes_nothing(studio: Studio, platform: Platform) -> None:
    refusals: list[dict[str, Any]] = [
        {"status_code": 200, "json": {"access_token": "made-up"}},
        {"status_code": 200, "content": b"<html>"},
        {"status_code": 401, "json": {"error": "made-up-client-secret"}},
        {"status_code": 503},
        {"status_code": 302, "headers": {"Location": "https://elsewhere.example.net/"}},
    ]
    for refusal in refusals:
        platform.answer = httpx.Response(**refusal)
        with pytest.raises(PlatformError) as raised:
            await finish(studio, platform.allow(await page(studio)))
        assert "made-up-client-secret" not in str(raised.value)
    assert (await studio.connections.get(LOCAL_ADMINISTRATOR, P, E, "shop")).revision == 1
