"""Findings: what is wrong in a project right now, read from its records and put into words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from crossdock.model.alert import AlertKind, Finding, Thresholds
from crossdock.model.project import Project
from crossdock.store.conditions import Condition
from crossdock.store.unit_of_work import Work

EXHAUSTED_HOURS = 24
"""For how long a record that failed because its retries were used up is worth an alert; a held one always is."""
SILENT_SECONDS = 30
"""After how long a machine without a word from its workers is called silent."""
FORGOTTEN_HOURS = 24
"""After how long it is no longer expected to have any."""


class Findings:
    """Looks at one project at one moment."""

    def __init__(self, work: Work, project: Project) -> None:
        self._work, self._project, self._now = work, project, work.now

    async def standing(self) -> list[Finding]:
        """What needs no threshold, but the journal: stopped flows, retries used up, missing numbers, silent machines."""
        return [
            *await self._stopped(),
            *await self._exhausted(),
            *await self._gaps(),
            *await self._stock(),
            *await self._silent(),
        ]

    async def crossing(self, thresholds: Thresholds) -> list[Finding]:
        """What is beyond thresholds: held records, rejected deliveries, failing polls, credentials that soon expire."""
        return [
            *await self._holds(thresholds),
            *await self._rejected(thresholds),
            *await self._failing(thresholds),
            *await self._expiring(thresholds),
        ]

    async def contradictions(self) -> list[Finding]:
        """Flows whose counts of today and yesterday the journal does not prove."""
        today = self._now.date()
        found = []
        for flow in await self._work.flows.all(self._project):
            for environment in self._project.environments:
                counts = await self._work.records.counts(
                    self._project, flow, environment, today - timedelta(days=1), today
                )
                if not counts.journal_agrees:
                    found.append(self._contradiction(flow.name, environment))
        return found

    async def _stopped(self) -> list[Finding]:
        return [
            _finding(
                AlertKind.FLOW_STOPPED,
                one,
                f"The flow '{one.subject}' is stopped in '{one.environment}': {one.reason}",
                "Mend the connection, then resume the flow. What comes in waits.",
            )
            for one in await self._work.conditions.stopped_flows(self._project)
        ]

    async def _exhausted(self) -> list[Finding]:
        since = self._now - timedelta(hours=EXHAUSTED_HOURS)
        return [
            _finding(
                AlertKind.RETRIES_EXHAUSTED,
                one,
                f"Of the flow '{one.subject}', {_records(one.count)} could not be delivered before the retries were used up.",
                "See that the target is well, then let what is held go on, and send again what failed.",
            )
            for one in await self._work.conditions.exhausted(self._project, since)
        ]

    async def _gaps(self) -> list[Finding]:
        return [
            _finding(
                AlertKind.SEQUENCE_GAP,
                one,
                f"Of the messages that are numbered as '{one.subject}', {one.count} never came.",
                "Have the platform send them again: the gaps close by themselves. Settle those that nobody can fill.",
            )
            for one in await self._work.conditions.gaps(self._project, self._now)
        ]

    async def _stock(self) -> list[Finding]:
        """Readings of stock that are not believed, and orders of which nobody knows what they take."""
        doubted = [
            _finding(
                AlertKind.MASS_ZERO,
                one,
                f"A reading of stock of the flow '{one.subject}' is not believed: {one.count} SKUs that were there would "
                "fall to zero at once. Nothing of it was taken over.",
                "Look at the source. Is it really so, accept the reading; else the next normal one ends this by itself.",
            )
            for one in await self._work.conditions.doubted(self._project)
        ]
        uncounted = [
            _finding(
                AlertKind.ORDERS_UNCOUNTED,
                one,
                f"Of the flow '{one.subject}', nobody knows what {_records(one.count)} {_take(one.count)} from stock: "
                f"{one.reason} Until then no channel is told more than it has.",
                "Correct the flow's `commits`, or the lookups it reads; they are counted again by themselves.",
            )
            for one in await self._work.conditions.uncounted(self._project)
        ]
        return [*doubted, *uncounted]

    async def _silent(self) -> list[Finding]:
        before = self._now - timedelta(seconds=SILENT_SECONDS)
        forgotten = self._now - timedelta(hours=FORGOTTEN_HOURS)
        return [
            Finding(
                kind=AlertKind.WORKER_SILENT,
                environment="",
                subject=one.host,
                message=f"No worker on '{one.host}' is heard of any more.",
                remedy="Look at that machine; other machines' workers, where there are any, have taken over.",
                since=one.seen_at,
            )
            for one in await self._work.watches.silent(before, forgotten)
        ]

    async def _holds(self, thresholds: Thresholds) -> list[Finding]:
        oldest = self._now - timedelta(seconds=thresholds.holds_older_seconds)
        return [
            _finding(
                AlertKind.HOLDS,
                one,
                f"{_records(one.count)} {_were(one.count)} held as '{one.subject}' and wait for a person.",
                "Look at them under Exceptions; the playbook for the code says what to do.",
            )
            for one in await self._work.conditions.holds(self._project)
            if one.count > thresholds.holds_more_than or one.since < oldest
        ]

    async def _rejected(self, thresholds: Thresholds) -> list[Finding]:
        since = self._now - timedelta(seconds=thresholds.rejected_seconds)
        return [
            _finding(
                AlertKind.DELIVERIES_REJECTED,
                one,
                f"{one.count} deliveries to the flow '{one.subject}' were rejected: they do not prove that the platform "
                "sent them.",
                "Compare the connection's webhook secret with the platform's. Rejected deliveries are not kept.",
            )
            for one in await self._work.conditions.rejected(self._project, since)
            if one.count > thresholds.rejected_more_than
        ]

    async def _failing(self, thresholds: Thresholds) -> list[Finding]:
        oldest = self._now - timedelta(seconds=thresholds.polls_failing_seconds)
        return [
            _finding(
                AlertKind.POLL_FAILING,
                one,
                f"The poll of the flow '{one.subject}' failed {_times(one.count)} in a row: {one.reason}",
                "See that the source is well. Nothing is left out: what was not read is read with the next poll.",
            )
            for one in await self._work.conditions.failing_polls(self._project)
            if one.count >= thresholds.polls_failing_from or one.since < oldest
        ]

    async def _expiring(self, thresholds: Thresholds) -> list[Finding]:
        last = self._now.date() + timedelta(days=thresholds.expiring_days)
        return [
            Finding(
                kind=AlertKind.CREDENTIAL_EXPIRING,
                environment=one.environment,
                subject=f"{one.connection} {one.secret}",
                message=f"The secret '{one.secret}' of the connection '{one.connection}' "
                f"{_expires(one.expires_on, self._now.date())}.",
                remedy="Get a new one from the platform and put it into the connection, with its day.",
                since=self._now,
            )
            for one in await self._work.expiries.until([self._project], last)
        ]

    def _contradiction(self, flow: str, environment: str) -> Finding:
        return Finding(
            kind=AlertKind.JOURNAL_DIFFERS,
            environment=environment,
            subject=flow,
            message=f"The counts of the flow '{flow}' are not what its journal proves.",
            remedy="Somebody may have changed the database by hand. Compare the flow's records with their journal.",
            since=self._now,
        )


def merged(findings: Iterable[Finding]) -> dict[tuple[AlertKind, str, str], Finding]:
    """One finding for each group; of several the one that counts most."""
    kept: dict[tuple[AlertKind, str, str], Finding] = {}
    for finding in findings:
        if finding.group not in kept or kept[finding.group].count < finding.count:
            kept[finding.group] = finding
    return kept


def _finding(kind: AlertKind, one: Condition, message: str, remedy: str) -> Finding:
    return Finding(
        kind=kind,
        environment=one.environment,
        subject=one.subject,
        message=message,
        remedy=remedy,
        count=one.count,
        since=one.since,
    )


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _were(count: int) -> str:
    return "is" if count == 1 else "are"


def _expires(on: date, today: date) -> str:
    return f"{'expires' if on > today else 'expired'} on {on.isoformat()}"


def _take(count: int) -> str:
    return "takes" if count == 1 else "take"
