"""What names mean at a place of the expression: the context, the variables, the contexts that `%` leads to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from crossdock.jsonata.generate.expr import Expr, Kind
from crossdock.jsonata.syntax import Bind, Block, Lambda, Node, Variable, walk


@dataclass(slots=True, eq=False)
class StaticFunction:
    """A lambda bound to a variable once and for all, so that it can be called as a plain Python function."""

    code: str
    parameters: int
    result: Kind = Kind.ANY
    owned: bool = False
    bounces: bool = False
    """it may return a tail call"""
    raw: bool = False
    """it may return a sequence of one item or none"""
    value: str = ""
    """the name of its function value"""


@dataclass(slots=True, eq=False)
class Local:
    """A variable of the expression: its Python name; or the static function that it stands for."""

    code: str
    kinds: Kind = Kind.ANY
    owned: bool = False
    function: StaticFunction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Immutable; entering something makes a new one."""

    context: str
    reader: str | None = None
    """the name of a function that reads fields of the context"""
    is_object: bool = False
    """the context is surely an object"""
    variables: dict[str, Local] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    """for `%`: the Python names of contexts further out"""
    tail: bool = False
    """the value is what the function around it returns"""
    own: bool = False
    """the value goes into the result, so it must share nothing with the input"""
    raw: bool = False
    """the value is what a lambda returns: the sequence that a built-in function returned there stays one"""

    def inside(self, context: str, *, reader: str | None = None, is_object: bool = False) -> Scope:
        """With another context."""
        return replace(self, context=context, reader=reader, is_object=is_object, tail=False, raw=False)

    def with_variables(self, variables: dict[str, Local]) -> Scope:
        """With more variables."""
        return replace(self, variables={**self.variables, **variables})

    def with_labels(self, labels: dict[str, str]) -> Scope:
        """With more contexts for `%`."""
        return replace(self, labels={**self.labels, **labels})

    def part(self) -> Scope:
        """For an operand: neither the tail of a function nor part of the result."""
        return replace(self, tail=False, own=False, raw=False) if self.tail or self.own or self.raw else self

    def returned(self) -> Scope:
        """For the body of a lambda that is not a function of its own."""
        return replace(self, tail=False, own=False, raw=True)

    def member(self) -> Scope:
        """For a part of a constructed value: part of the result if the whole is."""
        return replace(self, tail=False, raw=False) if self.tail or self.raw else self

    def filtered(self, *, raw: bool) -> Scope:
        """For a value that a filter or grouping is applied to; `raw`: as the sequence that a function returned."""
        return replace(self, tail=False, raw=raw)

    def owning(self) -> Scope:
        """For a part of an object constructor, which owns its values in any case."""
        return replace(self, tail=False, own=True, raw=False)


def bindings_in(nodes: list[Node]) -> list[Bind]:
    """The `:=` that bind in the frame of these nodes, so not those in blocks and lambdas inside."""
    found: list[Bind] = []
    pending = list(reversed(nodes))
    while pending:
        node = pending.pop()
        if isinstance(node, Bind):
            found.append(node)
        if not isinstance(node, Block | Lambda):
            pending.extend(reversed(list(node.children)))
    return found


def mentions(node: Node, name: str) -> bool:
    """Whether a variable is read anywhere in a node; `$eval` may read any."""
    return any(isinstance(each, Variable) and each.name in (name, "eval") for each in walk(node))


def bound_names(node: Node) -> list[str]:
    """The variables that a node itself binds."""
    names = [name for name in (node.focus, node.index) if name is not None]
    if isinstance(node, Bind):
        names.append(node.name)
    if isinstance(node, Lambda):
        names.extend(node.parameters)
    return names


def variable_expr(local: Local) -> Expr:
    """A variable as an expression."""
    return Expr(local.code, local.kinds, simple=True, owned=local.owned)
