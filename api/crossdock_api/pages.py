"""The pages for people: the studio, and `/schema`, which shows the API. Both work without internet."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import cache
from os import PathLike
from pathlib import Path

import msgspec
from litestar import MediaType, Response, get
from litestar.datastructures import CacheControlHeader
from litestar.handlers import HTTPRouteHandler
from litestar.router import Router
from litestar.static_files import create_static_files_router

from crossdock_api.openapi import document

ASSETS = Path(__file__).parent / "assets"
"""Written by hand, part of the source."""
BUILT = Path(__file__).parent / "static"
"""Made by `make web` from web/, shipped in the wheel, not in git."""
DOCS_SCRIPT = BUILT / "swagger-ui" / "swagger-ui-bundle.js"
STUDIO = BUILT / "index.html"

_NONCE = "CROSSDOCK-NONCE"
"""Stands in the built page where the page's own nonce belongs (web/vite.config.ts)."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_A_YEAR = 365 * 24 * 3600


def page_handlers() -> Sequence[HTTPRouteHandler | Router]:
    """The handlers of the pages and of what they load."""
    return [studio, docs, openapi_document, *_assets()]


@get(["/", "/p/{page:path}"], media_type=MediaType.HTML, include_in_schema=False, sync_to_thread=False)
def studio() -> Response[str]:
    """The studio's one page, which shows what the address says; or how to build it where it is missing."""
    if not STUDIO.is_file():
        return _html((ASSETS / "studio-missing.html").read_text(encoding="utf-8"))
    nonce = secrets.token_urlsafe(16)
    page = STUDIO.read_text(encoding="utf-8").replace(_NONCE, nonce)
    return _html(page, _POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'"))


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


def _assets() -> list[Router]:
    """Static files. The studio's bear a hash of their content in their names, so browsers may keep them."""
    folders: list[str | PathLike[str] | Path] = [ASSETS, BUILT] if BUILT.is_dir() else [ASSETS]
    routers = [create_static_files_router("/assets", folders, name="assets", cache_control=None)]
    if STUDIO.is_file():
        kept = CacheControlHeader(max_age=_A_YEAR, immutable=True)
        routers.append(
            create_static_files_router("/assets/studio", [BUILT / "studio"], name="studio", cache_control=kept)
        )
    return routers


def _html(text: str, policy: str = _POLICY) -> Response[str]:
    return Response(text, media_type=MediaType.HTML, headers={"Content-Security-Policy": policy})
