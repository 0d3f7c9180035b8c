"""Examples of paused and drained connections, and of how often platforms are asked."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from crossdock.model.calls import CallPurpose, Calls, PlannedCalls, Usage
from crossdock.model.flow import FlowState, FlowStatus
from crossdock.model.pause import ConnectionState, ConnectionStatus

_SINCE = datetime(2026, 11, 4, 9, 15, tzinfo=UTC)
RUNNING = ConnectionState(connection="warehouse", environment="sandbox", flows=("cancellations", "orders"))
PAUSED = msgspec.structs.replace(
    RUNNING,
    status=ConnectionStatus.PAUSED,
    reason="The warehouse moves to another version",
    since=_SINCE,
    by="Robin Example",
)
DRAINING = msgspec.structs.replace(PAUSED, status=ConnectionStatus.DRAINING, under_way=3)
DRAINING_FLOW = FlowState(
    flow="orders",
    environment="sandbox",
    status=FlowStatus.DRAINING,
    reason="A new mapping goes live at noon",
    since=_SINCE,
    by="Robin Example",
    under_way=2,
    connections=(DRAINING,),
)
USAGE = Usage(
    connection="shop",
    environment="sandbox",
    allowed_per_hour=7200,
    last_hour=312,
    last_day=6120,
    by=(
        Calls(flow="dispatches", purpose=CallPurpose.WRITE, last_hour=300, last_day=5832),
        Calls(flow="orders", purpose=CallPurpose.POLL, last_hour=12, last_day=288),
    ),
    planned_per_hour=12.0,
    planned=(PlannedCalls(flow="orders", polls_per_hour=4.0, calls_per_poll=3, calls_per_hour=12.0),),
)
