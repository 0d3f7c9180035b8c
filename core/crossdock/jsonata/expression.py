"""`compile`: from the text of an expression to something that evaluates it."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from threading import Lock
from types import CodeType
from typing import Final

from crossdock.jsonata.depth import allow_depth
from crossdock.jsonata.errors import JsonataError, failure, nested_too_deeply, out_of_memory
from crossdock.jsonata.evaluation import Evaluation
from crossdock.jsonata.fields import Field, fields_of
from crossdock.jsonata.generate.generator import Generator, Module
from crossdock.jsonata.generate.hooks import TracingHooks
from crossdock.jsonata.library import Evaluator, Function, Library
from crossdock.jsonata.limits import Limits
from crossdock.jsonata.namespace import NAMESPACE
from crossdock.jsonata.parsing import parse
from crossdock.jsonata.places import PLACES, Places, locate
from crossdock.jsonata.runtime.sequences import wrap_input
from crossdock.jsonata.syntax import Node
from crossdock.jsonata.trace import Trace
from crossdock.jsonata.tracer import TracedEvaluation, Tracer
from crossdock.jsonata.undefined import UNDEFINED, Value

_NO_BINDINGS: Final[Mapping[str, Value]] = {}
_MOST_KEPT: Final = 512
_MOST_TEXT_KEPT: Final = 500_000
"""Characters of the expressions kept; each takes up to 300 bytes."""


class Expression:
    """A compiled expression. It may be shared by threads: an evaluation changes nothing in it."""

    def __init__(self, source: str, functions: tuple[Function, ...], limits: Limits) -> None:
        self._text = source
        self._limits = limits
        self._library = Library(functions, _text_compiler(functions))
        result = parse(source)
        if result.errors:
            raise result.errors[0]
        self.ast: Node = result.ast
        self._module = self._generate(frozenset())
        self._evaluate = _load(self._module, source)
        self._variants: dict[frozenset[str], Evaluator] = {}

    @property
    def text(self) -> str:
        """The expression as it was written."""
        return self._text

    @property
    def source(self) -> str:
        """The generated Python source."""
        return self._module.text

    def evaluate(self, data: Value, bindings: Mapping[str, Value] | None = None, *, now: int | None = None) -> Value:
        """The value for an input document (UNDEFINED for none); `bindings` are variables, without the `$`.

        `now` is what `$now` and `$millis` tell, in milliseconds since 1970; the moment it is asked for unless given.

        The result is UNDEFINED, or made of new plain values. Raises JsonataError with the place in the expression.
        """
        bindings = _NO_BINDINGS if bindings is None else bindings
        evaluate = self.evaluator(bindings)
        try:
            context = data if type(data) is dict else wrap_input(data)
            return evaluate(data, context, bindings, Evaluation(self._library, self._limits, now))
        except JsonataError as error:
            raise locate(error, self._text) from error.__cause__
        except (RecursionError, MemoryError) as error:
            raise locate(_as_failure(error), self._text) from None

    def trace(
        self,
        data: Value,
        bindings: Mapping[str, Value] | None = None,
        *,
        now: int | None = None,
        values: bool = False,
    ) -> Trace:
        """Evaluate and tell how: what was read for which part of the result, what was not there, which branches ran.

        `now` as in `evaluate`.
        `values` also keeps the values of the parts of the expression. An error is kept in the trace, not raised.
        """
        bindings = _NO_BINDINGS if bindings is None else bindings
        hidden = frozenset(bindings) & self._module.builtins
        tracer, result = Tracer(UNDEFINED), UNDEFINED
        failed: JsonataError | None = None
        try:
            evaluate = _load(Generator(self._library, hidden, TracingHooks(values=values)).module(self.ast), self._text)
            tracer = Tracer(data)
            run = TracedEvaluation(self._library, self._limits, tracer, now)
            context = tracer.data if isinstance(tracer.data, dict) else wrap_input(tracer.data)
            result = evaluate(tracer.data, context, bindings, run)
        except (JsonataError, RecursionError, MemoryError) as error:
            failed = locate(_as_failure(error), self._text)
        return tracer.finish(self.ast, result, failed)

    def fields(self) -> tuple[Field, ...]:
        """The leaves of the result as the expression constructs it: what each is made of."""
        return fields_of(self.ast)

    def evaluate_bytes(self, raw: bytes, bindings: Mapping[str, Value] | None = None) -> bytes:
        """From JSON to JSON; an undefined result is empty, a function an empty text, as for `$string`.

        Raises ValueError for a document that is not JSON.
        """
        result = self.evaluate(json.loads(raw), bindings)
        if result is UNDEFINED:
            return b""
        return json.dumps(result, ensure_ascii=False, separators=(",", ":"), default=lambda _: "").encode()

    def _generate(self, hidden: frozenset[str]) -> Module:
        return Generator(self._library, hidden).module(self.ast)

    def evaluator(self, names: Collection[str]) -> Evaluator:
        """The generated function for a caller who binds variables of these names.

        Where they are names of built-in functions, the code is another: the variable hides the function.
        """
        if self._module.builtins.isdisjoint(names):
            return self._evaluate
        hidden = frozenset(names) & self._module.builtins
        if hidden not in self._variants:
            self._variants[hidden] = _load(self._generate(hidden), self._text)
        return self._variants[hidden]


def _as_failure(error: JsonataError | RecursionError | MemoryError) -> JsonataError:
    """The error of the language for one of Python's, with its traceback."""
    if isinstance(error, JsonataError):
        return error
    made = failure("D1011") if isinstance(error, RecursionError) else out_of_memory()
    return made.with_traceback(error.__traceback__)


def _load(module: Module, text: str) -> Evaluator:
    """The function of the module generated from an expression."""
    names = {**NAMESPACE, **module.constants, PLACES: Places(text, module.places)}
    exec(_python(module), names)  # noqa: S102  # the compiler's own output, in which user text stands only as repr
    evaluator: Evaluator = names["evaluate"]
    return evaluator


def _python(module: Module) -> CodeType:
    try:
        return compile_python(module.text, "<jsonata>", "exec", dont_inherit=True)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise nested_too_deeply("The expression") from error


compile_python: Final = compile


def _text_compiler(functions: tuple[Function, ...]) -> Callable[[str, frozenset[str]], Evaluator]:
    """What compiles the argument of `$eval`."""

    def compile_text(text: str, names: frozenset[str]) -> Evaluator:
        return compile(text, functions=functions).evaluator(names)

    return compile_text


class _Cache:
    """The expressions compiled last; fewer if they are long."""

    def __init__(self) -> None:
        self._entries: OrderedDict[object, Expression] = OrderedDict()
        self._characters = 0
        self._lock = Lock()

    def get(self, source: str, functions: tuple[Function, ...], limits: Limits) -> Expression:
        key = (source, functions, limits)
        with self._lock:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
                return found
        made = Expression(source, functions, limits)
        with self._lock:
            if key not in self._entries:  # another thread may have been as quick
                self._characters += len(source)
            self._entries[key] = made
            self._forget()
        return made

    def _forget(self) -> None:
        while self._entries and (len(self._entries) > _MOST_KEPT or self._characters > _MOST_TEXT_KEPT):
            _, dropped = self._entries.popitem(last=False)
            self._characters -= len(dropped.text)


_CACHE: Final = _Cache()
DEFAULT_LIMITS: Final = Limits()


def compile(  # noqa: A001  # named as `re.compile` is
    source: str, *, functions: Iterable[Function] = (), limits: Limits = DEFAULT_LIMITS
) -> Expression:
    """Compile an expression, or return it from the cache. Raises JsonataError for its first syntax error."""
    allow_depth()
    return _CACHE.get(source, tuple(functions), limits)
