"""The frame of every sandbox: its clock, what is due, faults, and how a connector names it."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import partial
from typing import Annotated

import anyio
import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.connect import Connector, HeaderKey, Resource, Secret
from crossdock.connect.sandbox import Agenda, Holding, Outbox, Push, SandboxClock, start_sandbox
from crossdock.connect.sandbox.faults import ActiveFault, Fault, FaultKind, Faults
from crossdock.connect.sandbox.server import listen, running
from crossdock.errors import ConfigurationError, InvalidInput, NotFound, PluginError
from crossdock_seko.connector import Seko
from crossdock_seko.sandbox import SekoSandbox

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class StandingClock:
    def now(self) -> datetime:
        return NOW


class AcmeSettings(msgspec.Struct, frozen=True):
    token: Annotated[Secret, msgspec.Meta(description="The key.")]


def declare(sandbox: str | None) -> type[Connector]:
    declared = {
        "name": "acme",
        "title": "Acme",
        "settings_type": AcmeSettings,
        "base_url": "https://acme.example",
        "auth": HeaderKey("X-Token", setting="token"),
        "resources": [Resource(name="order", title="Order", description="An order.", key=("id",))],
        "sandbox": sandbox,
    }
    return type("Acme", (Connector,), declared)


def test_a_jump_ahead_stays_and_a_jump_back_does_nothing() -> None:
    clock = SandboxClock(StandingClock())
    clock.reach(NOW + timedelta(hours=2))
    clock.reach(NOW + timedelta(hours=1))
    assert clock.now() == NOW + timedelta(hours=2)
    clock.reset()
    assert clock.now() == NOW


@given(st.lists(st.integers(0, 50), max_size=30))
def test_what_is_due_is_done_in_its_order_and_the_rest_waits(minutes: list[int]) -> None:
    clock = SandboxClock(StandingClock())
    agenda, done = Agenda(clock), list[tuple[int, int]]()
    for place, minute in enumerate(minutes):
        agenda.at(NOW + timedelta(minutes=minute), partial(done.append, (minute, place)))
    clock.reach(NOW + timedelta(minutes=25))
    agenda.run_due()
    assert done == sorted((minute, place) for place, minute in enumerate(minutes) if minute <= 25)
    later = [minute for minute in minutes if minute > 25]
    assert agenda.next_due == (NOW + timedelta(minutes=min(later)) if later else None)


def test_what_is_put_down_meanwhile_is_done_too() -> None:
    agenda, done = Agenda(SandboxClock(StandingClock())), list[str]()
    agenda.at(NOW, lambda: agenda.at(NOW, lambda: done.append("second")))
    agenda.run_due()
    assert done == ["second"]


@given(st.integers(1, 1000), st.integers(1, 200))
def test_a_share_is_met_exactly_and_evenly(thousandths: int, calls: int) -> None:
    active = ActiveFault(id=1, fault=Fault(kind=FaultKind.RESET, share=thousandths / 1000))
    struck = [active.strikes() for _ in range(calls)]
    for number in range(1, calls + 1):
        assert sum(struck[:number]) == math.floor(number * Fraction(thousandths, 1000))


def test_the_next_calls_meet_a_fault_and_those_after_them_do_not() -> None:
    faults = Faults()
    faults.add(Fault(kind=FaultKind.RESET, next=2, method="POST", path="*/orders"))
    met = [faults.strike(method, "/api/orders") is not None for method in ("GET", "POST", "POST", "POST")]
    assert met == [False, True, True, False]
    assert faults.active == []


def test_a_call_meets_one_fault_at_a_time() -> None:
    faults = Faults()
    for kind in (FaultKind.RESET, FaultKind.THROTTLE):
        faults.add(Fault(kind=kind, next=1))
    met = [faults.strike("GET", "/") for _ in range(3)]
    assert [fault and fault.kind for fault in met] == [FaultKind.RESET, FaultKind.THROTTLE, None]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("crossdock_seko.sandbox", "not written as 'package.module:Class'"),
        ("crossdock_seko.sandbox:", "not written as 'package.module:Class'"),
        (":Class", "not written as 'package.module:Class'"),
        ("crossdock_seko.no_such_module:Sandbox", "names the module 'crossdock_seko.no_such_module'"),
        ("no_such_package.sandbox:Sandbox", "names the module 'no_such_package.sandbox'"),
    ],
)
def test_a_sandbox_that_cannot_be_is_refused_with_the_class(target: str, told: str) -> None:
    with pytest.raises(PluginError, match=told):
        declare(target)


def test_a_connector_without_a_sandbox_says_so() -> None:
    with pytest.raises(NotFound, match="no sandbox") as raised:
        start_sandbox(declare(None))
    assert "sandbox list" in raised.value.remedy


@pytest.mark.parametrize("target", ["crossdock_seko.sandbox:NoSuchClass", "crossdock_seko.settings:SekoSettings"])
def test_what_is_no_sandbox_cannot_be_started(target: str) -> None:
    with pytest.raises(PluginError, match="cannot be loaded"):
        start_sandbox(declare(target))


def test_switches_are_set_at_the_start_and_kept_over_a_reset() -> None:
    sandbox = start_sandbox(Seko, {"minutes_per_stage": 3})
    sandbox.switch({"minutes_per_stage": 4})
    sandbox.reset()
    assert sandbox.switches.minutes_per_stage == 3


@pytest.mark.parametrize(
    ("switches", "told"),
    [({"minutes_per_stages": 3}, "minutes_per_stage"), ({"minutes_per_stage": 0}, "The switches are")],
)
def test_a_switch_that_cannot_be_set_is_named(switches: dict[str, int], told: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        start_sandbox(Seko, switches)
    assert told in raised.value.remedy


def test_a_connector_is_listed_without_loading_its_sandbox() -> None:
    script = "import sys, crossdock_seko.connector; print('litestar' in sys.modules, 'uvicorn' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "False"]


def test_an_address_that_is_taken_is_named() -> None:
    with listen() as taken, pytest.raises(ConfigurationError, match="cannot listen") as raised:
        listen(port=taken.getsockname()[1])
    assert "--port" in raised.value.remedy


class BrokenSandbox(SekoSandbox):
    """One that cannot even say what it holds."""

    def holdings(self) -> Mapping[str, list[Holding]]:
        raise TypeError("a fault of the sandbox's author")


@pytest.fixture
def address() -> Iterator[str]:
    with running(BrokenSandbox(SekoSandbox.default_switches(), StandingClock())) as address:
        yield address


def test_a_fault_of_the_sandbox_itself_is_told_as_one(address: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = httpx.get(f"{address}/_sandbox/state")
    assert (answer.status_code, answer.json()) == (500, {"detail": "The sandbox is at fault: TypeError."})
    assert "The sandbox of SEKO is at fault." in caplog.text


async def test_a_push_to_what_is_no_address_is_given_up_like_any_other() -> None:
    clock = SandboxClock(StandingClock())
    outbox, given_up = Outbox(clock), list[str]()
    push = Push(
        id="1",
        kind="order",
        url="http://127.0.0.1:port/",
        body=b"",
        headers={},
        delays=(),
        given_up=lambda: given_up.append("1"),
    )
    outbox.post(push)
    async with httpx.AsyncClient() as client, anyio.create_task_group() as group:
        await outbox.settle(group, client)
    assert (push.outcome, push.answer, given_up) == ("given-up", "InvalidURL", ["1"])


async def test_what_is_forgotten_while_it_is_under_way_is_not_tried_again() -> None:
    clock = SandboxClock(StandingClock())
    outbox = Outbox(clock)
    outbox.post(
        Push(id="1", kind="order", url="http://127.0.0.1:9/", body=b"", headers={}, delays=(timedelta(minutes=1),))
    )
    async with httpx.AsyncClient() as client, anyio.create_task_group() as group:
        outbox.start_due(group, client)
        outbox.clear()
    assert outbox.next_due is None


def test_an_answer_tells_the_time_by_the_sandbox_s_own_clock() -> None:
    with running(start_sandbox(Seko, clock=StandingClock())) as address, httpx.Client(base_url=address) as client:
        client.post("/_sandbox/advance", json={"seconds": 3600})
        assert client.get("/hub/v1/anything").headers.get_list("date") == ["Mon, 02 Mar 2026 10:00:00 GMT"]
