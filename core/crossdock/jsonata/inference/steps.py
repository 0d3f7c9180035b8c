"""What paths, and what stands behind a value (`[...]`, `{...}`, `[]`), yield."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from crossdock.jsonata.inference.amounts import names_amount
from crossdock.jsonata.inference.expressions import members
from crossdock.jsonata.inference.facts import Absence
from crossdock.jsonata.inference.inference import Inference, Rule
from crossdock.jsonata.inference.scope import Scope
from crossdock.jsonata.inference.yields import A_NUMBER, ANYTHING, Yield, kept_array, surely
from crossdock.jsonata.parts import Stage
from crossdock.jsonata.shape import Shape
from crossdock.jsonata.syntax import Literal, Name, Node, Path, Sort, Wildcard


def name(inference: Inference, node: Name, context: Shape, _scope: Scope) -> Yield:
    """A field of the context, or of each item of a context that is an array."""
    item = context.item
    found = item.get(node.value)
    if found is None:
        inference.facts.absences.append(Absence(node, item))
        return ANYTHING
    absent = node.value not in item.required or not item.kinds <= {"object"} or context.may_be_empty
    money = names_amount(node.value, proven=found.money) and (found.money or found.is_unknown)
    shape = found if found.money is money else replace(found, money=money)
    return Yield(shape=shape, absent=absent, several="array" in context.kinds and not context.is_unknown)


def wildcard(_inference: Inference, _node: Wildcard, _context: Shape, _scope: Scope) -> Yield:
    return Yield(several=True)


def path(inference: Inference, node: Path, context: Shape, scope: Scope) -> Yield:
    inner = Scope(scope) if any(step.focus or step.index or _binds_later(step) for step in node.steps) else scope
    current = surely(context)
    for index, step in enumerate(node.steps):
        if isinstance(step, Sort):
            inference.infer(step, current.item, inner)
        elif index == 0:
            current = _step(inference, step, context, inner)
        else:
            current = _after(current, _step(inference, step, current.item, inner))
    if node.group is not None:
        shape = members(inference, node.group.pairs, current.item, inner)
        return Yield(shape=shape, absent=current.absent)
    return kept_array(current) if node.keeps else current


def sort(inference: Inference, node: Sort, context: Shape, scope: Scope) -> Yield:
    inference.infer_all(node, context, scope)
    return ANYTHING


def with_filters(rule: Callable[..., Yield]) -> Rule:
    """The rule for a node that can have predicates, a group and `[]` directly behind it."""

    def apply(inference: Inference, node: Node, context: Shape, scope: Scope) -> Yield:
        found = rule(inference, node, context, scope)
        found = _filtered(inference, found, node.predicates, node, scope)
        if node.group is not None and not isinstance(node, Path):
            return Yield(shape=members(inference, node.group.pairs, found.item, scope), absent=found.absent)
        return kept_array(found) if node.keep_array and not isinstance(node, Name) else found

    return apply


def _binds_later(step: Node) -> bool:
    return any(stage.index is not None for stage in step.stages)


def _step(inference: Inference, step: Node, context: Shape, scope: Scope) -> Yield:
    """One step for one item of what stands before it."""
    found = inference.infer(step, context, scope)
    if step.focus is not None:
        inference.bind(scope, step.focus, step, "item", surely(found.item))
    if step.index is not None:
        inference.bind(scope, step.index, step, "position", A_NUMBER)
    found = _filtered(inference, found, step.stages, step, scope)
    # the step after `@` still starts from where this one did
    return replace(found, shape=context, several=True) if step.focus is not None else found


def _after(before: Yield, found: Yield) -> Yield:
    """A step's result over all the items that stand before it."""
    absent = before.may_be_empty or found.absent
    return Yield(shape=found.shape, absent=absent, several=before.is_many or found.several)


def _filtered(inference: Inference, found: Yield, stages: Iterable[Stage], step: Node, scope: Scope) -> Yield:
    for stage in stages:
        if stage.condition is None:
            inference.bind(scope, str(stage.index), step, "position", A_NUMBER)
            continue
        chosen = inference.infer(stage.condition, found.item, scope)
        picks = _picks_one(stage.condition, chosen)
        found = Yield(shape=found.item, absent=True, several=found.several if picks else found.is_many)
    return found


def _picks_one(condition: Node, chosen: Yield) -> bool:
    """Whether the predicate is a position; any number is."""
    if isinstance(condition, Literal):
        return condition.number is not None
    return chosen.only("number")
