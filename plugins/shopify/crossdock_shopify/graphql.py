"""What an answer of the GraphQL Admin API means: it comes with 200 whatever it says."""

from __future__ import annotations

from typing import Any

from crossdock.connect import Answer, GraphqlCost
from crossdock.connect.resource import at
from crossdock.errors import BatchRefused, ErrorKind, Malformed, PlatformError
from crossdock_shopify import inferred

PATH = "/graphql.json"
COST = GraphqlCost(path=PATH)
THROTTLED = "THROTTLED"
_KINDS = {
    THROTTLED: ErrorKind.RETRY,
    "INTERNAL_SERVER_ERROR": ErrorKind.RETRY,
    "ACCESS_DENIED": ErrorKind.STOP,
}
_REMEDIES = {
    ErrorKind.RETRY: "It is worth trying again later.",
    ErrorKind.STOP: "Give the app the scopes that its README names.",
    ErrorKind.HOLD: "Tell the connector's author.",
}


def failure(answer: Answer) -> PlatformError | None:
    """The error that an answer of GraphQL tells at its top, or of what was asked of it; None where it tells none."""
    if not answer.url.endswith(PATH):
        return None
    try:
        errors, data = at(answer.document, "errors"), at(answer.document, "data")
    except Malformed:
        return None
    if not (isinstance(errors, list) and errors):
        return _refusal(answer, data)
    codes = [str(at(error, "extensions.code")) for error in errors]
    kind = next((_KINDS[code] for code in codes if code in _KINDS), ErrorKind.HOLD)
    words = "; ".join(str(at(error, "message")) for error in errors)
    return PlatformError(
        f'Shopify answered: "{words}".',
        kind=kind,
        remedy=_REMEDIES[kind],
        status=answer.status,
        retry_after=(COST.pause(answer) or None) if THROTTLED in codes else None,
        uncertain=kind is ErrorKind.RETRY and THROTTLED not in codes,
    )


def _refusal(answer: Answer, data: Any) -> PlatformError | None:
    """What a mutation refused to do, and of several because of which; None where none refused anything."""
    done = data.values() if isinstance(data, dict) else ()
    errors = [error for each in done if isinstance(each, dict) for error in each.get("userErrors") or ()]
    if not errors:
        return None
    by_place: dict[int, list[Any]] = {}
    for error in errors:
        if (place := _place(at(error, "field"))) is not None:
            by_place.setdefault(place, []).append(error)
    whole = _refused(answer, errors)
    return BatchRefused(whole, {place: _refused(answer, own) for place, own in by_place.items()}) if by_place else whole


def _place(field: Any) -> int | None:
    """Which of several items an error is about; None where it does not say so."""
    path = [str(name) for name in field] if isinstance(field, list) else []
    after = path[path.index(inferred.ITEMS) + 1 :] if inferred.ITEMS in path else []
    return int(after[0]) if after and after[0].isdecimal() else None


def _refused(answer: Answer, errors: list[Any]) -> PlatformError:
    words = "; ".join(str(at(error, "message")) for error in errors)
    if any(at(error, "code") in inferred.COMPARED_IN_VAIN for error in errors):
        return PlatformError(
            f'Shopify sold some while it was set, so it is looked anew: "{words}".',
            kind=ErrorKind.RETRY,
            remedy="It is worth trying again at once.",
            status=answer.status,
            retry_after=0.0,
        )
    return PlatformError(
        f'Shopify refused it: "{words}".',
        kind=ErrorKind.HOLD,
        remedy="See what the shop says of it, then let it go on.",
        status=answer.status,
    )
