"""Looking for what is wrong with an expression, without evaluating it."""

from crossdock.jsonata.lint.finding import Finding, Fix, Severity
from crossdock.jsonata.lint.linter import lint
from crossdock.jsonata.lint.rules import RULES, Rule

__all__ = ["RULES", "Finding", "Fix", "Rule", "Severity", "lint"]
