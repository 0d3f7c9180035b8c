"""Runs of process flows: their logs, what they tracked, and how they ended."""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock.connect.sandbox import Push
from crossdock_patchworks.inferred import TRACKED, TRACKED_VALUE
from crossdock_patchworks.sandbox.flows import Flow
from crossdock_patchworks.states import FAILURE, STARTED, SUCCESS

Record = dict[str, Any]
_BY_OUTCOME = {"waiting": STARTED, "delivered": SUCCESS, "given-up": FAILURE}


class Run(msgspec.Struct, kw_only=True):
    """One run."""

    id: int
    flow: Flow
    trigger: str
    """API, Webhook, Callback or Retry."""
    payload: bytes
    started_at: str
    retry_of: int | None = None
    ended_at: str | None = None
    ended_as: int = STARTED
    push: Push | None = None
    """What a flow that sends has sent; it ends as that does."""
    tracked: list[str] = []
    logs: list[Record] = []

    @property
    def status(self) -> int:
        """How it stands, by its number."""
        return _BY_OUTCOME[self.push.outcome] if self.push else self.ended_as

    @property
    def payload_id(self) -> int:
        """Under which its first payload is downloaded."""
        return self.id * 10

    def say(self, level: str, words: str, at: str, payload_id: int | None = None) -> None:
        """Add a line to its logs."""
        self.logs.append(
            {
                "id": self.id * 1000 + len(self.logs),
                "log_level": level,
                "log_message": words,
                "flow_step_id": self.flow.version * 100 + len(self.logs),
                "payload_metadata_id": payload_id,
                "created_at": at,
            }
        )

    def document(self) -> Record:
        """As the API lists it."""
        return {
            "id": self.id,
            "name": self.flow.name,
            "status": self.status,
            "trigger": self.trigger,
            "summary": None,
            "started_at": self.started_at,
            "finished_at": None if self.status == STARTED else self.ended_at,
            "flow_id": self.flow.id,
            "flow_version_id": self.flow.version,
            "retry_flow_run_id": self.retry_of,
            "has_warnings": False,
            TRACKED: [{"id": place, "name": "key", TRACKED_VALUE: key} for place, key in enumerate(self.tracked, 1)],
        }
