"""What came of checking a plugin: for people, as JSON, and as JUnit XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import msgspec

from crossdock.cli.output import say
from crossdock.cli.test_report import xml_text

if TYPE_CHECKING:
    from crossdock.plugin_check.check import Finding, Report

LONGEST_MESSAGE = 400
"""Characters of a message that people are shown; --verbose shows all."""


def say_report(report: Report, *, verbose: bool) -> None:
    """What is held to which contract, then each broken rule with where it is explained."""
    say(f"{report.distribution} {report.version}".rstrip(), bold=True)
    for tally in report.contracts:
        failed = f", {tally.failed} failed" if tally.failed else ""
        say(f"  {tally.subject}: {tally.checks} checks of {tally.contract}{failed}")
    for finding in report.findings:
        _say_finding(finding, verbose=verbose)
    counts = f"{report.passed} passed, {report.failed} failed, {report.skipped} skipped"
    broken = len({finding.rule for finding in report.findings})
    say(f"{counts}; {broken} rules broken." if broken else f"{counts}.", colour="red" if broken else "green")


def as_json(report: Report) -> dict[str, Any]:
    """The report, with its sums."""
    plain: dict[str, Any] = msgspec.to_builtins(report)
    return {**plain, "collected": report.collected}


def as_junit(report: Report) -> bytes:
    """JUnit XML: a case for each test, and one for each broken rule that no test found."""
    untested = [finding for finding in report.findings if not finding.test]
    sums = {"tests": len(report.runs) + len(untested), "failures": report.failed + len(untested)}
    counts = {name: str(count) for name, count in {**sums, "skipped": report.skipped, "errors": 0}.items()}
    suites = ET.Element("testsuites", name="crossdock plugin check")
    suite = ET.SubElement(suites, "testsuite", name=report.distribution, attrib=counts)
    for run in report.runs:
        case = ET.SubElement(suite, "testcase", classname=run.contract or report.distribution, name=run.id)
        if run.outcome != "passed":
            kind = "failure" if run.outcome == "failed" else "skipped"
            ET.SubElement(case, kind, message=xml_text(run.message)).text = xml_text(run.details)
    for finding in untested:
        case = ET.SubElement(suite, "testcase", classname=finding.rule, name=finding.name)
        ET.SubElement(case, "failure", message=xml_text(finding.message)).text = finding.docs
    ET.indent(suites)
    xml: bytes = ET.tostring(suites, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _say_finding(finding: Finding, *, verbose: bool) -> None:
    say(f"{finding.rule} {finding.name}: {finding.sentence}", colour="red")
    if finding.test:
        say(f"    {finding.test}")
    text = (finding.details or finding.message) if verbose else _shortened(finding.message)
    for line in text.splitlines():
        say(f"    {line}")
    say(f"    {finding.docs}")


def _shortened(message: str) -> str:
    return message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]} ..."
