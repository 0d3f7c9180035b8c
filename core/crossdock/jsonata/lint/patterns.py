"""Regular expressions at risk."""

from __future__ import annotations

from collections.abc import Iterator

from crossdock.jsonata.lint.finding import Problem
from crossdock.jsonata.lint.pattern_choices import has_choices
from crossdock.jsonata.lint.subject import Subject, quoted
from crossdock.jsonata.pattern_risk import search_degree
from crossdock.jsonata.pattern_syntax import parse_pattern
from crossdock.jsonata.syntax import Regex


def risky(subject: Subject) -> Iterator[Problem]:
    """Patterns whose search can take longer than any limit on a text of ordinary length.

    The engine's own estimate is on the safe side; here both it and a second look have to agree.
    """
    for node in subject.each(Regex):
        tree = parse_pattern(node.pattern)
        if search_degree(tree, ignore_case="i" in node.flags) is None and has_choices(tree):
            yield Problem(
                span=(node.start, node.end),
                message=f"On a text that almost matches, {quoted(subject.text(node))} can take very long; it is then stopped with D1012.",
                remedy="Avoid a repeat within a repeat, and alternatives that begin alike: a+ for (a+)+, [ab]+ for (a|b|ab)+.",
            )
