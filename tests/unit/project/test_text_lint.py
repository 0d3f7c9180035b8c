"""What lint finds in the texts of a folder: the language's rules, told as every other finding."""

from __future__ import annotations

import json
from pathlib import Path

from crossdock.cli.annotations import github, sarif
from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.model.problem import Problem, Severity
from crossdock.project.lint import lint

MAPPING = "mappings/shopify-order-to-seko"
TEXT = f"{MAPPING}/map.jsonata"
EXAMPLE = Path(__file__).parents[3] / "examples" / "shopify-seko"

Parts = tuple[Pipeline, Catalogue]


async def findings(project: Path, parts: Parts, text: str) -> list[Problem]:
    (project / TEXT).write_text(text)
    return [problem for problem in await lint(project, *parts) if problem.file == TEXT]


async def test_the_example_has_nothing_to_be_found(parts: Parts) -> None:
    assert [
        problem for problem in await lint(EXAMPLE, *parts) if problem.file and problem.file.endswith("jsonata")
    ] == []


async def test_a_misspelt_path_is_found_in_its_line(project: Path, parts: Parts) -> None:
    (problem,) = await findings(project, parts, '{\n  "WebSalesOrder": shiping_address\n}')
    assert (problem.code, problem.severity, problem.line) == ("unknown-path", Severity.WARNING, 2)
    assert problem.remedy == "Write shipping_address."


async def test_a_misspelt_lookup_is_an_error_that_names_the_nearest(project: Path, parts: Parts) -> None:
    (problem,) = await findings(project, parts, '{"WebSalesOrder": $xref("delivery-option", name)}')
    assert (problem.code, problem.severity) == ("unknown-lookup", Severity.ERROR)
    assert "'delivery-options'" in problem.message


async def test_a_text_of_an_unknown_source_is_looked_at_without_one(project: Path, parts: Parts) -> None:
    (project / MAPPING / "mapping.yaml").write_text("source: shopify/ordr\ntarget: seko/order\n")
    (problem,) = await findings(project, parts, "($unused := 1; whatever)")
    assert problem.code == "unused-variable"


async def test_each_finding_has_its_rule_in_sarif_and_its_column_on_github(project: Path, parts: Parts) -> None:
    (problem,) = await findings(project, parts, '{"WebSalesOrder": shiping_address}')
    (run,) = sarif((problem,), project)["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "unknown-path"
    assert "no schema and no sample" in json.dumps(rule)
    assert ",line=1," in (line := github(problem, project))
    assert "col=19" in line
