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
    "unknown-environment": "An environment's file is of one that the project does not have.",
    "unknown-connector": "No installed plugin has a connection's connector.",
    "unknown-channel": "No installed plugin has an alert rule's channel.",
    "secret-in-file": "A file has a setting that the connector, or the alert channel, declares secret.",
    "unknown-setting": "The connector, or the alert channel, has no setting of this name.",
    "invalid-setting": "A setting has a value that the connector, or the alert channel, refuses.",
    "missing-setting": "A setting that the connector, or the alert channel, needs is missing; a secret never is.",
    "connection-differs": "A connection is of one connector here, and of another one in another environment.",
    "unknown-mapping": "A flow names a mapping that the folder does not have.",
    "unknown-connection": "A flow names a connection that no environment has.",
    "unknown-webhook": "The connector declares no webhook of this name.",
    "unknown-operation": "The connector declares no operation of this name.",
    "flow-source": "A flow's webhook or poll brings another resource than its mapping is of.",
    "no-trigger": "A flow has neither a webhook nor a poll, so nothing starts it.",
    "poll-source": "A poll reads what the connector does not list, or not without what is missing.",
    "poll-schedule": "A poll's schedule cannot be kept.",
    "poll-overlap": "A poll's overlap is out of its range.",
    "poll-zero": "From where on a reading of stock is doubted is out of its range.",
    "stock-source": "A flow sets stock from a resource that does not say what its number contains.",
    "stock-order": "A flow sets stock, and its order is not `supersede`.",
    "stock-share": "A flow has a share of stock that it cannot have, or another channel is told all of the same stock.",
    "poll-delay": "A poll's delay is out of its range, or what it reads cannot be read up to a time.",
    "flow-beside": "A flow takes in beside one that is not there, or is of another connection or webhook.",
    "flow-target": "A flow's operation takes another resource than its mapping makes.",
    "against-ownership": "A flow writes data that does not come from its master, as `ownership` names it.",
    "guard-code": "A guard has the name of one of Crossdock's own codes.",
    "guard-kind": "A guard has neither a text nor a plugin's guard, or parts of both.",
    "no-reason": "A guard gives no reason.",
    "unknown-guard": "No installed plugin has a flow's guard.",
    "plugin-broken": "A plugin that the folder needs cannot be loaded.",
    "guard-options": "The options of a plugin's guard do not fit its schema.",
    "guard-without-playbook": "Nothing says what to do about the records that a guard holds.",
    "playbook-code": "A playbook's name is nearly that of a hold, and not quite.",
    "playbook-empty": "A playbook says nothing.",
    "lock-missing": "The folder has no lock.",
    "lock-outdated": "What is installed is not what the lock names.",
}

EXPRESSION_RULES: Mapping[str, str] = {rule.id: f"{rule.title}." for rule in TEXT_RULES.values()}
"""The rules for a text that parses; docs/expressions.md lists them."""
