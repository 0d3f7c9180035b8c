"""Variables that nobody reads, and variables that hide functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crossdock.jsonata.inference import Binding
from crossdock.jsonata.known_functions import BUILT_IN
from crossdock.jsonata.lint.finding import Fix, Problem, Span
from crossdock.jsonata.lint.subject import Subject
from crossdock.jsonata.syntax import Bind, Block, Call, Node, Variable, walk

_STATEMENT_END: Final = re.compile(r"[ \t]*;[ \t]*(\r?\n)?")
_STOPPING: Final = frozenset(("error", "assert"))


def unused(subject: Subject) -> Iterator[Problem]:
    """Statements that bind a variable which nothing reads; `$eval` may read any."""
    if any(variable.name == "eval" for variable in subject.each(Variable)):
        return
    statements = {id(part) for block in subject.each(Block) for part in block.expressions[:-1]}
    for binding in subject.facts.bindings:
        if binding.kind == "assignment" and not binding.is_read and id(binding.node) in statements:
            yield Problem(
                span=_place(binding, subject),
                message=f"${binding.name} is bound here, and nothing reads it.",
                remedy="Take it out, or use it.",
                fix=_removal(binding.node, subject),
            )


def shadowing(subject: Subject) -> Iterator[Problem]:
    """Variables of a function's name: in their scope the function can no longer be called."""
    for binding in subject.facts.bindings:
        if binding.name in subject.functions:
            whose = "the built-in function" if binding.name in BUILT_IN else "the function"
            yield Problem(
                span=_place(binding, subject),
                message=f"This variable hides {whose} ${binding.name}, which cannot be called where it is visible.",
                remedy="Give the variable another name.",
            )


def _place(binding: Binding, subject: Subject) -> Span:
    """Where the name is written: before `:=`, in the brackets of a function, or behind the step's `@` or `#`."""
    node, name = binding.node, f"${binding.name}"
    begin = node.start if isinstance(node, Bind) else node.mark[0]
    written = re.compile(re.escape(name) + r"(?![\w$])").search(subject.source, begin)
    start = written.start() if written else node.start
    return start, start + len(name)


def _removal(node: Node, subject: Subject) -> Fix | None:
    """The fix that takes out a statement, its line included if it has one to itself."""
    end = _STATEMENT_END.match(subject.source, node.end)
    if end is None or not _only_computes(node, subject):
        return None
    start = node.start
    line_start = subject.source.rfind("\n", 0, start) + 1
    if end.group(1) and not subject.source[line_start:start].strip():
        start = line_start
    return Fix(span=(start, end.end()), text="")


def _only_computes(node: Node, subject: Subject) -> bool:
    """Whether nothing but the value is lost with the node: it calls nothing that could end the evaluation."""
    calls = [part for part in walk(node) if isinstance(part, Call)]
    names = [subject.built_in(call) for call in calls]
    binds = sum(isinstance(part, Bind) for part in walk(node))
    return binds == 1 and all(name is not None and name not in _STOPPING for name in names)
