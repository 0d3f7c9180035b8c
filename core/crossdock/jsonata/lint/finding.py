"""What the linter says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]
"""error: it fails, or never does what it says; warning: it can go wrong."""

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """Put `text` in the place of the characters from `span[0]` up to `span[1]`."""

    span: Span
    text: str

    def apply(self, source: str) -> str:
        """The source with the change made."""
        return source[: self.span[0]] + self.text + source[self.span[1] :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What one rule found at one place."""

    span: Span
    message: str
    remedy: str
    fix: Fix | None = None
    code: str = ""
    """Of a syntax error: the language's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to look at. `rule` never changes its name; `span` counts code points, `line` and `column` from 1.

    `fix` is there only where the change cannot make anything worse: the text in question never works as it stands,
    or means the same afterwards but for the case that the finding is about.
    """

    rule: str
    severity: Severity
    message: str
    remedy: str
    span: Span
    line: int
    column: int
    fix: Fix | None = None
    code: str = ""
    """Of a syntax error: the language's, such as S0203."""
