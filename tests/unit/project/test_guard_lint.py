"""What lint finds in the guards of a flow: their texts, names and playbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.model.problem import Problem, Severity
from crossdock.project.lint import lint

FLOW = "flows/orders.yaml"

Parts = tuple[Pipeline, Catalogue]


async def findings(project: Path, parts: Parts, old: str, new: str) -> list[Problem]:
    """What lint finds when a text in the flow is replaced."""
    text = (project / FLOW).read_text()
    (project / FLOW).write_text(text.replace(old, new))
    return [problem for problem in await lint(project, *parts) if problem.code != "lock-missing"]


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("source.(", "S0203", Severity.ERROR),
        ("source.tset", "unknown-path", Severity.WARNING),
        ("target.WebSalesOrder.CourierNam", "unknown-path", Severity.WARNING),
        ("source.line_items.skuu", "unknown-path", Severity.WARNING),
        ("sorce.test", "unknown-path", Severity.WARNING),
        ('$xref("delivery-option", source.name).carrier', "unknown-lookup", Severity.ERROR),
    ],
)
async def test_a_wrong_text_is_found_in_its_line(
    project: Path, parts: Parts, text: str, code: str, severity: Severity
) -> None:
    (problem,) = await findings(project, parts, "when: source.test", f"when: '{text}'")
    assert (problem.code, problem.severity, problem.file, problem.line) == (code, severity, FLOW, 12)


@pytest.mark.parametrize(
    "text",
    [
        'source.financial_status = "pending"',
        "target.List.SalesOrderLineItem[Quantity > 100]",
        "$toMillis(now) - $toMillis(source.created_at) < 60000",
        '$xref("delivery-options", source.shipping_lines[0].title).carrier = "Example Carrier"',
    ],
)
async def test_source_target_now_and_lookups_are_known(project: Path, parts: Parts, text: str) -> None:
    assert await findings(project, parts, "when: source.test", f"when: '{text}'") == []


async def test_a_text_is_looked_at_without_its_mapping_too(project: Path, parts: Parts) -> None:
    (project / FLOW).write_text((project / FLOW).read_text().replace("mapping: shopify", "mapping: other"))
    found = await findings(project, parts, "when: source.test", "when: source.whatever = (")
    assert {problem.code for problem in found} == {"unknown-mapping", "S0203"}


async def test_a_guard_may_not_have_a_code_of_our_own(project: Path, parts: Parts) -> None:
    (problem,) = await findings(project, parts, "name: test-order", "name: refused")
    assert (problem.code, problem.line, problem.severity) == ("guard-code", 11, Severity.ERROR)


@pytest.mark.parametrize(
    ("then", "needed"),
    [("filter", None), ("hold", "playbooks/test-order.md"), ("wait", "playbooks/waited-too-long.md")],
)
async def test_a_guard_that_holds_needs_a_playbook(project: Path, parts: Parts, then: str, needed: str | None) -> None:
    found = await findings(project, parts, "then: filter", f"then: {then}")
    if needed is None:
        assert found == []
        return
    (problem,) = found
    assert (problem.code, problem.line, problem.severity) == ("guard-without-playbook", 11, Severity.WARNING)
    assert needed in problem.remedy
    (project / needed).write_text("# What to do\n")
    assert await findings(project, parts, "then: filter", f"then: {then}") == []
