"""How things stand, for the API's description."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec

from crossdock.model.authorisation import Authorisation, AuthorisationAsked, AuthorisationGiven
from crossdock.model.history import History, HistorySpan, HistoryStep
from crossdock.model.hold_note import HoldComment
from crossdock.model.money import Money
from crossdock.model.overview import ExpiringCredential, ExpiringToken, Overview, OwnerHolds, PollAge, Standing
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
    credentials=(
        ExpiringCredential(
            project="acme-living",
            environment="sandbox",
            connection="shop",
            secret="access_token",  # noqa: S106  # a setting's name, no secret
            expires_on=date(2026, 11, 18),
        ),
    ),
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
AUTHORISATION = Authorisation(
    address="https://app.acme.example/oauth/authorize?response_type=code&client_id=crossdock&state=made-up",
    expires_at=_NOW + timedelta(minutes=10),
)
AUTHORISATION_ASKED = AuthorisationAsked(redirect="https://studio.example.com/authorised")
AUTHORISATION_GIVEN = AuthorisationGiven(
    address="https://studio.example.com/authorised?code=made-up-code&state=made-up"
)
CONNECTION_TEST = ConnectionTest(works=True, message="Shopify answered: 50 of 'order' on the first page.")
