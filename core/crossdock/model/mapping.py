"""Mappings, their drafts, and the versions that drafts become."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from crossdock.model.resource import JsonSchema, ResourceRef


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """A named translation from a source resource to a target resource."""

    id: UUID
    project: str
    name: str
    source: ResourceRef
    target: ResourceRef
    description: str = ""
    owners: tuple[str, ...] = ()
    latest_version: int | None = None
    revision: int
    """Grows with each change of these settings; the ETag is made of it."""
    created_at: datetime
    updated_at: datetime


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """The editable text of a mapping; one per mapping and author, never live."""

    mapping: str
    author: str
    text: str
    based_on: int | None = None
    """The version it was started from, or was brought up to since."""
    revision: int
    started_at: datetime
    updated_at: datetime


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """A version that was published while somebody was writing on."""

    number: int
    author: str
    reason: str
    created_at: datetime


class Meanwhile(msgspec.Struct, frozen=True, kw_only=True):
    """What others did to a mapping while somebody writes on a text of theirs."""

    published: Published | None = None
    """The latest version, where it is newer than the one that was started from."""
    drafts: tuple[Draft, ...] = ()
    """Of others who saved theirs within the last minutes and whose text is none of a version's, the latest first."""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One immutable, numbered, published text of a mapping."""

    id: UUID
    mapping: str
    number: int
    text: str
    content_hash: str
    """SHA-256 over text, schemas, plugin and engine versions; see `crossdock.engine.content_hash`."""
    source: ResourceRef
    target: ResourceRef
    source_schema: JsonSchema
    target_schema: JsonSchema
    engine: str
    """'reference 0.7.1'."""
    plugins: dict[str, str]
    """Distribution name to version, of the connectors and function packs it was published with."""
    author: str
    reason: str
    created_at: datetime


class MappingNew(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for when a mapping is created."""

    name: str
    source: str
    """'shopify/order'."""
    target: str
    """'seko/order'."""
    description: str = ""
    owners: tuple[str, ...] = ()


class MappingSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping's settings as they shall be; its source and target stay what they are."""

    description: str = ""
    owners: tuple[str, ...] = ()


class VersionNew(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked for when a draft is published."""

    reason: str
    text: str | None = None
    """None: the caller's draft."""
    based_on: int | None = None
    """The version that the text was written from, 0 for none: where it is no longer the latest, nothing is published.
    Left out: nobody asks."""


class TextDiff(msgspec.Struct, frozen=True, kw_only=True):
    """Two versions of one mapping, compared line by line."""

    mapping: str
    old: int
    new: int
    unified: str
    """Unified diff; empty when the texts are equal."""
