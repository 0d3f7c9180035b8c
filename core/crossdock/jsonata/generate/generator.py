"""The heart of the compiler: hands every node to the rule of its kind, and puts the module together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from crossdock.jsonata.generate import (
    calls,
    choices,
    constructors,
    filters,
    lambdas,
    literals,
    operators,
    paths,
    transforms,
    tuples,
    variables,
)  # fmt: skip
from crossdock.jsonata.generate.code import Code, Line, Place
from crossdock.jsonata.generate.expr import Expr
from crossdock.jsonata.generate.hooks import Hooks
from crossdock.jsonata.generate.makers import Makers
from crossdock.jsonata.generate.scopes import Scope, bound_names
from crossdock.jsonata.library import Library
from crossdock.jsonata.syntax import (
    Apply,
    Array,
    Binary,
    Bind,
    Block,
    Call,
    Coalesce,
    Condition,
    Descendants,
    Invalid,
    Lambda,
    Literal,
    Name,
    Negate,
    Node,
    Object,
    Parent,
    Path,
    Regex,
    Transform,
    Variable,
    Wildcard,
    walk,
)  # fmt: skip
from crossdock.jsonata.undefined import Value


@dataclass(frozen=True, slots=True)
class Module:
    """Generated source, the place behind every line of it (the first line is number 1), and its constants."""

    text: str
    places: tuple[Place | None, ...]
    constants: Mapping[str, Value]
    builtins: frozenset[str]
    """the names of built-in functions that the source calls directly; a caller's variable of that name hides them"""


Rule = Callable[["Generator", Node, Scope], Expr]


class Generator:
    """Compiles one tree. `functions` are the function values that a name stands for unless a variable hides it."""

    def __init__(self, library: Library, hidden: frozenset[str] = frozenset(), hooks: Hooks | None = None) -> None:
        self.code = Code()
        self.hooks = Hooks() if hooks is None else hooks
        self.code.shares = not self.hooks.active
        self.functions = {name: value for name, value in library.values.items() if name not in hidden}
        self._library = library
        self.used: set[str] = set()
        self.bindings: dict[str, str] = {}
        self.makers = Makers()
        self.grouped: set[str] = set()
        """names of contexts that an object constructor already put together"""
        self.signed: set[str] = set()
        """names of function values with a signature"""

    def module(self, tree: Node) -> Module:
        """The module whose function `evaluate(data, context, bindings, run)` gives the value of the tree."""
        bound = {name for each in walk(tree) for name in bound_names(each)}
        self.makers.note(tree, self.functions.keys() - bound)
        code = self.code
        for name in ("budget", "depth"):
            code.own(name)
        with code.block("def evaluate(data, context, bindings, run):"):
            with code.captured() as body:
                scope = Scope(context="context", reader="read", own=True)
                result = variables.frame(self, [tree], scope)
                code.emit(f"return {self.owned(result).code}")
            self._prologue(body)
            code.lines.extend(body)
        return _module(code, frozenset(self.used))

    def value(self, node: Node, scope: Scope) -> Expr:
        """Emit what computes a node; the expression for its value. A condition's branches may emit nothing."""
        with self.code.at(place_of(node)):
            expr = _RULES[type(node)](self, node, _scope_inside(node, scope))
            if expr.constant and (node.predicates or node.group or not isinstance(node, Literal | Regex)):
                expr = self.named(expr)
            if not isinstance(node, Path):
                if node.predicates and node.binds and isinstance(node, Block):
                    expr = tuples.filter_stream(self, node, self.simple(expr).code, scope)
                elif node.predicates:
                    expr = filters.predicates(self, node, expr, scope)
                if node.group is not None:
                    expr = constructors.group(self, node.group, expr, scope)
                if expr.raw and not scope.raw and not isinstance(node, Call | Apply):
                    expr = self.simple(Expr(f"unwrap_result({expr.code})", expr.kinds, owned=expr.owned))
            return self.hooks.valued(self, node, expr)

    def simple(self, expr: Expr) -> Expr:
        """The expression as a name or constant."""
        if expr.simple:
            return expr
        name = self.code.name()
        self.code.emit(f"{name} = {expr.code}")
        return Expr(name, expr.kinds, simple=True, owned=expr.owned, raw=expr.raw)

    def named(self, expr: Expr) -> Expr:
        """A constant under a name: Python warns when one is treated as if it could be of any type."""
        return self.simple(Expr(expr.code, expr.kinds, owned=expr.owned))

    def operand(self, node: Node, scope: Scope) -> Expr:
        """A node's value as a name or constant."""
        return self.simple(self.value(node, scope.part()))

    def operand_of(self, node: Node, scope: Scope) -> Expr:
        """The same for a part of a constructed value."""
        return self.simple(self.value(node, scope))

    def owned(self, expr: Expr) -> Expr:
        """The value, or a copy if it may share something with the input."""
        if expr.is_owned:
            return expr
        expr = self.simple(expr)
        return Expr(f"({expr.code} if type({expr.code}) in ATOMS else own({expr.code}))", expr.kinds, owned=True)

    def into(self, name: str, node: Node, scope: Scope) -> Expr:
        """Emit the assignment of a node's value to a name."""
        expr = self.value(node, scope)
        if scope.own:
            expr = self.owned(expr)
        self.code.assign(name, expr.code)
        return expr

    def lines_of(self, node: Node, scope: Scope) -> tuple[list[Line], Expr]:
        """What computes a node, put aside, and the expression for its value."""
        with self.code.captured() as lines:
            self.hooks.reached(self, node)
            expr = self.value(node, scope)
            if scope.own:
                expr = self.owned(expr)
        return lines, expr

    def builtin(self, name: str) -> str:
        """The global name of a function's implementation."""
        code = f"f_{name}"
        self.code.constants[code] = self._library.entry(name).implementation
        return code

    def is_own(self, name: str) -> bool:
        """Whether a function is one of the caller's."""
        return name in self._library.own

    def needs(self, name: str) -> list[str]:
        """What a function is given by keyword."""
        return [f"{need}={_NEEDS[need]}" for need in sorted(self._library.entry(name).needs)]

    @staticmethod
    def place(node: Node) -> Place:
        """What to underline for an error in a node."""
        return place_of(node)

    @staticmethod
    def place_of_mark(mark: tuple[int, int]) -> Place:
        """What to underline for an error in a part that is named after a token."""
        return Place(*mark)

    def _prologue(self, body: list[Line]) -> None:
        """What the body uses of the evaluation, as local names."""
        words = set(_WORDS.findall(_TEXTS.sub("", "\n".join(line.text for line in body))))
        for name, value in _LOCALS.items():
            if name in words:
                self.code.emit(f"{name} = {value}")
        for name, local in self.bindings.items():
            self.code.emit(f"{local} = bindings.get({name!r}, U)")


_NEEDS: Final = {"limits": "limits", "call": "call_back", "now": "run.now"}
_LOCALS: Final = {
    "budget": "run.budget",
    "refill": "run.refill",
    "limits": "run.function_limits",
    "call_back": "run.call_back",
    "longest": "run.longest",
    "depth": "run.depth",
    "own": "run.own",
    "trace": "run.trace",
    "paced": "run.paced",
    "read": "context.get if type(context) is dict else reader(context)",
}
"""Local names of the generated function, and what they stand for."""
_TEXTS: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
"""String literals of generated code: names of fields stand there, which may be any word."""
_WORDS: Final = re.compile(r"\b[a-z_]+\b")

_RULES: Final[dict[type[Node], Callable[..., Expr]]] = {
    Literal: literals.literal,
    Regex: literals.regex,
    Variable: variables.variable,
    Bind: variables.bind,
    Block: variables.block,
    Parent: variables.parent,
    Name: paths.name,
    Path: paths.path,
    Wildcard: paths.wildcard,
    Descendants: paths.descendants,
    Negate: operators.negate,
    Binary: operators.binary,
    Array: constructors.array,
    Object: constructors.object_,
    Condition: choices.condition,
    Coalesce: choices.coalesce,
    Call: calls.call,
    Apply: calls.apply,
    Lambda: lambdas.lambda_,
    Transform: transforms.transform,
}


def place_of(node: Node) -> Place:
    """What to underline for an error in a node."""
    match node:
        case Binary():
            return Place(*node.mark, node.operator)
        case Negate():
            return Place(*node.mark, "-")
        case Call():
            return Place(node.start, node.mark[1], node.called_name, is_call=True)
        case Invalid() | Path():
            return Place(node.start, node.end)
        case _:
            return Place(*node.mark)


def _scope_inside(node: Node, scope: Scope) -> Scope:
    """What a filter or grouping is applied to is not the end of a function; from a call it takes the sequence itself."""
    if isinstance(node, Path) or not (node.predicates or node.group):
        return scope
    return scope.filtered(raw=isinstance(node, Call))


def _module(code: Code, used: frozenset[str]) -> Module:
    text = "".join(f"{' ' * line.depth}{line.text}\n" for line in code.lines)
    return Module(text, tuple(line.place for line in code.lines), code.constants, used)
