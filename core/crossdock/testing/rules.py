"""The rules that the checks of contracts keep: each has an id for good, by which reports and documentation name it.

They stand in `rules.tsv`; why each is one, and how to mend what breaks it, stands in docs/plugins/contract.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import msgspec

PAGE = "docs/plugins/contract.md"
PREFIX = "test_"


class Rule(msgspec.Struct, frozen=True):
    """What everybody may rely on, and the checks that see to it."""

    id: str
    """'CD213'."""
    group: str
    """What it is about."""
    sentence: str
    checks: tuple[str, ...]
    """Names of test functions without their prefix."""

    @property
    def name(self) -> str:
        """A short name: 'a-page-that-shifts-repeats-nothing'."""
        return self.checks[0].replace("_", "-")

    @property
    def anchor(self) -> str:
        """Where the documentation tells of it."""
        return f"{PAGE}#{self.id.lower()}"


def rule_of(check: str) -> Rule | None:
    """The rule that a test function keeps, by the function's name; None for a test that belongs to no contract."""
    return _BY_CHECK.get(check.partition("[")[0].removeprefix(PREFIX))


def checks_of(contract: type) -> list[str]:
    """The names of the test functions that a contract has and does not leave out."""
    return [name for name in dir(contract) if name.startswith(PREFIX) and getattr(contract, name) is not None]


def require_whole(contract: type, needed: Iterable[str]) -> None:
    """Raises TypeError for a contract that says too little to run, or that replaces checks or leaves them out."""
    missing = [name for name in needed if not hasattr(contract, name)]
    if missing:
        raise TypeError(
            f"the contract {contract.__name__} has no {' and no '.join(missing)}: there is nothing to check"
        )
    replaced = [name for name in vars(contract) if rule_of(name) is not None]
    if replaced:
        raise TypeError(
            f"the contract {contract.__name__} replaces {', '.join(replaced)}: no check can be left out; "
            "override what the check asks for"
        )


def _read() -> tuple[Rule, ...]:
    rows = (line.split("\t") for line in (files(__package__) / "rules.tsv").read_text("utf-8").splitlines())
    return tuple(Rule(name, group, sentence, tuple(checks.split())) for name, group, sentence, checks in rows)


RULES = _read()
"""All of them, in the order of the documentation."""
_BY_CHECK = {check: rule for rule in RULES for check in rule.checks}
