"""Functions that mappings may call, beside those of the language itself."""

from __future__ import annotations

import msgspec
from litestar import Controller, get

from crossdock.errors import NotFound
from crossdock.functions import Function
from crossdock.model.page import Page
from crossdock.nearest import suggest
from crossdock_api.controllers.connectors import PluginName
from crossdock_api.request import StudioRequest
from crossdock_api.shapes import FunctionDetail, FunctionExample, FunctionSummary


class FunctionController(Controller):
    path = "/functions"
    tags = ("functions",)

    @get(operation_id="listFunctions", summary="List the functions that plugins bring")
    async def list_functions(self, request: StudioRequest) -> Page[FunctionSummary]:
        found = request.catalogue.plugins.functions.values()
        return Page(
            items=[
                FunctionSummary(name=entry.name, signature=entry.signature, summary=entry.summary, plugin=str(plugin))
                for entry, plugin in found
            ]
        )

    @get("/{function:str}", operation_id="getFunction", summary="Get a function with its examples")
    async def get_function(self, request: StudioRequest, function: PluginName) -> FunctionDetail:
        known = request.catalogue.plugins.functions
        if function not in known:
            raise NotFound(f"There is no function '{function}'.", remedy=suggest(function, known))
        entry, plugin = known[function]
        return _detail(entry.load(), str(plugin))


def _detail(function: Function, plugin: str) -> FunctionDetail:
    return FunctionDetail(
        name=function.name,
        signature=function.signature,
        summary=function.summary,
        plugin=plugin,
        examples=tuple(FunctionExample(**msgspec.structs.asdict(example)) for example in function.examples),
    )
