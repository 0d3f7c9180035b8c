"""Expiries: the days on which connections' secrets expire, as people or platforms told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, text

from crossdock.model.overview import ExpiringCredential
from crossdock.model.project import Project
from crossdock.store.repository import Repository

_UNTIL = text("""
    SELECT projects.name AS project, c.environment, c.name AS connection, told.key AS secret,
        (told.value ->> 'on')::date AS expires_on
    FROM connections AS c JOIN projects ON projects.id = c.project_id
    CROSS JOIN LATERAL jsonb_each(c.secret_expiries) AS told
    WHERE c.project_id = ANY(:projects) AND (told.value ->> 'on')::date <= :until
    ORDER BY expires_on, project, environment, connection, secret
""")


class Expiries(Repository):
    async def until(self, projects: Sequence[Project], last: date) -> list[ExpiringCredential]:
        """Of these projects, those that expire on a day or before, soonest first; raises nothing."""
        rows = await self._all(_UNTIL, projects=[project.id for project in projects], until=last)
        return [_credential(row) for row in rows]


def _credential(row: Row[Any]) -> ExpiringCredential:
    return ExpiringCredential(
        project=row.project,
        environment=row.environment,
        connection=row.connection,
        secret=row.secret,
        expires_on=row.expires_on,
    )
