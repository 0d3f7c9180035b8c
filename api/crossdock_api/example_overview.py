"""How things stand, for the API's description."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec

from crossdock.model.history import History, HistorySpan, HistoryStep
from crossdock.model.hold_note import HoldComment
from crossdock.model.money import Money
from crossdock.model.overview import ExpiringToken, Overview, OwnerHolds, PollAge, Standing
from crossdock.studio.connection_tests import ConnectionTest
from crossdock_api.example_flows import HOLD, PAUSED
from crossdock_api.example_values import example_id

_NOW = datetime(2026, 11, 4, 8, 30, tzinfo=UTC)

OVERVIEW = Overview(
    first_day=date(2026, 10, 29),
    standings=(
        Standing(
            project="acme-living",
            environment="sandbox",
            received=412,
            delivered=398,
            held=3,
            filtered=9,
            in_flight=2,
            last_received_at=_NOW - timedelta(minutes=2),
            holds=(
                OwnerHolds(
                    owner="warehouse team",
                    records=3,
                    since=_NOW - timedelta(hours=5),
                    worth=(Money(amount="412.85", currency="GBP"),),
                ),
            ),
            polls=(PollAge(flow="stock", resource="stock_level", read_until=_NOW - timedelta(minutes=4), failures=0),),
            halted=(PAUSED,),
            alerts=1,
        ),
    ),
    expiring=(ExpiringToken(project="acme-living", name="order service", expires_at=_NOW + timedelta(days=9)),),
)
HISTORY = History(
    flow="orders",
    environment="sandbox",
    step=HistoryStep.DAY,
    spans=(
        HistorySpan(start=datetime(2026, 11, 3, tzinfo=UTC), delivered=88, filtered=3),
        HistorySpan(start=datetime(2026, 11, 4, tzinfo=UTC), delivered=41, held=3, in_flight=2),
    ),
    last_received_at=_NOW - timedelta(minutes=2),
)
ASSIGNED = msgspec.structs.replace(HOLD, assignee="Robin Example")
SNOOZED = msgspec.structs.replace(HOLD, snoozed_until=_NOW + timedelta(days=1))
COMMENT = HoldComment(
    id=example_id(41),
    record=HOLD.record,
    at=_NOW,
    author="Robin Example",
    text="The warehouse answers on Monday.",
)
CONNECTION_TEST = ConnectionTest(works=True, message="Shopify answered: 50 of 'order' on the first page.")
