"""All built-in functions that need no evaluator: their names, signatures, implementations, summaries and examples."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from crossdock.jsonata.functions.builtin import Builtin
from crossdock.jsonata.functions.catalogue_numbers import NUMBERS, TIMES
from crossdock.jsonata.functions.catalogue_structures import STRUCTURES
from crossdock.jsonata.functions.catalogue_text import TEXT

BUILTINS: Final[Mapping[str, Builtin]] = MappingProxyType(
    {each.name: each for each in (*TEXT, *NUMBERS, *STRUCTURES, *TIMES)}
)
"""The built-in functions by name, without the dollar sign."""
