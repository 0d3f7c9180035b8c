"""The first generation of the services (v1), the only one that tells how an order stands.

It lives at another host below `/hub/api`; the sandbox has it below `/api` as well, so that one address reaches both.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_seko.sandbox import answers
from crossdock_seko.sandbox.account import Account
from crossdock_seko.sandbox.orders import Order, Status
from crossdock_seko.sandbox.refusal import Refused

PATHS = ("/api", "/hub/api")


class FirstGeneration(Controller):
    """Status, tracking and dispatches; and letting an order go that is on hold."""

    @get("/salesorders/v1/{guid:str}/status.json")
    async def read_status(self, guid: FromPath[str], account: NamedDependency[Account]) -> Response[bytes]:
        order = _order(account, guid)
        return answers.in_first_generation({**answers.status(), "GUID": order.guid, "Status": order.status.value})

    @get("/salesorders/v1/{guid:str}/tracking.json")
    async def read_tracking(self, guid: FromPath[str], account: NamedDependency[Account]) -> Response[bytes]:
        order = _order(account, guid)
        if order.status is not Status.DISPATCHED:
            raise Refused(answers.NO_RESULTS)
        courier = order.document["header"].get("CourierName")
        found = {"GUID": order.guid, "Courier": courier, "TrackingNumber": order.tracking_number}
        return answers.in_first_generation({**answers.status(), **found})

    @post("/salesorders/v1/{number:str}/releasefromhold.json", status_code=200)
    async def release_from_hold(self, number: FromPath[str], account: NamedDependency[Account]) -> Response[bytes]:
        order = account.release_order(number)
        return answers.in_first_generation({**answers.status(), "GUID": order.guid})

    @get("/dispatches/v1/status/{start:str}/{end:str}")
    async def list_dispatches(
        self,
        request: Request[Any, Any, Any],
        start: FromPath[str],
        end: FromPath[str],
        account: NamedDependency[Account],
    ) -> Response[bytes]:
        """Orders that reached a status in a time. The manual hangs the query on the path: `...Z.json&status=...`."""
        until, suffix, hung_on = end.partition(".json")
        asked = {**dict(parse_qsl(hung_on)), **dict(request.query_params.items())}
        between = (_moment(start), _moment(until if suffix else ""))
        found = [order for order in account.orders if _reached(order, asked, between)]
        if not found:
            raise Refused(answers.NO_RESULTS)
        lines = [{"DCCode": order.dc, "GUID": order.guid} for order in found]
        return answers.in_first_generation({**answers.status(), "List": {"DispatchLineItem": lines}})


def _order(account: Account, guid: str) -> Order:
    order = account.orders.by_guid(guid)
    if order is None:
        raise Refused(answers.NO_RESULTS)
    return order


def _reached(order: Order, asked: dict[str, str], between: tuple[datetime, datetime]) -> bool:
    status = asked.get("status") or Status.DISPATCHED
    if order.status != status or asked.get("dc") not in (None, "", order.dc):
        return False
    return order.status in order.reached and between[0] <= order.reached[order.status] <= between[1]


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused("Error. Invalid date") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
