"""Where workers stand: what every passage and every reading needs."""

from __future__ import annotations

from crossdock.engine.pipeline import Pipeline
from crossdock.engine.ports import Clock
from crossdock.run.lines import Lines
from crossdock.run.lookup_hits import LookupHits
from crossdock.run.readings import Readings
from crossdock.run.route import Routes
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store


class Station:
    """What every passage needs: where things are stored, mapped, sealed, sent and routed, and what time it is."""

    def __init__(
        self, store: Store, pipeline: Pipeline, keyring: Keyring, lines: Lines, routes: Routes, clock: Clock
    ) -> None:
        self.store, self.pipeline, self.keyring = store, pipeline, keyring
        self.lines, self.routes, self.clock = lines, routes, clock
        self.lookup_hits = LookupHits(store, clock)
        """Of what is evaluated for records."""
        self.readings = Readings()
