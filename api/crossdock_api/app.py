"""The web application, put together from what it is handed."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from crossdock.errors import CrossdockError
from crossdock.settings import Settings
from crossdock.studio.studio import Studio
from crossdock_api.allow import complete_allow
from crossdock_api.authentication import Authentication, Authenticator
from crossdock_api.bodies import BoundedBody, JsonBody
from crossdock_api.controllers import CONTROLLERS
from crossdock_api.controllers.audit import audit_filters
from crossdock_api.controllers.holds import hold_filters
from crossdock_api.controllers.records import record_filters
from crossdock_api.etags import expected_or_new, expected_revision
from crossdock_api.health import health_router
from crossdock_api.hooks import hooks_router
from crossdock_api.idempotency import Idempotency
from crossdock_api.offers import offers_router
from crossdock_api.pages import page_handlers
from crossdock_api.paging import page_request
from crossdock_api.problems import respond
from crossdock_api.request import StudioRequest
from crossdock_api.security import add_headers


def build_app(studio: Studio, settings: Settings) -> Litestar:
    """The application: API, webhooks, health, documentation and the studio."""
    return Litestar(
        [api_router(), hooks_router, offers_router, health_router, *page_handlers()],
        state=state_of(studio, settings),
        exception_handlers={CrossdockError: respond, HTTPException: respond, Exception: respond},
        before_send=[add_headers, complete_allow],
        request_max_body_size=None,  # BoundedBody sees to it, packed bodies included
        openapi_config=None,
        logging_config=None,
    )


def state_of(studio: Studio, settings: Settings) -> State:
    """What every request is answered from."""
    authenticator = Authenticator(studio.tokens, studio.sessions)
    state = {"studio": studio, "authenticator": authenticator, "body_bytes": settings.body_bytes}
    return State(state, deep_copy=False)


def api_router() -> Router:
    """Every operation of the API."""
    handlers: Sequence[ControllerRouterHandler] = CONTROLLERS
    return Router(
        "/api/v1",
        route_handlers=handlers,
        request_class=StudioRequest,
        dto=JsonBody,
        return_dto=None,
        middleware=[Authentication, BoundedBody, Idempotency],
        dependencies={
            "audit_filters": Provide(audit_filters, sync_to_thread=False),
            "hold_filters": Provide(hold_filters, sync_to_thread=False),
            "filters": Provide(record_filters, sync_to_thread=False),
            "page": Provide(page_request, sync_to_thread=False),
            "expected": Provide(expected_revision, sync_to_thread=False),
            "expected_or_new": Provide(expected_or_new, sync_to_thread=False),
        },
    )
