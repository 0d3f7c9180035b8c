"""The parser: top-down operator precedence (Vaughan Pratt, 1973), as the reference implementation's.

It never stops at a mistake: the node at that place becomes `Invalid`, so that a half-typed expression still has a
tree. The first error is the one that the reference implementation would stop at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final, TypeVar

from crossdock.jsonata.errors import JsonataError, failure
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.syntax import (
    Apply,
    Array,
    Binary,
    Bind,
    Binding,
    Block,
    Call,
    Coalesce,
    Condition,
    Descendants,
    Dot,
    Filter,
    Grouping,
    Invalid,
    Lambda,
    Literal,
    Name,
    Negate,
    Node,
    Object,
    Ordering,
    Parent,
    Regex,
    Slot,
    Term,
    Transform,
    Variable,
    Wildcard,
)  # fmt: skip
from crossdock.jsonata.token_stream import TokenStream, shown
from crossdock.jsonata.tokens import POWERS, Kind, Token
from crossdock.jsonata.undefined import Value

Item = TypeVar("Item")

MAX_HEIGHT: Final = 400
"""Operators within one another; deeper expressions are refused, so that no stage of the compiler runs out of stack."""

_CLOSERS: Final = frozenset((")", "]", "}", ",", ";", ":"))
_PLAIN_BINARY: Final = frozenset(("+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "&", "and", "or", "in"))


class Parser:
    """Builds the tree of one source text; `errors` holds all that was wrong."""

    def __init__(self, source: str) -> None:
        self.stream = TokenStream(source)
        self._height = 0
        self._labels = 0

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
            raise failure("D1011").locate(self.stream.source, token.start, token.end)

    def _power(self, token: Token) -> int:
        operator = token.operator
        return POWERS[operator] if operator in self._INFIXES or operator in _PLAIN_BINARY else 0

    # What stands where a value is expected.

    def _operand(self) -> Node:
        token = self.stream.token
        opens = token.operator in self._PREFIXES and token.operator not in ("*", "**", "%")
        self.stream.advance(operand=opens)
        if token.kind is Kind.OPERATOR:
            if token.value in ("and", "or", "in"):
                return Name(start=token.start, end=token.end, mark=_mark(token), value=str(token.value))
            prefix = self._PREFIXES.get(str(token.value))
            return prefix(self, token) if prefix else self._misplaced(token)
        return self._terminal(token)

    def _misplaced(self, token: Token) -> Node:
        self.stream.report("S0211", token.start, token.end, token=token.value)
        if token.operator in _CLOSERS:
            self.stream.go_back(token)
        return Invalid(start=token.start, end=token.start, mark=_mark(token))

    @staticmethod
    def _terminal(token: Token) -> Node:
        start, end, mark, value = token.start, token.end, _mark(token), token.value
        match token.kind:
            case Kind.NAME:
                return Name(start=start, end=end, mark=mark, value=value)
            case Kind.VARIABLE:
                return Variable(start=start, end=end, mark=mark, name=value)
            case Kind.STRING | Kind.NUMBER | Kind.VALUE:
                return Literal(start=start, end=end, mark=mark, value=value)
            case Kind.REGEX:
                return Regex(start=start, end=end, mark=mark, pattern=value[0], flags=value[1])
            case _:
                return Invalid(start=start, end=end, mark=mark)

    def _negate(self, token: Token) -> Node:
        operand = self._expression(70)
        return Negate(start=token.start, end=operand.end, mark=_mark(token), operand=operand)

    def _wildcard(self, token: Token) -> Node:
        return Wildcard(start=token.start, end=token.end, mark=_mark(token))

    def _descendants(self, token: Token) -> Node:
        return Descendants(start=token.start, end=token.end, mark=_mark(token))

    def _parent(self, token: Token) -> Node:
        self._labels += 1
        return Parent(start=token.start, end=token.end, mark=_mark(token), slot=Slot(f"!{self._labels}"))

    def _block(self, token: Token) -> Node:
        expressions: list[Node] = []
        while self.stream.token.operator != ")":
            expressions.append(self._expression(0))
            if self.stream.token.operator != ";":
                break
            self.stream.advance(operand=True)
        self.stream.expect(")", operand=False)
        return Block(start=token.start, end=self._end, mark=_mark(token), expressions=expressions)

    def _array(self, token: Token) -> Node:
        items = self._sequence("]", self._array_item)
        return Array(start=token.start, end=self._end, mark=_mark(token), items=items)

    def _array_item(self) -> Node:
        item = self._expression(0)
        if self.stream.token.operator != "..":
            return item
        token = self.stream.advance(operand=True)
        return self._binary(token, item, 0)

    def _object(self, token: Token) -> Node:
        pairs = self._sequence("}", self._pair)
        return Object(start=token.start, end=self._end, mark=_mark(token), pairs=pairs)

    def _pair(self) -> tuple[Node, Node]:
        key = self._expression(0)
        self.stream.expect(":", operand=True)
        return key, self._expression(0)

    def _sequence(self, closer: str, item: Callable[[], Item]) -> list[Item]:
        """Items between commas up to the closing bracket, which is passed over."""
        items: list[Item] = []
        if self.stream.token.operator != closer:
            items.append(item())
            while self.stream.token.operator == ",":
                self.stream.advance(operand=True)
                items.append(item())
        self.stream.expect(closer, operand=False)
        return items

    def _transform(self, token: Token) -> Node:
        pattern = self._expression(0)
        self.stream.expect("|", operand=True)
        update = self._expression(0)
        delete = None
        if self.stream.token.operator == ",":
            self.stream.advance(operand=True)
            delete = self._expression(0)
        self.stream.expect("|", operand=False)
        return Transform(
            start=token.start, end=self._end, mark=_mark(token), pattern=pattern, update=update, delete=delete
        )

    @property
    def _end(self) -> int:
        """The end of the token passed last."""
        return self.stream.previous_end

    # What stands behind a value.

    def _operator(self, token: Token, left: Node) -> Node:
        infix = self._INFIXES.get(str(token.value))
        if infix:
            return infix(self, token, left)
        if token.operator in _PLAIN_BINARY:
            return self._binary(token, left, POWERS[str(token.value)])
        return self._unexpected(token, left)

    def _unexpected(self, token: Token, left: Node) -> Node:
        self.stream.report("S0201", token.start, token.end, token=token.value)
        return Invalid(start=left.start, end=token.end, mark=_mark(token), left=left)

    def _binary(self, token: Token, left: Node, power: int) -> Node:
        right = self._expression(power)
        return Binary(
            start=left.start, end=right.end, mark=_mark(token), operator=str(token.value), left=left, right=right
        )

    def _dot(self, token: Token, left: Node) -> Node:
        right = self._expression(POWERS["."])
        return Dot(start=left.start, end=right.end, mark=_mark(token), left=left, right=right)

    def _apply(self, token: Token, left: Node) -> Node:
        right = self._expression(POWERS["~>"])
        return Apply(start=left.start, end=right.end, mark=_mark(token), left=left, right=right)

    def _coalesce(self, token: Token, left: Node) -> Node:
        right = self._expression(0)
        return Coalesce(start=left.start, end=right.end, mark=_mark(token), left=left, right=right)

    def _default(self, token: Token, left: Node) -> Node:
        right = self._expression(0)
        return Condition(start=left.start, end=right.end, mark=_mark(token), condition=left, then=None, otherwise=right)

    def _condition(self, token: Token, left: Node) -> Node:
        then = self._expression(0)
        otherwise = None
        if self.stream.token.operator == ":":
            self.stream.advance(operand=True)
            otherwise = self._expression(0)
        return Condition(
            start=left.start, end=self._end, mark=_mark(token), condition=left, then=then, otherwise=otherwise
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
        return Filter(start=left.start, end=self._end, mark=_mark(token), left=left, condition=condition)

    def _grouping(self, token: Token, left: Node) -> Node:
        pairs = self._sequence("}", self._pair)
        return Grouping(start=left.start, end=self._end, mark=_mark(token), left=left, pairs=pairs)

    def _ordering(self, token: Token, left: Node) -> Node:
        self.stream.expect("(", operand=True)
        terms = self._sequence(")", self._term)
        return Ordering(start=left.start, end=self._end, mark=_mark(token), left=left, terms=terms)

    def _term(self) -> Term:
        descending = self.stream.token.operator == ">"
        if self.stream.token.operator in ("<", ">"):
            self.stream.advance(operand=True)
        return Term(expression=self._expression(0), descending=descending)

    def _bind(self, token: Token, left: Node) -> Node:
        value = self._expression(POWERS[":="] - 1)
        if not isinstance(left, Variable):
            self._report_at("S0212", left, token=self._text(left.mark))
            return Invalid(start=left.start, end=value.end, mark=_mark(token), left=value)
        return Bind(start=left.start, end=value.end, mark=_mark(token), name=left.name, value=value)

    def _binding(self, token: Token, left: Node) -> Node:
        right = self._expression(POWERS["@"])
        if not isinstance(right, Variable):
            self._report_at("S0214", right, token=token.value)
            return Invalid(start=left.start, end=right.end, mark=_mark(token), left=left)
        operator = str(token.value)
        return Binding(
            start=left.start, end=right.end, mark=_mark(token), operator=operator, left=left, name=right.name
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
        return Call(start=left.start, end=self._end, mark=_mark(token), procedure=left, arguments=arguments)

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
            start=left.start, end=self._end, mark=_mark(token), parameters=parameters, signature=signature, body=body
        )

    def _parameter(self, token: Token, index: int, node: Node | None) -> str:
        if isinstance(node, Variable):
            return node.name
        place = node.mark if node else _mark(token)
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

    _PREFIXES: ClassVar[dict[str, Callable[[Parser, Token], Node]]] = {
        "-": _negate,
        "*": _wildcard,
        "**": _descendants,
        "%": _parent,
        "(": _block,
        "[": _array,
        "{": _object,
        "|": _transform,
    }

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


def _mark(token: Token) -> tuple[int, int]:
    return token.start, token.end
