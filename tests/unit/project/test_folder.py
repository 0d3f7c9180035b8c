"""A wrong file is named with its line and a remedy, and everything wrong is named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossdock.errors import ConfigurationError
from crossdock.model.fixture import ExpectHold, ExpectOutput
from crossdock.model.flow import GuardAction
from crossdock.model.lookup import LookupRow
from crossdock.project import folder
from crossdock.project.init import template

MAPPING = "mappings/shopify-order-to-seko"
CASE = f"{MAPPING}/fixtures/standard-order"
FLOW = (
    "source: {connection: shop, webhook: order-created}\n"
    "mapping: shopify-order-to-seko\n"
    "target: {connection: warehouse, operation: create-order}\n"
    "owner: operations\n"
)
GUARD = "{name: late, when: source.test, then: filter, reason: It is late.}"


def test_a_project_folder_is_read() -> None:
    project = template()
    (mapping,) = project.mappings
    assert (str(mapping.source), str(mapping.target)) == ("shopify/order", "seko/order")
    assert {fixture.name: type(fixture.expect) for fixture in mapping.fixtures} == {
        "standard-order": ExpectOutput,
        "unknown-delivery-option": ExpectHold,
    }
    assert (
        LookupRow(keys=("Express Delivery",), values=("Example Carrier", "24H"))
        in project.tables["delivery-options"].rows
    )
    assert "lookup-miss" in project.playbooks
    (flow,) = project.flows
    assert (flow.name, flow.source.webhook, flow.target.operation) == ("orders", "order-created", "create-order")
    assert [(guard.name, guard.then) for guard in flow.guards] == [("test-order", GuardAction.FILTER)]
    assert [environment.name for environment in project.connected] == ["live", "sandbox"]
    assert {each.name: each.connector for each in project.connected[0].connections} == {
        "shop": "shopify",
        "warehouse": "seko",
    }


@pytest.mark.parametrize(
    ("path", "content", "code", "line", "says"),
    [
        ("crossdock.yaml", "project: brand\nenviroments: [live]\n", "unknown-key", 2, "Did you mean 'environments'?"),
        ("crossdock.yaml", "project: brand\ntitle: 5\n", "type", 2, "must be string"),
        ("crossdock.yaml", "project: Brand X\n", "pattern", 1, "pattern"),
        ("crossdock.yaml", "title: x\n", "required", 1, "/project is required"),
        ("crossdock.yaml", "project: brand\nproject: other\n", "yaml-duplicate-key", 2, "stands there twice"),
        ("crossdock.yaml", "project: brand\nenvironments: [live, live]\n", "uniqueItems", 2, "twice"),
        (
            "crossdock.yaml",
            "project: b\nownership:\n  - {data: stock, system: a, person: b}\n  - {data: stock, system: c, person: d}\n",
            "duplicate-name",
            4,
            "'stock' is declared twice",
        ),
        (f"{MAPPING}/mapping.yaml", "source: shopify\ntarget: seko/order\n", "pattern", 1, "/source"),
        (f"{MAPPING}/map.jsonata", b"\n\xff", "not-utf-8", 2, "UTF-8"),
        (f"{CASE}/input.json", '{"a": 1,\n}', "malformed", 2, "not JSON"),
        (f"{CASE}/expected.json", '{"a": 1, "a": 2}', "malformed", None, "occurs twice"),
        (f"{CASE}/expect.yaml", "kind: hold\ncode: lookup-miss\n", "two-expectations", None, "both"),
        (
            "lookups/delivery-options.yaml",
            "keys: [a]\nvalues: [a]\nowner: x\n",
            "duplicate-name",
            2,
            "a key and a value",
        ),
        ("lookups/delivery-options.yaml", "keys: [option]\nvalues: []\nowner: x\n", "minItems", 2, "at least 1"),
        (
            "lookups/delivery-options.yaml",
            "keys: [option]\nvalues: [carrier, service]\nowner: x\ndefault: y\n",
            "lookup-default",
            4,
            "on_miss",
        ),
        ("lookups/delivery-options.csv", "option,carrier,service\nx,y\n", "csv-cells", 2, "2 cells"),
        ("lookups/lonely.csv", "a,b\n", "missing-file", None, "keys, values and owner"),
        ("lookups/Bad Name.yaml", "keys: [a]\n", "invalid-name", None, "lower-case"),
        ("flows/orders.yaml", FLOW.replace("connection: shop, ", ""), "required", 1, "connection"),
        ("flows/orders.yaml", FLOW + "ordr: block\n", "unknown-key", 5, "Did you mean 'order'?"),
        ("flows/orders.yaml", FLOW + "order: wait\n", "enum", 5, "block"),
        ("flows/orders.yaml", FLOW + "retry: {attempts: 0}\n", "minimum", 5, "1"),
        ("flows/orders.yaml", FLOW + f"guards:\n  - {GUARD}\n  - {GUARD}\n", "duplicate-name", 7, "named 'late'"),
        ("flows/Orders.yaml", FLOW, "invalid-name", None, "lower-case"),
        ("environments/live.yaml", "shop: {connector: shopify}\n", "unknown-key", 1, "connections"),
        ("environments/live.yaml", "connections:\n  Shop: {connector: shopify}\n", "invalid-name", 2, "lower-case"),
        ("environments/live.yaml", "connections:\n  shop: {settings: {}}\n", "required", 2, "connector"),
        ("mappings/Bad_Name/map.jsonata", "1", "invalid-name", None, "lower-case"),
        ("mappings/empty/README.md", "x", "missing-file", None, "missing"),
    ],
)
def test_a_wrong_file_is_named(
    project: Path, path: str, content: str | bytes, code: str, line: int | None, says: str
) -> None:
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigurationError) as refused:
        folder.read(project)
    problem = refused.value.problems[0]
    assert (problem.code, problem.line) == (code, line)
    assert (problem.file or "").startswith(path.split("/", maxsplit=1)[0])
    assert says in f"{problem.message} {problem.remedy}"
    assert problem.remedy


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("kind: held\ncode: x\n", "expectation-kind", 1),
        ("code: lookup-miss\n", "expectation-kind", 1),
        ("kind: hold\ncode: lookup-mis\n", "enum", 2),
        ("kind: partial\n", "required", 1),
        ("kind: partial\noutput: {}\nignore: [a]\n", "pattern", 3),
        ("kind: partial\noutput: {}\ntolerances: {/a: 0.01}\n", "type", 3),
        ("- 1\n", "expectation-kind", 1),
    ],
)
def test_a_wrong_expectation_is_named(project: Path, content: str, code: str, line: int) -> None:
    (project / CASE / "expected.json").unlink()
    (project / CASE / "expect.yaml").write_text(content)
    with pytest.raises(ConfigurationError) as refused:
        folder.read(project)
    assert [(problem.code, problem.line) for problem in refused.value.problems] == [(code, line)]


def test_everything_wrong_is_named_at_once(project: Path) -> None:
    (project / "crossdock.yaml").write_text("projct: brand\n")
    (project / MAPPING / "map.jsonata").unlink()
    (project / CASE / "input.json").write_text("{")
    (project / "lookups/delivery-options.csv").write_text("")
    with pytest.raises(ConfigurationError) as refused:
        folder.read(project)
    assert {problem.file for problem in refused.value.problems} == {
        "crossdock.yaml",
        f"{MAPPING}/map.jsonata",
        f"{CASE}/input.json",
        "lookups/delivery-options.csv",
    }


def test_a_message_that_is_no_json_can_be_a_fixture(project: Path) -> None:
    (project / CASE / "input.json").write_bytes(b"{oh")
    (project / CASE / "expected.json").unlink()
    (project / CASE / "expect.yaml").write_text("kind: hold\ncode: not-understood\n")
    (mapping,) = folder.read(project).mappings
    assert mapping.fixtures[0].input == b"{oh"


def test_a_folder_that_is_no_project_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as refused:
        folder.read(tmp_path)
    assert "crossdock init" in refused.value.problems[0].remedy
