"""Alerts with their rules and what was told of them; and payloads that are emptied when their time is over."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ALERTS = """
CREATE TABLE alert_rules (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    name TEXT NOT NULL,
    channel TEXT NOT NULL,
    kinds TEXT[] NOT NULL,
    environments TEXT[] NOT NULL,
    quiet_seconds INTEGER NOT NULL,
    thresholds JSONB NOT NULL,
    settings JSONB NOT NULL,
    secrets BYTEA NOT NULL,
    secret_names TEXT[] NOT NULL,
    revision INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_alert_rules PRIMARY KEY (id),
    CONSTRAINT uq_alert_rules_project_id_name UNIQUE (project_id, name),
    CONSTRAINT fk_alert_rules_project_id FOREIGN KEY (project_id) REFERENCES projects (id),
    CONSTRAINT ck_alert_rules_name_is_a_name CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 63),
    CONSTRAINT ck_alert_rules_revision_is_positive CHECK (revision > 0)
);
COMMENT ON COLUMN alert_rules.secrets IS 'one JSON object, sealed by the keyring';

CREATE TABLE alerts (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    message TEXT NOT NULL,
    remedy TEXT NOT NULL,
    count INTEGER NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    last_at TIMESTAMPTZ NOT NULL,
    resolved_at TIMESTAMPTZ,
    acknowledged_at TIMESTAMPTZ,
    acknowledged_by TEXT NOT NULL,
    acknowledgement TEXT NOT NULL,
    CONSTRAINT pk_alerts PRIMARY KEY (id),
    CONSTRAINT fk_alerts_project_id FOREIGN KEY (project_id) REFERENCES projects (id),
    CONSTRAINT ck_alerts_kind_is_known CHECK (kind IN ('flow-stopped', 'holds', 'retries-exhausted',
        'journal-differs', 'deliveries-rejected', 'worker-silent')),
    CONSTRAINT ck_alerts_says_who_knows_of_it
        CHECK (acknowledged_at IS NULL OR (acknowledged_by <> '' AND acknowledgement <> ''))
);
CREATE INDEX ix_alerts_project_id_id ON alerts (project_id, id);
CREATE UNIQUE INDEX uq_alerts_open ON alerts (project_id, environment, kind, subject) WHERE resolved_at IS NULL;
COMMENT ON COLUMN alerts.environment IS 'empty: it concerns all of them';

CREATE TABLE alert_deliveries (
    id UUID NOT NULL,
    rule_id UUID NOT NULL,
    alert_id UUID NOT NULL,
    type TEXT NOT NULL,
    notice JSON NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ,
    attempts INTEGER NOT NULL,
    tried_at TIMESTAMPTZ,
    delivered_at TIMESTAMPTZ,
    failure TEXT NOT NULL,
    CONSTRAINT pk_alert_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_alert_deliveries_rule_id FOREIGN KEY (rule_id) REFERENCES alert_rules (id) ON DELETE CASCADE,
    CONSTRAINT fk_alert_deliveries_alert_id FOREIGN KEY (alert_id) REFERENCES alerts (id),
    CONSTRAINT ck_alert_deliveries_type_is_known
        CHECK (type IN ('alert.opened', 'alert.continues', 'alert.resolved', 'alert.test')),
    CONSTRAINT ck_alert_deliveries_is_due_or_delivered CHECK (due_at IS NULL OR delivered_at IS NULL)
);
CREATE INDEX ix_alert_deliveries_due ON alert_deliveries (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ix_alert_deliveries_rule_id_id ON alert_deliveries (rule_id, id);
CREATE INDEX ix_alert_deliveries_alert_id ON alert_deliveries (alert_id);
COMMENT ON TABLE alert_deliveries
    IS 'due_at is also the lease: whoever takes one puts it off; without it, it is delivered or given up';
COMMENT ON COLUMN alert_deliveries.notice IS 'what is told, the same each time';
COMMENT ON COLUMN alert_deliveries.failure IS 'of the last try; empty where it did not fail';

CREATE TABLE alert_watches (
    project_id UUID NOT NULL,
    watched_at TIMESTAMPTZ NOT NULL,
    journal_read_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_alert_watches PRIMARY KEY (project_id),
    CONSTRAINT fk_alert_watches_project_id FOREIGN KEY (project_id) REFERENCES projects (id)
);
COMMENT ON TABLE alert_watches IS 'one worker at a time looks at a project';

CREATE TABLE worker_hosts (
    host TEXT NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_worker_hosts PRIMARY KEY (host)
);
COMMENT ON TABLE worker_hosts IS 'machines with workers; those that stop in good order leave';
"""

RETENTION = """
ALTER TABLE projects ADD COLUMN retention_days INTEGER,
    ADD CONSTRAINT ck_projects_retention_days_is_positive CHECK (retention_days > 0);
ALTER TABLE records ALTER COLUMN payload DROP NOT NULL, ADD COLUMN emptied_at TIMESTAMPTZ,
    ADD CONSTRAINT ck_records_has_its_payload_until_it_is_emptied
        CHECK ((payload IS NULL) = (emptied_at IS NOT NULL)),
    ADD CONSTRAINT ck_records_is_emptied_once_settled
        CHECK (emptied_at IS NULL OR (settled_at IS NOT NULL AND edited IS NULL));
CREATE INDEX ix_records_full ON records (project_id, settled_at)
    WHERE settled_at IS NOT NULL AND emptied_at IS NULL;
COMMENT ON COLUMN records.emptied_at IS 'when its payload was taken away, as its project wants';
"""

EMPTIED = """
CREATE FUNCTION is_emptying() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('crossdock.emptying', true), '') = 'on'
$$;
COMMENT ON FUNCTION is_emptying IS 'whether this transaction takes payloads away whose time is over';

DROP TRIGGER keeps_its_payload ON records;
CREATE OR REPLACE FUNCTION refuse_other_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (is_resealing() AND (NEW.payload IS NULL) = (OLD.payload IS NULL))
        OR (is_emptying() AND NEW.payload IS NULL AND OLD.settled_at IS NOT NULL)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'UPDATE of records is refused: what came in stays as it came'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER keeps_its_payload BEFORE UPDATE OF payload ON records
    FOR EACH ROW EXECUTE FUNCTION refuse_other_content();

CREATE OR REPLACE FUNCTION refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.state, NEW.code, NEW.reason, NEW.attempts, NEW.settled_at)
        IS NOT DISTINCT FROM (OLD.state, OLD.code, OLD.reason, OLD.attempts, OLD.settled_at)
        AND (
            (is_resealing() AND NEW.emptied_at IS NOT DISTINCT FROM OLD.emptied_at)
            OR (is_emptying() AND OLD.emptied_at IS NULL AND NEW.emptied_at IS NOT NULL)
        )
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'UPDATE of records is refused: % went from % to %', OLD.id, OLD.state, NEW.state
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

KEPT = """
DROP TRIGGER keeps_its_payload ON records;
CREATE OR REPLACE FUNCTION refuse_other_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF is_resealing() THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'UPDATE of records is refused: what came in stays as it came'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER keeps_its_payload BEFORE UPDATE OF payload ON records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_content();

CREATE OR REPLACE FUNCTION refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF is_resealing() AND (NEW.state, NEW.code, NEW.reason, NEW.attempts, NEW.settled_at)
        IS NOT DISTINCT FROM (OLD.state, OLD.code, OLD.reason, OLD.attempts, OLD.settled_at)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'UPDATE of records is refused: % went from % to %', OLD.id, OLD.state, NEW.state
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
DROP FUNCTION is_emptying();
"""

UNKEPT = """
DROP INDEX ix_records_full;
ALTER TABLE records DROP COLUMN emptied_at, ALTER COLUMN payload SET NOT NULL;
ALTER TABLE projects DROP COLUMN retention_days;
"""


def upgrade() -> None:
    """Create the alerts' tables; then let payloads go, and nothing else of what came in."""
    for statements in (ALERTS, RETENTION, EMPTIED):
        op.execute(statements)


def downgrade() -> None:
    """Drop the alerts, and what lets payloads go. Refused where payloads are gone: nothing can bring them back."""
    for statements in (UNKEPT, KEPT):
        op.execute(statements)
    op.execute("DROP TABLE worker_hosts, alert_watches, alert_deliveries, alerts, alert_rules")
