"""The parser: top-down operator precedence (Vaughan Pratt, 1973), as the reference implementation's.

It never stops at a mistake: the node at that place becomes `Invalid`, so that a half-typed expression still has a
tree. The first error is the one that the reference implementation would stop at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from crossdock.jsonata.chains import Binding, Dot, Filter, Grouping, Ordering
from crossdock.jsonata.errors import JsonataError, nested_too_deeply
from crossdock.jsonata.operands import Operands, mark_of
from crossdock.jsonata.parts import Term
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.syntax import (
    Apply,
    Bind,
    Call,
    Coalesce,
    Condition,
    Invalid,
    Lambda,
    Name,
    Node,
    Variable,
)  # fmt: skip
from crossdock.jsonata.token_stream import shown
from crossdock.jsonata.tokens import POWERS, Kind, Token
from crossdock.jsonata.undefined import Value

MAX_HEIGHT: Final = 400
"""Operators within one another; deeper expressions are refused, so that no stage of the compiler runs out of stack."""

_PLAIN_BINARY: Final = frozenset(("+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "&", "and", "or", "in"))


class Parser(Operands):
    """Builds the tree of one source text; `errors` holds all that was wrong."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._height = 0

    @property
    def errors(self) -> list[JsonataError]:
        return self.stream.errors

    def parse(self) -> Node:
        """The tree of the whole text.

        Raises JsonataError D1011 for an expression that is nested too deep; any other error is kept in `errors`.
        """
        tree = self._expression(0)
        rest = self.stream.token
        if rest.kind not in (Kind.END, Kind.INVALID):
            self.stream.report("S0201", rest.start, rest.end, token=shown(rest))
        return tree

    def _expression(self, power: int) -> Node:
        """An operand, and all operators behind it that bind stronger than `power`."""
        entered = self._height
        self._descend()
        left = self._operand()
        while power < self._power(self.stream.token):
            self._descend()
            left = self._operator(self.stream.advance(operand=True), left)
        self._height = entered
        return left

    def _descend(self) -> None:
        self._height += 1
        if self._height > MAX_HEIGHT:
            token = self.stream.token
            raise nested_too_deeply("The expression").locate(self.stream.source, token.start, token.end)

    def _power(self, token: Token) -> int:
        operator = token.operator
        return POWERS[operator] if operator in self._INFIXES or operator in _PLAIN_BINARY else 0

    def _operator(self, token: Token, left: Node) -> Node:
        infix = self._INFIXES.get(str(token.value))
        if infix:
            return infix(self, token, left)
        if token.operator in _PLAIN_BINARY:
            return self._binary(token, left, POWERS[str(token.value)])
        return self._unexpected(token, left)

    def _unexpected(self, token: Token, left: Node) -> Node:
        self.stream.report("S0201", token.start, token.end, token=token.value)
        return Invalid(start=left.start, end=token.end, mark=mark_of(token), left=left)

    def _dot(self, token: Token, left: Node) -> Node:
        right = self._expression(POWERS["."])
        return Dot(start=left.start, end=right.end, mark=mark_of(token), left=left, right=right)

    def _apply(self, token: Token, left: Node) -> Node:
        right = self._expression(POWERS["~>"])
        return Apply(start=left.start, end=right.end, mark=mark_of(token), left=left, right=right)

    def _coalesce(self, token: Token, left: Node) -> Node:
        right = self._expression(0)
        return Coalesce(start=left.start, end=right.end, mark=mark_of(token), left=left, right=right)

    def _default(self, token: Token, left: Node) -> Node:
        right = self._expression(0)
        return Condition(
            start=left.start, end=right.end, mark=mark_of(token), condition=left, then=None, otherwise=right
        )

    def _condition(self, token: Token, left: Node) -> Node:
        then = self._expression(0)
        otherwise = None
        if self.stream.token.operator == ":":
            self.stream.advance(operand=True)
            otherwise = self._expression(0)
        return Condition(
            start=left.start, end=self._end, mark=mark_of(token), condition=left, then=then, otherwise=otherwise
        )

    def _filter(self, token: Token, left: Node) -> Node:
        if self.stream.token.operator == "]":
            step = left
            while isinstance(step, Filter):
                step = step.left
            step.keep_array = True
            self.stream.advance(operand=False)
            return left
        condition = self._expression(POWERS["]"])
        self.stream.expect("]", operand=False)
        return Filter(start=left.start, end=self._end, mark=mark_of(token), left=left, condition=condition)

    def _grouping(self, token: Token, left: Node) -> Node:
        pairs = self._sequence("}", self._pair)
        return Grouping(start=left.start, end=self._end, mark=mark_of(token), left=left, pairs=pairs)

    def _ordering(self, token: Token, left: Node) -> Node:
        self.stream.expect("(", operand=True)
        terms = self._sequence(")", self._term)
        return Ordering(start=left.start, end=self._end, mark=mark_of(token), left=left, terms=terms)

    def _term(self) -> Term:
        descending = self.stream.token.operator == ">"
        if self.stream.token.operator in ("<", ">"):
            self.stream.advance(operand=True)
        return Term(expression=self._expression(0), descending=descending)

    def _bind(self, token: Token, left: Node) -> Node:
        value = self._expression(POWERS[":="] - 1)
        if not isinstance(left, Variable):
            self._report_at("S0212", left, token=self._text(left.mark))
            return Invalid(start=left.start, end=value.end, mark=mark_of(token), left=value)
        return Bind(start=left.start, end=value.end, mark=mark_of(token), name=left.name, value=value)

    def _binding(self, token: Token, left: Node) -> Node:
        right = self._expression(POWERS["@"])
        if not isinstance(right, Variable):
            self._report_at("S0214", right, token=token.value)
            return Invalid(start=left.start, end=right.end, mark=mark_of(token), left=left)
        operator = str(token.value)
        return Binding(
            start=left.start, end=right.end, mark=mark_of(token), operator=operator, left=left, name=right.name
        )

    def _call(self, token: Token, left: Node) -> Node:
        arguments: list[Node | None] = []
        if self.stream.token.operator != ")":
            arguments.append(self._argument())
            while self.stream.token.operator == ",":
                self.stream.advance(operand=True)
                arguments.append(self._argument())
        self.stream.expect(")", operand=False)
        if isinstance(left, Name) and left.value in ("function", "λ"):
            return self._lambda(token, left, arguments)
        return Call(start=left.start, end=self._end, mark=mark_of(token), procedure=left, arguments=arguments)

    def _argument(self) -> Node | None:
        if self.stream.token.operator != "?":
            return self._expression(0)
        self.stream.advance(operand=False)
        return None

    def _lambda(self, token: Token, left: Node, arguments: list[Node | None]) -> Node:
        parameters = [self._parameter(token, index, node) for index, node in enumerate(arguments)]
        signature = self._signature() if self.stream.token.operator == "<" else None
        self.stream.expect("{", operand=True)
        body = self._expression(0)
        self.stream.expect("}", operand=False)
        return Lambda(
            start=left.start, end=self._end, mark=mark_of(token), parameters=parameters, signature=signature, body=body
        )

    def _parameter(self, token: Token, index: int, node: Node | None) -> str:
        if isinstance(node, Variable):
            return node.name
        place = node.mark if node else mark_of(token)
        self.stream.report("S0208", *place, token=self._text(place), value=index + 1)
        return ""

    def _signature(self) -> Signature | None:
        """The signature `<...>` behind a function's parameters; spaces in it have no meaning."""
        opening = self.stream.token
        text, depth = "<", 1
        while depth > 0 and self.stream.token.operator not in ("{", "(end)"):
            self.stream.advance(operand=True)
            depth += (self.stream.token.operator == "<") - (self.stream.token.operator == ">")
            text += str(self.stream.token.value)
        self.stream.expect(">", operand=False)
        try:
            return Signature.parse(text)
        except JsonataError as error:
            offset = int(error.values.get("offset", 0))
            end = opening.end + offset
            self.stream.report(error.code, opening.start, end, **error.values)
            return None

    def _report_at(self, code: str, node: Node, **values: Value) -> None:
        self.stream.report(code, *node.mark, **values)

    def _text(self, mark: tuple[int, int]) -> str:
        return self.stream.source[slice(*mark)]

    _INFIXES: ClassVar[dict[str, Callable[[Parser, Token, Node], Node]]] = {
        ".": _dot,
        "~>": _apply,
        "??": _coalesce,
        "?:": _default,
        "?": _condition,
        "[": _filter,
        "{": _grouping,
        "^": _ordering,
        ":=": _bind,
        "@": _binding,
        "#": _binding,
        "(": _call,
    }
