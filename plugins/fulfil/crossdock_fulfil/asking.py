"""The model verbs: every object of Fulfil's is searched and read in the same way.

They are sent by PUT, and change nothing. Lists go by ids that grow, 500 records at a time: what is longer is cut off
without a word. Source: Fulfil's public Python client.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from crossdock.connect import Asked, Page
from crossdock_fulfil.models import Model, told, verb
from crossdock_fulfil.typed_json import TYPED_JSON, moment

if TYPE_CHECKING:
    from crossdock.connect.line import Line

Record = dict[str, Any]

MOST = 500
"""Records of an answer."""
CHANGED_SINCE = "changed_since"
LIMIT = "limit"
_NUMBERS = ("channel", "warehouse")
"""Parameters whose value is one of Fulfil's own numbers."""


class ById(msgspec.Struct, frozen=True):
    """The page after one is asked for by its last id. An empty page is the last: a short one may have been cut."""

    def following(self, page: Page) -> Asked | None:
        if not page.records:
            return None
        (*domain, _), *rest = page.asked.body
        return Asked(page.asked.url, [[*domain, ["id", ">", _id_of(page.records[-1])]], *rest], page.asked.method)


def question(model: Model, parameters: Mapping[str, Any]) -> list[Any]:
    """The arguments of `search_read` for a model's records; `changed_since` is ISO 8601, other parameters are fields.

    What never changed has no time of a change, so its making counts as one.
    """
    domain: list[Any] = list(model.domain)
    for name, value in parameters.items():
        if name == CHANGED_SINCE:
            since = moment(value)
            domain.append(["OR", [["write_date", ">=", since]], [["create_date", ">=", since]]])
        elif name != LIMIT:
            domain.append([name, "=", int(value) if name in _NUMBERS else value])
    limit = int(parameters.get(LIMIT, MOST))
    return [[*domain, ["id", ">", 0]], 0, limit, [["id", "ASC"]], list(model.fields)]


async def search(line: Line, model: str, domain: Sequence[Any], fields: Sequence[str]) -> list[Record]:
    """All records of a model that fit a domain; raises PlatformError."""
    found: list[Record] = []
    while True:
        after = [*domain, ["id", ">", found[-1]["id"] if found else 0]]
        rows = await _rows(line, verb(model, "search_read"), [after, 0, MOST, [["id", "ASC"]], list(fields)])
        found += rows
        if len(rows) < MOST:
            return found


async def read(line: Line, model: str, ids: Iterable[int], fields: Sequence[str]) -> dict[int, Record]:
    """The records of some ids, by id; raises PlatformError. One that is not there, or not for this user, is left out."""
    found: dict[int, Record] = {}
    for some in _batches(list(dict.fromkeys(ids))):
        rows = await _rows(line, verb(model, "read"), [some, list(fields)])
        found |= {row["id"]: row for row in rows}
    return found


async def ask(line: Line, path: str, arguments: Sequence[Any]) -> Any:
    """What a method answers that changes nothing; raises PlatformError."""
    return line.document(await line.get(line.address(path, {}), list(arguments), TYPED_JSON, "PUT"))


def flat(row: Any) -> Record:
    """A record with underscores for dots, and with the time of its last change; raises ValueError where it is none."""
    if not isinstance(row, dict):
        raise ValueError("a record is no object")
    record = {told(name): value for name, value in row.items()}
    times = [record[name] for name in ("write_date", "create_date") if record.get(name)]
    return {**record, "changed_at": times[0]} if times else record


async def _rows(line: Line, path: str, arguments: Sequence[Any]) -> list[Record]:
    rows = await ask(line, path, arguments)
    if not isinstance(rows, list) or not all(isinstance(row, dict) and isinstance(row.get("id"), int) for row in rows):
        raise line.trouble("answered without records where they were asked for")
    return [flat(row) for row in rows]


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), MOST):
        yield list(ids[start : start + MOST])


def _id_of(row: Any) -> int:
    number = row.get("id") if isinstance(row, dict) else None
    if isinstance(number, bool) or not isinstance(number, int):
        raise ValueError("its last record has no 'id'")
    return number
