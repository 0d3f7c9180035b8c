"""ETag and If-Match: nobody overwrites a change they have not seen (RFC 9110, 13.1)."""

from __future__ import annotations

import re
from typing import Annotated, TypeVar

from litestar import Response
from litestar.params import HeaderParameter

from crossdock.errors import Malformed, Stale
from crossdock_api.problems import RevisionRequired

T = TypeVar("T")

IfMatch = Annotated[
    str | None,
    HeaderParameter(
        name="If-Match", description="The ETag of the state the change was made from; * for whatever is there."
    ),
]
IfNoneMatch = Annotated[
    str | None, HeaderParameter(name="If-None-Match", description="* to create it, and only if it does not exist.")
]

_REVISION = re.compile(r'"(\d{1,9})"')


def tagged(value: T, revision: int, *, status: int = 200, location: str | None = None) -> Response[T]:
    """A value that can be edited, with its ETag; with its place where it was just created."""
    headers = {"ETag": f'"{revision}"'}
    if location is not None:
        headers["Location"] = location
    return Response(value, status_code=status, headers=headers)


def expected_revision(if_match: IfMatch = None) -> int | None:
    """The revision a change was made from; None for `*`.

    Raises RevisionRequired where there is no If-Match, and Stale where it names no revision of ours.
    """
    if if_match is None:
        raise RevisionRequired("The request does not say which state it was made from.")
    if if_match.strip() == "*":
        return None
    if found := _REVISION.fullmatch(if_match.strip()):
        return int(found[1])
    raise Stale(f"The If-Match header names no state that ever was: {if_match}.")


def expected_or_new(if_match: IfMatch = None, if_none_match: IfNoneMatch = None) -> int | None:
    """As `expected_revision`, and 0 for `If-None-Match: *`: it must not exist yet."""
    if if_none_match is None:
        return expected_revision(if_match)
    if if_match is not None or if_none_match.strip() != "*":
        raise Malformed(
            "The headers contradict each other, or If-None-Match is not '*'.",
            code="invalid-precondition",
            remedy="Send If-Match with an ETag for a change, or If-None-Match: * to create.",
        )
    return 0
