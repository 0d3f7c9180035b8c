"""Tracing: which values of the input each part of the result depends on, and what happened on the way.

The input of a traced evaluation consists of `SourceObject`s, which note every field that is read; the code calls the
`Tracer` where a member of an object or the value of a variable is computed. What is read there is collected in
`Reads`, one inside the other as the constructors are. So a leaf of the result depends on what was read for it and for
the constructors around it (which lines there are, say), never on what was read for its neighbours alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crossdock.jsonata.errors import JsonataError, show
from crossdock.jsonata.evaluation import Evaluation
from crossdock.jsonata.library import Library
from crossdock.jsonata.limits import Limits
from crossdock.jsonata.runtime.sequences import ATOMS, copy
from crossdock.jsonata.syntax import Binary, Coalesce, Condition, Node, walk
from crossdock.jsonata.trace import Branch, Filter, Lookup, Span, Trace
from crossdock.jsonata.traced_values import MadeObject, Reads, SourceObject, join_path
from crossdock.jsonata.undefined import UNDEFINED, Value


class Tracer:
    """Collects what one evaluation does; generated code knows it as `trace`."""

    def __init__(self, data: Value) -> None:
        self._root = Reads()
        self._stack = [self._root]
        self._misses: set[str] = set()
        self._reached: Counter[Span] = Counter()
        self._values: dict[Span, list[Value]] = {}
        self._made: dict[int, MadeObject] = {}
        self._filtered: dict[Span, list[int]] = {}
        self._looked_up: Counter[tuple[Span, str, str, bool]] = Counter()
        self.data = self._source(data, "")
        self.read("", self.data)

    def _source(self, value: Value, path: str) -> Value:
        """The input, with objects that note what is read."""
        if isinstance(value, dict):
            members = {key: self._source(member, join_path(path, key)) for key, member in value.items()}
            return SourceObject(members, path, self)
        if isinstance(value, list):
            return [self._source(item, f"{path}[{index}]") for index, item in enumerate(value)]
        return value

    # What values call.

    def read(self, path: str, value: Value) -> None:
        """Note a value that was read; of an array its items, as nobody asks for them one by one."""
        if isinstance(value, list):
            for index, item in enumerate(value):
                self.read(f"{path}[{index}]", item)
        elif not isinstance(value, dict):
            self._stack[-1].own.add(path)

    def read_deep(self, path: str, value: Value) -> None:
        """Note a value with everything in it."""
        if isinstance(value, dict):
            for key, member in dict.items(value):
                self.read_deep(join_path(path, key), member)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self.read_deep(f"{path}[{index}]", item)
        else:
            self._stack[-1].own.add(path)

    def miss(self, path: str) -> None:
        """Note a field that is not there."""
        self._misses.add(path)

    # What generated code calls.

    def begin(self, *, apart: bool = False) -> Reads:
        """A part of the result begins; `apart`: it counts only where it is used."""
        reads = Reads()
        if not apart:
            self._stack[-1].inside.append(reads)
        self._stack.append(reads)
        return reads

    def end(self, reads: Reads) -> None:
        """It ends."""
        while self._stack.pop() is not reads:
            pass

    def use(self, reads: Reads | None) -> None:
        """What was read for another part counts here, too."""
        if reads is not None:
            self._stack[-1].own |= reads.all()

    def remember(self, members: dict[str, Value], reads: dict[str, Reads]) -> MadeObject:
        """The object that was made, with what was read for its members."""
        made = MadeObject(members, reads, self)
        self._made[id(made)] = made
        return made

    def reach(self, start: int, end: int) -> None:
        """A conditional part of the expression is evaluated."""
        self._reached[start, end] += 1

    def note_value(self, start: int, end: int, value: Value) -> None:
        """A part of the expression has this value."""
        self._values.setdefault((start, end), []).append(value)

    def test(self, start: int, end: int, passed: Value) -> None:
        """The condition of a filter is asked about an item."""
        counts = self._filtered.setdefault((start, end), [0, 0])
        counts[0] += bool(passed)
        counts[1] += 1

    def look_up(self, start: int, end: int, table: str, keys: tuple[Value, ...], value: Value) -> None:
        """Keys were looked up in a table and gave this value."""
        parts = [part for key in keys for part in (key if isinstance(key, list) else [key])]
        key = " / ".join(show(part) for part in parts)
        self._looked_up[(start, end), table, key, value is not UNDEFINED] += 1

    # The end.

    def finish(self, tree: Node, result: Value, error: JsonataError | None) -> Trace:
        """The trace of the whole."""
        leaves: dict[str, frozenset[str]] = {}
        self._note_leaves(result, "", frozenset(self._root.own), frozenset(self._root.all()), leaves)
        branches = [Branch(span=span, times=self._reached[span]) for span in _conditional_spans(tree)]
        values = {span: tuple(_plain(value) for value in found) for span, found in self._values.items()}
        return Trace(
            result=_plain(result),
            reads=frozenset(self._root.all()),
            misses=frozenset(self._misses),
            leaves=leaves,
            branches=tuple(branches),
            filters=tuple(
                Filter(span=span, passed=passed, of=of) for span, (passed, of) in sorted(self._filtered.items())
            ),
            lookups=tuple(self._lookups()),
            values=values,
            error=error,
        )

    def _lookups(self) -> Iterator[Lookup]:
        for (span, table, key, found), times in self._looked_up.items():
            yield Lookup(span=span, table=table, key=key, found=found, times=times)

    def _note_leaves(
        self,
        value: Value,
        path: str,
        around: frozenset[str],
        everything: frozenset[str],
        leaves: dict[str, frozenset[str]],
    ) -> None:
        """`around` is read for what contains the value, `everything` for the value and all parts of it."""
        if isinstance(value, MadeObject):
            for key, member in dict.items(value):
                reads = value.reads[key]
                own, full = around | reads.own, around | reads.all()
                self._note_leaves(member, join_path(path, key), frozenset(own), frozenset(full), leaves)
        elif isinstance(value, list) and any(isinstance(item, MadeObject | list) for item in value):
            for index, item in enumerate(value):
                self._note_leaves(item, f"{path}[{index}]", around, everything, leaves)
        elif isinstance(value, dict):
            for key, member in dict.items(value):
                self._note_leaves(member, join_path(path, key), everything, everything, leaves)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                self._note_leaves(item, f"{path}[{index}]", everything, everything, leaves)
        else:
            leaves[path] = everything


class TracedEvaluation(Evaluation):
    """An evaluation with a tracer; copies for the result keep what was read for their members."""

    __slots__ = ("trace",)

    def __init__(self, library: Library, limits: Limits, trace: Tracer, now: int | None = None) -> None:
        super().__init__(library, limits, now)
        self.trace = trace

    def own(self, value: Value) -> Value:
        """As is for what the expression made; a copy of anything else."""
        if isinstance(value, MadeObject):
            return value
        if isinstance(value, list):
            return [child if type(child) in ATOMS else self.own(child) for child in value]
        return super().own(value)


def _plain(value: Value) -> Value:
    return value if type(value) in ATOMS or value is UNDEFINED or callable(value) else copy(value)


def _conditional_spans(tree: Node) -> Iterator[Span]:
    """The parts of an expression that are evaluated only under a condition, in the order of the text."""
    for node in walk(tree):
        parts: list[Node | None] = []
        if isinstance(node, Condition):
            parts = [node.then, node.otherwise]
        elif isinstance(node, Coalesce) or (isinstance(node, Binary) and node.operator in {"and", "or"}):
            parts = [node.right]
        yield from ((part.start, part.end) for part in parts if part is not None)
