"""An answer for every kind of problem, for the API's description."""

from __future__ import annotations

from collections.abc import Mapping

from crossdock_api import example_values as values
from crossdock_api.problems import ProblemDetails

_MAPPING_PATH = "/api/v1/projects/acme-living/mappings/shopify-order-to-seko"


def _problem(status: int, code: str, title: str, detail: str, remedy: str) -> ProblemDetails:
    return ProblemDetails(
        type=f"/problems/{code}",
        title=title,
        status=status,
        detail=detail,
        instance=_MAPPING_PATH,
        code=code,
        remedy=remedy,
    )


_HELD = ProblemDetails(
    type="/problems/target-invalid",
    title="Target invalid",
    status=422,
    detail="What came out does not fit the target's schema: 1 problem.",
    instance=f"{_MAPPING_PATH}/preview",
    code="target-invalid",
    remedy="Correct the mapping at the places named.",
    errors=(values.MISSING_FIELD,),
)

PROBLEMS: Mapping[int, ProblemDetails] = {
    problem.status: problem
    for problem in (
        _problem(
            400,
            "malformed",
            "Malformed",
            "The text is not JSON: Expecting ',' delimiter at line 3, column 7.",
            "Send one JSON value, as RFC 8259 describes it.",
        ),
        _problem(
            401,
            "token-missing",
            "Token missing",
            "The request carries no bearer token.",
            "Send a valid token as 'Authorization: Bearer <token>'.",
        ),
        _problem(
            403, "forbidden", "Forbidden", "The role 'viewer' does not allow it.", "Ask for a token with another role."
        ),
        _problem(
            404,
            "not-found",
            "Not found",
            "There is no mapping 'shopify-order-seko'.",
            "Did you mean 'shopify-order-to-seko'?",
        ),
        _problem(
            409, "already-exists", "Already exists", "There already is a mapping of that name.", "Choose another name."
        ),
        _problem(
            410,
            "payload-emptied",
            "Payload emptied",
            "The payload of the record was emptied at 2026-11-04T08:00:00+00:00, as its project's retention says.",
            "Its story is still there. What it said, only its platform can tell.",
        ),
        _problem(
            412,
            "stale",
            "Stale",
            "It was changed since: revision 7 was expected, and it is at 8.",
            "Read it again, carry your change over, and send it with the new ETag.",
        ),
        _problem(413, "too-large", "Too large", "The body is larger than 10485760 bytes.", "Send less at a time."),
        _problem(
            415,
            "unsupported-media-type",
            "Unsupported media type",
            "The body is 'text/plain', and this operation takes 'application/json'.",
            "Send it with 'Content-Type: application/json'.",
        ),
        _HELD,
        _problem(
            428,
            "precondition-required",
            "Precondition required",
            "The request does not say which state it was made from.",
            "Read it first and send its ETag as If-Match.",
        ),
        _problem(
            500,
            "internal-error",
            "Internal error",
            "Something went wrong inside Crossdock.",
            "Look for the incident in the server's log, and report it.",
        ),
        _problem(
            502,
            "platform",
            "Platform",
            "Shopify could not be reached at example-tea.myshopify.com (ConnectError).",
            "Try again once it answers.",
        ),
        _problem(
            503,
            "unavailable",
            "Unavailable",
            "The database is away.",
            "Try again in a moment; nothing of this request was stored.",
        ),
    )
}
"""By status."""
