"""The studio's tables. What must never be is forbidden here, by constraints, and by triggers in the migrations."""

from __future__ import annotations

from crossdock.store.tables.access import idempotency_keys, tokens
from crossdock.store.tables.alerts import alert_deliveries, alert_rules, alert_watches, alerts, worker_hosts
from crossdock.store.tables.audit import audit_entries, audit_seals
from crossdock.store.tables.base import metadata
from crossdock.store.tables.deliveries import deliveries, last_states, recognitions
from crossdock.store.tables.flows import connection_pauses, flow_states, flows, playbooks
from crossdock.store.tables.holds import hold_cares, hold_comments, hold_misses, holds
from crossdock.store.tables.journal import journal
from crossdock.store.tables.lookups import lookup_hits, lookup_revisions, lookup_rows, lookups
from crossdock.store.tables.mappings import annotation_sets, drafts, fixtures, mappings, versions
from crossdock.store.tables.objects import identities, objects
from crossdock.store.tables.projects import connections, environments, ownership, projects
from crossdock.store.tables.promotion_requests import promotion_requests
from crossdock.store.tables.promotions import promotions
from crossdock.store.tables.records import attempts, effects, records
from crossdock.store.tables.schedules import poll_runs, poll_schedules
from crossdock.store.tables.sequences import sequence_gaps, sequences
from crossdock.store.tables.stock import (
    commitments,
    stock_buffers,
    stock_closures,
    stock_doubts,
    stock_levels,
    uncounted_records,
)
from crossdock.store.tables.workers import allowances, connection_calls, partitions

__all__ = [
    "alert_deliveries",
    "alert_rules",
    "alert_watches",
    "alerts",
    "allowances",
    "annotation_sets",
    "attempts",
    "audit_entries",
    "audit_seals",
    "commitments",
    "connection_calls",
    "connection_pauses",
    "connections",
    "deliveries",
    "drafts",
    "effects",
    "environments",
    "fixtures",
    "flow_states",
    "flows",
    "hold_cares",
    "hold_comments",
    "hold_misses",
    "holds",
    "idempotency_keys",
    "identities",
    "journal",
    "last_states",
    "lookup_hits",
    "lookup_revisions",
    "lookup_rows",
    "lookups",
    "mappings",
    "metadata",
    "objects",
    "ownership",
    "partitions",
    "playbooks",
    "poll_runs",
    "poll_schedules",
    "projects",
    "promotion_requests",
    "promotions",
    "recognitions",
    "records",
    "sequence_gaps",
    "sequences",
    "stock_buffers",
    "stock_closures",
    "stock_doubts",
    "stock_levels",
    "tokens",
    "uncounted_records",
    "versions",
    "worker_hosts",
]
