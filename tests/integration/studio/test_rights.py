"""Who may do what: every use case, with every role, with another project's token and with the whole deployment's."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import pytest
from running import DEFINITION

from crossdock.errors import CrossdockError, Forbidden, NotFound
from crossdock.model.access import Principal, Role, TokenNew
from crossdock.model.alert import AlertRuleSettings
from crossdock.model.authorisation import AuthorisationAsked, AuthorisationGiven
from crossdock.model.evaluation import HoldCode
from crossdock.model.fixture import ExpectHold, Fixture
from crossdock.model.history import HistoryStep
from crossdock.model.hold_change import ValueChange
from crossdock.model.lookup import LookupDefinition, LookupRow
from crossdock.model.mapping import MappingNew, MappingSettings, VersionNew
from crossdock.model.page import PageRequest
from crossdock.model.plan import PlanNew
from crossdock.model.playbook import Playbook
from crossdock.model.project import ConnectionNew, ConnectionSettings, ProjectNew, ProjectSettings
from crossdock.model.promotion import PromotionNew
from crossdock.model.promotion_request import RequestNew
from crossdock.model.record import Filters
from crossdock.model.replay import ReplayWith
from crossdock.model.stock import BufferNew
from crossdock.model.suggestion import ExamplePair, StartingPoint
from crossdock.studio.studio import Studio

UseCase = Callable[[Studio, Principal], Awaitable[object]]

P, M, L, E = "acme", "orders", "carriers", "sandbox"
PAGE = PageRequest()
HUB = "https://hub.example.com"
SETTINGS = ProjectSettings(title="Acme", environments=("sandbox", "live"))
ONE_ENVIRONMENT = ProjectSettings(title="Acme", environments=("sandbox",))
RETENTION = ProjectSettings(title="Acme", environments=("sandbox", "live"), retention_days=30)
ALERTS = AlertRuleSettings(channel="slack", secrets={"url": "https://slack.example/made-up"})
NO_FOUR_EYES = ProjectSettings(title="Acme", four_eyes=False, environments=("sandbox", "live"))
LOOKUP = LookupDefinition(name=L, keys=("k",), values=("v",), owner="o")
ROW = LookupRow(keys=("k",), values=("v",))
EXAMPLE = Fixture(name="f", input=b"{", expect=ExpectHold(code=HoldCode.NOT_UNDERSTOOD))

CHANGE = ValueChange(pointer="/note", value=b"null")
STARTING_POINT = StartingPoint(pairs=(ExamplePair(source=b"{}"),))

EVERYONE = frozenset(Role)
EDITORS = frozenset({Role.EDITOR, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})
APPROVERS = frozenset({Role.APPROVER, Role.ADMIN})
LOOKUP_EDITORS = frozenset({Role.EDITOR, Role.OPERATOR, Role.ADMIN})
EVALUATORS = EVERYONE - {Role.VIEWER}
PAYLOAD_READERS = EVALUATORS
OPERATORS = frozenset({Role.OPERATOR, Role.ADMIN})

IN_PROJECT: dict[str, tuple[frozenset[Role], UseCase]] = {
    "projects.get": (EVERYONE, lambda s, p: s.projects.get(p, P)),
    "projects.change": (EDITORS, lambda s, p: s.projects.change(p, P, SETTINGS, None)),
    "projects.change its environments": (ADMINS, lambda s, p: s.projects.change(p, P, ONE_ENVIRONMENT, None)),
    "projects.change its four eyes": (ADMINS, lambda s, p: s.projects.change(p, P, NO_FOUR_EYES, None)),
    "projects.change its retention": (ADMINS, lambda s, p: s.projects.change(p, P, RETENTION, None)),
    "connections.list": (EVERYONE, lambda s, p: s.connections.list(p, P, E, PAGE)),
    "connections.get": (EVERYONE, lambda s, p: s.connections.get(p, P, E, "c")),
    "connections.create": (
        ADMINS,
        lambda s, p: s.connections.create(p, P, E, ConnectionNew(name="c", connector="seko")),
    ),
    "connections.change": (ADMINS, lambda s, p: s.connections.change(p, P, E, "c", ConnectionSettings(), None)),
    "connections.delete": (ADMINS, lambda s, p: s.connections.delete(p, P, E, "c", None)),
    "authorisations.begin": (
        ADMINS,
        lambda s, p: s.authorisations.begin(p, P, E, "c", AuthorisationAsked(redirect="https://crossdock.example.com")),
    ),
    "authorisations.finish": (
        ADMINS,
        lambda s, p: s.authorisations.finish(p, P, E, "c", AuthorisationGiven(address="https://crossdock.example.com")),
    ),
    "connection_tests.run": (OPERATORS, lambda s, p: s.connection_tests.run(p, P, E, "c")),
    "mappings.list": (EVERYONE, lambda s, p: s.mappings.list(p, P, PAGE)),
    "mappings.get": (EVERYONE, lambda s, p: s.mappings.get(p, P, M)),
    "mappings.create": (
        EDITORS,
        lambda s, p: s.mappings.create(p, P, MappingNew(name="n", source="shopify/order", target="seko/order")),
    ),
    "mappings.change": (EDITORS, lambda s, p: s.mappings.change(p, P, M, MappingSettings(), None)),
    "mappings.delete": (EDITORS, lambda s, p: s.mappings.delete(p, P, M)),
    "annotations.get": (EVERYONE, lambda s, p: s.annotations.get(p, P, M)),
    "annotations.put": (EDITORS, lambda s, p: s.annotations.put(p, P, M, [], None)),
    "sheets.get": (EVALUATORS, lambda s, p: s.sheets.get(p, P, M)),
    "sheets.compare": (EVALUATORS, lambda s, p: s.sheets.compare(p, P, M, [])),
    "drafts.get": (EVERYONE, lambda s, p: s.drafts.get(p, P, M)),
    "drafts.meanwhile": (EDITORS, lambda s, p: s.drafts.meanwhile(p, P, M, 0)),
    "drafts.save": (EDITORS, lambda s, p: s.drafts.save(p, P, M, "$", None)),
    "drafts.discard": (EDITORS, lambda s, p: s.drafts.discard(p, P, M)),
    "analysis.parse": (EVALUATORS, lambda s, p: s.analysis.parse(p, P, M, "$")),
    "analysis.fields": (EVALUATORS, lambda s, p: s.analysis.fields(p, P, M, "$")),
    "analysis.lint": (EVALUATORS, lambda s, p: s.analysis.lint(p, P, M, "$")),
    "analysis.complete": (EVALUATORS, lambda s, p: s.analysis.complete(p, P, M, "$", 10**30)),
    "analysis.trace": (EVALUATORS, lambda s, p: s.analysis.trace(p, P, M, "$", b"{}")),
    "preview.map": (EVALUATORS, lambda s, p: s.preview.map(p, P, M, "$", b"{")),
    "preview.test": (EVALUATORS, lambda s, p: s.preview.test(p, P, M, "$", None)),
    "preview.variants": (EVALUATORS, lambda s, p: s.preview.variants(p, P, M, "$", b"{")),
    "suggestions.suggest": (EDITORS, lambda s, p: s.suggestions.suggest(p, P, STARTING_POINT)),
    "suggestions.compose": (EDITORS, lambda s, p: s.suggestions.compose(p, P, (), STARTING_POINT.pairs[0])),
    "versions.list": (EVERYONE, lambda s, p: s.versions.list(p, P, M, PAGE)),
    "versions.get": (EVERYONE, lambda s, p: s.versions.get(p, P, M, 1)),
    "versions.publish": (EDITORS, lambda s, p: s.versions.publish(p, P, M, VersionNew(reason="", text="$"))),
    "versions.diff": (EVERYONE, lambda s, p: s.versions.diff(p, P, M, 1, 2)),
    "versions.fields": (EVERYONE, lambda s, p: s.versions.fields(p, P, M, 1, 2)),
    "versions.map": (EVALUATORS, lambda s, p: s.versions.map(p, P, M, 1, b"{")),
    "fixtures.list": (EVERYONE, lambda s, p: s.fixtures.list(p, P, M, PAGE)),
    "fixtures.get": (EVERYONE, lambda s, p: s.fixtures.get(p, P, M, "f")),
    "fixtures.put": (EDITORS, lambda s, p: s.fixtures.put(p, P, M, EXAMPLE, None)),
    "fixtures.delete": (EDITORS, lambda s, p: s.fixtures.delete(p, P, M, "f", None)),
    "lookups.list": (EVERYONE, lambda s, p: s.lookups.list(p, P, PAGE)),
    "lookups.get": (EVERYONE, lambda s, p: s.lookups.get(p, P, L)),
    "lookups.put": (EDITORS, lambda s, p: s.lookups.put(p, P, LOOKUP, None)),
    "lookups.delete": (EDITORS, lambda s, p: s.lookups.delete(p, P, L, None)),
    "lookups.rows": (EVERYONE, lambda s, p: s.lookups.rows(p, P, L, PAGE)),
    "lookups.put_row": (LOOKUP_EDITORS, lambda s, p: s.lookups.put_row(p, P, L, ROW, "")),
    "lookups.delete_row": (LOOKUP_EDITORS, lambda s, p: s.lookups.delete_row(p, P, L, ("k",), "")),
    "lookups.compare": (EVERYONE, lambda s, p: s.lookups.compare(p, P, L, [ROW])),
    "lookups.put_rows": (LOOKUP_EDITORS, lambda s, p: s.lookups.put_rows(p, P, L, [ROW], None, "")),
    "lookups.import_rows": (LOOKUP_EDITORS, lambda s, p: s.lookups.import_rows(p, P, L, [ROW], None, "")),
    "lookups.table": (EVERYONE, lambda s, p: s.lookups.table(p, P, L)),
    "lookups.revisions": (EVERYONE, lambda s, p: s.lookups.revisions(p, P, L, PAGE)),
    "lookup_usages.get": (EVERYONE, lambda s, p: s.lookup_usages.get(p, P, L)),
    "lookup_usages.rows": (EVERYONE, lambda s, p: s.lookup_usages.rows(p, P, L, 30, PAGE)),
    "promotions.list": (EVERYONE, lambda s, p: s.promotions.list(p, P, PAGE)),
    "promotions.get": (EVERYONE, lambda s, p: s.promotions.get(p, P, uuid4())),
    "promotions.promote": (
        APPROVERS,
        lambda s, p: s.promotions.promote(p, P, PromotionNew(environment=E, mapping=M, version=1, reason="")),
    ),
    "promotions.roll_back": (APPROVERS, lambda s, p: s.promotions.roll_back(p, P, E, M, "")),
    "promotion_requests.list": (EVERYONE, lambda s, p: s.promotion_requests.list(p, P, PAGE)),
    "promotion_requests.get": (EVERYONE, lambda s, p: s.promotion_requests.get(p, P, uuid4())),
    "promotion_requests.ask": (
        EDITORS,
        lambda s, p: s.promotion_requests.ask(p, P, RequestNew(environment=E, mapping=M, version=1, reason="why")),
    ),
    "promotion_requests.approve": (APPROVERS, lambda s, p: s.promotion_requests.approve(p, P, uuid4(), "why")),
    "promotion_requests.decline": (APPROVERS, lambda s, p: s.promotion_requests.decline(p, P, uuid4(), "why")),
    "promotion_requests.withdraw": (EDITORS, lambda s, p: s.promotion_requests.withdraw(p, P, uuid4())),
    "proposals.get": (EVERYONE, lambda s, p: s.proposals.get(p, P, E, M, 1)),
    "plans.make": (PAYLOAD_READERS, lambda s, p: s.plans.make(p, P, PlanNew(environment=E, mapping=M, version=1))),
    "flows.list": (EVERYONE, lambda s, p: s.flows.list(p, P, PAGE)),
    "flows.get": (EVERYONE, lambda s, p: s.flows.get(p, P, "f")),
    "flows.put": (EDITORS, lambda s, p: s.flows.put(p, P, DEFINITION, None)),
    "flows.delete": (EDITORS, lambda s, p: s.flows.delete(p, P, "f", None)),
    "flows.states": (EVERYONE, lambda s, p: s.flows.states(p, P, E)),
    "flows.pause": (OPERATORS, lambda s, p: s.flows.pause(p, P, E, "f", "")),
    "flows.drain": (OPERATORS, lambda s, p: s.flows.drain(p, P, E, "f", "")),
    "flows.resume": (OPERATORS, lambda s, p: s.flows.resume(p, P, E, "f", "")),
    "flows.counts": (EVERYONE, lambda s, p: s.flows.counts(p, P, E, "f")),
    "histories.get": (EVERYONE, lambda s, p: s.histories.get(p, P, E, "f", HistoryStep.DAY, 7)),
    "records.list": (EVERYONE, lambda s, p: s.records.list(p, P, E, PAGE, Filters())),
    "records.get": (EVERYONE, lambda s, p: s.records.get(p, P, E, uuid4())),
    "records.payload": (PAYLOAD_READERS, lambda s, p: s.records.payload(p, P, E, uuid4())),
    "records.skus": (PAYLOAD_READERS, lambda s, p: s.records.skus(p, P, E, uuid4())),
    "records.attempts": (EVERYONE, lambda s, p: s.records.attempts(p, P, E, uuid4())),
    "records.effects": (EVERYONE, lambda s, p: s.records.effects(p, P, E, uuid4())),
    "records.journal": (EVERYONE, lambda s, p: s.records.journal(p, P, E, uuid4())),
    "replays.rehearse": (PAYLOAD_READERS, lambda s, p: s.replays.rehearse(p, P, E, uuid4(), ReplayWith.LIVE)),
    "replays.repeat": (OPERATORS, lambda s, p: s.replays.repeat(p, P, E, uuid4())),
    "captures.fixture": (EDITORS, lambda s, p: s.captures.fixture(p, P, E, uuid4(), "f")),
    "holds.list": (EVERYONE, lambda s, p: s.holds.list(p, P, E, PAGE)),
    "holds.get": (EVERYONE, lambda s, p: s.holds.get(p, P, E, uuid4())),
    "holds.misses": (EVERYONE, lambda s, p: s.holds.misses(p, P)),
    "holds.retry": (OPERATORS, lambda s, p: s.holds.retry(p, P, E, uuid4())),
    "holds.retry_all": (OPERATORS, lambda s, p: s.holds.retry_all(p, P, E, "refused")),
    "holds.edit": (OPERATORS, lambda s, p: s.holds.edit(p, P, E, uuid4(), b"{}", "")),
    "holds.change": (OPERATORS, lambda s, p: s.holds.change(p, P, E, uuid4(), CHANGE, "")),
    "hold_changes.preview": (OPERATORS, lambda s, p: s.hold_changes.preview(p, P, E, [uuid4()], CHANGE)),
    "holds.skip": (OPERATORS, lambda s, p: s.holds.skip(p, P, E, uuid4(), "why")),
    "hold_notes.assign": (OPERATORS, lambda s, p: s.hold_notes.assign(p, P, E, uuid4(), "Robin")),
    "hold_notes.snooze": (OPERATORS, lambda s, p: s.hold_notes.snooze(p, P, E, uuid4(), None)),
    "hold_notes.comment": (OPERATORS, lambda s, p: s.hold_notes.comment(p, P, E, uuid4(), "Asked.")),
    "hold_notes.comments": (EVERYONE, lambda s, p: s.hold_notes.comments(p, P, E, uuid4(), PAGE)),
    "pauses.states": (EVERYONE, lambda s, p: s.pauses.states(p, P, E)),
    "pauses.pause": (OPERATORS, lambda s, p: s.pauses.pause(p, P, E, "c", "")),
    "pauses.drain": (OPERATORS, lambda s, p: s.pauses.drain(p, P, E, "c", "")),
    "pauses.resume": (OPERATORS, lambda s, p: s.pauses.resume(p, P, E, "c", "")),
    "usages.get": (EVERYONE, lambda s, p: s.usages.get(p, P, E, "c")),
    "playbooks.list": (EVERYONE, lambda s, p: s.playbooks.list(p, P)),
    "playbooks.put": (EDITORS, lambda s, p: s.playbooks.put(p, P, Playbook(code="refused", text="Ask."))),
    "playbooks.delete": (EDITORS, lambda s, p: s.playbooks.delete(p, P, "refused")),
    "timelines.get": (EVERYONE, lambda s, p: s.timelines.get(p, P, E, "1001")),
    "stock.levels": (EVERYONE, lambda s, p: s.stock.levels(p, P, E, "f", None, PAGE)),
    "stock.buffers": (EVERYONE, lambda s, p: s.stock.buffers(p, P, E)),
    "stock.keep_back": (
        OPERATORS,
        lambda s, p: s.stock.keep_back(p, P, E, BufferNew(quantity=1, owner="o", reason="r")),
    ),
    "stock.give_free": (OPERATORS, lambda s, p: s.stock.give_free(p, P, E, UUID(int=1))),
    "stock.channels": (EVERYONE, lambda s, p: s.stock.channels(p, P, E)),
    "stock.close": (OPERATORS, lambda s, p: s.stock.close(p, P, E, "c", "Because.")),
    "stock.open": (OPERATORS, lambda s, p: s.stock.open(p, P, E, "c", "Because.")),
    "stock.doubts": (EVERYONE, lambda s, p: s.stock.doubts(p, P, E)),
    "stock.accept": (OPERATORS, lambda s, p: s.stock.accept(p, P, E, "f", "Because.")),
    "polls.statuses": (EVERYONE, lambda s, p: s.polls.statuses(p, P, E)),
    "polls.runs": (EVERYONE, lambda s, p: s.polls.runs(p, P, E, "f", PAGE)),
    "gaps.list": (EVERYONE, lambda s, p: s.gaps.list(p, P, E, PAGE)),
    "gaps.settle": (OPERATORS, lambda s, p: s.gaps.settle(p, P, E, uuid4(), "Sent by hand.")),
    "polls.ask": (OPERATORS, lambda s, p: s.polls.ask(p, P, E, "f", None)),
    "subscriptions.check": (OPERATORS, lambda s, p: s.subscriptions.check(p, P, E, "f", HUB)),
    "subscriptions.mend": (OPERATORS, lambda s, p: s.subscriptions.mend(p, P, E, "f", HUB)),
    "deliveries.list": (EVERYONE, lambda s, p: s.deliveries.list(p, P, E, PAGE)),
    "alert_rules.list": (EVERYONE, lambda s, p: s.alert_rules.list(p, P, PAGE)),
    "alert_rules.get": (EVERYONE, lambda s, p: s.alert_rules.get(p, P, "ops")),
    "alert_rules.put": (ADMINS, lambda s, p: s.alert_rules.put(p, P, "ops", ALERTS, None)),
    "alert_rules.delete": (ADMINS, lambda s, p: s.alert_rules.delete(p, P, "ops", None)),
    "alert_rules.test": (OPERATORS, lambda s, p: s.alert_rules.test(p, P, "no-such-rule")),
    "alerts.list": (EVERYONE, lambda s, p: s.alerts.list(p, P, PAGE)),
    "alerts.acknowledge": (OPERATORS, lambda s, p: s.alerts.acknowledge(p, P, uuid4(), "why")),
    "live.list": (EVERYONE, lambda s, p: s.live.list(p, P, E)),
    "live.get": (EVERYONE, lambda s, p: s.live.get(p, P, E, M)),
    "live.map": (EVALUATORS, lambda s, p: s.live.map(p, P, E, M, b"{")),
    "tokens.list": (ADMINS, lambda s, p: s.tokens.list(p, P, PAGE)),
    "tokens.issue": (ADMINS, lambda s, p: s.tokens.issue(p, P, TokenNew(name="n", role=Role.ADMIN))),
    "tokens.revoke": (ADMINS, lambda s, p: s.tokens.revoke(p, P, uuid4())),
    "audit.list": (EVERYONE, lambda s, p: s.audit.list(p, P, PAGE)),
    "audit.verify": (EVERYONE, lambda s, p: s.audit.verify(p, P)),
}

IN_DEPLOYMENT: dict[str, tuple[frozenset[Role], UseCase]] = {
    "projects.create": (ADMINS, lambda s, p: s.projects.create(p, ProjectNew(name="another"))),
    "tokens.list": (ADMINS, lambda s, p: s.tokens.list(p, None, PAGE)),
    "tokens.issue": (ADMINS, lambda s, p: s.tokens.issue(p, None, TokenNew(name="n", role=Role.VIEWER))),
    "tokens.revoke": (ADMINS, lambda s, p: s.tokens.revoke(p, None, uuid4())),
    "audit.list": (EVERYONE, lambda s, p: s.audit.list(p, None, PAGE)),
    "audit.verify": (EVERYONE, lambda s, p: s.audit.verify(p, None)),
    "audit.verify_all": (EVERYONE, lambda s, p: s.audit.verify_all(p)),
}

WITHOUT_RIGHT = {
    "audit.seal",
    "audit.seal_all",
    "intake.take",
    "idempotency.begin",
    "idempotency.finish",
    "idempotency.release",
    "offering.acknowledge",
    "offering.fetch",
    "overview.get",
    "projects.list",
    "promotion_requests.inbox",
    "sessions.authenticate",
    "sessions.close_all",
    "sessions.describe",
    "sessions.open",
    "tokens.authenticate",
    "tokens.authenticate_id",
    "tokens.local_admin",
    "tokens.own",
}
"""For callers within and for platforms, or giving everybody what is their own."""


def holder(role: Role, project: str | None) -> Principal:
    return Principal(token_id=UUID(int=1), name=f"an {role}", project=project, role=role)


async def refusal(use_case: UseCase, studio: Studio, caller: Principal) -> type[CrossdockError] | None:
    """Forbidden or NotFound of the project; None where the caller came further, whatever came of it."""
    try:
        await use_case(studio, caller)
    except Forbidden as error:
        return None if error.stable_code == "four-eyes" else Forbidden
    except NotFound as error:
        return NotFound if error.message.startswith("There is no project") else None
    except CrossdockError:
        return None
    return None


@pytest.mark.parametrize("scope", [P, None])
async def test_each_role_may_do_what_it_is_for_and_nothing_else(
    studio: Studio, project: str, mapping: str, scope: str | None
) -> None:
    for name, (allowed, use_case) in IN_PROJECT.items():
        refused = {role: await refusal(use_case, studio, holder(role, scope)) for role in Role}
        assert refused == {role: None if role in allowed else Forbidden for role in Role}, name


async def test_another_projects_token_sees_nothing(studio: Studio, project: str) -> None:
    for name, (_, use_case) in IN_PROJECT.items():
        assert {await refusal(use_case, studio, holder(role, "other")) for role in Role} == {NotFound}, name


async def test_what_concerns_the_deployment_needs_a_token_for_all_of_it(studio: Studio, project: str) -> None:
    for name, (allowed, use_case) in IN_DEPLOYMENT.items():
        assert {await refusal(use_case, studio, holder(role, P)) for role in Role} == {Forbidden}, name
        refused = {role: await refusal(use_case, studio, holder(role, None)) for role in Role}
        assert refused == {role: None if role in allowed else Forbidden for role in Role}, name


def test_the_table_knows_every_use_case() -> None:
    known = {name.split()[0] for name in (*IN_PROJECT, *IN_DEPLOYMENT)} | WITHOUT_RIGHT
    parts = inspect.get_annotations(Studio, eval_str=True)
    for without_caller in ("catalogue", "health"):
        del parts[without_caller]
    found = {
        f"{noun}.{name}"
        for noun, part in parts.items()
        for name, _ in inspect.getmembers(part, inspect.isfunction)
        if not name.startswith("_")
    }
    assert found == known


async def test_a_refusal_says_which_role_would_do(studio: Studio, operator: Principal, project: str) -> None:
    with pytest.raises(Forbidden, match="role editor or admin") as refused:
        await studio.drafts.save(operator, project, M, "$", None)
    assert refused.value.details == {"roles": ["editor", "admin"]}


async def test_callers_see_their_own_projects(studio: Studio, admin: Principal, editor: Principal) -> None:
    await studio.projects.create(admin, ProjectNew(name="other"))
    assert [one.name for one in (await studio.projects.list(editor, PAGE)).items] == ["acme"]
    assert [one.name for one in (await studio.projects.list(admin, PAGE)).items] == ["acme", "other"]
