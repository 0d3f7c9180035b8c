"""JSONata 2.2: a query and transformation language for JSON, compiled to Python."""

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.expression import Expression, compile  # noqa: A004  # named as `re.compile` is
from crossdock.jsonata.library import Function
from crossdock.jsonata.limits import Limits
from crossdock.jsonata.parsing import ParseResult, parse
from crossdock.jsonata.trace import Trace
from crossdock.jsonata.undefined import UNDEFINED

__all__ = ["UNDEFINED", "Expression", "Function", "JsonataError", "Limits", "ParseResult", "Trace", "compile", "parse"]
