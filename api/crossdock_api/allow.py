"""OPTIONS: which methods a path takes."""

from __future__ import annotations

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.routes import HTTPRoute
from litestar.types import Message, Scope


async def complete_allow(message: Message, scope: Scope) -> None:
    """Litestar's `before_send` hook: its own answer names only the method that a controller has first, this all."""
    if scope["type"] != ScopeType.HTTP or scope["method"] != "OPTIONS" or message["type"] != "http.response.start":
        return
    path = scope.get("path_template")
    routes = [route for route in scope["litestar_app"].routes if route.path_format == path]
    methods = {method for route in routes if isinstance(route, HTTPRoute) for method in route.methods}
    if methods:
        MutableScopeHeaders.from_message(message)["Allow"] = ", ".join(sorted(methods))
