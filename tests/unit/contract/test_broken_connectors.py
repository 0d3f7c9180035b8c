"""The contracts find what they are meant to find: each connector is broken in one way, and one rule says so."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import broken_connectors
import pytest

from crossdock.testing.rules import rule_of

HERE = Path(__file__).parent
SOUND = ("Sound", "SoundCredentials", "SoundRefresh", "SoundExchange", "SoundLogin")


class Verdicts:
    """What came of every check, by the connector it ran on; contracts of a connector and of its sandbox count as one."""

    def __init__(self) -> None:
        self.passed: Counter[str] = Counter()
        self.broken: defaultdict[str, set[str]] = defaultdict(set)
        self.kept: defaultdict[str, set[str]] = defaultdict(set)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.passed:
            return
        _, contract, check = report.nodeid.split("::", 2)
        rule = rule_of(check)
        name = contract.removeprefix("Test").removesuffix("Sandbox")
        assert rule is not None, check
        self.passed[name] += report.passed
        (self.kept if report.passed else self.broken)[name].add(rule.id)


@pytest.fixture(scope="module")
def verdicts() -> Verdicts:
    """Of one run for all: to start pytest takes longer than a contract does."""
    found = Verdicts()
    quiet = ["-q", "--tb=no", "--no-header", "--no-summary", "-p", "no:cacheprovider"]
    pytest.main([*quiet, str(HERE / "broken_connectors.py")], plugins=[found])
    return found


@pytest.mark.parametrize("name", broken_connectors.BROKEN)
def test_exactly_the_rule_that_is_meant_for_it_is_broken(name: str, verdicts: Verdicts) -> None:
    assert sorted(verdicts.broken[name]) == broken_connectors.BROKEN[name]


@pytest.mark.parametrize("name", SOUND)
def test_a_connector_with_nothing_broken_keeps_every_rule(name: str, verdicts: Verdicts) -> None:
    assert verdicts.broken[name] == set()
    assert verdicts.passed[name] > 60


def test_every_connector_was_put_to_the_contract(verdicts: Verdicts) -> None:
    assert verdicts.passed.keys() == {*broken_connectors.BROKEN, *SOUND}


def test_connectors_that_fetch_tokens_keep_the_rules_of_tokens(verdicts: Verdicts) -> None:
    of_tokens = {"CD321", "CD322", "CD323", "CD324", "CD325", "CD326"}
    for name in SOUND[1:]:
        assert of_tokens <= verdicts.kept[name]
    assert not of_tokens & verdicts.kept["Sound"]
