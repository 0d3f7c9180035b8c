"""Polling: whatever is due is read by one worker, and taken over where that one dies."""

from __future__ import annotations

from datetime import timedelta

import anyio
import structlog

from crossdock.engine.ports import Alarm
from crossdock.errors import CrossdockError, ErrorKind, PlatformError, Unavailable
from crossdock.model.calls import CallPurpose
from crossdock.model.schedule import Schedule
from crossdock.run.errand import errand_of
from crossdock.run.gate import ConnectionPaused
from crossdock.run.reading import Reading
from crossdock.run.station import Station
from crossdock.store.schedules import ClaimedPoll, PollLost
from crossdock.store.unit_of_work import retried

LEASE = timedelta(seconds=30)
"""How long a worker may be silent before its poll is another's."""
HOLD_ON_SECONDS = 8.0
FIRST_RETRY = timedelta(minutes=1)
"""How soon a poll that failed is tried again, where its schedule is slower; doubled with each failure."""
MOST_DOUBLINGS = 10
TICK_SECONDS = 1.0
"""How often a worker looks whether a poll is due."""
AT_ONCE = 2
"""Polls that one worker has under way."""

_log = structlog.get_logger(__name__)


class Polling:
    """Carries polls out in the name of one worker."""

    def __init__(self, station: Station, alarm: Alarm, worker: str) -> None:
        self._at, self._alarm, self._worker = station, alarm, worker

    async def plan(self) -> None:
        """Give every poll that is new or was changed its time. One with an interval is due at once."""
        async with self._at.store.read() as work:
            unplanned = await work.schedules.unplanned()
            flows = await work.flows.by_ids({one.flow_id for one in unplanned})
        for one in unplanned:
            flow = flows.get(one.flow_id)
            if flow is None or flow.definition.source.poll is None:
                continue
            schedule = flow.definition.source.poll.schedule
            async with self._at.store.begin() as work:
                next_at = schedule.next_after(work.now) if schedule.every_seconds is None else work.now
                await work.schedules.plan(flow, one.environment, next_at, work.now)

    async def work_off(self) -> int:
        """Carry out what is due, one after the other; gives how many polls that were.

        Raises Unavailable where something of ours is away; such a poll is begun anew once its lease is over.
        """
        done = 0
        while (claimed := await self._claim()) is not None:
            await self._hold_on_while_reading(claimed)
            done += 1
        return done

    @retried
    async def _claim(self) -> ClaimedPoll | None:
        async with self._at.store.begin() as work:
            return await work.schedules.claim(self._worker, work.now, LEASE)

    async def _hold_on_while_reading(self, claimed: ClaimedPoll) -> None:
        away: Unavailable | None = None
        async with anyio.create_task_group() as group:
            group.start_soon(self._hold_on, claimed, group.cancel_scope)
            try:
                await self._read(claimed)
            except Unavailable as error:
                away = error
            group.cancel_scope.cancel()
        if away is not None:
            raise away

    async def _hold_on(self, claimed: ClaimedPoll, reading: anyio.CancelScope) -> None:
        """Say again and again that we live; where we were taken for dead, stop reading."""
        while True:
            await anyio.sleep(HOLD_ON_SECONDS)
            try:
                async with self._at.store.begin() as work:
                    if not await work.schedules.hold_on(claimed.run_id, work.now + LEASE):
                        reading.cancel()
            except CrossdockError as error:
                _log.warning("a poll's lease could not be renewed", flow=claimed.flow, reason=error.message)

    async def _read(self, claimed: ClaimedPoll) -> None:
        reading = Reading(self._at, self._alarm, claimed)
        with errand_of(claimed.flow_id, CallPurpose.POLL) as errand:
            await self._settle(claimed, reading)
        async with self._at.store.begin() as work:
            await work.schedules.note_calls(claimed.run_id, errand.calls)

    async def _settle(self, claimed: ClaimedPoll, reading: Reading) -> None:
        try:
            await reading.run()
        except PollLost:
            _log.info("another worker took a poll over", flow=claimed.flow, environment=claimed.environment)
        except Unavailable:
            raise
        except ConnectionPaused as error:
            await self._break_off(claimed, error)
        except CrossdockError as error:
            await self._fail(claimed, reading.schedule, error)
        except Exception as error:  # noqa: BLE001  # a connector's own mistake must not stop the other polls
            _log.exception("a poll failed", flow=claimed.flow, environment=claimed.environment)
            await self._fail(claimed, reading.schedule, _unforeseen(error))

    @retried
    async def _break_off(self, claimed: ClaimedPoll, error: CrossdockError) -> None:
        async with self._at.store.begin() as work:
            await work.schedules.break_off(claimed.run_id, work.now, error.message, error.remedy)

    @retried
    async def _fail(self, claimed: ClaimedPoll, schedule: Schedule | None, error: CrossdockError) -> None:
        _log.warning("a poll failed", flow=claimed.flow, environment=claimed.environment, reason=error.message)
        async with self._at.store.begin() as work:
            soon = work.now + _pause(error, claimed.failures)
            usual = schedule.next_after(work.now) if schedule else soon
            next_at = usual if _needs_people(error) else min(soon, usual)
            await work.schedules.fail(claimed.run_id, work.now, next_at, error.message, error.remedy)


def _pause(error: CrossdockError, failures: int) -> timedelta:
    asked = timedelta(seconds=error.retry_after or 0) if isinstance(error, PlatformError) else timedelta()
    return max(asked, FIRST_RETRY * (1 << min(failures, MOST_DOUBLINGS)))


def _needs_people(error: CrossdockError) -> bool:
    """Whether it is no use to ask again before somebody did something."""
    return not (isinstance(error, PlatformError) and error.kind is ErrorKind.RETRY)


def _unforeseen(error: Exception) -> CrossdockError:
    return PlatformError(
        f"The poll failed ({type(error).__name__}); the log has the details.",
        kind=ErrorKind.HOLD,
        remedy="Tell the connector's author.",
    )
