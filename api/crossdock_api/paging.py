"""Long lists, a page at a time: limit and cursor in, the next page's address out (RFC 8288)."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from litestar import Request, Response
from litestar.params import QueryParameter

from crossdock.model.page import LARGEST_PAGE, Page, PageRequest

T = TypeVar("T")


def page_request(
    limit: Annotated[int, QueryParameter(ge=1, le=LARGEST_PAGE, description="Most items on one page.")] = 50,
    cursor: Annotated[
        str | None, QueryParameter(max_length=500, description="`next` of the page before; left out for the first one.")
    ] = None,
) -> PageRequest:
    """Which page is asked for."""
    return PageRequest(limit=limit, cursor=cursor)


def paged(request: Request[Any, Any, Any], page: Page[T]) -> Response[Page[T]]:
    """A page with a link to the next one, where there is one."""
    if page.next is None:
        return Response(page)
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    query = urlencode([*others, ("cursor", page.next)])
    return Response(page, headers={"Link": f'<{request.scope["path"]}?{query}>; rel="next"'})
