"""Every check keeps a rule, every rule is documented, and no contract runs without its checks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from harbour.connector import Harbour

from crossdock.testing import ConnectorContract, FunctionContract, GuardContract, SandboxContract
from crossdock.testing.rules import PAGE, RULES, checks_of, rule_of

ROOT = Path(__file__).parents[3]
CONTRACTS = (ConnectorContract, SandboxContract, FunctionContract, GuardContract)
_SECTION = re.compile(r"^### (CD\d{3})\n\n\*\*(.+)\*\* (.+)\n\n\*To mend it:\* (.+)$", re.MULTILINE)


def test_every_check_keeps_a_rule_and_every_rule_is_checked() -> None:
    checks = {name for contract in CONTRACTS for name in checks_of(contract)}
    assert {name for name in checks if rule_of(name) is None} == set()
    assert {f"test_{check}" for rule in RULES for check in rule.checks} == checks


def test_no_two_rules_have_one_id_and_no_check_keeps_two() -> None:
    checks = [check for rule in RULES for check in rule.checks]
    assert len({rule.id for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert len(set(checks)) == len(checks)
    assert [rule.id for rule in RULES] == sorted(rule.id for rule in RULES)


def test_the_page_tells_of_every_rule_why_it_is_one_and_how_to_mend_it() -> None:
    page = (ROOT / PAGE).read_text()
    told = _SECTION.findall(page)
    assert [(name, sentence) for name, sentence, _, _ in told] == [(rule.id, rule.sentence) for rule in RULES]
    assert all(len(why) > 20 and len(mend) > 10 for _, _, why, mend in told)
    assert page.count("\n### ") == len(RULES)


def test_a_rule_is_found_by_the_name_of_its_check() -> None:
    rule = rule_of("test_a_page_that_shifts_repeats_nothing[order]")
    assert rule is not None
    assert (rule.id, rule.group, rule.name) == ("CD213", "Paging", "a-page-that-shifts-repeats-nothing")
    assert rule.anchor == "docs/plugins/contract.md#cd213"
    assert rule_of("test_something_of_my_own") is None


@pytest.mark.parametrize("contract", [ConnectorContract, SandboxContract])
def test_a_contract_that_names_no_connector_is_an_error(contract: type[Any]) -> None:
    with pytest.raises(TypeError, match=r"no connector and no .*nothing to check"):
        type("TestNothing", (contract,), {})


@pytest.mark.parametrize("instead", [None, lambda _: None])
def test_a_contract_that_leaves_a_check_out_is_an_error(instead: Any) -> None:
    given = {"connector": Harbour, "settings": None, "test_there_are_two_samples_at_least": instead}
    with pytest.raises(TypeError, match="test_there_are_two_samples_at_least: no check can be left out"):
        type("TestHalf", (ConnectorContract,), given)


def test_a_contract_that_is_not_collected_is_no_success(tmp_path: Path) -> None:
    module = tmp_path / "test_forgotten.py"
    module.write_text(
        "from broken_connectors import SETTINGS, Harbour\n"
        "from crossdock.testing import ConnectorContract as Contract\n"
        "class HarbourContract(Contract):\n    connector, settings = Harbour, SETTINGS\n"
    )
    assert pytest.main(["-q", "-p", "no:cacheprovider", str(module)]) == pytest.ExitCode.NO_TESTS_COLLECTED
