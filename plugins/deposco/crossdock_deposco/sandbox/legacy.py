"""The older API: stock by facility, in XML, or in JSON where that is accepted."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from litestar import Controller, Response, get
from litestar.di import NamedDependency

from crossdock.connect import Xml
from crossdock_deposco.sandbox.answers import Call, answered
from crossdock_deposco.sandbox.stock import Place
from crossdock_deposco.sandbox.tenant import Tenant

ROOT = "itemInventories"
XML = Xml(root=ROOT, lists=("itemInventory", "itemInventory.facilityInventory"))


class LegacyRoutes(Controller):
    """What the newer API does not tell."""

    @get("/inventory/full")
    async def list_stock(self, request: Call, tenant: NamedDependency[Tenant]) -> Response[bytes]:
        places = groupby(tenant.stock.places(), key=lambda place: place[0])
        document = {"itemInventory": [_item(tenant, number, list(found)) for number, found in places]}
        if "json" in request.headers.get("accept", ""):
            return answered({ROOT: document})
        return Response(XML.encode(document), media_type="application/xml")


def _item(tenant: Tenant, number: str, places: list[Place]) -> dict[str, Any]:
    found = [{"facility": place[1], "inventory": _levels(tenant, place)} for place in places]
    return {"itemNumber": number, "facilityInventory": found if len(found) > 1 else found[0]}


def _levels(tenant: Tenant, place: Place) -> dict[str, str]:
    """Numbers as texts, some of them with decimals."""
    return {
        "total": str(tenant.stock.total[place]),
        "availableToPromise": f"{tenant.available(place)}.0",
        "unallocated": f"{tenant.stock.unallocated(place)}.0",
        "allocated": f"{tenant.stock.allocated[place]}.0",
    }
