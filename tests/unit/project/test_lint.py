"""What lint finds: expressions, resources, inputs, strays, locks; each with a rule that is documented."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.model.problem import Problem, Severity
from crossdock.project import folder
from crossdock.project.lint import lint
from crossdock.project.lock import installed, write_lock
from crossdock.project.rules import RULES

MAPPING = "mappings/shopify-order-to-seko"
CASE = f"{MAPPING}/fixtures/standard-order"

Parts = tuple[Pipeline, Catalogue]


async def findings(project: Path, parts: Parts) -> list[Problem]:
    """What lint finds beside the missing lock."""
    return [problem for problem in await lint(project, *parts) if problem.code != "lock-missing"]


async def test_a_new_folder_has_nothing_but_a_missing_lock(project: Path, parts: Parts) -> None:
    (problem,) = await lint(project, *parts)
    assert (problem.code, problem.severity, problem.file) == ("lock-missing", Severity.WARNING, "crossdock.lock")


async def test_an_expression_that_does_not_parse_is_named_with_its_place(project: Path, parts: Parts) -> None:
    (project / MAPPING / "map.jsonata").write_text('{\n  "a": (1 +\n}')
    (problem,) = await findings(project, parts)
    assert (problem.file, problem.severity) == (f"{MAPPING}/map.jsonata", Severity.ERROR)
    assert problem.expression is not None
    assert problem.line == problem.expression.line == 3


async def test_an_unknown_resource_is_named_with_the_nearest(project: Path, parts: Parts) -> None:
    (project / MAPPING / "mapping.yaml").write_text("target: seko/order\nsource: shopify/ordr\n")
    (problem,) = await findings(project, parts)
    assert (problem.code, problem.file, problem.line) == ("unknown-resource", f"{MAPPING}/mapping.yaml", 2)
    assert "order" in problem.remedy


async def test_an_input_that_does_not_fit_the_source_is_found(project: Path, parts: Parts) -> None:
    (project / CASE / "input.json").write_text('{"id": "x"}')
    found = await findings(project, parts)
    assert {problem.code for problem in found} == {"fixture-input"}
    assert "/id" in {problem.pointer for problem in found}
    assert {problem.file for problem in found} == {f"{CASE}/input.json"}


async def test_an_input_that_should_be_refused_may_be_wrong(project: Path, parts: Parts) -> None:
    (project / CASE / "input.json").write_text('{"id": "x"}')
    (project / CASE / "expected.json").unlink()
    (project / CASE / "expect.yaml").write_text("kind: hold\ncode: source-invalid\n")
    assert await findings(project, parts) == []


@pytest.mark.parametrize(
    ("path", "content", "code", "says"),
    [
        ("lookups/delivery-options.csv", "option,carrier,service\n", "lookup-without-rows", "no rows"),
        ("playbooks/lookup-mis.md", "x", "playbook-code", "Did you mean 'lookup-miss'?"),
        ("playbooks/lookup-miss.md", " \n", "playbook-empty", "Write what to do"),
        (f"{MAPPING}/map.jsonat", "1", "unread-file", "Did you mean 'map.jsonata'?"),
        (f"{CASE}/expect.yml", "x", "unread-file", "Did you mean 'expect.yaml'?"),
        (f"{MAPPING}/fixtures/input.json", "1", "unread-file", "A fixture is a folder"),
        ("mappings/map.jsonata", "1", "unread-file", "A mapping is a folder"),
        ("lookups/rows.xlsx", "1", "unread-file", "<name>.csv"),
        ("playbooks/notes.txt", "1", "unread-file", "<code>.md"),
        ("flows/orders.yml", "1", "unread-file", "A flow is `<name>.yaml`"),
        ("environments/live.json", "1", "unread-file", "An environment is `<name>.yaml`"),
        ("flow/x", "1", "unread-file", "Did you mean 'flows'?"),
        ("playbooks/test-ordr.md", "x", "playbook-code", "Did you mean 'test-order'?"),
        ("mapping/x", "1", "unread-file", "Did you mean 'mappings'?"),
    ],
)
async def test_what_is_probably_wrong_is_a_warning(
    project: Path, parts: Parts, path: str, content: str, code: str, says: str
) -> None:
    (project / path).parent.mkdir(exist_ok=True)
    (project / path).write_text(content)
    (problem,) = await findings(project, parts)
    assert (problem.code, problem.severity) == (code, Severity.WARNING)
    assert says in f"{problem.message} {problem.remedy}"


async def test_a_mapping_without_fixtures_is_found(project: Path, parts: Parts) -> None:
    shutil.rmtree(project / MAPPING / "fixtures")
    (problem,) = await findings(project, parts)
    assert (problem.code, problem.file) == ("no-fixtures", MAPPING)


async def test_a_lock_is_checked_against_what_is_installed(project: Path, parts: Parts) -> None:
    pipeline, catalogue = parts
    write_lock(project, installed(folder.read(project), catalogue, pipeline.evaluator.name))
    assert await lint(project, *parts) == ()

    lock = project / "crossdock.lock"
    lock.write_text(lock.read_text().replace(pipeline.evaluator.name, "reference 0.0.1"))
    (problem,) = await lint(project, *parts)
    assert (problem.code, problem.severity) == ("lock-outdated", Severity.WARNING)
    assert "The engine was reference 0.0.1" in problem.message


async def test_every_rule_is_documented(project: Path, parts: Parts) -> None:
    (project / "crossdock.yaml").write_text("projet: x\n")
    (project / CASE / "input.json").write_text("{")
    (project / "lookups/delivery-options.csv").write_text("x\n")
    codes = {problem.code for problem in await lint(project, *parts)}
    assert codes - {"required"} <= set(RULES)
    assert {"unknown-key", "malformed", "csv-header", "lock-missing"} <= codes
