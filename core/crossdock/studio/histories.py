"""Histories: a flow's records over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.history import History, HistorySpan, HistoryStep
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment

MOST_SPANS = 400
_LENGTH = {HistoryStep.HOUR: timedelta(hours=1), HistoryStep.DAY: timedelta(days=1)}


class Histories:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(
        self, caller: Principal, project: str, environment: str, flow: str, step: HistoryStep, spans: int
    ) -> History:
        """The last so many hours or days, the one that is under way included.

        Raises InvalidInput for more than `MOST_SPANS`, or none.
        """
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            stored = await work.flows.get(opened, flow)
            if not 1 <= spans <= MOST_SPANS:
                raise InvalidInput(f"A history has 1 to {MOST_SPANS} spans, not {spans}.", remedy="Ask for fewer.")
            first = _start(work.now, step) - _LENGTH[step] * (spans - 1)
            found = await work.histories.spans(stored, environment, step, first)
            last = await work.histories.last(stored, environment)
        return History(
            flow=flow,
            environment=environment,
            step=step,
            spans=tuple(_complete(found, first, step, spans)),
            last_received_at=last,
        )


def _start(moment: datetime, step: HistoryStep) -> datetime:
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return hour if step is HistoryStep.HOUR else hour.replace(hour=0)


def _complete(found: Sequence[HistorySpan], first: datetime, step: HistoryStep, spans: int) -> Iterator[HistorySpan]:
    """All spans, those of nothing too."""
    known = {span.start: span for span in found}
    for number in range(spans):
        start = first + _LENGTH[step] * number
        yield known.get(start) or HistorySpan(start=start)
