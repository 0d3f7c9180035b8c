"""The task queue: Procrastinate 3.10's schema, in a PostgreSQL schema of its own.

Procrastinate's SQL names its tables without a schema, and so do its functions: a connection that defers or
fetches jobs needs `procrastinate` in its search path. The version range in pyproject.toml keeps this
revision what it is; a newer Procrastinate brings its own migration, which becomes a revision of ours.
"""

from __future__ import annotations

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    before = connection.exec_driver_sql("SELECT current_setting('search_path')").scalar_one()
    op.execute("CREATE SCHEMA procrastinate")
    op.execute("SET LOCAL search_path TO procrastinate")
    # Sent as it is: the file holds many statements, and its percent signs are no placeholders.
    connection.exec_driver_sql(SchemaManager.get_schema(), execution_options={"no_parameters": True})
    op.execute(f"SET LOCAL search_path TO {before}")


def downgrade() -> None:
    op.execute("DROP SCHEMA procrastinate CASCADE")
