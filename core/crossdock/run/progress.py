"""One attempt under way: what is to be told of it, and storing what it comes to."""

from __future__ import annotations

import logging
from datetime import datetime

import msgspec
from uuid_utils.compat import uuid7

from crossdock.model.evaluation import HoldCode
from crossdock.model.flow import FlowState, FlowStatus, GivingUp
from crossdock.model.journal import Event, JournalEntry
from crossdock.model.lookup import LookupRead
from crossdock.model.record import Attempt, AttemptKind, Hold, RecordState, RunCode
from crossdock.run.retry import failures_in_a_row, is_exhausted, wait
from crossdock.run.route import Route
from crossdock.run.verdict import Verdict, held
from crossdock.store.records import Claimed
from crossdock.store.unit_of_work import Work

ACTOR = "worker"
_log = logging.getLogger(__name__)


class Progress:
    """An attempt of one claimed record."""

    def __init__(self, claimed: Claimed, route: Route, now: datetime) -> None:
        self.claimed, self.route, self.record = claimed, route, claimed.record
        number = claimed.record.attempts + 1
        # An attempt whose worker died was never ended: the next one is no first.
        kind = AttemptKind.RETRY if number > 1 and claimed.kind is AttemptKind.FIRST else claimed.kind
        self.attempt = Attempt(number=number, kind=kind, version=route.version, started_at=now)
        self._entries: list[JournalEntry] = []
        self._begun = False

    def note_lookups(self, reads: tuple[LookupRead, ...]) -> None:
        """Remember which revisions were read, so that the attempt can be repeated exactly."""
        self.attempt = msgspec.structs.replace(self.attempt, lookups=reads)

    def know_version(self, version: str) -> None:
        """Remember of when the state is that this attempt brings to the target."""
        self.record = msgspec.structs.replace(self.record, version=version)

    def tell(self, at: datetime, event: Event, message: str, **details: object) -> None:
        """Put an entry down for the journal; it is written with the next unit of work."""
        self._entries.append(
            JournalEntry(
                id=uuid7(),
                at=at,
                record=self.record.id,
                flow=self.record.flow,
                environment=self.record.environment,
                attempt=self.attempt.number,
                event=event,
                message=storable(message),
                details=details,
                actor=ACTOR,
            )
        )

    def mark(self) -> int:
        """Where the journal of this attempt stands."""
        return len(self._entries)

    def rewind(self, mark: int) -> None:
        """Take back what was told since: the unit of work it belonged to was lost."""
        del self._entries[mark:]

    async def begin(self, work: Work) -> None:
        """Store that the attempt is under way, and what is to be told so far; once, before the first write."""
        if not self._begun:
            await work.attempts.begin(self.record.id, self.attempt)
            self._begun = True
        await self._write_journal(work)
        self._entries.clear()

    async def settle(self, work: Work, verdict: Verdict, output: bytes | None) -> None:
        """Store what the attempt came to; `output` is sealed. Raises Conflict where the record is settled already."""
        verdict = await self._judged(work, msgspec.structs.replace(verdict, message=storable(verdict.message)))
        settled = verdict.state in {RecordState.DELIVERED, RecordState.FILTERED, RecordState.FAILED}
        record = msgspec.structs.replace(
            self.record,
            state=verdict.state,
            code=verdict.code,
            reason=verdict.message if verdict.state is not RecordState.DELIVERED else "",
            attempts=self.attempt.number,
            due_at=verdict.due_at if verdict.state is RecordState.IN_FLIGHT else None,
            settled_at=work.now if settled else None,
        )
        if not self._begun:
            await work.attempts.begin(self.record.id, self.attempt)
        ended = msgspec.structs.replace(
            self.attempt, ended_at=work.now, outcome=verdict.outcome, code=verdict.code, message=verdict.message
        )
        await work.attempts.end(record.id, ended, output)
        await work.records.settle(record, kind=AttemptKind.RETRY)
        if verdict.state is RecordState.HELD:
            await work.holds.put(record, self.claimed.flow_id, self.claimed.project_id, self._hold(work, verdict))
        if verdict.stops_flow:
            await self._stop_flow(work, verdict)
        told = {"code": verdict.code, "due_at": verdict.due_at.isoformat() if verdict.due_at else None}
        self.tell(work.now, verdict.event, verdict.message, **{k: v for k, v in told.items() if v}, **verdict.details)
        await self._write_journal(work)

    async def _judged(self, work: Work, verdict: Verdict) -> Verdict:
        """A retry with its time, or given up where the flow's retries are used up."""
        if verdict.event is not Event.RETRY:
            return verdict
        policy = self.route.flow.definition.retry
        failures = 1 + failures_in_a_row([a for a in await work.attempts.of(self.record.id) if a.ended_at])
        if not is_exhausted(policy, failures):
            return msgspec.structs.replace(
                verdict, due_at=work.now + wait(policy, failures, verdict.retry_after), details={"failures": failures}
            )
        message = f"It failed {failures} times. At last: {verdict.message}"
        if policy.then is GivingUp.FAIL and not verdict.uncertain:
            return Verdict(
                state=RecordState.FAILED, event=Event.FAILED, code=RunCode.RETRIES_EXHAUSTED, message=message
            )
        return held(
            RunCode.RETRIES_EXHAUSTED, message, verdict.remedy or "See that the target is well, then let it go on."
        )

    def _hold(self, work: Work, verdict: Verdict) -> Hold:
        return Hold(
            record=self.record.id,
            environment=self.record.environment,
            flow=self.record.flow,
            key=self.record.key,
            object_id=self.record.object_id,
            code=verdict.code,
            message=verdict.message,
            remedy=verdict.remedy,
            owner=self._owner(verdict),
            since=work.now,
            problems=verdict.problems,
            misses=verdict.misses,
            attempts=self.attempt.number,
        )

    def _owner(self, verdict: Verdict) -> str:
        """Whoever answers for the lookup that has no row; else whoever answers for the flow."""
        if verdict.code == HoldCode.LOOKUP_MISS and verdict.misses[0].table in self.route.lookups:
            return self.route.lookups[verdict.misses[0].table].definition.owner
        return self.route.flow.definition.owner

    async def _stop_flow(self, work: Work, verdict: Verdict) -> None:
        """Once: whoever comes second finds it stopped."""
        flow = self.route.flow
        standing = (await work.flows.state(flow, self.record.environment)).status
        if standing not in (FlowStatus.RUNNING, FlowStatus.DRAINING):
            return
        _log.warning("The flow '%s' is stopped in '%s': %s", flow.name, self.record.environment, verdict.message)
        state = FlowState(
            flow=flow.name,
            environment=self.record.environment,
            status=FlowStatus.STOPPED,
            reason=f"{verdict.message} {verdict.remedy}".strip(),
            since=work.now,
            by=ACTOR,
        )
        await work.flows.set_state(flow, state)

    async def _write_journal(self, work: Work) -> None:
        if self._entries:
            await work.journal.add(self.claimed.project_id, self.claimed.flow_id, self._entries)


def storable(text: str) -> str:
    """A text as the database takes it: a platform's words may hold what no text column can."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()
