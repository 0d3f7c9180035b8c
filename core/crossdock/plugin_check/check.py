"""Checking a plugin's folder, and the report of it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crossdock.errors import ConfigurationError
from crossdock.plugin_check import rules
from crossdock.plugin_check.folder import PluginFolder, read_folder
from crossdock.plugin_check.quality import quality_faults
from crossdock.plugin_check.rules import FolderRule
from crossdock.plugin_check.session import Session, Subject, TestRun, run_session
from crossdock.plugin_check.wheel import wheel_faults

if TYPE_CHECKING:
    from crossdock.testing.rules import Rule

NEEDED = ("pytest",)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that the plugin breaks, in one place."""

    rule: str
    """'CD101'."""
    name: str
    sentence: str
    """The rule itself."""
    docs: str
    """Where the rule is explained."""
    message: str
    """What is wrong here."""
    test: str = ""
    """The test that found it, as pytest names it; '' where none did."""
    details: str = ""
    """With the traceback."""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many checks of a contract ran on one thing."""

    contract: str
    subject: str
    checks: int
    failed: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a check."""

    distribution: str
    version: str
    passed: int
    """Tests, the plugin's own among them."""
    failed: int
    skipped: int
    contracts: tuple[Tally, ...]
    findings: tuple[Finding, ...]
    runs: tuple[TestRun, ...]

    @property
    def collected(self) -> int:
        """Tests that there were."""
        return len(self.runs)


def check_folder(root: Path) -> Report:
    """Check a plugin's folder.

    Raises ConfigurationError where it is no plugin's, or where what tests need is not installed.
    """
    folder = read_folder(root)
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"A check runs tests, and {missing[0]} is not installed.",
            remedy="pip install 'crossdock[test]'",
        )
    session = run_session(folder)
    outcomes = [run.outcome for run in session.runs]
    return Report(
        distribution=folder.distribution,
        version=folder.version,
        passed=outcomes.count("passed"),
        failed=outcomes.count("failed"),
        skipped=outcomes.count("skipped"),
        contracts=tuple(_tallies(session)),
        findings=(*_test_findings(session), *_folder_findings(folder, session)),
        runs=session.runs,
    )


def _tallies(session: Session) -> Iterator[Tally]:
    for subject in session.held:
        runs = [run for run in session.runs if (run.contract, run.subject) == (subject.contract, subject.name)]
        failed = sum(run.outcome == "failed" for run in runs)
        yield Tally(contract=subject.contract, subject=subject.name, checks=len(runs), failed=failed)


def _test_findings(session: Session) -> Iterator[Finding]:
    from crossdock.testing.rules import rule_of  # pytest is needed for it

    for run in session.runs:
        if run.outcome == "failed":
            rule = rule_of(run.function) if run.contract else None
            yield _finding(rule or rules.OWN_TESTS_PASS, run.message, run)
        elif run.outcome == "skipped" and run.contract:
            yield _finding(rules.NOTHING_SKIPPED, run.message, run)


def _folder_findings(folder: PluginFolder, session: Session) -> Iterator[Finding]:
    if session.broken:
        yield _finding(rules.OWN_TESTS_PASS, session.broken)
    for fault in session.unloaded:
        yield _finding(rules.PLUGIN_LOADS, fault)
    for subject in session.owed:
        if subject not in session.held:
            yield _finding(rules.CONTRACT_INHERITED, _not_held(subject))
    for host in session.reached:
        yield _finding(rules.OFFLINE, f"The tests asked for {host}; answer from a sandbox, or with `httpx_mock`.")
    for fault in quality_faults(folder.root, [subject.contract for subject in session.owed]):
        yield _finding(rules.QUALITY_TOLD, fault)
    for fault in wheel_faults(folder):
        yield _finding(rules.WHEEL_WHOLE, fault)


def _not_held(subject: Subject) -> str:
    return f"No test holds '{subject.name}' to the {subject.contract}; inherit it from crossdock.testing."


def _finding(rule: Rule | FolderRule, message: str, run: TestRun | None = None) -> Finding:
    return Finding(
        rule=rule.id,
        name=rule.name,
        sentence=rule.sentence,
        docs=rule.anchor,
        message=message,
        test=run.id if run else "",
        details=run.details if run else "",
    )
