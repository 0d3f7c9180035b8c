"""Tokens, answers to repeated requests, and the audit log."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ACCESS = """
CREATE TABLE tokens (
    id UUID NOT NULL,
    project_id UUID,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    prefix TEXT NOT NULL,
    digest BYTEA NOT NULL,
    created_by TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ,
    last_used_at TIMESTAMPTZ,
    CONSTRAINT pk_tokens PRIMARY KEY (id),
    CONSTRAINT ck_tokens_role_is_known CHECK (role IN ('viewer', 'editor', 'approver', 'operator', 'admin')),
    CONSTRAINT ck_tokens_digest_is_sha256 CHECK (octet_length(digest) = 32),
    CONSTRAINT fk_tokens_project_id FOREIGN KEY (project_id) REFERENCES projects (id),
    CONSTRAINT uq_tokens_digest UNIQUE (digest)
);
CREATE INDEX ix_tokens_project_id ON tokens (project_id);
COMMENT ON COLUMN tokens.project_id IS 'null: every project of the deployment';

CREATE TABLE idempotency_keys (
    token_id UUID NOT NULL,
    key TEXT NOT NULL,
    fingerprint BYTEA NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    status INTEGER,
    headers JSON,
    body BYTEA,
    CONSTRAINT pk_idempotency_keys PRIMARY KEY (token_id, key),
    CONSTRAINT ck_idempotency_keys_fingerprint_is_sha256 CHECK (octet_length(fingerprint) = 32),
    CONSTRAINT ck_idempotency_keys_is_answered_whole_or_not_at_all CHECK (num_nulls(status, headers, body) IN (0, 3)),
    CONSTRAINT fk_idempotency_keys_token_id FOREIGN KEY (token_id) REFERENCES tokens (id)
);
CREATE INDEX ix_idempotency_keys_expires_at ON idempotency_keys (expires_at);
COMMENT ON COLUMN idempotency_keys.body IS 'sealed by the keyring: it may hold the text of an issued token';
"""

AUDIT = """
CREATE TABLE audit_seals (
    id UUID NOT NULL,
    project_id UUID,
    chain UUID GENERATED ALWAYS AS (COALESCE(project_id, '00000000-0000-0000-0000-000000000000'::uuid)) STORED NOT NULL,
    number INTEGER NOT NULL,
    previous_hash BYTEA NOT NULL,
    entries JSON NOT NULL,
    hash BYTEA NOT NULL,
    sealed_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_audit_seals PRIMARY KEY (id),
    CONSTRAINT uq_audit_seals_chain_number UNIQUE (chain, number),
    CONSTRAINT ck_audit_seals_number_is_positive CHECK (number > 0),
    CONSTRAINT ck_audit_seals_previous_hash_is_sha256 CHECK (octet_length(previous_hash) = 32),
    CONSTRAINT ck_audit_seals_hash_is_sha256 CHECK (octet_length(hash) = 32),
    CONSTRAINT fk_audit_seals_project_id FOREIGN KEY (project_id) REFERENCES projects (id)
);
COMMENT ON TABLE audit_seals IS 'never updated, never deleted (trigger)';
COMMENT ON COLUMN audit_seals.project_id IS 'null: the whole deployment';
COMMENT ON COLUMN audit_seals.entries IS '[[id, SHA-256 in hex], ...] in the order of the ids';

CREATE TABLE audit_entries (
    id UUID NOT NULL,
    project_id UUID,
    chain UUID GENERATED ALWAYS AS (COALESCE(project_id, '00000000-0000-0000-0000-000000000000'::uuid)) STORED NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details JSON NOT NULL,
    seal INTEGER,
    CONSTRAINT pk_audit_entries PRIMARY KEY (id),
    CONSTRAINT fk_audit_entries_chain_seal FOREIGN KEY (chain, seal) REFERENCES audit_seals (chain, number),
    CONSTRAINT fk_audit_entries_project_id FOREIGN KEY (project_id) REFERENCES projects (id)
);
CREATE INDEX ix_audit_entries_chain_id ON audit_entries (chain, id);
CREATE INDEX ix_audit_entries_chain_seal ON audit_entries (chain, seal);
CREATE INDEX ix_audit_entries_unsealed ON audit_entries (chain) WHERE seal IS NULL;
COMMENT ON TABLE audit_entries IS 'gets a seal once; otherwise never updated, never deleted (trigger)';
COMMENT ON COLUMN audit_entries.project_id IS 'null: the whole deployment';
"""

UNCHANGEABLE = """
CREATE FUNCTION allow_sealing_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.seal IS NULL AND NEW.seal IS NOT NULL
        AND (NEW.id, NEW.project_id, NEW.at, NEW.actor, NEW.action, NEW.subject, NEW.details::text)
            IS NOT DISTINCT FROM
            (OLD.id, OLD.project_id, OLD.at, OLD.actor, OLD.action, OLD.subject, OLD.details::text)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'UPDATE of audit_entries is refused: an entry gets its seal once, and stays as it is'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER only_gets_a_seal BEFORE UPDATE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION allow_sealing_only();
CREATE TRIGGER never_goes BEFORE DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Create the tables, then what keeps audited rows as they are."""
    for statements in (ACCESS, AUDIT, UNCHANGEABLE):
        op.execute(statements)


def downgrade() -> None:
    """Drop all of it, with what is in it."""
    op.execute("DROP TABLE audit_entries, audit_seals, idempotency_keys, tokens")
    op.execute("DROP FUNCTION allow_sealing_only()")
