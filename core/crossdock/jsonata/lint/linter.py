"""`lint`: every rule over one expression."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.explain import likely_fix
from crossdock.jsonata.inference import infer
from crossdock.jsonata.known_functions import known_functions
from crossdock.jsonata.library import Function
from crossdock.jsonata.lint.finding import Finding, Problem
from crossdock.jsonata.lint.rules import RULES, SYNTAX, Rule
from crossdock.jsonata.lint.subject import Subject
from crossdock.jsonata.parsing import parse
from crossdock.jsonata.shape import Shape


def lint(
    source: str,
    *,
    shape: Shape | None = None,
    target: Shape | None = None,
    functions: Iterable[Function] = (),
    lookups: Iterable[str] = (),
) -> tuple[Finding, ...]:
    """What is wrong with an expression, in the order of the text; a text with syntax errors gets only these.

    `shape` is that of the input, `target` that of the result, `functions` all that can be called besides the
    built-in ones, `lookups` the names of the tables (without any, their names are not looked at).
    """
    result = parse(source)
    if result.errors:
        return _in_order(_syntax_finding(error, source) for error in result.errors)
    given = tuple(functions)
    subject = Subject(
        source=source,
        tree=result.ast,
        facts=infer(result.ast, shape=shape, functions=given),
        target=target,
        functions=known_functions(given),
        lookups=frozenset(lookups),
    )
    return _in_order(_findings(subject))


def _findings(subject: Subject) -> Iterator[Finding]:
    for rule in RULES.values():
        for problem in rule.check(subject):
            yield _finding(rule, problem, subject.source)


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    once = {(finding.rule, finding.span): finding for finding in findings}
    return tuple(sorted(once.values(), key=lambda finding: (finding.span, finding.rule)))


def _finding(rule: Rule, problem: Problem, source: str) -> Finding:
    before = source[: problem.span[0]]
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=problem.message,
        remedy=problem.remedy,
        span=problem.span,
        line=before.count("\n") + 1,
        column=len(before) - before.rfind("\n"),
        fix=problem.fix,
        code=problem.code,
    )


def _syntax_finding(error: JsonataError, source: str) -> Finding:
    problem = Problem(
        span=error.span or (0, len(source)),
        message=f"{error.message} ({error.code})",
        remedy=likely_fix(error, source),
        code=error.code,
    )
    return _finding(SYNTAX, problem, source)
