"""What queries may leave out: Litestar takes the text `null` for none, so it comes as text and is read here."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, TypeVar

import msgspec

from crossdock.errors import InvalidInput, Malformed

_Choice = TypeVar("_Choice", bound=StrEnum)
_Moment = Annotated[datetime, msgspec.Meta(tz=True)]


def day(text: str | None) -> date | None:
    """A day as people write it; raises InvalidInput where the calendar has none such."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(
            f"The calendar has no day '{text}'.", remedy="Write it as year, month and day: 2026-02-28."
        ) from error


def moment(text: str | None) -> datetime | None:
    """A time with its zone; raises Malformed for one that is none, or has no zone."""
    try:
        return None if text is None else msgspec.convert(text, _Moment)
    except msgspec.ValidationError as error:
        raise Malformed(
            f"'{text}' is no time with a zone.", code="invalid-parameter", remedy="Write it as 2026-11-04T08:01:20Z."
        ) from error


def choice(kind: type[_Choice], text: str | None) -> _Choice | None:
    """One of the words that there are; raises Malformed for another."""
    try:
        return None if text is None else kind(text)
    except ValueError as error:
        raise Malformed(
            f"'{text}' is not one of {', '.join(kind)}.", code="invalid-parameter", remedy="Ask for one of them."
        ) from error
