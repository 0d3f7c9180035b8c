"""Tokens: found by the SHA-256 of their text, which is stored nowhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, insert, select, update

from crossdock.model.access import Role, Token
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import projects, tokens


class Tokens(Repository):
    async def page(self, project: Project | None, request: PageRequest) -> Page[Token]:
        """Newest first, of one project, or for None those of the whole deployment."""
        return await self._page(_scoped(project), request, tokens.c.id, _token, newest_first=True)

    async def get(self, project: Project | None, token: UUID) -> Token:
        """A token of this scope; raises NotFound."""
        row = await self._first(_scoped(project).where(tokens.c.id == token))
        if row is None:
            raise absent("token", token)
        return _token(row)

    async def by_id(self, token: UUID) -> Token:
        """A token of any scope; raises NotFound."""
        row = await self._first(_TOKENS.where(tokens.c.id == token))
        if row is None:
            raise absent("token", token)
        return _token(row)

    async def by_digest(self, digest: bytes) -> Token | None:
        row = await self._first(_BY_DIGEST, digest=digest)
        return None if row is None else _token(row)

    async def add(self, project: Project | None, token: Token, digest: bytes) -> None:
        same = ("id", "name", "role", "prefix", "created_by", "created_at", "expires_at")
        row = {column: getattr(token, column) for column in same}
        await self._do(insert(tokens).values(row | {"project_id": project.id if project else None, "digest": digest}))

    async def revoke(self, token: Token, at: datetime) -> None:
        await self._do(update(tokens).where(tokens.c.id == token.id).values(revoked_at=at))

    async def sign_out(self, token: UUID, at: datetime) -> None:
        """From now on browsers that were signed in with it until a time are not known."""
        await self._do(update(tokens).where(tokens.c.id == token).values(signed_out_at=at))

    async def mark_used(self, token: Token, at: datetime) -> None:
        await self._do(update(tokens).where(tokens.c.id == token.id).values(last_used_at=at))


_SAME = (
    "id",
    "name",
    "project",
    "prefix",
    "created_by",
    "created_at",
    "expires_at",
    "revoked_at",
    "last_used_at",
    "signed_out_at",
)
_TOKENS = select(tokens, projects.c.name.label("project")).select_from(
    tokens.outerjoin(projects, projects.c.id == tokens.c.project_id)
)
_BY_DIGEST = _TOKENS.where(tokens.c.digest == bindparam("digest"))


def _scoped(project: Project | None) -> Select[Any]:
    return _TOKENS.where(tokens.c.project_id.is_(None) if project is None else tokens.c.project_id == project.id)


def _token(row: Row[Any]) -> Token:
    return Token(role=Role(row.role), **{column: getattr(row, column) for column in _SAME})
