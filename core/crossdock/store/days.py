"""Days of receipt: in UTC, from the first to the last, both included."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Column, ColumnElement


def start_of(day: date) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(day, time(), tzinfo=UTC)


def within(column: Column[datetime], first_day: date | None, last_day: date | None) -> list[ColumnElement[bool]]:
    """The conditions for a time to be within days; None: no bound."""
    conditions: list[ColumnElement[bool]] = []
    if first_day is not None:
        conditions.append(column >= start_of(first_day))
    if last_day is not None:
        conditions.append(column < start_of(last_day + timedelta(days=1)))
    return conditions
