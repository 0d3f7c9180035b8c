"""What SEKO pushes: dispatches, tracking and receipts of goods, in blocks, each message with its sequence number.

The scheduler runs every so many minutes; there is one block for each service and distribution centre, of 500 messages
at most, and nothing is sent when there is nothing to send (manual, page 'Push services').
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime
from functools import partial
from typing import Any

from crossdock.connect.sandbox import Agenda, Outbox, Push, SandboxClock
from crossdock.engine import json_text
from crossdock_seko.sandbox import inferred
from crossdock_seko.sandbox.switches import SekoSwitches

LARGEST_BLOCK = 500
RETRY_MINUTES = 15
LATER_MINUTES = 60
"""After which a push that comes twice comes again."""
_HEADERS = {"content-type": "application/json"}


class Pushes:
    """Messages that wait for the scheduler."""

    def __init__(self, clock: SandboxClock, agenda: Agenda, outbox: Outbox, switches: SekoSwitches) -> None:
        self._clock, self._agenda, self._outbox, self._switches = clock, agenda, outbox, switches
        self._sequences: Counter[str] = Counter()
        self._waiting: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self._scheduled = False
        self._sent = 0

    def number(self, service: str) -> int:
        """The next sequence number of a service; they grow by one."""
        self._sequences[service] += 1
        return self._sequences[service]

    def add(self, service: str, dc: str, guid: str, message: dict[str, Any], *, sequence: int) -> None:
        """Put a message down for the scheduler's next run."""
        header = {
            "IntegrationId": self._switches.integration_id,
            "SequenceNumber": str(sequence),
            "MessageGroupId": "",
            "InterfaceRecordId": guid,
        }
        self._waiting[service, dc].append(header | message)
        if not self._scheduled:
            self._scheduled = True
            self._agenda.at(self._next_run(), self._run)

    def _next_run(self) -> datetime:
        now = self._clock.now()
        every = self._switches.lasts(self._switches.minutes_between_pushes)
        if not every:
            return now
        start = datetime(now.year, now.month, now.day, tzinfo=UTC)
        return start + (((now - start) // every) + 1) * every

    def _run(self) -> None:
        self._scheduled = False
        waiting = sorted(self._waiting.items(), key=self._order)
        self._waiting.clear()
        for (service, dc), messages in waiting:
            url = getattr(self._switches, f"{service}_url")
            if url is not None:
                self._post(service, dc, url, messages)

    def _order(self, entry: tuple[tuple[str, str], list[dict[str, Any]]]) -> tuple[int, str]:
        services = ["tracking", "dispatch"] if self._switches.tracking_first else ["dispatch", "tracking"]
        (service, dc), _ = entry
        return [*services, "goods_received", "stock_moved"].index(service), dc

    def _post(self, service: str, dc: str, url: str, messages: list[dict[str, Any]]) -> None:
        blocks = [messages[start : start + LARGEST_BLOCK] for start in range(0, len(messages), LARGEST_BLOCK)]
        for part, block in enumerate(blocks, 1):
            paging = {"MessagePart": part, "MessageTotal": len(blocks)}
            responses = [{"Response": {inferred.ENVELOPES[service]: paging | message}} for message in block]
            self._send(f"{service}/{dc}/{block[0]['SequenceNumber']}", service, url, {"Responses": responses})

    def _send(self, name: str, service: str, url: str, document: dict[str, Any]) -> None:
        def post(again: str = "") -> None:
            push = Push(
                id=f"{name}{again}",
                kind=service,
                url=url,
                body=json_text.encode(document),
                headers=_HEADERS,
                delays=(self._switches.lasts(RETRY_MINUTES),) * (self._switches.push_attempts - 1),
            )
            self._outbox.post(push)

        self._sent += 1
        if not self._is_due(self._switches.lose_push_every):
            post()
        if self._is_due(self._switches.repeat_push_every):
            self._agenda.at(self._clock.now() + self._switches.lasts(LATER_MINUTES), partial(post, " again"))

    def _is_due(self, every: int) -> bool:
        return bool(every) and self._sent % every == 0
