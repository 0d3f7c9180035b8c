"""Rules in English, for people who read no JSONata: what is copied, joined, looked up, counted, and under which condition.

Only what can be said without a loss is said; anything else is `expression`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from crossdock.jsonata.field_scope import Deciding, Decision, Scope, steps_path
from crossdock.jsonata.lookups import LOOKUP_FUNCTION
from crossdock.jsonata.syntax import (
    Array,
    Binary,
    Block,
    Call,
    Coalesce,
    Condition,
    Literal,
    Name,
    Negate,
    Node,
    Path,
    Variable,
)  # fmt: skip

EXPRESSION: Final = "expression"
"""What is told of a rule that has no words."""
COPIED: Final = "copied from "
ALWAYS: Final = "always "
LOOKED_UP: Final = "looked up in "
_DEEPEST: Final = 8
"""Nobody reads a sentence that is nested further."""


def rule_in_words(node: Node, scope: Scope) -> str:
    """One sentence without a full stop: 'for each line_items: copied from line_items.sku'."""
    decided = [_decision(decision) for decision in scope.decisions]
    return ": ".join([*decided, _rule(node, scope)])


def _rule(node: Node, scope: Scope) -> str:
    node, scope = _meant(node, scope)
    if isinstance(node, Literal):
        return ALWAYS + _literal(node)
    phrase = _phrase(node, scope)
    if phrase is None:
        return EXPRESSION
    return COPIED + phrase if _is_path(node, scope) else phrase


def _decision(decision: Decision) -> str:
    if decision.kind is Deciding.EACH:
        return f"for each {_phrase(decision.node, decision.scope) or 'item of an ' + EXPRESSION}"
    told = _condition(decision.node, decision.scope) or f"an {EXPRESSION} holds"
    return f"if {told}" if decision.kind is Deciding.IF else f"unless {told}"


def _meant(node: Node, scope: Scope) -> tuple[Node, Scope]:
    """What stands behind variables and brackets, and where that stands."""
    for _ in range(_DEEPEST):
        if isinstance(node, Variable) and node.name in scope.variables and not _selects(node):
            node, scope = scope.variables[node.name]
        elif isinstance(node, Block) and len(node.expressions) == 1 and not _selects(node):
            node = node.expressions[0]
        else:
            break
    return node, scope


def _phrase(node: Node | None, scope: Scope, depth: int = 0) -> str | None:
    """What a part of the text gives, as a noun; None where that cannot be said."""
    if node is None or depth > _DEEPEST:
        return None
    node, scope = _meant(node, scope)
    if node.group is not None:
        return None
    if isinstance(node, Literal):
        return _literal(node)
    if isinstance(node, Negate) and isinstance(node.operand, Literal):
        return f"-{_literal(node.operand)}"
    if isinstance(node, Path | Name | Variable):
        return _path_phrase(node, scope, depth)
    return _computed_phrase(node, scope, depth)


def _computed_phrase(node: Node, scope: Scope, depth: int) -> str | None:
    match node:
        case Call():
            return _call_phrase(node, scope, depth)
        case Binary():
            return _binary_phrase(node, scope, depth)
        case Coalesce():
            return _together((node.left, node.right), scope, depth, ", or else ")
        case Condition():
            return _choice_phrase(node, scope, depth)
        case _:
            return None


def _literal(node: Literal) -> str:
    return json.dumps(node.value, ensure_ascii=False)


def _path_phrase(node: Node, scope: Scope, depth: int) -> str | None:
    """`shipping_lines[0].title`; a path that starts at a looked-up row tells which column of it."""
    steps = node.steps if isinstance(node, Path) else [node]
    first, *rest = steps
    start, outer = _meant(first, scope)
    if start is not first and isinstance(start, Path) and not _selects(first):
        return _path_phrase(Path(start=0, end=0, mark=(0, 0), steps=[*start.steps, *rest]), outer, depth)
    if not isinstance(start, Name | Variable):
        return _column_phrase(start, outer, rest, depth)
    return _steps_phrase(steps, scope, depth)


def _column_phrase(start: Node, outer: Scope, rest: list[Node], depth: int) -> str | None:
    told = _phrase(start, outer, depth + 1)
    names = [step.value for step in rest if isinstance(step, Name) and not _selects(step)]
    if told is None or not names or len(names) < len(rest):
        return None
    return f"{'.'.join(names)} of what is {told}" if isinstance(start, Call) else f"{'.'.join(names)} of {told}"


def _steps_phrase(steps: list[Node], scope: Scope, depth: int) -> str | None:
    """A path as it is written, from the root; filters that are no position are told behind it."""
    written = scope.context if isinstance(steps[0], Name) else ""
    filters: list[str] = []
    for index, step in enumerate(steps):
        name = step.value if isinstance(step, Name) else _variable_name(step, scope) if index == 0 else None
        if name is None:
            return None
        written = f"{written}.{name}" if written and name else written or name
        here = scope.inside(steps_path(steps[: index + 1], scope))
        for stage in (*step.stages, *step.predicates):
            position = stage.condition.number if isinstance(stage.condition, Literal) else None
            told = None if position is not None else _condition(stage.condition, here, depth + 1)
            if position is None and told is None:
                return None
            written, filters = (f"{written}[{position:g}]", filters) if told is None else (written, [*filters, told])
    return " where ".join([written or "the whole message", *filters])


def _variable_name(node: Node, scope: Scope) -> str | None:
    """The path that a variable stands for; None for one that is no path of the message."""
    if not isinstance(node, Variable):
        return None
    if node.name == "$":
        return ""
    if node.name == "":
        return None if scope.context.startswith("$") else scope.context
    return f"${node.name}" if node.name not in scope.variables else None


_CALLS: Final[Mapping[str, str]] = {
    "sum": "the sum of {}",
    "moneySum": "the sum of {}",
    "moneyAdd": "{} plus {}",
    "moneySubtract": "{} minus {}",
    "count": "the number of {}",
    "max": "the largest of {}",
    "min": "the smallest of {}",
    "average": "the average of {}",
    "distinct": "{}, each once",
    "string": "{} as text",
    "number": "{} as a number",
    "boolean": "whether {} is set",
    "exists": "whether {} is there",
    "not": "whether {} is not set",
    "uppercase": "{} in capitals",
    "lowercase": "{} in small letters",
    "trim": "{} without blanks around it",
    "join": "{} joined by {}",
    "split": "{} split at {}",
    "replace": "{} with {} replaced by {}",
    "substring": "{} from character {} on, {} of them",
    "substringBefore": "{} before {}",
    "substringAfter": "{} after {}",
    "now": "the time of receipt",
}
"""Functions whose calls read well in words, with as many places as arguments."""


def _call_phrase(node: Call, scope: Scope, depth: int) -> str | None:
    name = node.called_name
    if name is None or node.is_partial or _selects(node):
        return None
    if name == LOOKUP_FUNCTION and len(node.arguments) > 1 and isinstance(node.arguments[0], Literal):
        keys = _together(node.arguments[1:], scope, depth, " and ")
        return None if keys is None else f"{LOOKED_UP}{node.arguments[0].value} by {keys}"
    told = [_phrase(argument, scope, depth + 1) for argument in node.arguments]
    if any(each is None for each in told):
        return None
    template = _CALLS.get(name, "")
    if template.count("{}") == len(told) and template and name not in scope.variables:
        return template.format(*told)
    return f"what ${name} makes of {' and '.join(map(str, told))}" if told else f"what ${name} gives"


_OPERATORS: Final[Mapping[str, str]] = {
    "&": " joined with ",
    "+": " plus ",
    "-": " minus ",
    "*": " times ",
    "/": " divided by ",
}


def _binary_phrase(node: Binary, scope: Scope, depth: int) -> str | None:
    if _selects(node):
        return None
    if node.operator in _OPERATORS:
        return _together((node.left, node.right), scope, depth, _OPERATORS[node.operator])
    told = _condition(node, scope, depth + 1)
    return None if told is None else f"whether {told}"


def _choice_phrase(node: Condition, scope: Scope, depth: int) -> str | None:
    """`a ? b : c` inside of something larger; `a ?: b` is what is there of the two."""
    if node.then is None:
        return _together((node.condition, node.otherwise), scope, depth, ", or else ")
    told, then = _condition(node.condition, scope, depth + 1), _phrase(node.then, scope, depth + 1)
    if told is None or then is None:
        return None
    otherwise = _phrase(node.otherwise, scope, depth + 1) if node.otherwise else "nothing"
    return None if otherwise is None else f"{then} if {told}, otherwise {otherwise}"


def _together(nodes: Sequence[Node | None], scope: Scope, depth: int, by: str) -> str | None:
    told = [_phrase(node, scope, depth + 1) for node in nodes]
    return None if any(each is None for each in told) else by.join(map(str, told))


_COMPARED: Final[Mapping[str, str]] = {
    "=": "is",
    "!=": "is not",
    ">": "is more than",
    ">=": "is at least",
    "<": "is less than",
    "<=": "is at most",
    "in": "is one of",
}
_ASKING: Final[Mapping[str, str]] = {"exists": "is there", "boolean": "is set", "not": "is not set"}
_KEEPING: Final = "keep"
"""The function that is true where its first argument is; the others say what to tell where it is not."""


def _condition(node: Node | None, scope: Scope, depth: int = 0) -> str | None:
    """A part of the text as something that holds or not; None where that cannot be said."""
    if node is None or depth > _DEEPEST:
        return None
    node, scope = _meant(node, scope)
    if isinstance(node, Binary) and node.operator in ("and", "or"):
        return _joined_conditions(node, scope, depth)
    if isinstance(node, Binary) and node.operator in _COMPARED:
        sides = _phrase(node.left, scope, depth + 1), _compared_with(node.right, scope, depth)
        return None if None in sides else f"{sides[0]} {_COMPARED[node.operator]} {sides[1]}"
    if isinstance(node, Call) and node.called_name in _ASKING and len(node.arguments) == 1:
        told = _phrase(node.arguments[0], scope, depth + 1)
        return None if told is None else f"{told} {_ASKING[node.called_name or '']}"
    if isinstance(node, Call) and node.called_name == _KEEPING and node.arguments and _KEEPING not in scope.variables:
        return _condition(node.arguments[0], scope, depth + 1)
    told = _phrase(node, scope, depth + 1)
    return None if told is None else f"{told} is set"


def _joined_conditions(node: Binary, scope: Scope, depth: int) -> str | None:
    sides = [_condition(side, scope, depth + 1) for side in (node.left, node.right)]
    return None if None in sides else f" {node.operator} ".join(map(str, sides))


def _compared_with(node: Node, scope: Scope, depth: int) -> str | None:
    if isinstance(node, Array):
        told = [_phrase(item, scope, depth + 1) for item in node.items]
        return None if None in told else ", ".join(map(str, told))
    return _phrase(node, scope, depth + 1)


def _is_path(node: Node, scope: Scope) -> bool:
    """Whether it leads to a place of the message, be it by variables."""
    start, outer = _meant(node.steps[0] if isinstance(node, Path) else node, scope)
    return isinstance(start, Name | Variable) or (isinstance(start, Path) and _is_path(start, outer))


def _selects(node: Node) -> bool:
    """Whether filters, positions or names for them hang on it."""
    return bool(node.predicates or node.stages or node.group or node.focus or node.index)
