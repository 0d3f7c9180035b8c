"""Units of work: what is done in one is stored whole or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from crossdock.engine.ports import Clock
from crossdock.store.alert_deliveries import AlertDeliveries
from crossdock.store.alert_rules import AlertRules
from crossdock.store.alerts import Alerts
from crossdock.store.allowances import Allowances
from crossdock.store.annotations import AnnotationSets
from crossdock.store.attempts import Attempts
from crossdock.store.audit import AuditLog
from crossdock.store.calls import ConnectionCalls
from crossdock.store.captured_inputs import CapturedInputs
from crossdock.store.commitments import Commitments
from crossdock.store.conditions import Conditions
from crossdock.store.connections import Connections
from crossdock.store.database import Database
from crossdock.store.deliveries import Deliveries
from crossdock.store.drafts import Drafts
from crossdock.store.effects import Effects
from crossdock.store.expiries import Expiries
from crossdock.store.fixtures import Fixtures
from crossdock.store.flows import Flows
from crossdock.store.histories import Histories
from crossdock.store.hold_notes import HoldNotes
from crossdock.store.holds import Holds
from crossdock.store.idempotency import IdempotencyKeys
from crossdock.store.journal import Journal
from crossdock.store.lookup_hits import LookupHits
from crossdock.store.lookup_rows import LookupRows
from crossdock.store.lookups import Lookups
from crossdock.store.mappings import Mappings
from crossdock.store.objects import Objects
from crossdock.store.overview import Overview
from crossdock.store.partitions import Partitions
from crossdock.store.pauses import Pauses
from crossdock.store.playbooks import Playbooks
from crossdock.store.projects import Projects
from crossdock.store.promotion_requests import PromotionRequests
from crossdock.store.promotions import Promotions
from crossdock.store.recognitions import Recognitions
from crossdock.store.records import Records
from crossdock.store.refusals import TransactionLost, translated
from crossdock.store.retention import Retention
from crossdock.store.schedules import Schedules
from crossdock.store.sequences import Sequences
from crossdock.store.stock_levels import StockLevels
from crossdock.store.stock_settings import StockSettings
from crossdock.store.tokens import Tokens
from crossdock.store.versions import Versions
from crossdock.store.watches import Watches

P = ParamSpec("P")
T = TypeVar("T")

_TRIES = 3


class Work:
    """The repositories of one unit of work, all on one connection, and the time at which it began."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self.now = now
        self.alert_deliveries = AlertDeliveries(connection)
        self.alert_rules = AlertRules(connection)
        self.alerts = Alerts(connection)
        self.allowances = Allowances(connection)
        self.annotations = AnnotationSets(connection)
        self.attempts = Attempts(connection)
        self.audit = AuditLog(connection, now)
        self.captured_inputs = CapturedInputs(connection)
        self.commitments = Commitments(connection)
        self.calls = ConnectionCalls(connection)
        self.conditions = Conditions(connection)
        self.connections = Connections(connection)
        self.deliveries = Deliveries(connection)
        self.drafts = Drafts(connection)
        self.effects = Effects(connection)
        self.expiries = Expiries(connection)
        self.fixtures = Fixtures(connection)
        self.flows = Flows(connection)
        self.histories = Histories(connection)
        self.hold_notes = HoldNotes(connection)
        self.holds = Holds(connection, now)
        self.idempotency_keys = IdempotencyKeys(connection)
        self.journal = Journal(connection)
        self.lookup_hits = LookupHits(connection)
        self.lookup_rows = LookupRows(connection)
        self.lookups = Lookups(connection)
        self.mappings = Mappings(connection)
        self.objects = Objects(connection)
        self.overview = Overview(connection)
        self.partitions = Partitions(connection)
        self.pauses = Pauses(connection)
        self.playbooks = Playbooks(connection)
        self.projects = Projects(connection)
        self.promotion_requests = PromotionRequests(connection)
        self.promotions = Promotions(connection)
        self.recognitions = Recognitions(connection)
        self.records = Records(connection)
        self.schedules = Schedules(connection)
        self.retention = Retention(connection)
        self.sequences = Sequences(connection)
        self.stock_levels = StockLevels(connection)
        self.stock_settings = StockSettings(connection)
        self.tokens = Tokens(connection)
        self.versions = Versions(connection)
        self.watches = Watches(connection)


class Store:
    """Where units of work begin."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._reading = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._clock = clock

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Work]:
        """A transaction: committed at the end, rolled back on an error.

        Raises Conflict or InvalidInput for what the database refuses, TransactionLost where another transaction
        was let past, Unavailable where the database is away; nothing is stored then.
        """
        with translated():
            async with self._database.begin() as connection:
                yield Work(connection, self._clock.now())

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Work]:
        """For reading only: no transaction, and so two round trips less. Raises as `begin` does."""
        with translated():
            async with self._reading.connect() as connection:
                yield Work(connection, self._clock.now())


def retried(act: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Do it again when its transaction was lost. Only for what has no effect but one unit of work."""

    @wraps(act)
    async def again(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(_TRIES - 1):
            try:
                return await act(*args, **kwargs)
            except TransactionLost:
                continue
        return await act(*args, **kwargs)

    return again
