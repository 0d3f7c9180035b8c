"""Export definitions: SQL that an installation keeps under a number, and the only way to read most things.

Numbers differ between installations, and between a test copy and the live one, so they are settings. Which columns
each is to give, and which parameters it takes, the README says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from crossdock.connect import Query, Resource
from crossdock.errors import InvalidInput
from crossdock_orderwise import inferred
from crossdock_orderwise.local_time import since, zone_named
from crossdock_orderwise.settings import OrderWiseSettings

PATH = "/system/export-definition"
SINCE, NUMBER = "changed_since", "number"
NO_PARAMETERS = [{"name": "", "value": None}]
"""How clients run a definition that takes none."""


class Export(msgspec.Struct, frozen=True):
    """What is run for a resource."""

    setting: str
    """Which setting holds its number."""
    parameters: Mapping[str, str] = {}
    """What it takes, and what is said where nobody asks for something."""


EXPORTS: Mapping[str, Export] = {
    "order": Export("orders_export", {SINCE: inferred.EARLIEST, NUMBER: ""}),
    "despatch": Export("despatches_export", {SINCE: inferred.EARLIEST}),
    "variant": Export("variants_export", {SINCE: inferred.EARLIEST}),
    "stock_row": Export("stock_export"),
}


def query(settings: OrderWiseSettings, resource: Resource, asked: Mapping[str, Any]) -> Query:
    """The request that runs a resource's definition; raises InvalidInput where the connection names none."""
    export = EXPORTS[resource.name]
    number = getattr(settings, export.setting)
    if number is None:
        raise InvalidInput(
            f"The connection names no export definition for '{resource.name}'.",
            remedy=f"Make one in OrderWise as the README says, and enter its number as '{export.setting}'.",
        )
    return Query(f"{PATH}/{number}", body=_question(settings, export, asked))


def _question(settings: OrderWiseSettings, export: Export, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    values = {name: str(asked.get(name, usual)) for name, usual in export.parameters.items()}
    if SINCE in asked:
        values[SINCE] = since(values[SINCE], zone_named(settings.zone))
    return [{"name": f"@{name}", "value": value} for name, value in values.items()] or NO_PARAMETERS
