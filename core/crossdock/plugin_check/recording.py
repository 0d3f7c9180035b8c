"""A pytest plugin that notes what became of each test, and which contract it is a check of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from crossdock.plugin_check.session import TestRun


class Recorder:
    """Give it to `pytest.main`; then read `runs` and `broken`."""

    def __init__(self) -> None:
        self._runs: dict[str, TestRun] = {}
        self.broken: list[str] = []
        """Why something could not be collected."""

    @property
    def runs(self) -> tuple[TestRun, ...]:
        """Every test that was collected, in the order they ran."""
        return tuple(self._runs.values())

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            contract, subject = _held(item)
            function = str(getattr(item, "originalname", "") or item.name)
            self._runs[item.nodeid] = TestRun(id=item.nodeid, function=function, contract=contract, subject=subject)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.broken.append(f"{report.nodeid}: {_message(report)}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        run = self._runs.get(report.nodeid)
        if run is None or report.passed or run.outcome == "failed":
            return
        outcome = "failed" if report.failed else "skipped"
        self._runs[report.nodeid] = msgspec.structs.replace(
            run, outcome=outcome, message=_message(report), details=report.longreprtext
        )


def _held(item: pytest.Item) -> tuple[str, str]:
    """The contract that a test is a check of, and the name of what it is held against."""
    from crossdock import testing  # not before pytest can rewrite its asserts

    cls, function = getattr(item, "cls", None), getattr(item, "originalname", "")
    for contract in (
        testing.ConnectorContract,
        testing.SandboxContract,
        testing.FunctionContract,
        testing.GuardContract,
    ):
        if isinstance(cls, type) and issubclass(cls, contract) and hasattr(contract, function):
            return contract.__name__, _subject(cls, getattr(getattr(item, "callspec", None), "params", {}))
    return "", ""


def _subject(cls: Any, parameters: Mapping[str, Any]) -> str:
    if "entry" in parameters:
        return str(parameters["entry"].name)
    return str(cls.guard.name if hasattr(cls, "guard") else cls.connector.name if hasattr(cls, "connector") else "")


def _message(report: pytest.CollectReport | pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        return str(crash.message)
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    return report.longreprtext
