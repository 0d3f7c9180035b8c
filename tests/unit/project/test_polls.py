"""Polls in a project folder: read, written back the same, and linted with their place."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.model.flow import FlowDefinition
from crossdock.model.schedule import Weekday
from crossdock.project import folder
from crossdock.project.lint import lint
from crossdock.project.rules import RULES
from crossdock.project.write import write

Parts = tuple[Pipeline, Catalogue]

FLOW = "flows/orders.yaml"
TRIGGER = "  webhook: order-created\n"
POLL = """  webhook: order-created
  poll:
    resource: order
    schedule:
      cron: 0 6,18 * * *
      zone: Europe/London
      peaks:
        - starts: "08:00"
          ends: "22:00"
          every_seconds: 900
          days: [fri, sat]
          first_day: "2026-11-20"
          last_day: "2026-12-02"
    parameters: {financial_status: paid}
    overlap_seconds: 600
"""


def change(project: Path, old: str, new: str) -> None:
    text = (project / FLOW).read_text()
    assert text.count(old) == 1
    (project / FLOW).write_text(text.replace(old, new))


def flow_of(project: Path) -> FlowDefinition:
    (flow,) = folder.read(project).flows
    return flow


def test_a_poll_is_read_and_written_back_the_same(project: Path, tmp_path: Path) -> None:
    change(project, TRIGGER, POLL)
    flow = flow_of(project)
    poll = flow.source.poll
    assert poll is not None
    assert (poll.resource, poll.parameters, poll.overlap_seconds) == ("order", {"financial_status": "paid"}, 600)
    assert [(peak.days, str(peak.first_day)) for peak in poll.schedule.peaks] == [
        ((Weekday.FRI, Weekday.SAT), "2026-11-20")
    ]
    write(tmp_path / "again", folder.read(project))
    assert flow_of(tmp_path / "again") == flow


def test_a_flow_without_a_poll_is_written_as_before(project: Path) -> None:
    assert msgspec.to_builtins(flow_of(project).source) == {"connection": "shop", "webhook": "order-created"}


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        (POLL, "", "no-trigger", 1),
        ("resource: order\n", "resource: ordr\n", "poll-source", 5),
        ("resource: order\n", "resource: refund\n", "poll-source", 16),
        ("resource: order\n", "resource: product\n", "flow-source", 5),
        ("cron: 0 6,18 * * *", "cron: 0 6,99 * * *", "poll-schedule", 7),
        ("Europe/London", "Europe/Lundon", "poll-schedule", 8),
        ("overlap_seconds: 600", "overlap_seconds: 9999999", "poll-overlap", 17),
        ("overlap_seconds: 600", "delay_seconds: 600", "poll-delay", 17),
        ("overlap_seconds: 600", "delay_seconds: 9999999", "poll-delay", 17),
    ],
)
async def test_what_is_wrong_with_a_poll_is_found_in_its_line(
    project: Path, parts: Parts, old: str, new: str, code: str, line: int
) -> None:
    change(project, TRIGGER, POLL)
    change(project, old, new)
    found = {problem.code: problem for problem in await lint(project, *parts)}
    assert found[code].file == FLOW
    assert found[code].line == line
    assert code in RULES


@pytest.mark.parametrize("beside", ["ordrs", "invoices", "orders"])
async def test_a_flow_takes_in_beside_another_one_of_the_same_webhook(project: Path, parts: Parts, beside: str) -> None:
    flow = (project / FLOW).read_text()
    (project / "flows/invoices.yaml").write_text(flow.replace(TRIGGER, f"{TRIGGER}  beside: {beside}\n"))
    found = [problem.file for problem in await lint(project, *parts) if problem.code == "flow-beside"]
    assert found == ([] if beside == "orders" else ["flows/invoices.yaml"])
    write(project.parent / "again", folder.read(project))
    assert folder.read(project.parent / "again").flows == folder.read(project).flows


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [('starts: "08:00"', 'starts: "8 am"', 10), ("[fri, sat]", "[friday]", 13), ("900", "1", 12)],
)
async def test_a_value_that_the_schema_refuses_is_found_in_its_line(
    project: Path, parts: Parts, old: str, new: str, line: int
) -> None:
    change(project, TRIGGER, POLL)
    change(project, old, new)
    assert (FLOW, line) in [(problem.file, problem.line) for problem in await lint(project, *parts)]
