"""Alert rules: who is told of what; their secrets are write-only."""

from __future__ import annotations

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from crossdock.model.alert import AlertRule, AlertRuleSettings
from crossdock.model.page import Page, PageRequest
from crossdock.studio.alert_rules import RuleTest
from crossdock_api.etags import tagged
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest


class AlertRuleController(Controller):
    path = "/projects/{project:str}/alert-rules"
    tags = ("alerts",)

    @get(operation_id="listAlertRules", summary="List a project's alert rules, and how their telling goes")
    async def list_rules(
        self, request: StudioRequest, project: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[AlertRule]]:
        return paged(request, await request.studio.alert_rules.list(request.principal, project, page))

    @get("/{rule:str}", operation_id="getAlertRule", summary="Get an alert rule, without its secrets")
    async def get_rule(self, request: StudioRequest, project: Name, rule: Name) -> Response[AlertRule]:
        found = await request.studio.alert_rules.get(request.principal, project, rule)
        return tagged(found, found.revision)

    @put("/{rule:str}", operation_id="putAlertRule", summary="Create an alert rule or change it")
    async def put_rule(
        self,
        request: StudioRequest,
        project: Name,
        rule: Name,
        expected_or_new: NamedDependency[int | None],
        data: JSONBody[AlertRuleSettings],
    ) -> Response[AlertRule]:
        """With If-None-Match: * to create it, with If-Match to change it. Secrets that are left out keep their value."""
        stored = await request.studio.alert_rules.put(request.principal, project, rule, data, expected_or_new)
        location = f"/api/v1/projects/{project}/alert-rules/{rule}" if stored.created else None
        status = 201 if stored.created else 200
        return tagged(stored.rule, stored.rule.revision, status=status, location=location)

    @delete("/{rule:str}", operation_id="deleteAlertRule", summary="Delete an alert rule and its secrets")
    async def delete_rule(
        self, request: StudioRequest, project: Name, rule: Name, expected: NamedDependency[int | None]
    ) -> None:
        """What it was still to tell is not told."""
        await request.studio.alert_rules.delete(request.principal, project, rule, expected)

    @post("/{rule:str}/test", operation_id="testAlertRule", summary="Send a test alert now", status_code=200)
    async def test_rule(self, request: StudioRequest, project: Name, rule: Name) -> RuleTest:
        """Says what happened; it is sent once, and not tried again."""
        return await request.studio.alert_rules.test(request.principal, project, rule)
