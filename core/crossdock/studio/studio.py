"""The studio: all use cases, made of a database, a pipeline, a catalogue, a keyring and a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Self

import msgspec

from crossdock.connect.alert_channel import Outside
from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.ports import Alarm, Clock
from crossdock.run.channels import Channels
from crossdock.run.intake import Intake
from crossdock.run.lines import Connectors
from crossdock.run.offering import Offering
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store
from crossdock.studio.alert_rules import AlertRules
from crossdock.studio.alerts import Alerts
from crossdock.studio.analysis import Analysis
from crossdock.studio.annotations import Annotations
from crossdock.studio.audit import Audit
from crossdock.studio.authorisations import Authorisations
from crossdock.studio.captures import Captures
from crossdock.studio.connection_tests import ConnectionTests
from crossdock.studio.connections import Connections
from crossdock.studio.deliveries import Deliveries
from crossdock.studio.drafts import Drafts
from crossdock.studio.fixtures import Fixtures
from crossdock.studio.flows import Flows
from crossdock.studio.gaps import Gaps
from crossdock.studio.health import Health
from crossdock.studio.histories import Histories
from crossdock.studio.hold_changes import HoldChanges
from crossdock.studio.hold_notes import HoldNotes
from crossdock.studio.holds import Holds
from crossdock.studio.idempotency import Idempotency
from crossdock.studio.live import Live
from crossdock.studio.lookup_usage import LookupUsages
from crossdock.studio.lookups import Lookups
from crossdock.studio.mappings import Mappings
from crossdock.studio.overview import Overview
from crossdock.studio.pauses import Pauses
from crossdock.studio.plans import Plans
from crossdock.studio.playbooks import Playbooks
from crossdock.studio.polls import Polls
from crossdock.studio.preview import Preview
from crossdock.studio.projects import Projects
from crossdock.studio.promotion_requests import PromotionRequests
from crossdock.studio.promotions import Promotions
from crossdock.studio.proposals import Proposals
from crossdock.studio.records import Records
from crossdock.studio.replays import Replays
from crossdock.studio.sessions import Sessions
from crossdock.studio.sheets import Sheets
from crossdock.studio.stock import Stock
from crossdock.studio.subscriptions import Subscriptions
from crossdock.studio.suggestions import Suggestions
from crossdock.studio.timelines import Timelines
from crossdock.studio.tokens import Tokens
from crossdock.studio.usage import Usages
from crossdock.studio.versions import Versions

if TYPE_CHECKING:
    import httpx

Transport = Callable[[], "httpx.AsyncBaseTransport"]


def guarded_from_all() -> httpx.AsyncBaseTransport:
    """A transport that reaches no address inside this network."""
    from crossdock.connect.outbound import guarded_transport

    return guarded_transport(frozenset())


class Silence:
    """An alarm that nobody hears, for tools without workers: those look for due records by themselves."""

    async def ring(self, partitions: Iterable[int]) -> None:
        """Do nothing."""


def _to_all() -> Outside:
    from crossdock.connect.outside import GuardedOutside

    return GuardedOutside(frozenset())


class Studio(msgspec.Struct, frozen=True, kw_only=True):
    """The use cases by noun. Each method takes the caller first, and checks what the caller may do."""

    alert_rules: AlertRules
    alerts: Alerts
    analysis: Analysis
    annotations: Annotations
    audit: Audit
    authorisations: Authorisations
    captures: Captures
    catalogue: Catalogue
    connection_tests: ConnectionTests
    connections: Connections
    deliveries: Deliveries
    drafts: Drafts
    fixtures: Fixtures
    flows: Flows
    gaps: Gaps
    health: Health
    histories: Histories
    hold_changes: HoldChanges
    hold_notes: HoldNotes
    holds: Holds
    idempotency: Idempotency
    intake: Intake
    offering: Offering
    live: Live
    lookup_usages: LookupUsages
    lookups: Lookups
    mappings: Mappings
    overview: Overview
    plans: Plans
    pauses: Pauses
    playbooks: Playbooks
    polls: Polls
    preview: Preview
    projects: Projects
    promotion_requests: PromotionRequests
    promotions: Promotions
    proposals: Proposals
    records: Records
    replays: Replays
    sessions: Sessions
    stock: Stock
    sheets: Sheets
    subscriptions: Subscriptions
    suggestions: Suggestions
    timelines: Timelines
    tokens: Tokens
    usages: Usages
    versions: Versions

    @classmethod
    def build(  # noqa: PLR0913  # the one place that is told of everything
        cls,
        database: Database,
        pipeline: Pipeline,
        catalogue: Catalogue,
        keyring: Keyring,
        clock: Clock,
        alarm: Alarm | None = None,
        transport: Transport = guarded_from_all,
        *,
        outside: Outside | None = None,
    ) -> Self:
        """Wire the use cases; what they are made of is opened and closed by whoever made it.

        `transport` makes what platforms are asked on; unless told otherwise it reaches public addresses only,
        and so does `outside`, the way out of alert channels.
        """
        alarm = alarm or Silence()
        store = Store(database, clock)
        tables, runnables = LookupTableCache(store), RunnableCache()
        fixtures, tokens, projects = Fixtures(store), Tokens(store), Projects(store)
        promotions = Promotions(store, pipeline, tables, runnables)
        connections = Connections(store, catalogue, keyring)
        return cls(
            alert_rules=AlertRules(
                store, catalogue, keyring, Channels(catalogue, keyring, outside or _to_all()), clock
            ),
            alerts=Alerts(store),
            analysis=Analysis(store, pipeline.evaluator, catalogue, tables, clock),
            annotations=Annotations(store),
            audit=Audit(store),
            authorisations=Authorisations(store, Connectors(catalogue, keyring), clock, transport, connections),
            captures=Captures(store, pipeline, keyring, tables, fixtures, clock),
            catalogue=catalogue,
            connection_tests=ConnectionTests(store, Connectors(catalogue, keyring), clock, transport),
            connections=connections,
            deliveries=Deliveries(store),
            drafts=Drafts(store),
            fixtures=fixtures,
            flows=Flows(store, pipeline, catalogue, alarm),
            gaps=Gaps(store),
            health=Health(database, pipeline, clock),
            histories=Histories(store),
            hold_changes=HoldChanges(store, keyring),
            hold_notes=HoldNotes(store),
            holds=Holds(store, keyring, alarm),
            idempotency=Idempotency(store, keyring),
            intake=Intake(store, Connectors(catalogue, keyring), keyring, alarm),
            offering=Offering(store, Connectors(catalogue, keyring), keyring, alarm),
            live=Live(store, pipeline, tables, runnables),
            lookup_usages=LookupUsages(store, pipeline.evaluator),
            lookups=Lookups(store, alarm),
            mappings=Mappings(store, catalogue),
            overview=Overview(store),
            plans=Plans(store, pipeline, keyring, tables, runnables),
            pauses=Pauses(store, alarm),
            playbooks=Playbooks(store),
            polls=Polls(store),
            preview=Preview(store, pipeline, catalogue, tables, runnables),
            projects=projects,
            promotion_requests=PromotionRequests(store, promotions),
            promotions=promotions,
            proposals=Proposals(store, pipeline.evaluator),
            records=Records(store, keyring, catalogue),
            replays=Replays(store, pipeline, catalogue, keyring, tables, alarm),
            sessions=Sessions(store, tokens, projects, keyring, clock),
            sheets=Sheets(store, pipeline, catalogue, tables, runnables),
            stock=Stock(store, catalogue),
            subscriptions=Subscriptions(store, Connectors(catalogue, keyring), clock, transport),
            suggestions=Suggestions(store, pipeline.evaluator, catalogue, tables, clock),
            timelines=Timelines(store),
            tokens=tokens,
            usages=Usages(store, catalogue),
            versions=Versions(store, pipeline, catalogue, tables, runnables),
        )
