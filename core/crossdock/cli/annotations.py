"""Lint findings in the forms that code hosts show beside a change."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from crossdock.model.problem import Problem
from crossdock.project.rules import EXPRESSION_RULES, RULES

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(problems: tuple[Problem, ...], folder: Path) -> dict[str, Any]:
    """The findings as SARIF 2.1.0 (OASIS); paths are relative to where the command ran."""
    known = {**EXPRESSION_RULES, **RULES}
    rules = [
        {"id": code, "shortDescription": {"text": known.get(code, "A text or value that its language refuses.")}}
        for code in sorted({problem.code for problem in problems})
    ]
    driver = {"name": "crossdock", "version": version("crossdock"), "rules": rules}
    results = [_result(problem, folder) for problem in problems]
    return {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def github(problem: Problem, folder: Path) -> str:
    """One finding as a workflow command of GitHub Actions: `::error file=...,line=...::message`."""
    properties = {"file": _path(problem, folder), "line": problem.line, "title": problem.code}
    if problem.expression:
        properties["col"] = problem.expression.column
    written = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in properties.items() if value is not None)
    return f"::{problem.severity} {written}::{_escape(_sentences(problem))}"


def _result(problem: Problem, folder: Path) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _path(problem, folder)}}
    if problem.line is not None:
        column = {"startColumn": problem.expression.column} if problem.expression else {}
        place["region"] = {"startLine": problem.line, **column}
    return {
        "ruleId": problem.code,
        "level": str(problem.severity),
        "message": {"text": _sentences(problem)},
        "locations": [{"physicalLocation": place}],
    }


def _path(problem: Problem, folder: Path) -> str:
    return (folder / (problem.file or "")).as_posix()


def _sentences(problem: Problem) -> str:
    return f"{problem.message} {problem.remedy}".strip()


def _escape(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
