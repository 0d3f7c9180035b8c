"""Prepared schemas, kept as long as they are in use."""

from __future__ import annotations

from collections import OrderedDict

from crossdock.engine.schema import SchemaCheck
from crossdock.model.resource import JsonSchema

KEPT = 256


class SchemaChecks:
    """Checks by the identity of their schema: preparing one costs a millisecond, and versions keep theirs."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[JsonSchema, SchemaCheck]] = OrderedDict()

    def of(self, schema: JsonSchema) -> SchemaCheck:
        """The check of a schema; the schema is kept beside it, so that its id stays its own."""
        key = id(schema)
        if key not in self._kept:
            self._kept[key] = (schema, SchemaCheck(schema))
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key][1]
