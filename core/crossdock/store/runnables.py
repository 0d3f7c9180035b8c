"""Versions made ready to run, kept, for they never change."""

from __future__ import annotations

from collections import OrderedDict
from uuid import UUID

from crossdock.model.evaluation import Runnable
from crossdock.model.mapping import Version

KEPT = 128


class RunnableCache:
    """Runnables by the id of their version. The same object each time: what others prepare from it stays of use."""

    def __init__(self) -> None:
        self._kept: OrderedDict[UUID, Runnable] = OrderedDict()

    def find(self, version_id: UUID) -> Runnable | None:
        """The version's runnable, if it was used lately."""
        if version_id in self._kept:
            self._kept.move_to_end(version_id)
        return self._kept.get(version_id)

    def of(self, version: Version) -> Runnable:
        """The version's text with the schemas it was published with."""
        if found := self.find(version.id):
            return found
        self._kept[version.id] = Runnable(
            text=version.text, source_schema=version.source_schema, target_schema=version.target_schema
        )
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[version.id]
