"""One order on its way through a flow, for the API's description."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec

from crossdock.model.evaluation import HoldCode
from crossdock.model.fixture import Change, Difference
from crossdock.model.flow import Flow, FlowSource, FlowState, FlowStatus, FlowTarget, Guard, GuardAction
from crossdock.model.journal import Event, JournalEntry, Timeline
from crossdock.model.lookup import LookupMiss, LookupRead
from crossdock.model.money import Money
from crossdock.model.playbook import Playbook
from crossdock.model.poll import PollOutcome, PollRun, PollStatus
from crossdock.model.problem import Problem, Severity, Side
from crossdock.model.record import (
    Attempt,
    AttemptKind,
    Counts,
    Delivery,
    DeliveryOutcome,
    Effect,
    EffectState,
    Hold,
    Identity,
    MissGroup,
    Record,
    RecordState,
)
from crossdock.model.replay import Replay
from crossdock.model.sequence import SequenceGap
from crossdock.model.subscription import Subscription, SubscriptionReport, SubscriptionState
from crossdock_api.example_values import LOOKUP, LOOKUP_REVISION, MAPPING, ORDER, WAREHOUSE_ORDER, example_id
from crossdock_api.flow_shapes import (
    FlowPut,
    FlowSaved,
    LookupChanged,
    LookupImported,
    RecordPayload,
)

_RECEIVED = datetime(2026, 11, 4, 8, 1, 19, tzinfo=UTC)
_DELIVERED = datetime(2026, 11, 4, 8, 1, 20, tzinfo=UTC)

FLOW_PUT = FlowPut(
    source=FlowSource(connection="shop", webhook="order-created"),
    mapping=MAPPING.name,
    target=FlowTarget(connection="warehouse", operation="create-order"),
    owner="order desk",
    description="Web orders for the warehouse",
    guards=(
        Guard(
            name="test-order",
            when="source.test",
            then=GuardAction.FILTER,
            reason="It was placed to try the shop out; nobody waits for it.",
        ),
    ),
)
FLOW = Flow(
    id=example_id(20),
    project="acme-living",
    definition=FLOW_PUT.named("orders"),
    revision=1,
    created_at=_RECEIVED,
    updated_at=_RECEIVED,
)
FLOW_SAVED = FlowSaved(
    **msgspec.structs.asdict(FLOW),
    warnings=(
        Problem(
            code="no-connection",
            message="The environment 'live' has no connection 'shop' yet; the flow does not run there.",
            remedy="Create the connection when the flow shall run there.",
            severity=Severity.WARNING,
            side=Side.REQUEST,
            pointer="/source/connection",
        ),
    ),
)
POLL_STATUS = PollStatus(
    flow="orders",
    environment="sandbox",
    next_at=_DELIVERED + timedelta(minutes=15),
    read_until=_RECEIVED,
    failures=0,
    polls_per_hour=4.0,
    calls_per_poll=3,
    calls_per_hour=12.0,
    running=False,
    webhooks_missed=2,
)
POLL_RUN = PollRun(
    id=example_id(31),
    flow="orders",
    environment="sandbox",
    started_at=_RECEIVED,
    ended_at=_DELIVERED,
    outcome=PollOutcome.DONE,
    since=_RECEIVED - timedelta(minutes=20),
    read=14,
    received=1,
    duplicates=13,
    worker="hub-1/4711",
    calls=3,
)
SUBSCRIPTION = SubscriptionReport(
    flow="orders",
    environment="sandbox",
    webhook="order-created",
    topic="orders/create",
    address="https://hub.example.com/hooks/sandbox/acme-living/orders",
    state=SubscriptionState.MISSING,
    others=(Subscription(id="1068938000", topic="orders/create", address="https://mail.example.com/ordered"),),
)
RUNNING = FlowState(flow="orders", environment="sandbox")
PAUSED = FlowState(
    flow="orders",
    environment="sandbox",
    status=FlowStatus.PAUSED,
    reason="The warehouse counts its stock",
    since=_RECEIVED,
    by="Robin Example",
)
COUNTS = Counts(
    flow="orders",
    environment="sandbox",
    first_day=date(2026, 11, 4),
    received=412,
    delivered=398,
    held=3,
    filtered=9,
    failed=0,
    in_flight=2,
    deliveries=431,
    duplicates=17,
    rejected=2,
    journal_agrees=True,
)
RECORD = Record(
    id=example_id(21),
    project="acme-living",
    environment="sandbox",
    flow="orders",
    object_id=example_id(22),
    key="5890012340010",
    version="2026-11-04T08:01:17+00:00",
    received_at=_RECEIVED,
    state=RecordState.DELIVERED,
    attempts=1,
    settled_at=_DELIVERED,
)
RELEASED = msgspec.structs.replace(
    RECORD, id=example_id(23), state=RecordState.IN_FLIGHT, due_at=_DELIVERED, settled_at=None
)
SKIPPED = msgspec.structs.replace(
    RECORD, id=example_id(23), state=RecordState.FILTERED, code="skipped", reason="The buyer cancelled by telephone"
)
PAYLOAD = RecordPayload(readable=True, original=ORDER)
ATTEMPT = Attempt(
    number=1,
    kind=AttemptKind.FIRST,
    version=3,
    lookups=(LookupRead(table="carriers", revision=4),),
    started_at=_RECEIVED,
    ended_at=_DELIVERED,
    outcome="delivered",
)
EFFECT = Effect(
    id=example_id(24),
    record=RECORD.id,
    key=RECORD.key,
    operation="create-order",
    state=EffectState.CONFIRMED,
    version=RECORD.version,
    digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    receipt={"id": "7f1c2d3e"},
    intended_at=_RECEIVED,
    confirmed_at=_DELIVERED,
)
ENTRY = JournalEntry(
    id=example_id(25),
    at=_DELIVERED,
    record=RECORD.id,
    flow="orders",
    environment="sandbox",
    attempt=1,
    event=Event.DELIVERED,
    message="SEKO has it.",
    actor="worker",
)
TIMELINE = Timeline(
    object_id=RECORD.object_id,
    identities=(Identity("shop", "order", "5890012340010"), Identity("warehouse", "order", "#1001")),
    records=(RECORD,),
    entries=(ENTRY,),
)
REPLAY = Replay(
    version=3,
    output=WAREHOUSE_ORDER,
    compared=True,
    differs=(
        Difference(pointer="/WebSalesOrder/CourierName", change=Change.DIFFERENT, expected="DPD", actual="DPD-NEXTDAY"),
    ),
)
HOLD = Hold(
    record=RELEASED.id,
    environment="sandbox",
    flow="orders",
    key="5890012340011",
    object_id=example_id(26),
    code=HoldCode.LOOKUP_MISS,
    message="The lookup 'carriers' has no row for 'Next-Day by 1pm'.",
    remedy="Add the missing row to the lookup; its owner knows the value.",
    owner="warehouse team",
    since=_RECEIVED,
    misses=(LookupMiss(table="carriers", key=("Next-Day by 1pm",)),),
    worth=Money(amount="149.50", currency="GBP"),
    waiting=1,
    attempts=1,
    playbook="Ask the warehouse which courier service it is, then add the row.",
)
MISSES = MissGroup(
    table="carriers",
    key=("Next-Day by 1pm",),
    records=7,
    flows=("orders",),
    environments=("sandbox",),
    since=_RECEIVED,
    worth=(Money(amount="80.00", currency="EUR"), Money(amount="1049.30", currency="GBP")),
)
PLAYBOOK = Playbook(code=HOLD.code, text=HOLD.playbook)
DELIVERY = Delivery(
    id=example_id(27),
    environment="sandbox",
    flow="orders",
    at=_RECEIVED,
    source="203.0.113.7",
    outcome=DeliveryOutcome.REJECTED,
    code="signature-wrong",
)
GAP = SequenceGap(
    id=example_id(61),
    environment="sandbox",
    connection="warehouse",
    stream="EXTEA/dispatch",
    first=1041,
    last=1043,
    since=_RECEIVED,
    overdue_at=_RECEIVED + timedelta(hours=1),
)
LOOKUP_CHANGED = LookupChanged(**msgspec.structs.asdict(LOOKUP), released=7)
LOOKUP_IMPORTED = LookupImported(**msgspec.structs.asdict(LOOKUP_REVISION), released=7)
