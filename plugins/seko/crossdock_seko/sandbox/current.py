"""The current generation of the iHub's services (v3 and v4), below `/api`."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock.engine import json_text
from crossdock.errors import Malformed
from crossdock_seko.sandbox import answers, start_data
from crossdock_seko.sandbox.account import Account
from crossdock_seko.sandbox.refusal import Refused
from crossdock_seko.sandbox.submission import BAD_DC, BUSINESS, NO_JSON, WEB

PATH = "/api"
Call = Request[Any, Any, Any]


class CurrentGeneration(Controller):
    """Orders, cancellations, products, receipts and stock."""

    path = PATH

    @post("/salesorders/v4/websubmit", status_code=200)
    async def submit_web_order(self, request: Call, account: NamedDependency[Account]) -> Response[bytes]:
        order = account.submit_order(await read(request, "salesorder"), WEB)
        return answers.as_json({**answers.status(), "GUID": order.guid})

    @post("/salesorders/v4/submit", status_code=200)
    async def submit_order(self, request: Call, account: NamedDependency[Account]) -> Response[bytes]:
        order = account.submit_order(await read(request, "salesorder"), BUSINESS)
        return answers.as_json({**answers.status(), "GUID": order.guid})

    @post("/salesorders/v3/{number:str}/cancel", status_code=200)
    async def cancel_order(
        self, request: Call, number: FromPath[str], account: NamedDependency[Account]
    ) -> Response[bytes]:
        account.cancel_order(number, request.query_params.get("reasonCode"))
        return answers.as_json(answers.status())

    @post("/products/v4/submit", status_code=200)
    async def submit_product(self, request: Call, account: NamedDependency[Account]) -> Response[bytes]:
        account.products.submit(await read(request, "product"))
        return answers.as_json(answers.status())

    @post("/products/v4/update", status_code=200)
    async def update_product(self, request: Call, account: NamedDependency[Account]) -> Response[bytes]:
        account.products.update(await read(request, "product"))
        return answers.as_json(answers.status())

    @post("/kits/v1/submit", status_code=200)
    async def submit_kit(self, request: Call, account: NamedDependency[Account]) -> Response[bytes]:
        account.kits.submit(await read(request, "kit"), account.products, account.orders)
        return answers.as_json(answers.status())

    @post("/receipts/v3/submit", status_code=200)
    async def submit_receipt(self, request: Call, account: NamedDependency[Account]) -> Response[bytes]:
        receipt = account.submit_receipt(await read(request, "receipt"))
        return answers.as_json({**answers.status(), "GUID": receipt.guid})

    @get("/stock/v3/quantity")
    async def read_stock(self, request: Call, account: NamedDependency[Account]) -> Response[bytes]:
        """As XML, unless JSON is asked for: the manual's default of this one service."""
        query = request.query_params
        dc, codes = query.get("dc"), _codes(query.get("productCodes", ""))
        if dc is not None and dc not in start_data.DISTRIBUTION_CENTRES:
            raise Refused(BAD_DC)
        dcs = start_data.DISTRIBUTION_CENTRES if dc is None else (dc,)
        lines = [msgspec.to_builtins(line) for line in account.stock.shown(account.clock.now(), dcs, codes)]
        if not lines:
            raise Refused(answers.NO_RESULTS)
        found = lines[0] if len(lines) == 1 and account.switches.one_line_as_object else lines
        document = {**answers.status(), "List": {"StockQuantityLineItem": found}}
        return answers.as_json(document) if "json" in request.headers.get("accept", "") else answers.as_xml(document)


async def read(request: Call, what: str) -> dict[str, Any]:
    """A body as JSON object; raises Refused with the manual's words for anything else."""
    try:
        document = json_text.decode(await request.body())
    except Malformed as error:
        raise Refused(NO_JSON.format(what=what)) from error
    if not isinstance(document, dict):
        raise Refused(NO_JSON.format(what=what))
    return document


def _codes(text: str) -> list[str] | None:
    return [code for code in re.split("~" if "~" in text else ",", text) if code] or None
