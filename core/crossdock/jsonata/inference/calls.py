"""What calls and `~>` yield, and what the functions written in them are called with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from crossdock.jsonata.inference.facts import FunctionUse
from crossdock.jsonata.inference.inference import Inference
from crossdock.jsonata.inference.results import by_signature, result_of
from crossdock.jsonata.inference.scope import Scope
from crossdock.jsonata.inference.yields import A_NUMBER, ANYTHING, Yield, either, surely
from crossdock.jsonata.shape import FUNCTION, STRING, Shape, unite
from crossdock.jsonata.syntax import Apply, Call, Lambda, Name, Node, Path, Transform, Variable

Given = list[Yield]

_HIGHER_ORDER: Final[dict[str, Callable[[Given], Given]]] = {
    "map": lambda given: [surely(given[0].member), A_NUMBER, given[0]],
    "filter": lambda given: [surely(given[0].member), A_NUMBER, given[0]],
    "single": lambda given: [surely(given[0].member), A_NUMBER, given[0]],
    "sort": lambda given: [surely(given[0].member), surely(given[0].member)],
    "reduce": lambda given: [ANYTHING, surely(given[0].member), A_NUMBER, given[0]],
    "each": lambda given: [surely(_value_of(given[0])), surely(STRING), given[0]],
    "sift": lambda given: [surely(_value_of(given[0])), surely(STRING), given[0]],
}
"""What each of these functions calls the function with that it is given last but for a start value."""


def call(inference: Inference, node: Call, context: Shape, scope: Scope) -> Yield:
    return _call(inference, node, [], context, scope)


def apply(inference: Inference, node: Apply, context: Shape, scope: Scope) -> Yield:
    """`left ~> right`: a call with `left` as first argument, or two functions made one."""
    left = inference.infer(node.left, context, scope)
    right = node.right
    if "function" in left.shape.kinds and isinstance(node.left, Variable | Lambda):
        inference.infer(right, context, scope)
        return ANYTHING
    match right:
        case Call() if not right.is_partial:
            inference.facts.contexts[id(right)], inference.facts.scopes[id(right)] = context, scope
            return _call(inference, right, [left], context, scope)
        case Variable():
            return _apply_variable(inference, right, left, context, scope)
        case Lambda():
            inference.facts.note_arguments(right, [left])
            return _returned(inference, inference.infer(right, context, scope))
        case Transform():
            return transform(inference, right, left, scope)
        case _:
            inference.infer(right, context, scope)
            return ANYTHING


def transform(inference: Inference, node: Transform, given: Yield, scope: Scope) -> Yield:
    """A transform applied to a value: the pattern is looked for in it, the rest belongs to what was found."""
    found = inference.infer(node.pattern, given.item, scope)
    inference.infer(node.update, found.item, scope)
    if node.delete is not None:
        inference.infer(node.delete, found.item, scope)
    return ANYTHING


def _apply_variable(inference: Inference, node: Variable, left: Yield, context: Shape, scope: Scope) -> Yield:
    inference.facts.contexts[id(node)], inference.facts.scopes[id(node)] = context, scope
    held = inference.read(node.name, scope)
    inference.facts.function_uses.append(FunctionUse(node, scope, None))
    return _result(inference, node.name, held, [left], scope)


def _call(inference: Inference, node: Call, first: Given, context: Shape, scope: Scope) -> Yield:
    """A call whose arguments come behind `first`."""
    procedure = node.procedure
    higher_order = isinstance(procedure, Variable) and procedure.name in _HIGHER_ORDER
    given = list(first)
    for argument in node.arguments:
        given.append(_argument(inference, argument, given, higher_order, context, scope))
    if _is_field(procedure):
        for part in (procedure, *procedure.children):
            inference.facts.contexts[id(part)], inference.facts.scopes[id(part)] = context, scope
        return ANYTHING
    if not isinstance(procedure, Variable):
        held = inference.infer(procedure, context, scope)
        return _result(inference, None, held, given, scope)
    held = inference.read(procedure.name, scope)
    inference.facts.contexts[id(procedure)], inference.facts.scopes[id(procedure)] = context, scope
    inference.facts.yields[id(procedure)] = held
    inference.facts.function_uses.append(FunctionUse(procedure, scope, node))
    if node.is_partial:
        if held.function is not None:
            inference.facts.escaped.add(id(held.function))
        return surely(FUNCTION)
    if higher_order and scope.find(procedure.name) is None:
        return _higher_order(inference, procedure.name, given)
    return _result(inference, procedure.name, held, given or [surely(context)], scope)


def _is_field(procedure: Node) -> bool:
    """Whether a field is called, which never works; that it is not there either says nothing new."""
    return isinstance(procedure, Path) and len(procedure.steps) == 1 and isinstance(procedure.steps[0], Name)


def _argument(
    inference: Inference, node: Node | None, before: Given, higher_order: bool, context: Shape, scope: Scope
) -> Yield:
    """One argument. A function given to `$map` and the like is called only by that."""
    if node is None:
        return ANYTHING
    if higher_order and before and isinstance(node, Variable) and node.name not in ("", "$"):
        inference.facts.contexts[id(node)], inference.facts.scopes[id(node)] = context, scope
        return inference.read(node.name, scope)
    return inference.infer(node, context, scope)


def _higher_order(inference: Inference, name: str, given: Given) -> Yield:
    function = given[1].function if len(given) > 1 else None
    if function is not None:
        inference.facts.note_arguments(function, _HIGHER_ORDER[name](given))
    if name in ("map", "each") and function is not None:
        returned = _returned(inference, given[1])
        return Yield(shape=returned.item, absent=given[0].may_be_empty or returned.absent, several=True)
    if name in ("map", "each", "sift", "reduce"):
        return Yield(several=name in ("map", "each"))
    return result_of(name, given)


def _result(inference: Inference, name: str | None, held: Yield, given: Given, scope: Scope) -> Yield:
    """What a function gives: a lambda, a function of the caller, or a built-in one."""
    if held.function is not None:
        inference.facts.note_arguments(held.function, given)
        return _returned(inference, held)
    if name is None or scope.find(name) is not None:
        return ANYTHING
    own = inference.functions.get(name)
    if own is not None:
        return by_signature(own.signature, given) if own.signature else ANYTHING
    return result_of(name, given)


def _returned(inference: Inference, held: Yield) -> Yield:
    """What the body of a lambda yields; anything, while it is still being gone through."""
    if held.function is None:
        return ANYTHING
    found = inference.facts.yields.get(id(held.function.body), ANYTHING)
    return replace(either((found,)), function=None)


def _value_of(given: Yield) -> Shape:
    fields = given.item.fields
    return unite(fields.values()) if fields and given.item.unlisted is None else unite(())
