"""The pages for people: `/` says what to try, `/schema` shows the API. Both work without internet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from os import PathLike
from pathlib import Path
from string import Template
from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.router import Router
from litestar.static_files import create_static_files_router

from crossdock.settings import Settings
from crossdock_api.openapi import document

ASSETS = Path(__file__).parent / "assets"
"""Written by hand, part of the source."""
BUILT = Path(__file__).parent / "static"
"""Made by `npm ci && npm run build` in web/, shipped in the wheel, not in git."""
DOCS_SCRIPT = BUILT / "swagger-ui" / "swagger-ui-bundle.js"

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def page_handlers(settings: Settings) -> Sequence[HTTPRouteHandler | Router]:
    """The handlers of the pages and of what they load."""
    return [_welcome(settings), docs, openapi_document, _assets()]


def _welcome(settings: Settings) -> HTTPRouteHandler:
    page = Template((ASSETS / "welcome.html").read_text(encoding="utf-8"))
    token_file = escape(str(settings.data / "demo.json"))

    @get("/", media_type=MediaType.HTML, include_in_schema=False, sync_to_thread=False)
    def welcome(request: Request[Any, Any, State]) -> Response[str]:
        address = escape(str(request.base_url).rstrip("/"))
        return _html(page.substitute(address=address, token_file=token_file))

    return welcome


@get("/schema", media_type=MediaType.HTML, include_in_schema=False, sync_to_thread=False)
def docs() -> Response[str]:
    """Swagger UI from our own files, or how to build them where they are missing."""
    name = "docs.html" if DOCS_SCRIPT.is_file() else "docs-missing.html"
    return _html((ASSETS / name).read_text(encoding="utf-8"))


@get("/schema/openapi.json", media_type=MediaType.JSON, include_in_schema=False, sync_to_thread=False)
def openapi_document() -> Response[bytes]:
    """The API's description, for programs."""
    return Response(_document_bytes(), media_type="application/vnd.oai.openapi+json;version=3.1")


@cache
def _document_bytes() -> bytes:
    return msgspec.json.encode(document())


def _assets() -> Router:
    folders: list[str | PathLike[str] | Path] = [ASSETS, BUILT] if BUILT.is_dir() else [ASSETS]
    return create_static_files_router("/assets", folders, cache_control=None)


def _html(text: str) -> Response[str]:
    return Response(text, media_type=MediaType.HTML, headers={"Content-Security-Policy": _POLICY})
