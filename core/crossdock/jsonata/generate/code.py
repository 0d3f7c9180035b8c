"""The lines of generated source: indentation, fresh names, nested functions, and the place behind every line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from crossdock.jsonata.undefined import Value


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the expression a line of generated code comes from: what to underline, and the token to name."""

    start: int
    end: int
    token: str | None = None
    is_call: bool = False


@dataclass(slots=True)
class Line:
    """One line of source."""

    depth: int
    text: str
    place: Place | None


@dataclass(slots=True, eq=False)
class Function:
    """A function that is being written, and the names of outer ones that it assigns."""

    outer: Function | None
    assigned: set[str] = field(default_factory=set)
    loops: int = 0


class Code:
    """Collects lines. `constants` are the globals of the generated module that hold prepared values."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.constants: dict[str, Value] = {}
        self.function = Function(None)
        self.shares = True
        self._depth = 0
        self._count = 0
        self._owners: dict[str, Function] = {}
        self._place: Place | None = None
        self._known: list[dict[str, str]] = [{}]

    def emit(self, text: str) -> None:
        """Add a line."""
        self.lines.append(Line(self._depth, text, self._place))

    def name(self, stem: str = "t") -> str:
        """A fresh local name of the current function."""
        self._count += 1
        name = f"{stem}{self._count}"
        self._owners[name] = self.function
        return name

    def assign(self, name: str, value: str) -> None:
        """Assign a name that may belong to a function further out."""
        self.reach(name)
        self.emit(f"{name} = {value}")

    def shared(self, value: str) -> str:
        """A name for the value of an expression that has no effects and never changes; the same one if it is there."""
        for known in self._known if self.shares else []:
            if value in known:
                return known[value]
        name = self.name()
        self.emit(f"{name} = {value}")
        self._known[-1][value] = name
        return name

    def constant(self, value: Value, stem: str = "k") -> str:
        """A global name for a prepared value."""
        for name, known in self.constants.items():
            if known is value:
                return name
        name = f"{stem}_{len(self.constants) + 1}"
        self.constants[name] = value
        return name

    def spend(self, steps: str) -> None:
        """Take steps off the budget."""
        self.reach("budget")
        self.emit(f"budget -= {steps}")
        self.emit("if budget < 0: budget = refill(budget)")

    def own(self, name: str) -> None:
        """Make a given name (a parameter, say) one of the current function."""
        self._owners[name] = self.function

    @contextmanager
    def block(self, header: str) -> Iterator[None]:
        """Lines one level deeper, under a header such as `if x:`."""
        self.emit(header)
        self._depth += 1
        size = len(self.lines)
        self._known.append({})
        yield
        self._known.pop()
        if len(self.lines) == size:
            self.emit("pass")
        self._depth -= 1

    @contextmanager
    def loop(self, header: str) -> Iterator[None]:
        """The body of a `for`."""
        self.function.loops += 1
        with self.block(header):
            yield
        self.function.loops -= 1

    @contextmanager
    def define(self, header: str, parameters: tuple[str, ...] = ()) -> Iterator[None]:
        """The body of a nested function."""
        outer, self.function = self.function, Function(self.function)
        known, self._known = self._known, [{}]
        for parameter in parameters:
            self.own(parameter)
        with self.block(header):
            at = len(self.lines)
            yield
            if self.function.assigned:
                names = ", ".join(sorted(self.function.assigned))
                self.lines.insert(at, Line(self._depth, f"nonlocal {names}", None))
        self.function, self._known = outer, known

    @contextmanager
    def at(self, place: Place | None) -> Iterator[None]:
        """Lines that come from this place; with None, errors in them are their caller's."""
        before, self._place = self._place, place
        yield
        self._place = before

    @contextmanager
    def captured(self) -> Iterator[list[Line]]:
        """Lines put aside, to be added later with `replay` or counted."""
        before, self.lines = self.lines, []
        self._known.append({})
        yield self.lines
        self._known.pop()
        self.lines = before

    def replay(self, lines: list[Line]) -> None:
        """Add lines that were put aside, at the depth of here."""
        if lines:
            shift = self._depth - min(line.depth for line in lines)
            self.lines.extend(Line(line.depth + shift, line.text, line.place) for line in lines)

    def reach(self, name: str) -> None:
        """Declare that the current function assigns this name."""
        owner = self._owners.get(name)
        if owner is not None and owner is not self.function:
            self.function.assigned.add(name)
