"""The canonical form: small, stable, and never at the cost of a comment or of somebody's own text."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossdock.project import folder
from crossdock.project.format import changes

FLOW = """\
# ours
owner: ops
mapping: m
order: block
guards: [{reason: r, when: a, then: wait, name: g, deadline_seconds: 3600, every_seconds: 60}]
retry: {attempts: 3, first_seconds: 5}
target: {operation: o, connection: w}
source: {connection: s, webhook: x}
"""
CANONICAL_FLOW = """\
# ours
source:
  connection: s
  webhook: x
mapping: m
target:
  connection: w
  operation: o
owner: ops
guards:
  - name: g
    when: a
    then: wait
    reason: r
retry:
  attempts: 3
"""
CASE = "mappings/shopify-order-to-seko/fixtures/standard-order"


def formatted(project: Path, path: str, content: str) -> str:
    """A file's text after `crossdock fmt`."""
    (project / path).write_text(content)
    for changed, canonical in changes(project, folder.read(project)).items():
        changed.write_bytes(canonical)
    assert changes(project, folder.read(project)) == {}
    return (project / path).read_text()


def test_a_new_folder_is_canonical(project: Path) -> None:
    assert changes(project, folder.read(project)) == {}


@pytest.mark.parametrize(
    ("path", "given", "canonical"),
    [
        (
            "crossdock.yaml",
            'title: "A brand"\nenvironments: [sandbox, uat]\nproject: brand\n',
            "project: brand\ntitle: A brand\nenvironments:\n  - sandbox\n  - uat\n",
        ),
        ("crossdock.yaml", "# ours\n\ntitle: x\nproject: brand\n", "# ours\n\nproject: brand\ntitle: x\n"),
        (
            "lookups/delivery-options.csv",
            'option,carrier,service\r\n"Post","=1",2\r\n',
            "option,carrier,service\nPost,'=1,2\n",
        ),
        (
            "flows/orders.yaml",
            FLOW,
            CANONICAL_FLOW,
        ),
        (
            "environments/live.yaml",
            "connections: {shop: {settings: {shop: a, api_version: 2025-10}, connector: shopify}}\n",
            "connections:\n  shop:\n    connector: shopify\n    settings:\n      shop: a\n      api_version: 2025-10\n",
        ),
        (f"{CASE}/expected.json", '{"b":[1,2.50],"a":"ü"}', '{\n  "b": [\n    1,\n    2.5\n  ],\n  "a": "ü"\n}\n'),
    ],
)
def test_files_get_one_form(project: Path, path: str, given: str, canonical: str) -> None:
    assert formatted(project, path, given) == canonical


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("crossdock.yaml", "title:   x  # why\nproject: brand\n"),
        (f"{CASE}/input.json", '{ "a":1.10}\r\n'),
        ("mappings/shopify-order-to-seko/map.jsonata", "(  1 +\t2 )\r\n\r\n"),
    ],
)
def test_what_people_wrote_stays(project: Path, path: str, content: str) -> None:
    (project / path).write_bytes(content.encode())
    assert changes(project, folder.read(project)) == {}
