"""Working on records: attempts, effects, holds and the journal; and what workers share."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ATTEMPTS = """
CREATE TABLE attempts (
    record_id UUID NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER,
    lookups JSON NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    output BYTEA,
    CONSTRAINT pk_attempts PRIMARY KEY (record_id, number),
    CONSTRAINT ck_attempts_kind_is_known CHECK (kind IN ('first', 'retry', 'release', 'edit')),
    CONSTRAINT ck_attempts_number_is_positive CHECK (number > 0),
    CONSTRAINT ck_attempts_has_an_outcome_once_it_ended CHECK ((ended_at IS NULL) = (outcome = '')),
    CONSTRAINT fk_attempts_record_id FOREIGN KEY (record_id) REFERENCES records (id)
);
COMMENT ON COLUMN attempts.output IS 'what the mapping made, sealed by the keyring';

CREATE TABLE effects (
    id UUID NOT NULL,
    environment TEXT NOT NULL,
    flow_id UUID NOT NULL,
    key TEXT NOT NULL,
    record_id UUID NOT NULL,
    operation TEXT NOT NULL,
    state TEXT NOT NULL,
    version TEXT NOT NULL,
    digest TEXT NOT NULL,
    resolved JSON NOT NULL,
    receipt JSON,
    intended_at TIMESTAMPTZ NOT NULL,
    confirmed_at TIMESTAMPTZ,
    body BYTEA,
    CONSTRAINT pk_effects PRIMARY KEY (id),
    CONSTRAINT uq_effects_environment_flow_id_key UNIQUE (environment, flow_id, key),
    CONSTRAINT ck_effects_key_fits_into_an_index CHECK (octet_length(key) <= 1000),
    CONSTRAINT ck_effects_state_is_known CHECK (state IN ('intended', 'confirmed', 'accepted', 'refused')),
    CONSTRAINT ck_effects_digest_is_sha256 CHECK (digest ~ '^([0-9a-f]{64})?$'),
    CONSTRAINT ck_effects_has_its_receipt CHECK (state NOT IN ('confirmed', 'accepted') OR receipt IS NOT NULL),
    CONSTRAINT ck_effects_says_when_it_was_confirmed CHECK (state <> 'confirmed' OR confirmed_at IS NOT NULL),
    CONSTRAINT fk_effects_flow_id FOREIGN KEY (flow_id) REFERENCES flows (id),
    CONSTRAINT fk_effects_record_id FOREIGN KEY (record_id) REFERENCES records (id)
);
CREATE INDEX ix_effects_accepted ON effects (intended_at) WHERE state = 'accepted';
CREATE INDEX ix_effects_record_id ON effects (record_id);
COMMENT ON COLUMN effects.body IS 'what was sent, sealed by the keyring';
"""

HOLDS = """
CREATE TABLE holds (
    record_id UUID NOT NULL,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    flow_id UUID NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    remedy TEXT NOT NULL,
    owner TEXT NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    problems JSON NOT NULL,
    attempts INTEGER NOT NULL,
    CONSTRAINT pk_holds PRIMARY KEY (record_id),
    CONSTRAINT ck_holds_says_why CHECK (code <> '' AND message <> ''),
    CONSTRAINT fk_holds_record_id FOREIGN KEY (record_id) REFERENCES records (id),
    CONSTRAINT fk_holds_project_id FOREIGN KEY (project_id) REFERENCES projects (id),
    CONSTRAINT fk_holds_flow_id FOREIGN KEY (flow_id) REFERENCES flows (id)
);
CREATE INDEX ix_holds_project_id_environment_record_id ON holds (project_id, environment, record_id);
COMMENT ON TABLE holds IS 'there is one for every held record, and for no other (triggers)';

CREATE TABLE hold_misses (
    record_id UUID NOT NULL,
    lookup TEXT NOT NULL,
    row_key TEXT[] COLLATE "C" NOT NULL,
    CONSTRAINT pk_hold_misses PRIMARY KEY (record_id, lookup, row_key),
    CONSTRAINT fk_hold_misses_record_id FOREIGN KEY (record_id) REFERENCES holds (record_id) ON DELETE CASCADE
);
CREATE INDEX ix_hold_misses_lookup_row_key ON hold_misses (lookup, row_key);
"""

JOURNAL = """
CREATE TABLE journal (
    id UUID NOT NULL,
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    project_id UUID NOT NULL,
    flow_id UUID NOT NULL,
    environment TEXT NOT NULL,
    record_id UUID NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    attempt INTEGER NOT NULL,
    event TEXT NOT NULL,
    message TEXT NOT NULL,
    details JSON NOT NULL,
    actor TEXT NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (id),
    CONSTRAINT ck_journal_event_is_known
        CHECK (event IN ('received', 'duplicate', 'mapped', 'guarded', 'resolved', 'intent', 'found', 'absent',
            'receipt', 'accepted', 'linked', 'retry', 'waiting', 'stopped', 'delivered', 'held', 'filtered',
            'failed', 'released', 'edited', 'repeated')),
    CONSTRAINT ck_journal_attempt_counts CHECK (attempt >= 0),
    CONSTRAINT fk_journal_record_id FOREIGN KEY (record_id) REFERENCES records (id)
);
CREATE INDEX ix_journal_outcomes ON journal (record_id, position) INCLUDE (event)
    WHERE event IN ('received', 'delivered', 'held', 'filtered', 'failed', 'released');
CREATE INDEX ix_journal_record_id_position ON journal (record_id, position);
COMMENT ON TABLE journal IS 'never updated, never deleted (trigger)';
COMMENT ON COLUMN journal.position IS 'in the order of writing';
"""

WORKERS = """
CREATE TABLE partitions (
    number INTEGER NOT NULL,
    epoch BIGINT NOT NULL,
    worker TEXT NOT NULL,
    CONSTRAINT pk_partitions PRIMARY KEY (number),
    CONSTRAINT ck_partitions_number_exists CHECK (number >= 0 AND number < 64)
);
COMMENT ON TABLE partitions
    IS 'all there are, from the beginning; a worker writes only while the epoch is the one it took';
COMMENT ON COLUMN partitions.epoch IS 'grows each time a worker takes it';

CREATE TABLE allowances (
    connection_id UUID NOT NULL,
    tokens DOUBLE PRECISION NOT NULL,
    filled_at TIMESTAMPTZ NOT NULL,
    paused_until TIMESTAMPTZ,
    granted INTEGER NOT NULL,
    CONSTRAINT pk_allowances PRIMARY KEY (connection_id),
    CONSTRAINT ck_allowances_counts CHECK (tokens >= 0 AND granted >= 0),
    CONSTRAINT fk_allowances_connection_id FOREIGN KEY (connection_id) REFERENCES connections (id) ON DELETE CASCADE
);
COMMENT ON TABLE allowances IS 'a token bucket each';
COMMENT ON COLUMN allowances.tokens IS 'requests that might be sent at filled_at';
COMMENT ON COLUMN allowances.granted IS 'to whoever asked last';
"""

HELD_HAVE_HOLDS = """
CREATE FUNCTION match_records_and_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    record uuid;
BEGIN
    IF TG_TABLE_NAME = 'records' THEN
        record := NEW.id;
    ELSE
        record := coalesce(NEW.record_id, OLD.record_id);
    END IF;
    IF EXISTS (SELECT FROM records WHERE id = record AND state = 'held')
        IS DISTINCT FROM EXISTS (SELECT FROM holds WHERE record_id = record)
    THEN
        RAISE EXCEPTION 'record % is held without a hold, or has a hold and is not held', record
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER has_its_hold AFTER INSERT ON records DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.state = 'held') EXECUTE FUNCTION match_records_and_holds();
CREATE CONSTRAINT TRIGGER gets_or_loses_its_hold AFTER UPDATE ON records DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.state = 'held') <> (NEW.state = 'held')) EXECUTE FUNCTION match_records_and_holds();
CREATE CONSTRAINT TRIGGER is_of_a_held_record AFTER INSERT OR DELETE ON holds DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION match_records_and_holds();
"""

JOURNAL_STAYS = """
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

EFFECT_LOCK = """
CREATE FUNCTION lock_effect(environment text, flow_id uuid, key text) RETURNS SETOF effects LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(format('effect %s %s %s', $1, $2, $3), 0));
    RETURN QUERY SELECT * FROM effects AS e
        WHERE e.environment = $1 AND e.flow_id = $2 AND e.key = $3 FOR UPDATE;
END $$;
COMMENT ON FUNCTION lock_effect IS 'one call where two would be: the row is looked for once the lock is ours';
"""

ALL_PARTITIONS = (
    "INSERT INTO partitions (number, epoch, worker) SELECT number, 0, '' FROM generate_series(0, 63) AS number"
)


def upgrade() -> None:
    """Create the tables, noun by noun, then what keeps them true, and the partitions."""
    for statements in (ATTEMPTS, HOLDS, JOURNAL, WORKERS):
        op.execute(statements)
    for statements in (HELD_HAVE_HOLDS, JOURNAL_STAYS, EFFECT_LOCK, ALL_PARTITIONS):
        op.execute(statements)


def downgrade() -> None:
    """Drop all of it, with what is in it."""
    op.execute("DROP FUNCTION lock_effect(text, uuid, text)")
    op.execute("DROP TRIGGER has_its_hold ON records")
    op.execute("DROP TRIGGER gets_or_loses_its_hold ON records")
    op.execute("DROP TABLE allowances, partitions, journal, hold_misses, holds, effects, attempts")
    op.execute("DROP FUNCTION match_records_and_holds()")
