"""The live flow: flows, what comes in for them, and records on their way through them."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FLOWS = """
CREATE TABLE flows (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    name TEXT NOT NULL,
    definition JSONB NOT NULL,
    revision INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_flows PRIMARY KEY (id),
    CONSTRAINT uq_flows_project_id_name UNIQUE (project_id, name),
    CONSTRAINT uq_flows_project_id_id UNIQUE (project_id, id),
    CONSTRAINT ck_flows_name_is_a_name CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 63),
    CONSTRAINT ck_flows_revision_is_positive CHECK (revision > 0),
    CONSTRAINT ck_flows_is_named_as_defined CHECK (definition ->> 'name' = name),
    CONSTRAINT fk_flows_project_id FOREIGN KEY (project_id) REFERENCES projects (id)
);

CREATE TABLE flow_states (
    flow_id UUID NOT NULL,
    environment TEXT NOT NULL,
    project_id UUID NOT NULL,
    status TEXT NOT NULL,
    reason TEXT NOT NULL,
    since TIMESTAMPTZ,
    by TEXT NOT NULL,
    CONSTRAINT pk_flow_states PRIMARY KEY (flow_id, environment),
    CONSTRAINT fk_flow_states_project_id_flow_id FOREIGN KEY (project_id, flow_id)
        REFERENCES flows (project_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_flow_states_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name) ON DELETE CASCADE,
    CONSTRAINT ck_flow_states_status_is_known CHECK (status IN ('running', 'paused', 'stopped'))
);
COMMENT ON TABLE flow_states IS 'a flow without a row runs';

CREATE TABLE playbooks (
    project_id UUID NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_playbooks PRIMARY KEY (project_id, code),
    CONSTRAINT ck_playbooks_code_is_not_empty CHECK (code <> ''),
    CONSTRAINT fk_playbooks_project_id FOREIGN KEY (project_id) REFERENCES projects (id)
);
"""

OBJECTS = """
CREATE TABLE objects (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    CONSTRAINT pk_objects PRIMARY KEY (id),
    CONSTRAINT uq_objects_project_id_environment_id UNIQUE (project_id, environment, id),
    CONSTRAINT fk_objects_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name)
);

CREATE TABLE identities (
    object_id UUID NOT NULL,
    connection TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    resolves BOOLEAN NOT NULL,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    CONSTRAINT pk_identities PRIMARY KEY (object_id, connection, kind, value, resolves),
    CONSTRAINT fk_identities_project_id_environment_object_id FOREIGN KEY (project_id, environment, object_id)
        REFERENCES objects (project_id, environment, id),
    CONSTRAINT ck_identities_value_fits_into_an_index CHECK (octet_length(value) <= 1000)
);
CREATE INDEX ix_identities_project_id_environment_value ON identities (project_id, environment, value);
CREATE UNIQUE INDEX uq_identities_resolving ON identities (project_id, environment, connection, kind, value)
    WHERE resolves;
COMMENT ON COLUMN identities.resolves IS 'it names one object only; others are for search';
"""

RECORDS = """
CREATE TABLE deliveries (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    flow_id UUID NOT NULL,
    environment TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    source TEXT NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    received INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    CONSTRAINT pk_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_deliveries_project_id_flow_id FOREIGN KEY (project_id, flow_id)
        REFERENCES flows (project_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_deliveries_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name),
    CONSTRAINT ck_deliveries_outcome_is_known CHECK (outcome IN ('accepted', 'rejected')),
    CONSTRAINT ck_deliveries_counts CHECK (least(received, duplicates) >= 0),
    CONSTRAINT ck_deliveries_is_rejected_whole
        CHECK (outcome <> 'rejected' OR (code <> '' AND received = 0 AND duplicates = 0))
);
CREATE INDEX ix_deliveries_flow_id_environment_at ON deliveries (flow_id, environment, at);
CREATE INDEX ix_deliveries_project_id_environment_id ON deliveries (project_id, environment, id);

CREATE TABLE records (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    flow_id UUID NOT NULL,
    object_id UUID NOT NULL,
    delivery_id UUID,
    parent UUID,
    partition INTEGER NOT NULL,
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    key TEXT NOT NULL,
    version TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    due_at TIMESTAMPTZ,
    next_kind TEXT NOT NULL,
    supersedes BOOLEAN NOT NULL,
    blocks BOOLEAN NOT NULL,
    payload BYTEA NOT NULL,
    edited BYTEA,
    settled_at TIMESTAMPTZ,
    CONSTRAINT pk_records PRIMARY KEY (id),
    CONSTRAINT fk_records_project_id_flow_id FOREIGN KEY (project_id, flow_id) REFERENCES flows (project_id, id),
    CONSTRAINT fk_records_project_id_environment_object_id FOREIGN KEY (project_id, environment, object_id)
        REFERENCES objects (project_id, environment, id),
    CONSTRAINT fk_records_delivery_id FOREIGN KEY (delivery_id)
        REFERENCES deliveries (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_records_key_fits_into_an_index CHECK (octet_length(key) <= 1000),
    CONSTRAINT ck_records_state_is_known CHECK (state IN ('in-flight', 'delivered', 'held', 'filtered', 'failed')),
    CONSTRAINT ck_records_next_kind_is_known CHECK (next_kind IN ('first', 'retry', 'release', 'edit')),
    CONSTRAINT ck_records_partition_exists CHECK (partition >= 0 AND partition < 64),
    CONSTRAINT ck_records_attempts_counts CHECK (attempts >= 0),
    CONSTRAINT ck_records_is_due_while_in_flight CHECK ((due_at IS NOT NULL) = (state = 'in-flight')),
    CONSTRAINT ck_records_is_settled_or_open CHECK ((settled_at IS NULL) = (state IN ('in-flight', 'held'))),
    CONSTRAINT ck_records_says_why CHECK (state IN ('in-flight', 'delivered') OR (code <> '' AND reason <> '')),
    CONSTRAINT ck_records_has_one_order_policy CHECK (NOT (supersedes AND blocks)),
    CONSTRAINT fk_records_parent FOREIGN KEY (parent) REFERENCES records (id)
);
CREATE INDEX ix_records_flow_id_environment_received_at ON records (flow_id, environment, received_at);
CREATE INDEX ix_records_in_flight ON records (partition, position) WHERE state = 'in-flight';
CREATE INDEX ix_records_object_id_position ON records (object_id, position);
CREATE INDEX ix_records_open ON records (object_id, position) WHERE state IN ('in-flight', 'held');
CREATE INDEX ix_records_project_id_environment_id ON records (project_id, environment, id);
CREATE INDEX ix_records_project_id_environment_key ON records (project_id, environment, key);
CREATE INDEX ix_records_superseding ON records (partition) WHERE supersedes AND state IN ('in-flight', 'held');
COMMENT ON TABLE records
    IS 'what came in never changes, a settled one not at all, and none is deleted (triggers)';
COMMENT ON COLUMN records.delivery_id IS 'null: a person sent it again';
COMMENT ON COLUMN records.position IS 'in the order of receipt';
COMMENT ON COLUMN records.next_kind IS 'what its next pass is';
COMMENT ON COLUMN records.supersedes IS 'a later one of its object and flow takes its place';
COMMENT ON COLUMN records.blocks IS 'while it is held, later ones of its object wait';
COMMENT ON COLUMN records.payload IS 'as it came, sealed by the keyring';
COMMENT ON COLUMN records.edited IS 'as a person corrected it, sealed by the keyring';

CREATE TABLE recognitions (
    flow_id UUID NOT NULL,
    environment TEXT NOT NULL,
    token BYTEA NOT NULL,
    record_id UUID NOT NULL,
    CONSTRAINT pk_recognitions PRIMARY KEY (flow_id, environment, token),
    CONSTRAINT fk_recognitions_record_id FOREIGN KEY (record_id)
        REFERENCES records (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_recognitions_token_is_sha256 CHECK (octet_length(token) = 32)
);
COMMENT ON COLUMN recognitions.token IS 'SHA-256 of an id or key that the platform sent';

CREATE TABLE last_states (
    flow_id UUID NOT NULL,
    environment TEXT NOT NULL,
    key TEXT NOT NULL,
    digest BYTEA NOT NULL,
    CONSTRAINT pk_last_states PRIMARY KEY (flow_id, environment, key),
    CONSTRAINT ck_last_states_key_fits_into_an_index CHECK (octet_length(key) <= 1000),
    CONSTRAINT ck_last_states_digest_is_sha256 CHECK (octet_length(digest) = 32),
    CONSTRAINT fk_last_states_flow_id FOREIGN KEY (flow_id) REFERENCES flows (id)
);
COMMENT ON TABLE last_states IS 'of platforms that send no ids: what each key was last';
"""

RECORDS_STAY = """
CREATE FUNCTION is_resealing() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('crossdock.resealing', true), '') = 'on'
$$;
COMMENT ON FUNCTION is_resealing IS 'whether this transaction seals what is stored anew, under another key';

CREATE FUNCTION refuse_other_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF is_resealing() THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'UPDATE of records is refused: what came in stays as it came'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF is_resealing() AND (NEW.state, NEW.code, NEW.reason, NEW.attempts, NEW.settled_at)
        IS NOT DISTINCT FROM (OLD.state, OLD.code, OLD.reason, OLD.attempts, OLD.settled_at)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'UPDATE of records is refused: % went from % to %', OLD.id, OLD.state, NEW.state
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER stays_what_came_in BEFORE UPDATE OF id, project_id, environment, flow_id, object_id, delivery_id, parent,
    partition, position, key, version, received_at, supersedes, blocks ON records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER keeps_its_payload BEFORE UPDATE OF payload ON records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_content();
CREATE TRIGGER stays_settled BEFORE UPDATE ON records FOR EACH ROW
    WHEN (OLD.state IN ('delivered', 'filtered', 'failed') OR (OLD.state = 'held' AND NEW.state IN ('delivered', 'failed')))
    EXECUTE FUNCTION refuse_reopening();
CREATE TRIGGER never_goes BEFORE DELETE OR TRUNCATE ON records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

STORED_APART = "ALTER TABLE records ALTER COLUMN payload SET STORAGE EXTERNAL, ALTER COLUMN edited SET STORAGE EXTERNAL"
"""What is sealed does not get smaller, so trying is a waste."""


def upgrade() -> None:
    """Create the tables, noun by noun, then what keeps records as they came."""
    for statements in (FLOWS, OBJECTS, RECORDS, RECORDS_STAY, STORED_APART):
        op.execute(statements)


def downgrade() -> None:
    """Drop all of it, with what is in it."""
    op.execute("""
        DROP TABLE last_states, recognitions, records, deliveries, identities, objects, playbooks, flow_states, flows
    """)
    op.execute("DROP FUNCTION refuse_reopening(), refuse_other_content(), is_resealing()")
