"""Writing and calling functions: lambdas, calls, partial application, `~>`, transforms."""

from __future__ import annotations

from typing import Final

from crossdock.jsonata.errors import JsonataError, failure
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.undefined import UNDEFINED, Value
from interpreter.calling import Function, Lambda, Native, Partial, TailCall, arity, call
from interpreter.evaluating import evaluate, finish, rule
from interpreter.shaping import shape
from interpreter.tree import Node
from interpreter.values import Frame, wrap

_EVAL: Final = Signature.parse("<sx?:x>")
_TRANSFORM: Final = Signature.parse("<(oa):o>")


@rule("lambda")
def lambda_(node: Node, context: Value, frame: Frame) -> Value:
    """`function($a){ body }`"""
    return Lambda(
        arity=len(node.names), frame=frame, signature=node.value, names=node.names, body=node.part, context=context
    )


@rule("call")
def call_(node: Node, context: Value, frame: Frame) -> Value:
    """`function(arguments)`"""
    if node.in_tail and node.value != "eval":
        return TailCall(node, context, frame)
    return _invoke(node, context, frame, [])


def _invoke(node: Node, context: Value, frame: Frame, first: list[Value]) -> Value:
    function = _called(node, context, frame, "T1005")
    arguments = [*first, *(evaluate(argument, context, frame) for argument in node.steps[1:])]
    if isinstance(function, Native) and function.name == "eval":
        return _evaluate_text(arguments, context, frame)
    return call(function, arguments, context)


def _evaluate_text(arguments: list[Value], context: Value, frame: Frame) -> Value:
    """`$eval`, with the variables of where it is called. Raises D3120 or D3121 for what is wrong with the text."""
    text, focus = _EVAL.validate(arguments, context, "eval")
    if text is UNDEFINED:
        return UNDEFINED
    try:
        tree = shape(text)
    except JsonataError as error:
        raise failure("D3120", value=error.message) from error
    try:
        return evaluate(tree, context if focus is UNDEFINED else wrap(focus), frame)
    except JsonataError as error:
        raise failure("D3121", value=error.message) from error


def _called(node: Node, context: Value, frame: Frame, code: str) -> Value:
    """The function that is called; a name of a function without its `$` is a common mistake."""
    procedure = node.part
    function = evaluate(procedure, context, frame)
    if (
        function is UNDEFINED
        and procedure.kind == "path"
        and frame.look_up(procedure.part.value or "") is not UNDEFINED
    ):
        raise failure(code, token=procedure.part.value)
    return function


@rule("partial")
def partial(node: Node, context: Value, frame: Frame) -> Value:
    """`function(a, ?)`: a function of the open arguments."""
    arguments = [None if part is None else evaluate(part, context, frame) for part in node.parts[1:]]
    function = _called(node, context, frame, "T1007")
    if not callable(function):
        raise failure("T1008", token=node.value)
    size = arity(function)
    given = (arguments + [UNDEFINED] * size)[:size]
    open_places = [index for index, part in enumerate(node.parts[1 : size + 1]) if part is None]
    if not isinstance(function, Function):
        function = Native(arity=size, frame=frame, implementation=function)
    return Partial(arity=len(open_places), frame=frame, function=function, given=given, open_places=open_places)


@rule("apply")
def apply(node: Node, context: Value, frame: Frame) -> Value:
    """`value ~> function`, also of two functions: then the result is a function that applies both."""
    left = evaluate(node.left, context, frame)
    if node.right.kind == "call":
        return _invoke(node.right, context, frame, [left])
    function = evaluate(node.right, context, frame)
    if not callable(function):
        raise failure("T2006", value=function)
    if callable(left):
        return Native(arity=1, frame=frame, implementation=lambda value=UNDEFINED: _both(left, function, value))
    return call(function, [left], None)


def _both(first: Value, second: Value, value: Value) -> Value:
    return call(second, [finish(call(first, [value], None))], None)


@rule("transform")
def transform(node: Node, _context: Value, frame: Frame) -> Value:
    """`|pattern|update, delete|`: a function that gives a changed copy."""

    def change(value: Value) -> Value:
        if value is UNDEFINED:
            return UNDEFINED
        clone = frame.look_up("clone")
        if not callable(clone):
            raise failure("T2013")
        copied = call(clone, [value], None)
        pattern, update, delete = node.parts
        assert pattern is not None
        assert update is not None
        matches = evaluate(pattern, copied, frame)
        for match in matches if isinstance(matches, list) else [] if matches is UNDEFINED else [matches]:
            _update(match, evaluate(update, match, frame))
            if delete is not None:
                _delete(match, evaluate(delete, match, frame))
        return copied

    return Native(arity=1, frame=frame, signature=_TRANSFORM, implementation=change)


def _update(match: Value, update: Value) -> None:
    if update is UNDEFINED:
        return
    if not isinstance(update, dict):
        raise failure("T2011", value=update)
    if isinstance(match, dict):
        match.update(update)


def _delete(match: Value, names: Value) -> None:
    if names is UNDEFINED:
        return
    wanted = names if isinstance(names, list) else [names]
    if not all(isinstance(name, str) for name in wanted):
        raise failure("T2012", value=names)
    for name in wanted:
        if isinstance(match, dict):
            match.pop(name, None)
