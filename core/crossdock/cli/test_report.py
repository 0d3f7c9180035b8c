"""What came of the fixtures: for people, as JSON, and as JUnit XML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree as ET

import msgspec

from crossdock.cli.output import place, say
from crossdock.model.fixture import Change, Difference, FixtureReport, FixtureResult

LONGEST_VALUE = 200
"""Characters of a value that are shown; a difference is to be found, not to be read in full."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot carry (2.2, Char)."""


def say_report(reports: Iterable[FixtureReport], *, passed_too: bool) -> None:
    """Each fixture with its outcome and, where it failed, what differs and where."""
    passed = failed = 0
    for report in reports:
        passed, failed = passed + report.passed, failed + report.failed
        shown = [result for result in report.results if passed_too or not result.passed]
        if shown:
            say(report.mapping, bold=True)
        for result in shown:
            _say_result(result)
    say(f"{passed} passed, {failed} failed.", colour="red" if failed else "green")


def as_json(reports: Iterable[FixtureReport]) -> dict[str, Any]:
    """The reports with their sums; outputs as JSON values."""
    found = list(reports)
    return {
        "passed": sum(report.passed for report in found),
        "failed": sum(report.failed for report in found),
        "mappings": [
            {"mapping": report.mapping, "passed": report.passed, "failed": report.failed}
            | {"fixtures": [_result_json(result) for result in report.results]}
            for report in found
        ],
    }


def as_junit(reports: Iterable[FixtureReport]) -> bytes:
    """JUnit XML: a suite for each mapping, a case for each fixture."""
    suites = ET.Element("testsuites", name="crossdock")
    for report in reports:
        tests, failures = str(report.passed + report.failed), str(report.failed)
        suite = ET.SubElement(suites, "testsuite", name=report.mapping, tests=tests, failures=failures, errors="0")
        for result in report.results:
            case = ET.SubElement(suite, "testcase", classname=report.mapping, name=result.fixture)
            if not result.passed:
                failure = ET.SubElement(case, "failure", message=xml_text(result.message))
                failure.text = xml_text("\n".join(line for line, _ in _lines(result)))
    ET.indent(suites)
    xml: bytes = ET.tostring(suites, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def difference_lines(difference: Difference) -> Iterator[tuple[str, str | None]]:
    """One difference for people: lines, each with its colour."""
    where = difference.pointer or "(the whole output)"
    yield (
        {Change.MISSING: f"{where} is missing", Change.UNEXPECTED: f"{where} is not expected"}.get(
            difference.change, where
        ),
        None,
    )
    if difference.change is not Change.UNEXPECTED:
        yield f"  expected {_value(difference.expected)}", "green"
    if difference.change is not Change.MISSING:
        yield f"  actual   {_value(difference.actual)}", "red"


def _say_result(result: FixtureResult) -> None:
    if result.passed:
        say(f"  passed  {result.fixture}")
        return
    say(f"  failed  {result.fixture}: {result.message}", colour="red")
    for line, colour in _lines(result):
        say(f"          {line}", colour=colour)


def _lines(result: FixtureResult) -> Iterator[tuple[str, str | None]]:
    for difference in result.differences:
        yield from difference_lines(difference)
    if result.hold:
        for problem in result.hold.problems:
            yield f"{place(problem)}{problem.message} {problem.remedy}".rstrip(), None
        for miss in result.hold.misses:
            yield f"Lookup '{miss.table}' has no row for: {' / '.join(miss.key)}", None


def _value(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}... ({len(text)} characters)"


def _result_json(result: FixtureResult) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(msgspec.structs.replace(result, output=None))
    output = {} if result.output is None else {"output": json.loads(bytes(result.output))}
    return plain | output


def xml_text(text: str) -> str:
    """A text without what XML cannot carry."""
    return _NOT_XML.sub("\ufffd", text)
