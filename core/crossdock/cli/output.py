"""How commands speak: text for people on stderr, JSON for programs on stdout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from crossdock.model.problem import Problem, Span


def say(text: str = "", *, colour: str | None = None, bold: bool = False) -> None:
    """A line for people, on stderr; coloured on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    styled = click.style(text, fg=colour, bold=bold or None) if colour or bold else text
    click.echo(styled, err=True, color=False if os.environ.get("NO_COLOR") else None)


def put_json(value: Any) -> None:
    """A value as indented JSON on stdout; structs as objects."""
    import msgspec

    builtins = msgspec.to_builtins(value)
    put_text(json.dumps(builtins, indent=2, ensure_ascii=False))


def put_text(text: str) -> None:
    """Text for programs, on stdout, in UTF-8 whatever the terminal's own encoding."""
    put_bytes(text.encode() + b"\n")


def put_bytes(content: bytes) -> None:
    """Bytes as they are, on stdout."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def say_problems(problems: Iterable[Problem], folder: str = "") -> None:
    """Each problem on two lines: where and what, then the remedy."""
    for problem in problems:
        say(f"{place(problem, folder)}{problem.severity}: {problem.message} [{problem.code}]")
        if problem.remedy:
            say(f"    {problem.remedy}")


def place(problem: Problem, folder: str = "") -> str:
    """'path:line:column: ' as editors and terminals make links of it; without a file, what the message does not say."""
    span = problem.expression
    if problem.file is None:
        where = f"{problem.side} {problem.pointer}: " if problem.side and problem.pointer else ""
        at = f"line {span.line}, column {span.column}: " if span else ""
        return at + (where if (problem.pointer or "") not in problem.message else "")
    path = os.path.join(folder, problem.file)  # noqa: PTH118  # pathlib costs start-up time
    parts = [path, problem.line, span.column if span else None]
    return ":".join(str(part) for part in parts if part is not None) + ": "


def underlined(text: str, span: Span) -> str:
    """The line of a text in which a span starts, with the span underlined."""
    line = text.split("\n")[span.line - 1].rstrip("\r")
    before = line[: span.column - 1]
    margin = "".join("\t" if character == "\t" else " " for character in before)
    length = max(1, min(span.end - span.start, len(line) - len(before)))
    return f"    {line}\n    {margin}{'^' * length}"
