"""What Crossdock keeps: its PostgreSQL, tables, repositories and secrets at rest."""
