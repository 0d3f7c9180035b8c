"""What `crossdock lint` looks for: each rule's stable id and what it says.

A text that does not parse has the language's own code (S0201, ...), and a YAML value that its schema refuses the
name of the schema's keyword (type, required, pattern, ...); both are not repeated here. The rules for texts that do
parse are the language's linter's.
"""

from __future__ import annotations

from collections.abc import Mapping

from crossdock.jsonata.lint import RULES as TEXT_RULES

RULES: Mapping[str, str] = {
    "missing-file": "A file that belongs there is missing.",
    "unreadable-file": "A file cannot be opened.",
    "unread-file": "A file or folder lies where Crossdock reads, and is read by nothing.",
    "not-utf-8": "A text file is not UTF-8.",
    "invalid-name": "The name of a folder or file cannot be the name of what it holds.",
    "duplicate-name": "Two things in one file have one name.",
    "malformed": "A JSON file is not JSON.",
    "yaml-syntax": "A YAML file cannot be read.",
    "yaml-duplicate-key": "A key stands in one map twice.",
    "yaml-number": "A number could be read in two ways, or JSON cannot say it.",
    "yaml-tag": "A YAML tag asks for more than plain values.",
    "unknown-key": "A key of a YAML file is not known.",
    "unknown-resource": "No installed plugin has the connector or resource.",
    "two-expectations": "A fixture says twice what must come out.",
    "expectation-kind": "The kind of a fixture's expectation is not known.",
    "fixture-input": "A fixture's input does not fit the source's schema.",
    "no-fixtures": "A mapping has no fixture; no version of it can be promoted.",
    "lookup-default": "A lookup has a default that is never used.",
    "lookup-without-rows": "A lookup has no rows.",
    "csv-header": "A lookup's header is not its columns.",
    "csv-cells": "A lookup's row has too few or too many cells.",
    "csv-duplicate-key": "A lookup has two rows for one key.",
    "csv-unreadable": "A lookup's rows are no CSV.",
    "playbook-code": "A playbook's name is nearly a hold code, and not quite.",
    "playbook-empty": "A playbook says nothing.",
    "lock-missing": "The folder has no lock.",
    "lock-outdated": "What is installed is not what the lock names.",
}

EXPRESSION_RULES: Mapping[str, str] = {rule.id: f"{rule.title}." for rule in TEXT_RULES.values()}
"""The rules for a text that parses; docs/expressions.md lists them."""
