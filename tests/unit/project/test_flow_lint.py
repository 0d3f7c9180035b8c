"""What lint finds in flows and environments: names that lead nowhere, secrets, data written against its master."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.model.problem import Problem, Severity
from crossdock.project.lint import lint
from crossdock.project.rules import RULES

EXAMPLES = Path(__file__).parents[3] / "examples"
FLOW = "flows/orders.yaml"
LIVE = "environments/live.yaml"

Parts = tuple[Pipeline, Catalogue]


async def findings(project: Path, parts: Parts, path: str, old: str, new: str) -> list[Problem]:
    """What lint finds when a text in a file is replaced."""
    text = (project / path).read_text()
    assert text.count(old) == 1
    (project / path).write_text(text.replace(old, new))
    return [problem for problem in await lint(project, *parts) if problem.code != "lock-missing"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "says"),
    [
        ("mapping: shopify-order-to-seko", "mapping: shopify-to-seko", "unknown-mapping", 4, "'shopify-order-to-seko'"),
        ("connection: shop", "connection: shp", "unknown-connection", 2, "Did you mean 'shop'?"),
        ("connection: warehouse", "connection: erp", "unknown-connection", 6, "environments/"),
        ("order-created", "order-creatd", "unknown-webhook", 3, "Did you mean 'order-created'?"),
        ("create-order", "creat-order", "unknown-operation", 7, "Did you mean 'create-order'?"),
        ("create-order", "issue-invoice", "unknown-operation", 7, "It has create-order, cancel-order, set-product"),
        ("connection: warehouse", "connection: shop", "flow-target", 7, "takes shopify/new_order"),
    ],
)
async def test_a_name_that_leads_nowhere_is_found_in_its_line(
    project: Path, parts: Parts, old: str, new: str, code: str, line: int, says: str
) -> None:
    (problem,) = await findings(project, parts, FLOW, old, new)
    assert (problem.code, problem.file, problem.line, problem.severity) == (code, FLOW, line, Severity.ERROR)
    assert says in f"{problem.message} {problem.remedy}"
    assert code in RULES


@pytest.mark.parametrize(
    ("end", "other", "code", "line", "says"),
    [
        ("shopify/order", "shopify/product", "flow-source", 3, "brings shopify/order"),
        ("seko/order", "seko/product", "flow-target", 7, "takes seko/order"),
    ],
)
async def test_a_flow_of_another_resource_than_its_mapping_s_is_found(
    project: Path, parts: Parts, end: str, other: str, code: str, line: int, says: str
) -> None:
    mapping = project / "mappings/shopify-order-to-seko/mapping.yaml"
    mapping.write_text(mapping.read_text().replace(end, other))
    (problem,) = [problem for problem in await lint(project, *parts) if problem.file == FLOW and problem.code in RULES]
    assert (problem.code, problem.line) == (code, line)
    assert says in problem.message


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "says"),
    [
        ("shop: example-shop", "access_token: shpat_0000", "secret-in-file", 6, "on the server"),
        ("shop: example-shop", "shop: Example Shop", "invalid-setting", 6, "cannot be used"),
        ("shop: example-shop", "shp: example-shop", "unknown-setting", 6, "Did you mean 'shop'?"),
        ("connector: shopify", "connector: shopfy", "unknown-connector", 4, "Did you mean 'shopify'?"),
    ],
)
async def test_a_wrong_setting_is_found_in_its_line(
    project: Path, parts: Parts, old: str, new: str, code: str, line: int, says: str
) -> None:
    found = await findings(project, parts, LIVE, old, new)
    (problem,) = [problem for problem in found if problem.code == code]
    assert (problem.file, problem.line, problem.severity) == (LIVE, line, Severity.ERROR)
    assert says in f"{problem.message} {problem.remedy}"
    assert "shpat_0000" not in f"{found}"
    assert code in RULES


async def test_a_missing_setting_is_found_and_a_missing_secret_is_as_it_should_be(project: Path, parts: Parts) -> None:
    (problem,) = await findings(project, parts, LIVE, "    settings:\n      shop: example-shop\n", "")
    assert (problem.code, problem.file) == ("missing-setting", LIVE)
    assert "/settings/shop" in problem.message


async def test_a_connection_is_of_one_connector_everywhere(project: Path, parts: Parts) -> None:
    (project / "environments/sandbox.yaml").write_text("connections: {shop: {connector: seko}}\n")
    found = {problem.code: problem for problem in await lint(project, *parts)}
    assert found["connection-differs"].file == "environments/sandbox.yaml"
    assert "'shopify' in live" in found["connection-differs"].message


async def test_an_unknown_connector_is_told_where_it_stands_and_nowhere_else(project: Path, parts: Parts) -> None:
    for environment in ("live", "sandbox"):
        path = project / f"environments/{environment}.yaml"
        path.write_text(path.read_text().replace("connector: shopify", "connector: shopfy"))
    found = [problem for problem in await lint(project, *parts) if problem.code != "lock-missing"]
    assert [(problem.code, problem.file) for problem in found] == [
        ("unknown-connector", LIVE),
        ("unknown-connector", "environments/sandbox.yaml"),
    ]


async def test_an_environment_that_the_project_lacks_is_found(project: Path, parts: Parts) -> None:
    (project / LIVE).rename(project / "environments/liv.yaml")
    (problem,) = [problem for problem in await lint(project, *parts) if problem.code != "lock-missing"]
    assert (problem.code, problem.file) == ("unknown-environment", "environments/liv.yaml")
    assert "Did you mean 'live'?" in problem.remedy


@pytest.mark.parametrize(("master", "fine"), [("shopify", True), ("shop", True), ("erp", False), ("seko", False)])
async def test_only_its_master_s_own_data_is_written(project: Path, parts: Parts, master: str, fine: bool) -> None:
    settings = project / "crossdock.yaml"
    owned = f"ownership:\n  - {{data: order, system: {master}, person: ecommerce}}\n"
    settings.write_text(settings.read_text() + owned)
    found = [problem for problem in await lint(project, *parts) if problem.code == "against-ownership"]
    assert [(problem.file, problem.line) for problem in found] == ([] if fine else [(FLOW, 7)])
    assert fine or "ecommerce" in found[0].remedy


@pytest.mark.parametrize(
    ("example", "owned"),
    [
        ("shopify-fulfil", {"orders", "customers", "products", "prices", "shipments", "stock"}),
        ("shopify-seko", {"orders", "products", "dispatches", "stock"}),  # what is sent again stays on one platform
        ("patchworks-handoff", set()),  # a platform in the middle is no master, of what it brings or takes
    ],
)
async def test_each_connector_s_own_name_of_a_kind_of_data_is_known(
    tmp_path: Path, parts: Parts, example: str, owned: set[str]
) -> None:
    project = copytree(EXAMPLES / example, tmp_path / example)
    settings = project / "crossdock.yaml"
    settings.write_text(re.sub(r"system: \w+", "system: somebody-else", settings.read_text()))
    found = {problem.file for problem in await lint(project, *parts) if problem.code == "against-ownership"}
    assert found == {f"flows/{flow}.yaml" for flow in owned}
