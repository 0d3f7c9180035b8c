"""Ten thousand records in the live environment of a running demo, for lists to scroll through: python FILE DATA.

They are written beside the demo's own: what the browser does with a long list is looked at, not how one comes to be.
Each has its two entries in the journal, so that the equation still holds.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import text

from crossdock.store.cluster import Cluster
from crossdock.store.database import connect

MANY = 10_000

OBJECT = text("""
    INSERT INTO objects (id, project_id, environment)
    SELECT gen_random_uuid(), id, 'live' FROM projects WHERE name = 'demo' RETURNING id
""")
RECORDS = text("""
    INSERT INTO records (id, project_id, environment, flow_id, object_id, partition, key, version, received_at, state,
        code, reason, attempts, next_kind, supersedes, blocks, yields, payload, settled_at)
    SELECT gen_random_uuid(), projects.id, 'live', flows.id, :object, 0, n::text, '', now(), 'filtered',
        'skipped', 'It was made to fill a list.', 0, 'first', false, false, false, ''::bytea, now()
    FROM generate_series(1, :many) AS n
    JOIN projects ON projects.name = 'demo'
    JOIN flows ON flows.project_id = projects.id AND flows.name = 'orders'
""")
FILLED = text("""
    SELECT count(*) >= :many FROM records JOIN projects ON projects.id = records.project_id
    WHERE projects.name = 'demo' AND environment = 'live'
""")
STORY = text("""
    INSERT INTO journal (id, project_id, flow_id, environment, record_id, at, attempt, event, message, details, actor)
    SELECT gen_random_uuid(), project_id, flow_id, environment, id, now(), 0, :event, reason, '{}', 'tests'
    FROM records WHERE object_id = :object
""")


def main(data: Path) -> None:
    """Write them, unless they are there."""
    with Cluster(data) as cluster, connect(cluster.url) as connection:
        if connection.execute(FILLED, {"many": MANY}).scalar_one():
            return
        made = connection.execute(OBJECT).scalar_one()
        connection.execute(RECORDS, {"object": made, "many": MANY})
        for event in ("received", "filtered"):
            connection.execute(STORY, {"object": made, "event": event})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
