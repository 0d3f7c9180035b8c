"""The names that generated code finds as globals."""

from __future__ import annotations

from typing import Final

from crossdock.jsonata.errors import JsonataError, failure, show
from crossdock.jsonata.functions.truth import is_true
from crossdock.jsonata.runtime import (
    aggregates,
    callables,
    grouping,
    higher_order,
    navigation,
    operators,
    ordering,
    quick,
    sequences,
    transforming,
    tuples,
)  # fmt: skip
from crossdock.jsonata.undefined import UNDEFINED, Value

_MODULES: Final = (
    sequences, navigation, operators, grouping, ordering, tuples, transforming, aggregates, callables, higher_order,
    quick,
)  # fmt: skip

NAMESPACE: Final[dict[str, Value]] = {
    "U": UNDEFINED,
    "ONCE": (None,),
    "JsonataError": JsonataError,
    "failure": failure,
    "is_true": is_true,
    "show": show,
}

for _module in reversed(_MODULES):
    NAMESPACE.update({name: value for name, value in vars(_module).items() if not name.startswith("_")})
