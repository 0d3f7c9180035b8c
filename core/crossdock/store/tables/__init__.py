"""The studio's tables. What must never be is forbidden here, by constraints, and by triggers in the migrations."""

from __future__ import annotations

from crossdock.store.tables.access import idempotency_keys, tokens
from crossdock.store.tables.audit import audit_entries, audit_seals
from crossdock.store.tables.base import metadata
from crossdock.store.tables.lookups import lookup_revisions, lookup_rows, lookups
from crossdock.store.tables.mappings import drafts, fixtures, mappings, versions
from crossdock.store.tables.projects import connections, environments, ownership, projects
from crossdock.store.tables.promotions import promotions

__all__ = [
    "audit_entries",
    "audit_seals",
    "connections",
    "drafts",
    "environments",
    "fixtures",
    "idempotency_keys",
    "lookup_revisions",
    "lookup_rows",
    "lookups",
    "mappings",
    "metadata",
    "ownership",
    "projects",
    "promotions",
    "tokens",
    "versions",
]
