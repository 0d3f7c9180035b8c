"""Who may do what: roles, tokens, and the caller of a request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from crossdock.model.project import Project


class Role(StrEnum):
    """What a token may do in its project; `RIGHTS` says it exactly."""

    VIEWER = "viewer"
    """Reads everything but payloads and secrets."""
    EDITOR = "editor"
    """Writes drafts, fixtures, lookups, settings; publishes versions."""
    APPROVER = "approver"
    """Promotes and rolls back."""
    OPERATOR = "operator"
    """Maps, adds the rows that lookups miss, and works on held records."""
    ADMIN = "admin"
    """Everything, tokens and secrets of connections included."""


class Right(StrEnum):
    """What an action needs."""

    READ = "read"
    EDIT = "edit"
    EDIT_LOOKUPS = "edit-lookups"
    """Apart from EDIT: whoever works on held records adds the missing row."""
    EVALUATE = "evaluate"
    """Map with a text or a version, live ones too: no side effects, but it costs time."""
    READ_PAYLOADS = "read-payloads"
    """See what records hold, personal data among it; each reading is on record."""
    OPERATE = "operate"
    """Let held records go on, correct or skip them, send records again, pause and resume flows."""
    APPROVE = "approve"
    ADMINISTER = "administer"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.READ}),
    Role.EDITOR: frozenset({Right.READ, Right.READ_PAYLOADS, Right.EVALUATE, Right.EDIT, Right.EDIT_LOOKUPS}),
    Role.APPROVER: frozenset({Right.READ, Right.READ_PAYLOADS, Right.EVALUATE, Right.APPROVE}),
    Role.OPERATOR: frozenset({Right.READ, Right.READ_PAYLOADS, Right.EVALUATE, Right.EDIT_LOOKUPS, Right.OPERATE}),
    Role.ADMIN: frozenset(Right),
}


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A bearer token as it is stored: never its text, only what tells it apart."""

    id: UUID
    name: str
    """Who or what holds it; stands in the audit log as the actor."""
    project: str | None
    """None: every project of the deployment."""
    role: Role
    prefix: str
    """Its first characters, to recognise it by."""
    created_by: str
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None
    signed_out_at: datetime | None = None
    """Browsers that were signed in with it until then are not known any more."""


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """The caller of a request, known by a valid token."""

    token_id: UUID
    name: str
    project: str | None
    role: Role


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Who is asking, and what they may do where."""

    name: str
    """As the audit log tells it."""
    role: Role
    rights: tuple[Right, ...]
    """What the role allows."""
    project: str | None
    """The one project it is for; None: every project of the deployment."""
    projects: tuple[Project, ...]
    """Those that can be seen; of very many the first 200."""
    expires_at: datetime | None = None
    """When to sign in again; None: never."""


class TokenNew(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for when a token is issued."""

    name: str
    role: Role
    expires_at: datetime | None = None
    """With its zone; None: it does not expire."""


class IssuedToken(msgspec.Struct, frozen=True, kw_only=True):
    """A token at the moment it is issued: the only time its text is known."""

    token: Token
    text: str

    def __repr__(self) -> str:
        return f"IssuedToken(token={self.token!r}, text='...')"
