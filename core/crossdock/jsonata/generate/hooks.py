"""Where the compiler lets a traced evaluation look in. By itself a hook does nothing, so plain code pays nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crossdock.jsonata.generate.expr import Expr
from crossdock.jsonata.generate.scopes import Local
from crossdock.jsonata.lookups import LOOKUP_FUNCTION
from crossdock.jsonata.parts import Stage
from crossdock.jsonata.syntax import Call, Node

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


class Hooks:
    """The hooks of plain code."""

    active = False

    def reached(self, g: Generator, node: Node) -> None:
        """An expression that is evaluated only under a condition begins."""

    def tested(self, g: Generator, stage: Stage, passed: Expr, hit: Callable[[Expr], str]) -> Expr:
        """A filter's condition has a value for one item; `hit` says in code whether the item passes."""
        del g, stage, hit
        return passed

    def picked(self, g: Generator, stage: Stage, found: str) -> None:
        """A filter that is a position found this."""

    def looked_up(self, g: Generator, node: Call, arguments: list[Expr], expr: Expr) -> Expr:
        """A function that looks something up has this value."""
        del g, node, arguments
        return expr

    def valued(self, g: Generator, node: Node, expr: Expr) -> Expr:
        """A node has this value."""
        del g, node
        return expr

    def declared(self, g: Generator, code: str) -> None:
        """A variable of the expression gets a Python name."""

    def used(self, g: Generator, local: Local) -> None:
        """A variable is read."""

    @contextmanager
    def binding(self, g: Generator, local: Local) -> Iterator[None]:
        """The value of a variable is computed and assigned."""
        del g, local
        yield

    def making(self, g: Generator, result: str) -> None:
        """The members of an object are going to be computed."""

    def made(self, g: Generator, result: str) -> None:
        """An object was made."""

    def member(self, g: Generator, result: str, key: str, value: Callable[[], Expr]) -> Expr:
        """A member of an object is computed."""
        del g, result, key
        return value()


class TracingHooks(Hooks):
    """The hooks of traced code: calls of the tracer, which the code finds as `trace`."""

    active = True

    def __init__(self, *, values: bool) -> None:
        self._values = values

    def reached(self, g: Generator, node: Node) -> None:
        """Count it."""
        g.code.emit(f"trace.reach({node.start}, {node.end})")

    def tested(self, g: Generator, stage: Stage, passed: Expr, hit: Callable[[Expr], str]) -> Expr:
        """Count it."""
        if stage.condition is None:
            return passed
        passed = g.simple(passed)
        g.code.emit(f"trace.test({stage.condition.start}, {stage.condition.end}, {hit(passed)})")
        return passed

    def picked(self, g: Generator, stage: Stage, found: str) -> None:
        """Count it."""
        if stage.condition is not None:
            g.code.emit(f"trace.test({stage.condition.start}, {stage.condition.end}, {found} is not U)")

    def looked_up(self, g: Generator, node: Call, arguments: list[Expr], expr: Expr) -> Expr:
        """Note the key, and the table if it has a name."""
        table, *keys = [argument.code for argument in arguments] or ["U"]
        expr = g.simple(expr)
        name = f"show({table})" if node.called_name == LOOKUP_FUNCTION else "''"
        given = "".join(f"{key}, " for key in keys)
        g.code.emit(f"trace.look_up({node.start}, {node.end}, {name}, ({given}), {expr.code})")
        return expr

    def valued(self, g: Generator, node: Node, expr: Expr) -> Expr:
        """Keep the value, if asked to."""
        if not self._values or expr.constant:
            return expr
        expr = g.simple(expr)
        g.code.emit(f"trace.note_value({node.start}, {node.end}, {expr.code})")
        return expr

    def declared(self, g: Generator, code: str) -> None:
        """A second name, for what was read to compute the variable."""
        g.code.own(f"{code}_reads")
        g.code.emit(f"{code}_reads = None")

    def used(self, g: Generator, local: Local) -> None:
        """What was read for the variable counts as read here."""
        if local.code.startswith("v_"):
            g.code.emit(f"trace.use({local.code}_reads)")

    @contextmanager
    def binding(self, g: Generator, local: Local) -> Iterator[None]:
        """What is read for the variable is kept apart until the variable is used."""
        reads = g.code.name("reads")
        g.code.emit(f"{reads} = trace.begin(apart=True)")
        yield
        g.code.emit(f"trace.end({reads})")
        g.code.assign(f"{local.code}_reads", reads)

    def making(self, g: Generator, result: str) -> None:
        """Begin to note what is read for each member."""
        g.code.emit(f"{result}_reads = {{}}")

    def made(self, g: Generator, result: str) -> None:
        """The object remembers what was read for each member."""
        g.code.emit(f"{result} = trace.remember({result}, {result}_reads)")

    def member(self, g: Generator, result: str, key: str, value: Callable[[], Expr]) -> Expr:
        """What is read for a member is kept with it."""
        reads = g.code.name("reads")
        g.code.emit(f"{reads} = trace.begin()")
        expr = g.simple(g.owned(value()))
        g.code.emit(f"trace.end({reads})")
        g.code.emit(f"{result}_reads[{key}] = {reads}")
        return expr
