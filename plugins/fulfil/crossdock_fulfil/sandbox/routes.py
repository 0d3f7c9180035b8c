"""Fulfil's model interface, as far as it is here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from litestar import Controller, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from crossdock_fulfil.sandbox import bookkeeping, customers
from crossdock_fulfil.sandbox.account import Account
from crossdock_fulfil.sandbox.answers import Call, answered, arguments, records
from crossdock_fulfil.sandbox.refusal import not_found, user_error
from crossdock_fulfil.sandbox.tables import Row, Tables

_MAKERS: Mapping[str, Callable[[Tables, Row], Row]] = {
    "party.party": customers.create,
    "account.move": bookkeeping.create,
}
"""The models of which records are made plainly here."""


class ModelRoutes(Controller):
    """Every model, by the same verbs."""

    path = "/api/v2"

    @get("/test")
    async def test(self) -> Response[bytes]:
        return answered({"success": True})

    @get("/model/{model:str}")
    async def list_records(
        self, request: Call, model: FromPath[str], account: NamedDependency[Account]
    ) -> Response[bytes]:
        query = {name: value for name, value in request.query_params.items() if isinstance(value, str)}
        fields = request.query_params.getall("field", [])
        return answered(account.reading.listed(model, query, fields))

    @get("/model/{model:str}/{number:int}")
    async def get_record(
        self, model: FromPath[str], number: FromPath[int], account: NamedDependency[Account]
    ) -> Response[bytes]:
        return answered(account.tables.get(model, number))

    @post("/model/{model:str}")
    async def create_records(
        self, request: Call, model: FromPath[str], account: NamedDependency[Account]
    ) -> Response[bytes]:
        make = _MAKERS.get(model)
        if make is None:
            raise user_error(f"Records of {model} are not made by this call here")
        made = [make(account.tables, record) for record in await records(request)]
        return answered([{"id": row["id"], "rec_name": row["rec_name"]} for row in made], 201)

    @put("/model/{model:str}/{method:str}")
    async def call_method(
        self, request: Call, model: FromPath[str], method: FromPath[str], account: NamedDependency[Account]
    ) -> Response[bytes]:
        """A method, or a record's number: then that is changed."""
        if method.isdecimal():
            (record, *_) = await records(request)
            return answered(_changed(account, model, int(method), record))
        return answered(_called(account, model, method, await arguments(request)))


def _changed(account: Account, model: str, number: int, record: Row) -> Row:
    found = account.tables.get(model, number)
    if model != "party.party":
        raise user_error(f"Records of {model} are not changed by this call here")
    return customers.change(account.tables, found, record)


def _called(account: Account, model: str, method: str, given: list[Any]) -> Any:
    reading = account.reading
    verbs: dict[str, Callable[[], Any]] = {
        "search_read": lambda: reading.search_read(model, given),
        "search": lambda: [row["id"] for row in reading.search(model, given)],
        "search_count": lambda: reading.search_count(model, given),
        "read": lambda: reading.read(model, given),
    }
    methods: dict[tuple[str, str], Callable[[], Any]] = {
        ("sale.channel", "create_order"): lambda: account.take_order(given),
        ("product.product", "get_product_inventory"): lambda: account.inventory(given),
    }
    call = verbs.get(method) or methods.get((model, method))
    if call is None:
        raise not_found(f"The method {method} of {model}")
    return call()
