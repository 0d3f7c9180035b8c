"""What stands where a value is expected: names, literals, constructors, blocks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, Final, TypeVar

from crossdock.jsonata.parts import Slot
from crossdock.jsonata.syntax import (
    Array,
    Binary,
    Block,
    Descendants,
    Invalid,
    Literal,
    Name,
    Negate,
    Node,
    Object,
    Parent,
    Regex,
    Transform,
    Variable,
    Wildcard,
)
from crossdock.jsonata.token_stream import TokenStream
from crossdock.jsonata.tokens import Kind, Token

Item = TypeVar("Item")

_CLOSERS: Final = frozenset((")", "]", "}", ",", ";", ":"))


class Operands(ABC):
    """Reads operands; whatever stands behind them is read by `_expression`."""

    def __init__(self, source: str) -> None:
        self.stream = TokenStream(source)
        self._labels = 0

    @abstractmethod
    def _expression(self, power: int) -> Node:
        """An operand, and all operators behind it that bind stronger than `power`."""

    def _operand(self) -> Node:
        token = self.stream.token
        opens = token.operator in self._PREFIXES and token.operator not in ("*", "**", "%")
        self.stream.advance(operand=opens)
        if token.kind is Kind.OPERATOR:
            if token.value in ("and", "or", "in"):
                return Name(start=token.start, end=token.end, mark=mark_of(token), value=str(token.value))
            prefix = self._PREFIXES.get(str(token.value))
            return prefix(self, token) if prefix else self._misplaced(token)
        return self._terminal(token)

    def _misplaced(self, token: Token) -> Node:
        self.stream.report("S0211", token.start, token.end, token=token.value)
        if token.operator in _CLOSERS:
            self.stream.go_back(token)
        return Invalid(start=token.start, end=token.start, mark=mark_of(token))

    @staticmethod
    def _terminal(token: Token) -> Node:
        start, end, mark, value = token.start, token.end, mark_of(token), token.value
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
        return Negate(start=token.start, end=operand.end, mark=mark_of(token), operand=operand)

    def _wildcard(self, token: Token) -> Node:
        return Wildcard(start=token.start, end=token.end, mark=mark_of(token))

    def _descendants(self, token: Token) -> Node:
        return Descendants(start=token.start, end=token.end, mark=mark_of(token))

    def _parent(self, token: Token) -> Node:
        self._labels += 1
        return Parent(start=token.start, end=token.end, mark=mark_of(token), slot=Slot(f"!{self._labels}"))

    def _block(self, token: Token) -> Node:
        expressions: list[Node] = []
        while self.stream.token.operator != ")":
            expressions.append(self._expression(0))
            if self.stream.token.operator != ";":
                break
            self.stream.advance(operand=True)
        self.stream.expect(")", operand=False)
        return Block(start=token.start, end=self._end, mark=mark_of(token), expressions=expressions)

    def _array(self, token: Token) -> Node:
        items = self._sequence("]", self._array_item)
        return Array(start=token.start, end=self._end, mark=mark_of(token), items=items)

    def _array_item(self) -> Node:
        item = self._expression(0)
        if self.stream.token.operator != "..":
            return item
        token = self.stream.advance(operand=True)
        return self._binary(token, item, 0)

    def _object(self, token: Token) -> Node:
        pairs = self._sequence("}", self._pair)
        return Object(start=token.start, end=self._end, mark=mark_of(token), pairs=pairs)

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
            start=token.start, end=self._end, mark=mark_of(token), pattern=pattern, update=update, delete=delete
        )

    @property
    def _end(self) -> int:
        """The end of the token passed last."""
        return self.stream.previous_end

    def _binary(self, token: Token, left: Node, power: int) -> Node:
        right = self._expression(power)
        return Binary(
            start=left.start, end=right.end, mark=mark_of(token), operator=str(token.value), left=left, right=right
        )

    _PREFIXES: ClassVar[dict[str, Callable[[Operands, Token], Node]]] = {
        "-": _negate,
        "*": _wildcard,
        "**": _descendants,
        "%": _parent,
        "(": _block,
        "[": _array,
        "{": _object,
        "|": _transform,
    }


def mark_of(token: Token) -> tuple[int, int]:
    """The stretch that an error about the token's node marks."""
    return token.start, token.end
