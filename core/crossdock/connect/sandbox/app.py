"""A sandbox as ASGI application: the platform's routes, the control routes, and faults around them."""

from __future__ import annotations

import logging
from email.utils import format_datetime
from typing import Any

from litestar import Litestar, Request, Response, Router
from litestar.datastructures import MutableScopeHeaders
from litestar.di import Provide
from litestar.types import ASGIApp, BeforeMessageSendHookHandler, Message, Scope

from crossdock.connect.sandbox import control
from crossdock.connect.sandbox.fault_layer import CONTROL, FaultLayer, is_control
from crossdock.connect.sandbox.life import Life
from crossdock.connect.sandbox.sandbox import Sandbox

log = logging.getLogger("crossdock.sandbox")


def build_app(sandbox: Sandbox[Any]) -> ASGIApp:
    """The whole of it, to be served with its lifespan."""
    life = Life(sandbox)

    def respond(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        refuse = control.refused if is_control(request.url.path) else sandbox.refuse
        answer = refuse(request, error)
        if answer is None:
            log.error("The sandbox of %s is at fault.", sandbox.title, exc_info=error)
            answer = control.answered({"detail": f"The sandbox is at fault: {type(error).__name__}."}, 500)
        return answer

    app = Litestar(
        route_handlers=[*sandbox.routes(), control.Control, Router(CONTROL, route_handlers=list(sandbox.controls()))],
        dependencies={
            "sandbox": Provide(lambda: sandbox, sync_to_thread=False),
            "life": Provide(lambda: life, sync_to_thread=False),
        },
        exception_handlers={Exception: respond},
        before_send=[_answer_headers(sandbox)],
        lifespan=[life.lifespan],
        openapi_config=None,
        logging_config=None,
    )
    return FaultLayer(app, sandbox.faults, sandbox.throttled)


def _answer_headers(sandbox: Sandbox[Any]) -> BeforeMessageSendHookHandler:
    async def add(message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start" and not is_control(scope["path"]):
            headers = MutableScopeHeaders.from_message(message)
            headers["date"] = format_datetime(sandbox.clock.now(), usegmt=True)
            for name, value in sandbox.answer_headers().items():
                headers[name] = value

    return add
