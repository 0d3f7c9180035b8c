"""A test of a connection goes as the connector has it: SEKO's asks every distribution centre of the account."""

from __future__ import annotations

import httpx
import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.ports import Clock
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.project import ConnectionNew, ProjectNew
from crossdock.plugins import Plugins
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Studio

P, E = "brand", "live"


async def answer(request: httpx.Request) -> httpx.Response:
    """One centre has the product, one has none of it, and no other is there."""
    dc = request.url.params["dc"]
    line = {"ProductCode": "TEA", "DCCode": dc, "LocationType": "Available Stock", "Quantity": 7}
    words = {"DCCL01": "", "DCSOM01": "No results found for search criteria"}.get(dc, "Error. Invalid Mapping - DC")
    status = {"Success": not words, "Code": 100 if words else 0, "Message": words}
    return httpx.Response(200, json={"CallStatus": status, "List": {"StockQuantityLineItem": [line]}})


@pytest.mark.parametrize(
    ("centres", "works", "told"),
    [
        ("DCCL01, DCSOM01", True, "SEKO answered for DCCL01, DCSOM01, each asked for TEA."),
        ("DCCL01,DCXX99", False, "DCXX99"),
    ],
)
async def test_every_centre_is_asked(
    database: Database, pool: EvaluationPool, keyring: Keyring, clock: Clock, centres: str, works: bool, told: str
) -> None:
    catalogue, pipeline = Catalogue(Plugins()), Pipeline(pool, clock)
    studio = Studio.build(database, pipeline, catalogue, keyring, clock, transport=lambda: httpx.MockTransport(answer))
    await studio.projects.create(LOCAL_ADMINISTRATOR, ProjectNew(name=P, environments=(E,)))
    settings = {"base_url": "https://seko.example.com/api", "centres": centres, "probe_product": "TEA"}
    seko = ConnectionNew(name="seko", connector="seko", settings=settings, secrets={"api_key": "made-up-key"})
    await studio.connections.create(LOCAL_ADMINISTRATOR, P, E, seko)
    tested = await studio.connection_tests.run(LOCAL_ADMINISTRATOR, P, E, "seko")
    assert tested.works is works
    assert told in tested.message
