"""The kinds of message a connector reads or writes.

A resource's schema and samples are files in the connector's package: `schemas/<name>.json` and
`samples/<name>/<sample>.json`. They serve mapping, preview without credentials, tests and documentation alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Any

import msgspec

from crossdock.connect.format import JSON, Format
from crossdock.connect.inferred import Inferred
from crossdock.connect.ledger import Tells
from crossdock.connect.paging import Paging, SinglePage
from crossdock.connect.stock import StockNumber
from crossdock.connect.worth import Worth
from crossdock.engine import json_text
from crossdock.errors import InvalidInput, Malformed, PluginError
from crossdock.model.money import Money, money_of
from crossdock.model.resource import JsonSchema, Sample

RESOURCE_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


class Resource(msgspec.Struct, frozen=True):
    """One kind of message. Paths inside a message are dotted: 'List.SalesOrderLineItem'."""

    name: str
    """A noun in snake_case: order, stock_level, shipment."""
    title: str
    description: str
    key: tuple[str, ...]
    """Paths of the values that together tell one record from all others."""
    path: str | None = None
    """Where a list of it is read, below the base URL; `{order_id}` is given by whoever reads. None: it is not read."""
    records: str = ""
    """Path of the list in an answer; '' is the answer itself."""
    empty_status: int | None = None
    """The status, such as 204, by which a list without records is answered, without a body; None: it is told as a list."""
    query: Mapping[str, str] = {}
    """What every read asks for: query parameters, or variables of `graphql`."""
    graphql: str = ""
    """A GraphQL query, POSTed to the path, whose variables are what else would be query parameters; '' is REST."""
    needs: tuple[str, ...] = ()
    """Query parameters that whoever reads must give."""
    since: str | None = None
    """Query parameter, or part of the path, that leaves out what has not changed since a time; None: it cannot."""
    until: str | None = None
    """Query parameter, or part of the path, that leaves out what is newer than a time; None: it cannot."""
    paging: Paging = SinglePage()
    format: Format = JSON
    """What its lists are written in; records and samples are JSON values all the same."""
    kind: str = ""
    """The identity kind of the business object a record is about, where no webhook says it; '' is the name."""
    identity: str = ""
    """Path of that object's value; '' where it is the record's own key."""
    version: str = ""
    """Path of the source's version or time; '' where it tells none."""
    aliases: tuple[tuple[str, str], ...] = ()
    """Other names: their kinds and paths. One that is not in a record is left out."""
    worth: Worth | None = None
    """Where it tells the money that a record is about; None: it tells none."""
    stock: StockNumber | None = None
    """For a resource that tells how much there is; it is polled, and its records are made by the connector."""
    tells: tuple[Tells, ...] = ()
    """The ledger events that its records tell."""
    passed_on: bool = False
    """Whether the platform only passes it on, from a system that it does not name: it is not the master of it."""
    inferred: tuple[Inferred, ...] = ()
    """What is assumed of it, and of reading it."""

    @property
    def is_polled(self) -> bool:
        """Whether a flow can read it again and again."""
        return self.path is not None or self.stock is not None

    def missing(self, parameters: Mapping[str, str]) -> list[str]:
        """The parameters that a read of it needs, and that are not given; times are given by whoever reads."""
        times = (self.since, self.until)
        in_path = [field for _, field, _, _ in Formatter().parse(self.path or "") if field and field not in times]
        return [name for name in (*in_path, *self.needs) if not parameters.get(name)]

    def key_of(self, record: Any) -> tuple[str, ...]:
        """The record's key as texts; raises InvalidInput naming the path where there is no value."""
        return tuple(self.text_at(record, path) for path in self.key)

    def text_at(self, record: Any, path: str) -> str:
        """A value that a record is told by, as text; raises InvalidInput naming the path where there is none."""
        value = at(record, path)
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            raise InvalidInput(
                f"This {self.name} has no '{path}', and it is told by that.",
                code="no-key",
                remedy="Look at the message: it is cut short, or of another kind.",
            )
        return str(value)

    def worth_of(self, record: Any) -> Money | None:
        """The money that a record is about; None where it tells none. Raises nothing."""
        if self.worth is None:
            return None
        return money_of(at(record, self.worth.amount), at(record, self.worth.currency))

    def schema(self, package: str) -> JsonSchema:
        """Its JSON Schema, from the package's files; raises PluginError where there is none."""
        file = files(package) / "schemas" / f"{self.name}.json"
        if not file.is_file():
            raise _missing(self, package, f"schemas/{self.name}.json")
        schema: JsonSchema = _read(file, f"{package}/schemas/{self.name}.json")
        return schema

    def samples(self, package: str) -> tuple[Sample, ...]:
        """Its samples in order of their names; raises PluginError where there are none."""
        folder = files(package) / "samples" / self.name
        found = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=_name) if folder.is_dir() else []
        if not found:
            raise _missing(self, package, f"samples/{self.name}/*.json")
        return tuple(Sample(name=file.name.removesuffix(".json"), payload=file.read_bytes()) for file in found)


def at(document: Any, path: str) -> Any:
    """The value at a dotted path; None where there is none, '' is the document itself."""
    for name in path.split(".") if path else ():
        if not isinstance(document, dict):
            return None
        document = document.get(name)
    return document


def _name(file: Traversable) -> str:
    return file.name


def _read(file: Traversable, where: str) -> Any:
    try:
        return json_text.decode(file.read_bytes())
    except Malformed as error:
        raise PluginError(f"{where} is not JSON. {error.message}", remedy="Tell the plugin's author.") from error


def _missing(resource: Resource, package: str, what: str) -> PluginError:
    return PluginError(
        f"The resource '{resource.name}' of the package '{package}' has no {what}.",
        remedy="Ship it as package data of the plugin, and see that the wheel holds it.",
    )
