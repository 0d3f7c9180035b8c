"""Projects, mappings, lookups and promotions."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

PROJECTS = """
CREATE TABLE projects (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    four_eyes BOOLEAN NOT NULL,
    revision INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_projects PRIMARY KEY (id),
    CONSTRAINT uq_projects_name UNIQUE (name),
    CONSTRAINT ck_projects_name_is_a_name CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 63),
    CONSTRAINT ck_projects_revision_is_positive CHECK (revision > 0)
);

CREATE TABLE environments (
    project_id UUID NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_environments PRIMARY KEY (project_id, name),
    CONSTRAINT uq_environments_project_id_position UNIQUE (project_id, position) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_environments_name_is_a_name CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 63),
    CONSTRAINT fk_environments_project_id FOREIGN KEY (project_id) REFERENCES projects (id)
);

CREATE TABLE ownership (
    project_id UUID NOT NULL,
    data TEXT NOT NULL,
    system TEXT NOT NULL,
    person TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_ownership PRIMARY KEY (project_id, data),
    CONSTRAINT fk_ownership_project_id FOREIGN KEY (project_id) REFERENCES projects (id)
);

CREATE TABLE connections (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    name TEXT NOT NULL,
    connector TEXT NOT NULL,
    settings JSONB NOT NULL,
    secrets BYTEA NOT NULL,
    secret_names TEXT[] NOT NULL,
    revision INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_connections PRIMARY KEY (id),
    CONSTRAINT uq_connections_project_id_environment_name UNIQUE (project_id, environment, name),
    CONSTRAINT fk_connections_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name),
    CONSTRAINT ck_connections_name_is_a_name CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 63),
    CONSTRAINT ck_connections_revision_is_positive CHECK (revision > 0)
);
COMMENT ON COLUMN connections.secrets IS 'one JSON object, sealed by the keyring';
"""

MAPPINGS = """
CREATE TABLE mappings (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    name TEXT NOT NULL,
    source_connector TEXT NOT NULL,
    source_resource TEXT NOT NULL,
    target_connector TEXT NOT NULL,
    target_resource TEXT NOT NULL,
    description TEXT NOT NULL,
    owners TEXT[] NOT NULL,
    last_number INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_mappings PRIMARY KEY (id),
    CONSTRAINT uq_mappings_project_id_name UNIQUE (project_id, name),
    CONSTRAINT uq_mappings_project_id_id UNIQUE (project_id, id),
    CONSTRAINT ck_mappings_name_is_a_name CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 63),
    CONSTRAINT ck_mappings_revision_is_positive CHECK (revision > 0),
    CONSTRAINT ck_mappings_last_number_counts CHECK (last_number >= 0),
    CONSTRAINT fk_mappings_project_id FOREIGN KEY (project_id) REFERENCES projects (id)
);

CREATE TABLE versions (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    mapping_id UUID NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    source_connector TEXT NOT NULL,
    source_resource TEXT NOT NULL,
    target_connector TEXT NOT NULL,
    target_resource TEXT NOT NULL,
    source_schema JSON NOT NULL,
    target_schema JSON NOT NULL,
    engine TEXT NOT NULL,
    plugins JSON NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_versions PRIMARY KEY (id),
    CONSTRAINT uq_versions_mapping_id_number UNIQUE (mapping_id, number),
    CONSTRAINT fk_versions_project_id_mapping_id FOREIGN KEY (project_id, mapping_id)
        REFERENCES mappings (project_id, id),
    CONSTRAINT ck_versions_number_is_positive CHECK (number > 0),
    CONSTRAINT ck_versions_content_hash_is_sha256 CHECK (content_hash ~ '^sha256:[0-9a-f]{64}$')
);
COMMENT ON TABLE versions IS 'published: never updated, never deleted (trigger)';

CREATE TABLE drafts (
    mapping_id UUID NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    based_on INTEGER,
    revision INTEGER NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (mapping_id, author),
    CONSTRAINT fk_drafts_mapping_id_based_on FOREIGN KEY (mapping_id, based_on)
        REFERENCES versions (mapping_id, number),
    CONSTRAINT ck_drafts_revision_is_positive CHECK (revision > 0),
    CONSTRAINT fk_drafts_mapping_id FOREIGN KEY (mapping_id) REFERENCES mappings (id) ON DELETE CASCADE
);

CREATE TABLE fixtures (
    mapping_id UUID NOT NULL,
    name TEXT NOT NULL,
    input BYTEA NOT NULL,
    expect JSON NOT NULL,
    description TEXT NOT NULL,
    revision INTEGER NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_fixtures PRIMARY KEY (mapping_id, name),
    CONSTRAINT ck_fixtures_name_is_a_name CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 63),
    CONSTRAINT ck_fixtures_revision_is_positive CHECK (revision > 0),
    CONSTRAINT fk_fixtures_mapping_id FOREIGN KEY (mapping_id) REFERENCES mappings (id) ON DELETE CASCADE
);
"""

LOOKUPS = """
CREATE TABLE lookups (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    deleted BOOLEAN NOT NULL,
    CONSTRAINT pk_lookups PRIMARY KEY (id),
    CONSTRAINT uq_lookups_project_id_name UNIQUE (project_id, name),
    CONSTRAINT ck_lookups_name_is_a_name CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 63),
    CONSTRAINT fk_lookups_project_id FOREIGN KEY (project_id) REFERENCES projects (id)
);
COMMENT ON TABLE lookups IS 'a deleted one keeps its rows and goes on counting when its name is used again';

CREATE TABLE lookup_revisions (
    lookup_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    key_columns TEXT[] NOT NULL,
    value_columns TEXT[] NOT NULL,
    owner TEXT NOT NULL,
    on_miss TEXT NOT NULL,
    "default" JSON NOT NULL,
    description TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_lookup_revisions PRIMARY KEY (lookup_id, revision),
    CONSTRAINT ck_lookup_revisions_on_miss_is_known CHECK (on_miss IN ('hold', 'default', 'pass-through', 'fail')),
    CONSTRAINT ck_lookup_revisions_revision_is_positive CHECK (revision > 0),
    CONSTRAINT ck_lookup_revisions_has_columns CHECK (cardinality(key_columns) > 0 AND cardinality(value_columns) > 0),
    CONSTRAINT ck_lookup_revisions_counts CHECK (least(row_count, added, changed, removed) >= 0),
    CONSTRAINT fk_lookup_revisions_lookup_id FOREIGN KEY (lookup_id) REFERENCES lookups (id)
);

CREATE TABLE lookup_rows (
    lookup_id UUID NOT NULL,
    row_key TEXT[] COLLATE "C" NOT NULL,
    from_revision INTEGER NOT NULL,
    until_revision INTEGER,
    row_values TEXT[] NOT NULL,
    CONSTRAINT pk_lookup_rows PRIMARY KEY (lookup_id, row_key, from_revision),
    CONSTRAINT fk_lookup_rows_lookup_id_from_revision FOREIGN KEY (lookup_id, from_revision)
        REFERENCES lookup_revisions (lookup_id, revision),
    CONSTRAINT fk_lookup_rows_lookup_id_until_revision FOREIGN KEY (lookup_id, until_revision)
        REFERENCES lookup_revisions (lookup_id, revision),
    CONSTRAINT ck_lookup_rows_holds_for_a_while CHECK (until_revision > from_revision)
);
CREATE UNIQUE INDEX uq_lookup_rows_current ON lookup_rows (lookup_id, row_key) WHERE until_revision IS NULL;
COMMENT ON TABLE lookup_rows IS 'holds in revisions r with from_revision <= r < until_revision';

ALTER TABLE lookups ADD CONSTRAINT fk_lookups_id_revision FOREIGN KEY (id, revision)
    REFERENCES lookup_revisions (lookup_id, revision) DEFERRABLE INITIALLY DEFERRED;
"""

PROMOTIONS = """
CREATE TABLE promotions (
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    environment TEXT NOT NULL,
    mapping_id UUID NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    previous_version INTEGER,
    kind TEXT NOT NULL,
    beneath UUID,
    approver TEXT NOT NULL,
    reason TEXT NOT NULL,
    fixtures_passed INTEGER NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT pk_promotions PRIMARY KEY (id),
    CONSTRAINT uq_promotions_environment_mapping_id_position UNIQUE (environment, mapping_id, position),
    CONSTRAINT uq_promotions_environment_mapping_id_id UNIQUE (environment, mapping_id, id),
    CONSTRAINT fk_promotions_project_id_environment FOREIGN KEY (project_id, environment)
        REFERENCES environments (project_id, name),
    CONSTRAINT fk_promotions_project_id_mapping_id FOREIGN KEY (project_id, mapping_id)
        REFERENCES mappings (project_id, id),
    CONSTRAINT fk_promotions_mapping_id_version FOREIGN KEY (mapping_id, version)
        REFERENCES versions (mapping_id, number),
    CONSTRAINT fk_promotions_mapping_id_previous_version FOREIGN KEY (mapping_id, previous_version)
        REFERENCES versions (mapping_id, number),
    CONSTRAINT fk_promotions_environment_mapping_id_beneath FOREIGN KEY (environment, mapping_id, beneath)
        REFERENCES promotions (environment, mapping_id, id),
    CONSTRAINT ck_promotions_kind_is_known CHECK (kind IN ('promote', 'roll-back')),
    CONSTRAINT ck_promotions_position_is_positive CHECK (position > 0),
    CONSTRAINT ck_promotions_changes_what_is_live CHECK (version <> previous_version),
    CONSTRAINT ck_promotions_follows_the_one_before CHECK ((position = 1) = (previous_version IS NULL)),
    CONSTRAINT ck_promotions_is_proven_by_fixtures CHECK ((kind = 'promote') = (fixtures_passed > 0))
);
CREATE INDEX ix_promotions_project_id_id ON promotions (project_id, id);
COMMENT ON TABLE promotions
    IS 'the one with the highest position says what is live; never updated, never deleted (trigger)';
COMMENT ON COLUMN promotions.beneath IS 'the promotion whose version a roll back from here puts live again';
"""

UNCHANGEABLE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: what is written there stays as it is', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON promotions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def upgrade() -> None:
    """Create the tables, noun by noun, then what keeps published rows as they are."""
    for statements in (PROJECTS, MAPPINGS, LOOKUPS, PROMOTIONS, UNCHANGEABLE):
        op.execute(statements)


def downgrade() -> None:
    """Drop all of it, with what is in it."""
    op.execute("""
        DROP TABLE promotions, lookup_rows, lookup_revisions, lookups, fixtures, drafts, versions, mappings,
            connections, ownership, environments, projects
    """)
    op.execute("DROP FUNCTION refuse_change()")
