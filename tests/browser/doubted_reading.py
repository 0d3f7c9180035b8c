"""A reading of stock that is not believed, in the live environment of a running demo: python FILE DATA.

It is written beside the demo's own, since a demo whose warehouse lost half its stock could show nothing else any more.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from crossdock.clock import SystemClock
from crossdock.model.stock import Doubt
from crossdock.store.cluster import Cluster
from crossdock.store.database import Database
from crossdock.store.unit_of_work import Store

FALLEN, STANDING = 14, 20


async def write(url: str) -> None:
    """The doubt, and the schedule of a poll that can be asked for."""
    database = Database(url)
    async with Store(database, SystemClock()).begin() as work:
        project = await work.projects.get("demo")
        flow = await work.flows.get(project, "stock")
        doubt = Doubt(flow=flow.name, environment="live", since=work.now, fallen=FALLEN, standing=STANDING)
        await work.stock_settings.begin_doubt(project.id, flow.id, doubt)
        await work.schedules.plan(flow, "live", work.now + timedelta(days=1), work.now)
    await database.dispose()


if __name__ == "__main__":
    with Cluster(Path(sys.argv[1])) as cluster:
        asyncio.run(write(cluster.url))
