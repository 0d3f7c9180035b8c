"""Where a run of a process flow stands. Numbers and names: the vendor's own client."""

from __future__ import annotations

from crossdock.connect import State, States

STARTED, SUCCESS, FAILURE, STOPPED, PARTIAL = 1, 2, 3, 4, 5
ENDED_AS = {FAILURE: "failed", STOPPED: "stopped", PARTIAL: "partly successful"}

STATES = (
    States(
        kind="flow_run",
        resource="flow_run",
        path="status",
        states=(
            State(str(STARTED), "It waits for its turn, or is under way."),
            State(str(SUCCESS), "All of it went through."),
            State(str(FAILURE), "It broke off; a retry starts over from its beginning."),
            State(str(STOPPED), "Somebody stopped it."),
            State(str(PARTIAL), "Some of what it handled went through, and some did not."),
        ),
        no_return=(),
        note="A run is stopped on the dashboard only; what it did until then stays done.",
    ),
)
