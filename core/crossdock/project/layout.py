"""Where in a project folder each file lies; paths are relative to the folder, with forward slashes."""

from __future__ import annotations

PROJECT = "crossdock.yaml"
LOCK = "crossdock.lock"
MAPPINGS = "mappings"
LOOKUPS = "lookups"
FLOWS = "flows"
ENVIRONMENTS = "environments"
PLAYBOOKS = "playbooks"
ALERTS = "alerts"

MAPPING = "mapping.yaml"
TEXT = "map.jsonata"
FIXTURES = "fixtures"

INPUT = "input.json"
EXPECTED = "expected.json"
EXPECT = "expect.yaml"


def mapping_file(mapping: str) -> str:
    return f"{MAPPINGS}/{mapping}/{MAPPING}"


def text_file(mapping: str) -> str:
    return f"{MAPPINGS}/{mapping}/{TEXT}"


def fixture_folder(mapping: str, fixture: str) -> str:
    return f"{MAPPINGS}/{mapping}/{FIXTURES}/{fixture}"


def lookup_file(lookup: str, folder: str = LOOKUPS) -> str:
    return f"{folder}/{lookup}.yaml"


def rows_file(lookup: str, folder: str = LOOKUPS) -> str:
    return f"{folder}/{lookup}.csv"


def flow_file(flow: str) -> str:
    return f"{FLOWS}/{flow}.yaml"


def environment_file(environment: str) -> str:
    return f"{ENVIRONMENTS}/{environment}.yaml"


def playbook_file(code: str) -> str:
    return f"{PLAYBOOKS}/{code}.md"


def alert_file(rule: str) -> str:
    return f"{ALERTS}/{rule}.yaml"
