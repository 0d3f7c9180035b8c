"""The routes by which a sandbox is looked into and played with: `/_sandbox/...`."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Controller, Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from msgspec import Meta

from crossdock.connect.sandbox.fault_layer import CONTROL
from crossdock.connect.sandbox.faults import Fault
from crossdock.connect.sandbox.life import Life
from crossdock.connect.sandbox.sandbox import ControlRoute, Sandbox
from crossdock.errors import CrossdockError, InvalidInput, Malformed, NotFound

B = TypeVar("B")

ROUTES = (
    ControlRoute("GET", "state", "what it holds, and how often each was received"),
    ControlRoute("GET", "faults", "the trouble that was asked for, and how often it struck"),
    ControlRoute("POST", "faults", 'ask for trouble: {"kind": "timeout", "after_write": true, "next": 1}'),
    ControlRoute("DELETE", "faults", "no more trouble"),
    ControlRoute("POST", "advance", 'let time pass: {"seconds": 3600}'),
    ControlRoute("GET", "switches", "how it behaves"),
    ControlRoute("POST", "switches", "behave differently"),
    ControlRoute("POST", "reset", "back to the beginning"),
)
"""What every sandbox has."""


class Advance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much time is to pass."""

    seconds: Annotated[float, Meta(gt=0, le=366 * 24 * 3600)]


class Control(Controller):
    """What every sandbox can be asked."""

    path = CONTROL

    @get("/state")
    async def show_state(self, sandbox: NamedDependency[Sandbox[Any]]) -> Response[bytes]:
        return answered(sandbox.holdings())

    @get("/faults")
    async def list_faults(self, sandbox: NamedDependency[Sandbox[Any]]) -> Response[bytes]:
        return answered({"faults": sandbox.faults.active})

    @post("/faults")
    async def add_fault(
        self, request: Request[Any, Any, Any], sandbox: NamedDependency[Sandbox[Any]]
    ) -> Response[bytes]:
        return answered(sandbox.faults.add(await read_body(request, Fault)), 201)

    @delete("/faults", status_code=200)
    async def clear_faults(self, sandbox: NamedDependency[Sandbox[Any]]) -> Response[bytes]:
        sandbox.faults.clear()
        return answered({"faults": []})

    @post("/advance")
    async def advance(
        self, request: Request[Any, Any, Any], sandbox: NamedDependency[Sandbox[Any]], life: NamedDependency[Life]
    ) -> Response[bytes]:
        step = await read_body(request, Advance)
        group, client = life.running
        now = await sandbox.advance(timedelta(seconds=step.seconds), group, client)
        return answered({"now": now})

    @get("/switches")
    async def show_switches(self, sandbox: NamedDependency[Sandbox[Any]]) -> Response[bytes]:
        return answered(sandbox.switches)

    @post("/switches")
    async def set_switches(
        self, request: Request[Any, Any, Any], sandbox: NamedDependency[Sandbox[Any]]
    ) -> Response[bytes]:
        sandbox.switch(await read_body(request, dict[str, Any]))
        return answered(sandbox.switches)

    @post("/reset")
    async def reset(self, sandbox: NamedDependency[Sandbox[Any]]) -> Response[bytes]:
        sandbox.reset()
        return answered({"now": sandbox.clock.now()})


async def read_body(request: Request[Any, Any, Any], shape: type[B]) -> B:
    """The body as a value of a shape; raises Malformed and InvalidInput naming the place."""
    try:
        return msgspec.json.decode(await request.body(), type=shape)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"The body is not what is asked for: {error}.", remedy="See docs/sandboxes.md.") from error
    except msgspec.DecodeError as error:
        raise Malformed(f"The body is not JSON: {error}.", remedy="Send one JSON object.") from error


def answered(value: Any, status: int = 200) -> Response[bytes]:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status_code=status, media_type="application/json")


def refused(request: Request[Any, Any, Any], error: Exception) -> Response[bytes] | None:
    """A control route's own refusal, in plain words; None for an error that is none."""
    if isinstance(error, CrossdockError):
        status = {Malformed: 400, NotFound: 404}.get(type(error), 422)
        return answered({"detail": error.message, "remedy": error.remedy}, status)
    if isinstance(error, HTTPException) and error.status_code < 500:
        known = ", ".join(sorted({f"{CONTROL}/{route.path}" for route in ROUTES}))
        what = f"{request.method} {request.url.path}: {error.detail}."
        return answered({"detail": what, "remedy": f"There are {known}."}, error.status_code)
    return None
