"""The demo's flows wait shorter, and are otherwise as in the project folder."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from crossdock.demo.duration import read_duration
from crossdock.demo.folder import demo_folder
from crossdock.demo.quick import quickened
from crossdock.demo.seed_flow import access_to
from crossdock.demo.webhooks import hook_notes
from crossdock.errors import ConfigurationError
from crossdock.model.flow import FlowDefinition
from crossdock.project.folder import read

FLOWS = {flow.name: flow for flow in read(demo_folder()).flows}


def test_a_sweep_comes_after_seconds_instead_of_minutes() -> None:
    usual, quick = FLOWS["orders"].source.poll, quickened(FLOWS["orders"]).source.poll
    assert usual is not None
    assert quick is not None
    assert (usual.schedule.every_seconds, quick.schedule.every_seconds) == (900, 15)


def test_a_retry_is_never_slower_than_in_the_folder() -> None:
    for flow in FLOWS.values():
        quick = quickened(flow)
        assert 0 < quick.retry.first_seconds <= flow.retry.first_seconds
        assert quick.retry.first_seconds <= quick.retry.ceiling_seconds <= flow.retry.ceiling_seconds


@pytest.mark.parametrize("flow", FLOWS.values(), ids=lambda flow: str(flow.name))
def test_nothing_else_differs(flow: FlowDefinition) -> None:
    quick = quickened(flow)
    assert replace(quick, retry=flow.retry, source=flow.source) == flow
    assert replace(quick.source, poll=flow.source.poll) == flow.source


def test_every_webhook_has_an_address_but_those_that_listen_beside() -> None:
    access = {name: access_to(name, f"http://127.0.0.1:{port}") for name, port in (("shopify", 1), ("seko", 2))}
    notes = hook_notes(tuple(FLOWS.values()), "http://[::]:8321", access)
    assert set(notes) == {name for name, flow in FLOWS.items() if flow.source.webhook and not flow.source.beside}
    assert notes["dispatches"].url == "http://[::1]:8321/hooks/sandbox/demo/dispatches"
    assert notes["dispatches"].secret == access["seko"].secrets["push_secret"]
    assert notes["orders"].secret == access["shopify"].secrets["webhook_secret"]
    assert notes["orders"].secret not in repr(notes["orders"])


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("20m", 1200), ("1h", 3600)])
def test_a_duration_is_read(text: str, seconds: int) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "1", "0s", "1d", "-5m", "one hour"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="no duration"):
        read_duration(text)
