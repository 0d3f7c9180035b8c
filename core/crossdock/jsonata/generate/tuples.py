"""Paths that bind: `@$item`, `#$position`, and the contexts that `%` goes back to.

From the first step that binds on, a path carries *tuples*: dictionaries with the context item under `@`, and every
variable and parent label bound so far. In the loop of a step these become Python locals.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from crossdock.jsonata.generate import constructors, filters, loops, ordering
from crossdock.jsonata.generate.expr import Expr, Kind, truth_of
from crossdock.jsonata.generate.scopes import Local, Scope
from crossdock.jsonata.generate.walks import Walk
from crossdock.jsonata.parts import Group, Stage
from crossdock.jsonata.syntax import Node, Path, Sort, walk

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


def path(g: Generator, node: Path, scope: Scope) -> Expr:
    """The value of a path that binds; a stream of tuples if a path around it needs them."""
    first = next(index for index, step in enumerate(node.steps) if step.binds)
    stream = _Stream(g, node, scope)
    stream.start(node.steps, first)
    for step in node.steps[first:]:
        stream.step(step)
    if node.group is not None:
        return stream.group(node.group)
    if node.binds:
        return Expr(stream.name, Kind.ARRAY, simple=True)
    function = "unwrap_kept" if node.keeps else "unwrap"
    code = f"{function}([each['@'] for each in {stream.name}])"
    return g.simple(Expr(stream.before.started(code) if stream.before else code))


def filter_stream(g: Generator, node: Node, name: str, scope: Scope) -> Expr:
    """Filters behind a block that gives a stream of tuples."""
    stream = _Stream(g, node, scope)
    stream.name = name
    stream.note_names(node)
    for stage in node.predicates:
        stream.stage(stage)
    return Expr(stream.name, Kind.ARRAY, simple=True)


class _Stream:
    """The tuples of one path while it is written; `name` is the list of those so far."""

    def __init__(self, g: Generator, node: Node, scope: Scope) -> None:
        self.g = g
        self.node = node
        self.scope = scope.part()
        self.name = ""
        self.origin = ""
        """the tuples that the first step that binds starts from"""
        self.before: Walk | None = None
        """the steps before the first one that binds"""
        self.bound: list[str] = []

    def start(self, steps: list[Node], first: int) -> None:
        """The input of the first step that binds."""
        g, context = self.g, self.scope.context
        if first == 0:
            items = f"input_items({context})"
        else:
            keeps = isinstance(self.node, Path) and self.node.keep_singleton
            before = Path(
                start=self.node.start, end=self.node.end, mark=self.node.mark, steps=steps[:first], keep_singleton=keeps
            )  # fmt: skip
            walk_before = self.before = Walk(g, before, self.scope)
            walk_before.write()
            items = walk_before.results
            if not walk_before.flat and not walk_before.sorted_last:
                items = f"flatten_results({items}, [])"
        self.name = g.code.name("tuples")
        self.origin = self.name
        g.code.emit(f"{self.name} = [{{'@': item}} for item in {items}]")

    def step(self, step: Node) -> None:
        """One step for every tuple, then its filters on all of them."""
        if isinstance(step, Sort):
            self._sort(step)
        else:
            self._advance(step)
        for stage in step.stages:
            self.stage(stage)

    def _advance(self, step: Node) -> None:
        g, result, each = self.g, self.g.code.name("tuples"), self.g.code.name("each")
        g.code.emit(f"{result} = Tuples()")

        def turn() -> None:
            scope = self._inside(each)
            found = g.simple(g.value(step, scope))
            label = step.ancestor.label if step.ancestor is not None else None
            g.code.emit(f"advance({result}, {each}, {found.code}, {step.focus!r}, {step.index!r}, {label!r})")

        loops.loop(g, each, self.name, g.makers.among([step]), turn)
        g.code.spend(f"len({result})")
        self.name = result
        self.note_names(step)

    def note_names(self, step: Node) -> None:
        inner = [each for each in walk(step) if each.binds] if step.binds else []
        for node in [step, *inner]:
            label = node.ancestor.label if node.ancestor is not None else None
            stage_names = [stage.index for stage in node.stages]
            for name in (node.focus, node.index, label, *stage_names):
                if name is not None and name not in self.bound:
                    self.bound.append(name)

    def _inside(self, each: str) -> Scope:
        """The scope in the loop over tuples: their context item, variables and labels."""
        g = self.g
        item = g.code.name("item")
        g.code.emit(f"{item} = {each}['@']")
        variables: dict[str, Local] = {}
        labels: dict[str, str] = {}
        for name in self.bound:
            local = g.code.name("bound")
            g.code.emit(f"{local} = {each}.get({name!r}, U)")
            if name.startswith("!"):
                labels[name] = local
            else:
                variables[name] = Local(local)
        return self.scope.inside(item).with_variables(variables).with_labels(labels)

    def stage(self, stage: Stage) -> None:
        g = self.g
        if stage.index is not None:
            g.code.emit(f"number_tuples({self.name}, {stage.index!r})")
            if stage.index not in self.bound:
                self.bound.append(stage.index)
            return
        kept = g.code.name("tuples")
        position = filters.index_of(stage)
        if position is not None:
            g.code.emit(f"{kept} = one_tuple({self.name}, {position})")
            g.hooks.picked(g, stage, f"({kept} or U)")
        else:
            self._filter(stage, kept)
        self.name = kept

    def _filter(self, stage: Stage, kept: str) -> None:
        g, each, index = self.g, self.g.code.name("each"), self.g.code.name("index")
        before = self.name
        g.code.emit(f"{kept} = Tuples()")
        nodes = [stage.condition] if stage.condition is not None else []

        def turn() -> None:
            passed = g.simple(filters.condition(g, stage, self._inside(each)))
            if filters.may_be_position(stage):
                times = f"selects({passed.code}, {index}, len({before}))"
                g.hooks.tested(g, stage, passed, lambda _: times)
                g.code.emit(f"{kept}.extend([{each}] * {times})")
            else:
                g.hooks.tested(g, stage, passed, truth_of)
                g.code.emit(f"if {truth_of(passed)}: {kept}.append({each})")

        loops.loop(g, f"({index}, {each})", f"list(enumerate({before}))", g.makers.among(nodes), turn)

    def _sort(self, step: Sort) -> None:
        g, result = self.g, self.g.code.name("tuples")
        g.code.emit(f"{result} = {self.name}")
        terms = [term.expression for term in step.terms]
        keys, each, before = g.code.name("keys"), g.code.name("each"), self.name
        with g.code.at(g.place(step)), g.code.block(f"if len({before}) > 1:"):
            g.code.emit(f"{keys} = []")

            def note() -> None:
                ordering.note_keys(g, keys, terms, self._inside(each))

            loops.loop(g, each, before, g.makers.among(terms), note)
            with g.code.at(g.place(step)):
                descending = tuple(term.descending for term in step.terms)
                g.code.emit(f"{result} = in_order({before}, {keys}, {descending!r})")
        self.name = result
        if step.index is not None:
            self.stage(Stage(index=step.index))

    def group(self, group: Group) -> Expr:
        """Grouping of tuples: the variables of a group's tuples are put together, too."""
        g, groups, each = self.g, self.g.code.name("groups"), self.g.code.name("each")
        keys = [key for key, _ in group.pairs]
        values = [value for _, value in group.pairs]
        if self.before is not None:  # without any tuple the grouping is made of nothing, as behind any other path
            g.code.emit(f"if not {self.origin}: {self.name} = [{{'@': U}}]")
        with g.code.at(g.place_of_mark(group.mark)):
            g.code.emit(f"{groups} = {{}}")

            def note() -> None:
                scope = self._inside(each)
                for index, key in enumerate(keys):
                    constructors.note_key(g, g.operand(key, scope), groups, index, each)

            loops.loop(g, each, self.name, g.makers.among(keys), note)
            return self._group_values(values, groups)

    def _group_values(self, values: list[Node], groups: str) -> Expr:
        g, result, key = self.g, self.g.code.name("object"), self.g.code.name("key")
        index, members = g.code.name("index"), g.code.name("members")
        g.hooks.making(g, result)
        g.code.emit(f"{result} = {{}}")
        g.hooks.made(g, result)

        def make() -> None:
            joined = g.code.name("each")
            g.code.emit(f"{joined} = join_tuples({members})")
            scope = self._inside(joined).owning()
            for number, value in enumerate(values):
                with g.code.block(f"if {index} == {number}:"):
                    made = g.hooks.member(g, result, key, partial(g.operand_of, value, scope))
                    constructors.set_member(g, result, key, made)

        loops.loop(g, f"({key}, ({index}, {members}))", f"{groups}.items()", g.makers.among(values), make)
        return Expr(result, Kind.OBJECT, simple=True, owned=True)
