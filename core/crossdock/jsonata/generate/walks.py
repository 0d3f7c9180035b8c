"""Paths as nested loops: one loop for every step that may have several items, the next step inside it.

The results of the last step are collected in a list. If they can be arrays, it holds the *results*, which are
flattened at the end; else it holds the *items* of the value themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crossdock.jsonata.generate import filters, loops, ordering
from crossdock.jsonata.generate.expr import Expr, Kind, truth_of
from crossdock.jsonata.generate.reading import enter
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.generate.walk_results import Results
from crossdock.jsonata.parts import Stage
from crossdock.jsonata.syntax import Array, Block, Coalesce, Condition, Name, Node, Object, Path, Sort, Variable

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


def value(g: Generator, node: Path, scope: Scope) -> Expr:
    """The value of a path without bindings."""
    if scope.own and _may_keep(node.steps[-1]):
        scope = replace(scope, own=False)  # copied after the path is finished: a copy does not tell that it was kept
    walk = Walk(g, node, scope)
    walk.write()
    return walk.finish()


def _may_keep(step: Node) -> bool:
    """Whether a step can give an array only because of a `[]` within it: the path takes that for its items."""
    match step:
        case Path():
            return step.keeps
        case Block(expressions=[*_, last]):
            return _may_keep(last)
        case Condition():
            return any(_may_keep(part) for part in (step.condition, step.then, step.otherwise) if part is not None)
        case Coalesce():
            return _may_keep(step.left) or _may_keep(step.right)
    return False


@dataclass(slots=True)
class Walk(Results):
    """The writing of one path."""

    def write(self) -> None:
        """Emit the loops."""
        g, steps = self.g, self.node.steps
        if len(steps) == 1 and steps[0].array_step and isinstance(steps[0], Array):
            self.open(steps[0])
            self.results = self.source
            return
        self.results = g.code.name("found")
        last_sort = max((index for index, step in enumerate(steps) if isinstance(step, Sort)), default=-1)
        if last_sort >= 0:
            items = self._sorted(last_sort)
            if last_sort == len(steps) - 1:
                self._end_with_sort(items, steps[last_sort])
                return
            self.new_results()
            items, self.picked = self._sorted_stages(items, steps[last_sort]), ""
            self._steps(last_sort + 1, items)
            return
        self.new_results()
        self._first()

    # The first step.

    def _first(self) -> None:
        g, first, context = self.g, self.node.steps[0], self.scope.context
        if isinstance(first, Variable):
            found = g.operand(first, self.scope)
            if len(self.node.steps) == 1 and not first.stages:
                self.add_result(found)
            elif first.stages:
                self._stages(0, 0, found.code)
            else:
                self._steps(1, g.simple(Expr(f"step_items({found.code})")).code)
        elif first.array_step and isinstance(first, Array) and len(self.node.steps) > 1:
            self.open(first)
            self._steps(1, self.source)
        elif _is_field(first):
            self._steps(0, context)
        else:
            self._loop(0, f"(({context},) if type({context}) is dict else input_items({context}))")

    def open(self, first: Array) -> None:
        """Evaluate the array constructor that the path starts with."""
        self.start = self.g.operand(first, self.scope).code
        self.source = self.g.simple(Expr(f"opened({self.start})")).code

    # Steps on a sequence, and on one item.

    def _steps(self, index: int, current: str) -> None:
        """From step `index` on, for all items of the sequence `current`."""
        step = self.node.steps[index]
        if isinstance(step, Name) and step.stages and _is_field(step):
            self._filtered_field(index, current, step)
            return
        if not isinstance(step, Name) or step.stages:
            items = f"({current} if type({current}) is list else items_of({current}))"
            self._loop(index, items)
            return
        key = repr(step.value)
        if index < len(self.node.steps) - 1:
            self._steps(index + 1, self._fields(current, key))
            return
        self._last_field(current, key)

    def _filtered_field(self, index: int, current: str, step: Name) -> None:
        """Filters that do not count positions may see the fields of all items at once."""
        key = repr(step.value)
        code = f"{current}.get({key}, U) if type({current}) is dict else fields_to_filter({current}, {key})"
        if index > 0:
            code += f" if {current} is not U else EMPTY"
        self._stages(index, 0, self.g.simple(Expr(code)).code)

    def _fields(self, current: str, key: str) -> str:
        """A field of a sequence, as the input of the next step."""
        code = f"({current}.get({key}, U) if type({current}) is dict else next_fields({current}, {key}))"
        return self.g.simple(Expr(code)).code if current.startswith("v_") else self.g.code.shared(code)

    def _last_field(self, current: str, key: str) -> None:
        code, found = self.g.code, self.g.code.name()
        with code.block(f"if type({current}) is dict:"):
            code.emit(f"{found} = {current}.get({key}, U)")
            code.emit(f"if {found} is not U: {self.results}.append({found})")
        with code.block("else:"):
            code.emit(f"collect_fields({current}, {key}, {self.results})")
        self.kinds, self.owned, self.flat = Kind.ANY, False, False

    def _loop(self, index: int, items: str) -> None:
        """Step `index` for every item; what it and later steps make belongs to the turn."""
        g = self.g
        sequence = g.simple(Expr(items))
        item = g.code.name("item")
        separate = g.makers.among(self.node.steps[index:])
        loops.loop(g, item, sequence.code, separate, lambda: self._item(index, item))

    def _item(self, index: int, item: str) -> None:
        """Step `index` on one item."""
        g, step = self.g, self.node.steps[index]
        scope = self._scope(index).inside(item)
        if not isinstance(step, Name | Object):
            scope = enter(g, [step], scope)
        found = g.value(step, scope)
        if isinstance(step, Sort):
            return
        if step.stages:
            self._stages(index, 0, g.simple(found).code)
        elif index == len(self.node.steps) - 1:
            self.add_result(found)
        else:
            self._next(index + 1, step, found)

    def _scope(self, index: int) -> Scope:
        """The result of the last step is the result of the path; others are not."""
        return self.scope.member() if index == len(self.node.steps) - 1 else self.scope.part()

    def _next(self, index: int, step: Node, found: Expr) -> None:
        if found.may_be(Kind.ARRAY) and not isinstance(step, Name):
            found = Expr(f"step_items({found.code})", found.kinds)
        self._steps(index, self.g.simple(found).code)

    # Filters behind a step, each on the result of the one before it.

    def _stages(self, index: int, number: int, current: str) -> None:
        g, stages = self.g, self.node.steps[index].stages
        if number == len(stages):
            self._after_stages(index, current)
            return
        position = filters.index_of(stages[number])
        if position is not None:
            found = g.simple(Expr(filters.at_position(current, position))).code
            g.hooks.picked(g, stages[number], found)
            if number < len(stages) - 1:
                g.code.emit(f"if {found} is U: {found} = EMPTY")
            self._stages(index, number + 1, found)
            return
        if number == len(stages) - 1:
            self._filter_items(index, stages[number], current)
            return
        kept = g.code.name()
        filters.filter_into(g, stages[number], current, kept, self.scope)
        self._stages(index, number + 1, kept)

    def _after_stages(self, index: int, current: str) -> None:
        """The last filter was a position: its result is one item, or the items of an array."""
        if index == len(self.node.steps) - 1:
            self.flat = False
            self.add_result(Expr(current, simple=True))
        else:
            self._steps(index + 1, current)

    def _filter_items(self, index: int, stage: Stage, current: str) -> None:
        """The last filter: what passes it goes on to the next step at once."""
        g = self.g
        items = g.simple(Expr(f"{current} if type({current}) is list else filter_items({current})"))
        item = g.code.name("item")
        following = self.node.steps[index + 1 :]
        condition = [stage.condition] if stage.condition is not None else []
        separate = g.makers.among([*condition, *following])
        position = g.code.name("index")
        numeric = filters.may_be_position(stage)
        turn, loop_items = (
            (f"({position}, {item})", f"list(enumerate({items.code}))") if numeric else (item, items.code)
        )

        def body() -> None:
            scope = enter(g, condition, self.scope.part().inside(item))
            passed = filters.condition(g, stage, scope)
            if numeric:
                passed = g.simple(passed)
                times = f"selects({passed.code}, {position}, len({items.code}))"
                g.hooks.tested(g, stage, passed, lambda _: f"{times} and {item} is not U")
                counted = f"range({times})"
                none = f"{passed.code} is False or {passed.code} is U or {item} is U"
                known = f"ONCE if {passed.code} is True and {item} is not U else EMPTY if {none}"
                with g.code.loop(f"for _ in ({known} else {counted}):"):
                    self._passed(index, item)
                return
            passed = passed if passed.only(Kind.BOOL | Kind.UNDEFINED) else g.simple(passed)
            present = f" and {item} is not U" if filters.passes_undefined(stage) else ""
            passed = g.hooks.tested(g, stage, passed, lambda each: f"{truth_of(each)}{present}")
            with g.code.block(f"if {truth_of(passed)}{present}:"):
                self._passed(index, item)

        loops.loop(g, turn, loop_items, separate, body)

    def _passed(self, index: int, item: str) -> None:
        """One item that passed the last filter of step `index`."""
        if index < len(self.node.steps) - 1:
            self._passed_on(index + 1, item)
            return
        found = Expr(item, simple=True)
        if self.scope.own:
            found = self.g.owned(found)
        self.kinds, self.owned = Kind.ANY, self.owned and found.is_owned
        self.g.code.emit(f"{self.results}.append({found.code})")

    def _passed_on(self, index: int, item: str) -> None:
        step = self.node.steps[index]
        if isinstance(step, Name) and not step.stages and index == len(self.node.steps) - 1:
            self._last_field_of_item(item, repr(step.value))
        else:
            self._item(index, item)

    def _last_field_of_item(self, item: str, key: str) -> None:
        found = Expr(f"({item}.get({key}, U) if type({item}) is dict else field({item}, {key}))")
        self.add_result(found)

    # Sorting.

    def _sorted(self, at: int) -> str:
        """The items of the steps before a sort, in order."""
        before = Path(
            start=self.node.start, end=self.node.end, mark=self.node.mark, steps=self.node.steps[:at]
        )  # fmt: skip
        walk = Walk(self.g, before, self.scope.part())
        walk.write()
        self.start, self.source = walk.start, walk.source
        if walk.sorted_last:
            items = walk.results
        else:
            items = walk.results if walk.flat else self.g.simple(Expr(f"flatten_results({walk.results}, [])")).code
        return ordering.sorted_items(self.g, self.node.steps[at], items, self.scope)

    def _end_with_sort(self, items: str, step: Node) -> None:
        self.results, self.sorted_last = self._sorted_stages(items, step), True

    def _sorted_stages(self, items: str, step: Node) -> str:
        """What the filters behind a sort leave."""
        for stage in step.stages:
            kept = self.g.code.name()
            position = filters.index_of(stage)
            self.picked = ""
            if position is not None:
                self.picked = self.g.simple(Expr(filters.at_position(items, position))).code
                self.g.hooks.picked(self.g, stage, self.picked)
                self.g.code.emit(
                    f"{kept} = {self.picked} if isinstance({self.picked}, list) else list(items_of({self.picked}))"
                )
            else:
                filters.filter_into(self.g, stage, items, kept, self.scope)
            items = kept
        return items


def _is_field(step: Node) -> bool:
    """A field, perhaps with filters that do not count positions."""
    return isinstance(step, Name) and not any(filters.may_be_position(stage) for stage in step.stages)
