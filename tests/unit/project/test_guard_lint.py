"""What lint finds in the guards of a flow: their texts, names and playbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.model.problem import Problem, Severity, Side
from crossdock.project.folder import read
from crossdock.project.lint import lint
from crossdock.project.schemas import check_of
from crossdock.project.shapes import FlowFile
from crossdock.project.write import files

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


TOTALS = """plugin: totals-agree
    options:
      total: source.total_price
      currency: source.currency
      lines: source.line_items"""
TEXT = """when: source.test
    then: filter
    reason: A test order must never reach a picker."""


async def test_a_plugin_s_guard_stands_beside_texts(project: Path, parts: Parts) -> None:
    (project / "playbooks").mkdir(exist_ok=True)
    (project / "playbooks/amount-unreadabel.md").write_text("# What to do\n")
    found = await findings(project, parts, TEXT, TOTALS)
    assert {(problem.code, problem.file, problem.line) for problem in found} == {
        ("guard-without-playbook", FLOW, 11),
        ("playbook-code", "playbooks/amount-unreadabel.md", None),
    }
    assert any("playbooks/amount-unreadable.md" in problem.remedy for problem in found)


WRONG = {
    "plugin: totals-agre": ("unknown-guard", "Did you mean 'totals-agree'?"),
    TOTALS.replace("source.currency", "currency"): ("guard-options", "The options of 'totals-agree': /currency"),
    TOTALS.replace("      total: source.total_price\n", ""): ("guard-options", "/total is required"),
    TOTALS + "\n      rounding: up": ("guard-options", "/rounding is not known"),
    TOTALS + "\n    when: source.test": ("guard-kind", "Take `when` out"),
    TOTALS + "\n    reason: Because.": ("guard-kind", "Take `reason` out"),
    TEXT + "\n    options: {total: 1}": ("guard-kind", "Name its `plugin`"),
}


async def test_what_is_wrong_with_a_plugin_s_guard_is_found_in_its_line(project: Path, parts: Parts) -> None:
    more = "".join(f"\n  - name: wrong-{number}\n    {guard}" for number, guard in enumerate(WRONG))
    found = await findings(project, parts, TEXT, TEXT + more)
    lines = (project / FLOW).read_text().splitlines()
    for number, (code, words) in enumerate(WRONG.values()):
        first = lines.index(f"  - name: wrong-{number}") + 1
        told = [
            problem
            for problem in found
            if problem.code == code and words in f"{problem.message} {problem.remedy}" and problem.line
        ]
        assert any(first < (problem.line or 0) < first + 8 for problem in told), words
        assert {problem.severity for problem in told} == {Severity.ERROR}


def test_the_published_schema_asks_for_a_text_or_a_plugin() -> None:
    head = {
        "source": {"connection": "shop"},
        "mapping": "m",
        "target": {"connection": "w", "operation": "o"},
        "owner": "ops",
    }
    check = check_of(FlowFile)

    def codes(**guard: object) -> set[str]:
        return {problem.code for problem in check.problems(head | {"guards": [{"name": "g", **guard}]}, Side.REQUEST)}

    assert codes(plugin="totals-agree") == codes(when="true", then="hold", reason="R.") == set()
    assert codes() == codes(when="true", then="hold") == {"required"}
    assert codes(plugin="") == {"minLength"}
    assert codes(plugin="totals-agree", plugins=1) == {"additionalProperties"}


def test_a_plugin_s_guard_is_written_as_it_was_read(project: Path) -> None:
    (project / FLOW).write_text((project / FLOW).read_text().replace(TEXT, TOTALS))
    (flow,) = (flow for flow in read(project).flows if flow.name == "orders")
    assert flow.guards[0].options["total"] == "source.total_price"
    assert files(read(project))[FLOW].decode() == (project / FLOW).read_text()
