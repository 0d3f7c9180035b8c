"""Stock: levels, readings that are doubted, buffers, closed channels, commitments of orders; and fetched states."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LEVELS = """
CREATE TABLE stock_levels (
    flow_id UUID NOT NULL,
    environment TEXT NOT NULL,
    location TEXT NOT NULL,
    sku TEXT NOT NULL,
    project_id UUID NOT NULL,
    key TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    as_of TIMESTAMPTZ NOT NULL,
    payload BYTEA NOT NULL,
    number INTEGER,
    told INTEGER,
    told_at TIMESTAMPTZ,
    told_on TIMESTAMPTZ,
    told_through BIGINT NOT NULL,
    told_why TEXT NOT NULL,
    missing INTEGER NOT NULL,
    missing_since TIMESTAMPTZ,
    CONSTRAINT pk_stock_levels PRIMARY KEY (flow_id, environment, location, sku),
    CONSTRAINT fk_stock_levels_project_id_flow_id FOREIGN KEY (project_id, flow_id)
        REFERENCES flows (project_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_stock_levels_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name) ON DELETE CASCADE,
    CONSTRAINT ck_stock_levels_key_fits_into_an_index CHECK (octet_length(key) <= 1000),
    CONSTRAINT ck_stock_levels_was_told_once
        CHECK ((told IS NULL) = (told_at IS NULL) AND (told IS NULL) = (told_on IS NULL)),
    CONSTRAINT ck_stock_levels_says_since_when CHECK (missing >= 0 AND (missing = 0 OR missing_since IS NOT NULL))
);
COMMENT ON TABLE stock_levels
    IS 'number: what the mapping made of quantity; told_at is the target''s time, told_on ours';
COMMENT ON COLUMN stock_levels.location IS 'as the source calls it';
COMMENT ON COLUMN stock_levels.sku IS 'as the source calls it';
COMMENT ON COLUMN stock_levels.payload IS 'as the source last told it, sealed by the keyring';
COMMENT ON COLUMN stock_levels.told_through IS 'position of the last commitment that was known then';

CREATE TABLE stock_doubts (
    flow_id UUID NOT NULL,
    environment TEXT NOT NULL,
    project_id UUID NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    fallen INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    accepted_at TIMESTAMPTZ,
    accepted_by TEXT NOT NULL,
    accepted_why TEXT NOT NULL,
    CONSTRAINT pk_stock_doubts PRIMARY KEY (flow_id, environment),
    CONSTRAINT fk_stock_doubts_project_id_flow_id FOREIGN KEY (project_id, flow_id)
        REFERENCES flows (project_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_stock_doubts_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name) ON DELETE CASCADE
);
COMMENT ON TABLE stock_doubts IS 'a reading of stock that is not believed; it goes with the next one that is';
"""

KEPT_BACK = """
CREATE TABLE stock_buffers (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    sku TEXT NOT NULL,
    location TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    owner TEXT NOT NULL,
    reason TEXT NOT NULL,
    ends_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    by TEXT NOT NULL,
    CONSTRAINT pk_stock_buffers PRIMARY KEY (id),
    CONSTRAINT fk_stock_buffers_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name) ON DELETE CASCADE,
    CONSTRAINT ck_stock_buffers_keeps_something_back CHECK (quantity > 0),
    CONSTRAINT ck_stock_buffers_says_whose_and_why CHECK (owner <> '' AND reason <> ''),
    CONSTRAINT ck_stock_buffers_sku_fits_into_an_index CHECK (octet_length(sku) <= 1000)
);
CREATE UNIQUE INDEX uq_stock_buffers_place ON stock_buffers (project_id, environment, sku, location);
COMMENT ON TABLE stock_buffers IS '* stands for every sku or location';

CREATE TABLE stock_closures (
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    connection TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    CONSTRAINT pk_stock_closures PRIMARY KEY (project_id, environment, connection),
    CONSTRAINT ck_stock_closures_says_why CHECK (reason <> ''),
    CONSTRAINT fk_stock_closures_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name) ON DELETE CASCADE
);
COMMENT ON TABLE stock_closures IS 'a channel that is told nothing but zero';
"""

COMMITTED = """
CREATE TABLE commitments (
    record_id UUID NOT NULL,
    line INTEGER NOT NULL,
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    connection TEXT NOT NULL,
    sku TEXT NOT NULL,
    location TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    deducted BOOLEAN NOT NULL,
    placed_at TIMESTAMPTZ,
    "order" TEXT NOT NULL,
    CONSTRAINT pk_commitments PRIMARY KEY (record_id, line),
    CONSTRAINT fk_commitments_record_id FOREIGN KEY (record_id) REFERENCES records (id),
    CONSTRAINT ck_commitments_takes_something CHECK (quantity > 0),
    CONSTRAINT ck_commitments_sku_fits_into_an_index CHECK (octet_length(sku) <= 1000)
);
CREATE INDEX ix_commitments_project_id_environment_sku ON commitments (project_id, environment, sku);
CREATE INDEX ix_commitments_project_id_environment_position ON commitments (project_id, environment, position);
COMMENT ON TABLE commitments IS 'what an order takes from stock; location empty: nobody knows where from';
COMMENT ON COLUMN commitments.position IS 'in the order of becoming known';
COMMENT ON COLUMN commitments.deducted IS 'the channel has taken it off this SKU''s own number';

CREATE TABLE uncounted_records (
    record_id UUID NOT NULL,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    tried_at TIMESTAMPTZ,
    error TEXT NOT NULL,
    CONSTRAINT pk_uncounted_records PRIMARY KEY (record_id),
    CONSTRAINT fk_uncounted_records_record_id FOREIGN KEY (record_id) REFERENCES records (id)
);
CREATE INDEX ix_uncounted_records_project_id_environment ON uncounted_records (project_id, environment);
COMMENT ON TABLE uncounted_records IS 'records whose commitments are still to be worked out';
"""

FETCHED = """
ALTER TABLE records ADD COLUMN fetched BYTEA, ADD COLUMN fetched_at TIMESTAMPTZ,
    ADD CONSTRAINT ck_records_says_when_it_was_fetched CHECK (fetched IS NULL OR fetched_at IS NOT NULL);
COMMENT ON COLUMN records.fetched IS 'the state of its object as its source told it when asked, sealed by the keyring';
"""

EVENTS = (
    "'received', 'duplicate', 'mapped', 'guarded', 'resolved', 'intent', 'found', 'absent', 'receipt', 'accepted', "
    "'linked', 'retry', 'waiting', 'stopped', 'delivered', 'held', 'filtered', 'failed', 'released', 'edited', 'repeated'"
)
ALERTS = "'flow-stopped', 'holds', 'retries-exhausted', 'journal-differs', 'deliveries-rejected', 'worker-silent'"


def upgrade() -> None:
    """Create the tables; let the journal and the alerts tell of them."""
    for statements in (LEVELS, KEPT_BACK, COMMITTED, FETCHED):
        op.execute(statements)
    _know("journal", "event", f"{EVENTS}, 'fetched', 'counted'")
    _know("alerts", "kind", f"{ALERTS}, 'mass-zero', 'orders-uncounted'")


def downgrade() -> None:
    """Drop them, with what is in them. Refused where the journal or an alert tells of them."""
    _know("alerts", "kind", ALERTS)
    _know("journal", "event", EVENTS)
    op.execute("ALTER TABLE records DROP COLUMN fetched, DROP COLUMN fetched_at")
    op.execute("DROP TABLE uncounted_records, commitments, stock_closures, stock_buffers, stock_doubts, stock_levels")


def _know(table: str, column: str, members: str) -> None:
    name = f"ck_{table}_{column}_is_known"
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} CHECK ({column} IN ({members}))")
