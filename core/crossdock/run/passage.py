"""The way of one record: map, guard, write, settle."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import structlog

from crossdock.connect import Receipt, Resource
from crossdock.engine.json_text import decode
from crossdock.errors import ConfigurationError, CrossdockError, InvalidInput, NotFound, PlatformError
from crossdock.model.calls import CallPurpose
from crossdock.model.evaluation import Lane
from crossdock.model.flow import FlowSource, FlowStatus
from crossdock.model.journal import Event
from crossdock.model.record import Identity, RecordState, RunCode
from crossdock.model.stock import Restocked
from crossdock.run.commitments import CatchingUp
from crossdock.run.consignment import Consignment
from crossdock.run.errand import errand_of
from crossdock.run.fence import Fence
from crossdock.run.fetching import Fetched, Fetching, failed_fetch
from crossdock.run.gate import ConnectionPaused
from crossdock.run.guarding import LiveAsker, guarded
from crossdock.run.guards import GuardFailed, GuardInput, first_applying
from crossdock.run.progress import Progress
from crossdock.run.route import Route
from crossdock.run.station import Station
from crossdock.run.stock_rule import Counted, StockRule, keep_told, keep_untold
from crossdock.run.trimming import trimmed
from crossdock.run.verdict import Verdict, held, held_for, retried, stopped, waiting
from crossdock.run.writing import Write
from crossdock.store.records import Claimed
from crossdock.store.unit_of_work import Work
from crossdock.store.unit_of_work import retried as retried_transaction

PAUSED_LOOK = timedelta(minutes=1)
"""When a record that a pause put back is looked at again, should nobody wake it."""
_log = structlog.get_logger(__name__)


class Passage:
    """One attempt of one record."""

    def __init__(
        self, station: Station, claimed: Claimed, route: Route, fence: Fence, consignment: Consignment
    ) -> None:
        self._at, self._route, self._fence, self._consignment = station, route, fence, consignment
        self._record = claimed.record
        self._claimed = claimed
        self._source = b""
        self._progress = Progress(claimed, route, station.clock.now())
        self._output: bytes | None = None
        self._write: Write | None = None
        self._fetched: Fetched | None = None
        self._counted: Counted | None = None

    async def run(self) -> None:
        """Go as far as it goes, and store what it came to.

        Raises EpochLost where the partition is another worker's by now, Unavailable where something of ours is away;
        the record stays due then, and nothing that was sent is forgotten.
        """
        again = self._progress.attempt.number > 1
        with errand_of(self._claimed.flow_id, CallPurpose.WRITE, again=again):
            verdict = await self._safely(self._go)
        if self._write is not None and self._write.receipt is not None and self._write.receipt.restocked:
            # What an order takes, and where from, is worked out late; by now it must be known.
            await CatchingUp(self._at).catch_up(self._route.project.id, self._route.environment)
        await self._settle(verdict, self._progress.mark())

    async def put_off(self, error: Exception) -> None:
        """Have a record whose result cannot be stored tried again later. Raises as `run` does."""
        _log.error("a record could not be settled", record=str(self._record.id), exc_info=error)
        self._write, self._output, self._counted = None, None, None
        why = retried(f"What came of it could not be stored ({type(error).__name__}); the log has the details.")
        await self._settle(why, 0)

    async def _safely(self, go: Callable[[], Awaitable[Verdict]]) -> Verdict:
        """A verdict for every error that is about this record or its flow; ours are raised."""
        try:
            return await go()
        except (NotFound, ConfigurationError) as error:
            return stopped(error.message, error.remedy, self._at.clock.now())
        except GuardFailed as error:
            return held(error.stable_code, error.message, error.remedy, error.problems, error.misses)
        except InvalidInput as error:
            return held(RunCode.REFUSED, error.message, error.remedy, error.problems)
        except ConnectionPaused as error:
            return self._put_back(error.message)
        except CrossdockError:
            raise
        except Exception as error:  # noqa: BLE001  # a connector's own mistake must not stop the other records
            _log.exception("a connector failed", flow=self._record.flow, record=str(self._record.id))
            return retried(
                f"The connector failed ({type(error).__name__}); the log has the details.",
                remedy="Tell the connector's author.",
                uncertain=True,
            )

    async def _go(self) -> Verdict:
        self._source = self._at.keyring.open(self._claimed.payload)
        return (
            await self._fetch() or await self._map() or await self._guard() or await self._count() or await self._send()
        )

    async def _fetch(self) -> Verdict | None:
        """Read the present state of what a message is only the sign of; a verdict where that cannot be had."""
        fetching = Fetching(self._at, self._route, self._claimed)
        try:
            self._fetched = await fetching.run(self._source)
        except PlatformError as error:
            return failed_fetch(error, self._at.clock.now())
        if self._fetched is None:
            return None
        self._source = self._fetched.payload
        self._progress.know_version(self._fetched.at.isoformat())
        self._record = self._progress.record
        if self._fetched.is_new:
            self._tell(Event.FETCHED, "Its present state was read from its source.", bytes=len(self._source))
        return None

    async def _map(self) -> Verdict | None:
        """Map the message; a verdict where it goes no further."""
        route = self._route
        if route.runnable is None:
            return _nothing_live(route)
        mapped = await self._at.pipeline.map(
            route.runnable, self._source, lookups=route.lookups, lane=Lane.LIVE, received_at=self._record.received_at
        )
        self._progress.note_lookups(mapped.reads)
        self._at.lookup_hits.note(route.project.id, mapped.hits)
        self._output = mapped.output
        if mapped.left_out:
            message, details = trimmed(mapped)
            self._tell(Event.TRIMMED, message, **details)
        if mapped.hold is not None:
            return await self._filter_anyway() or held_for(mapped.hold)
        self._tell(Event.MAPPED, f"Mapped with version {route.version}.", version=route.version)
        return None

    async def _filter_anyway(self) -> Verdict | None:
        """What is not for the target need not be mapped: nobody should have to look at it."""
        try:
            return await self._ask(is_mapped=False)
        except GuardFailed:
            return None  # it is held in any case, for the reason that came first

    async def _guard(self) -> Verdict | None:
        return await self._ask(is_mapped=True)

    async def _ask(self, *, is_mapped: bool) -> Verdict | None:
        now, received_at = self._at.clock.now(), self._record.received_at
        given = GuardInput(source=self._source, target=self._output or b"null", now=now, is_mapped=is_mapped)
        asker = LiveAsker(self._at, self._route, received_at)
        applied = await first_applying(self._route.flow.definition.guards, given, asker)
        if applied is None:
            return None
        name = applied.guard.name
        self._tell(Event.GUARDED, f"The guard '{name}' applies: {applied.reason}", guard=name)
        return guarded(applied, now, received_at)

    async def _count(self) -> Verdict | None:
        """Of stock, work out how much is to be told; a verdict where nothing is."""
        target = self._route.flow.definition.target
        opened = await self._at.lines.of(self._route.project, self._route.environment, target.connection)
        setting = opened.connector.operation(target.operation).stock
        if setting is None:
            return None
        counted = await StockRule(self._at, self._route, await self._read_resource(), setting).count(
            self._source, self._output or b"null"
        )
        if isinstance(counted, Verdict):
            return counted
        self._tell(Event.COUNTED, f"{counted.why}.", **counted.details)
        self._counted, self._output = counted, counted.output
        return None

    async def _send(self) -> Verdict:
        target = self._route.flow.definition.target
        opened = await self._at.lines.of(self._route.project, self._route.environment, target.connection)
        key = self._record.key or await self._derive_key()
        if (pause := await self._pause()) is not None:
            return pause
        await opened.gate.enter()
        sender = self._consignment.sender(opened, opened.connector.operation(target.operation))
        self._write = Write(self._at.store, self._at.keyring, self._at.clock, self._fence, self._progress, sender, key)
        return await self._write.run(self._output or b"null")

    async def _pause(self) -> Verdict | None:
        """Where people paused or drained the flow since its records were claimed: it waits, unless it was begun."""
        route = await self._at.routes.of(self._claimed.flow_id, self._route.environment)
        ends = route.status is FlowStatus.DRAINING and self._progress.attempt.number > 1
        if route.status not in (FlowStatus.DRAINING, FlowStatus.PAUSED) or ends:
            return None
        self._at.routes.forget(route)
        return self._put_back(f"The flow '{route.flow.name}' is paused.")

    def _put_back(self, why: str) -> Verdict:
        """It waits; whoever resumes has it due."""
        return waiting(why, self._at.clock.now() + PAUSED_LOOK, code=RunCode.PAUSED)

    async def _derive_key(self) -> str:
        """The key of a message that could not be understood when it came, and was corrected since."""
        resource = await self._read_resource()
        return "/".join(resource.key_of(decode(self._source)))

    async def _read_resource(self) -> Resource:
        """What the message is; a list may only outline what the webhook brings."""
        source = self._route.source
        opened = await self._at.lines.of(self._route.project, self._route.environment, source.connection)
        name = opened.connector.webhook(source.webhook).brings if source.webhook else _polled(source)
        return opened.connector.resource(name)

    @retried_transaction
    async def _settle(self, verdict: Verdict, mark: int) -> None:
        """Store it all, or nothing; `mark` is where the journal of this attempt stood before."""
        self._progress.rewind(mark)
        async with self._at.store.begin() as work:
            await self._fence.require(work)
            if self._fetched is not None and self._fetched.is_new:
                await work.records.fetched(self._record.id, self._at.keyring.seal(self._source), self._fetched.at)
            if self._write is not None:
                await self._keep_write(work, self._write)
            if await self._has_row_by_now(work, verdict):
                self._at.routes.forget(self._route)
                verdict = waiting("The lookup was changed meanwhile.", work.now)
            await keep_untold(work, self._route.flow, self._record, self._counted, self._write, verdict)
            await self._progress.settle(work, verdict, self._shown(verdict))

    async def _has_row_by_now(self, work: Work, verdict: Verdict) -> bool:
        """Whether a lookup that missed is another by now. Whoever changes it releases what is held, not what is about to be."""
        for table in sorted({miss.table for miss in verdict.misses} & self._route.lookups.keys()):
            stored = await work.lookups.find(self._route.project, table, lock=True)
            if stored is None or stored.deleted or stored.revision != self._route.lookups[table].revision:
                return True
        return False

    def _shown(self, verdict: Verdict) -> bytes | None:
        """What was mapped, sealed, for whoever looks at a held record; what was sent lies with its effect."""
        if verdict.state is not RecordState.HELD or self._output is None:
            return None
        return self._at.keyring.seal(self._output)

    async def _keep_write(self, work: Work, write: Write) -> None:
        if write.changed and write.effect is not None:
            await work.effects.put(self._record.environment, self._progress.claimed.flow_id, write.effect, None)
        if write.receipt is None:
            return
        if write.receipt.told is not None and self._counted is not None:
            await keep_told(work, self._counted, write.receipt.told)
        await self._keep_restocked(work, write.receipt.restocked)
        if write.receipt.identities:
            await self._link(work, write.receipt)

    async def _link(self, work: Work, receipt: Receipt) -> None:
        connection = self._route.flow.definition.target.connection
        names = [Identity(connection, kind, value) for kind, value in receipt.identities]
        clashes = await work.objects.name(
            self._route.project, self._record.environment, self._record.object_id, names, resolving=1
        )
        told = ", ".join(f"{name.kind} {name.value}" for name in names)
        self._tell(Event.LINKED, f"It is {told} at '{connection}'.", clashes=[str(clash.value) for clash in clashes])

    async def _keep_restocked(self, work: Work, restocked: Sequence[Restocked]) -> None:
        """The channel has more than it was told: its stock flow is to tell it the right number again."""
        channel = self._route.flow.definition.target.connection
        for one in restocked:
            await work.stock_levels.restock(self._record, self._route.project.id, channel, one)

    def _tell(self, event: Event, message: str, **details: object) -> None:
        self._progress.tell(self._at.clock.now(), event, message, **details)


def _polled(source: FlowSource) -> str:
    return source.poll.resource if source.poll else ""


def _nothing_live(route: Route) -> Verdict:
    mapping = route.flow.definition.mapping
    return held(
        RunCode.NOTHING_LIVE,
        f"No version of mapping '{mapping}' is live in '{route.environment}'.",
        "Promote one, then let this record go on.",
    )
