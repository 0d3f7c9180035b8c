"""Whether what the studio stands on can do its work; needs no caller, and tells nothing else."""

from __future__ import annotations

from crossdock.engine.pipeline import Pipeline
from crossdock.engine.ports import Clock
from crossdock.errors import Unavailable
from crossdock.model.evaluation import Evaluation, Lane
from crossdock.store.database import Database


class Health:
    def __init__(self, database: Database, pipeline: Pipeline, clock: Clock) -> None:
        self._database = database
        self._pipeline = pipeline
        self._clock = clock

    async def check_database(self) -> None:
        """Raises Unavailable where the database does not answer."""
        await self._database.ping()

    async def check_evaluator(self) -> None:
        """Raises Unavailable where no process for live mappings can be had, or it cannot add."""
        probe = Evaluation(text="1 + 1", input=b"null", lookups={}, received_at=self._clock.now())
        evaluated = await self._pipeline.evaluator.evaluate(probe, Lane.LIVE)
        if evaluated.output != b"2":
            raise Unavailable("The evaluator does not evaluate.")
