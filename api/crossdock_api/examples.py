"""A request and an answer for every operation."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from crossdock.model.access import Role, TokenNew
from crossdock.model.mapping import MappingNew, MappingSettings, VersionNew
from crossdock.model.page import Page
from crossdock.model.project import ConnectionNew, ConnectionSettings, ProjectNew, ProjectSettings
from crossdock.model.promotion import PromotionNew
from crossdock_api import example_alerts as alerts
from crossdock_api import example_changes as changes
from crossdock_api import example_connectors as connectors
from crossdock_api import example_flows as flows
from crossdock_api import example_guards as guards
from crossdock_api import example_holds as holds
from crossdock_api import example_overview as overview
from crossdock_api import example_pauses as pauses
from crossdock_api import example_reports as reports
from crossdock_api import example_stock as stock
from crossdock_api import example_suggestions as suggestions
from crossdock_api import example_values as values
from crossdock_api.alert_shapes import Acknowledgement
from crossdock_api.flow_shapes import (
    Assignment,
    CaptureRequest,
    CommentText,
    HoldEdit,
    HoldRetries,
    HoldsReleased,
    OptionalReason,
    PlaybookText,
    PollRequest,
    Reason,
    RecordSkus,
    ReplayRequest,
    Snooze,
    SubscriptionRequest,
)
from crossdock_api.health import Health
from crossdock_api.lookup_shapes import LookupMerge, LookupPut, LookupRowPut, LookupRows
from crossdock_api.shapes import (
    AnalysisRequest,
    CompletionRequest,
    DraftText,
    FixturePut,
    Preview,
    PreviewRequest,
    RollBack,
    SignIn,
    TestRequest,
    TraceRequest,
    VariantsRequest,
)


class Example(msgspec.Struct, frozen=True):
    """What one operation may be sent, and what it answers; None where that has no body."""

    request: object = None
    response: object = None


def _page(item: object) -> Page[object]:
    return Page(items=[item])


_PROJECT_NEW = ProjectNew(
    name="acme-living", title="Acme Living", environments=("sandbox", "uat", "live"), ownership=values.PROJECT.ownership
)
_PROJECT_SETTINGS = ProjectSettings(title="Acme Living", environments=("sandbox", "uat", "live"), four_eyes=True)
_CONNECTION_NEW = ConnectionNew(
    name="shop", connector="shopify", settings={"shop": "acme-living"}, secrets={"access_token": "..."}
)
_CONNECTION_SETTINGS = ConnectionSettings(settings={"shop": "acme-living"}, secrets={"access_token": "..."})
_MAPPING_NEW = MappingNew(name="shopify-order-to-seko", source="shopify/order", target="seko/order")
_MAPPING_SETTINGS = MappingSettings(description="Web orders for the warehouse", owners=("integration team",))
_FIXTURE_PUT = FixturePut(input=values.ORDER, expect=values.EXPECT, description="One line, quantity two")
_LOOKUP_PUT = LookupPut(keys=("shopify",), values=("seko",), owner="warehouse team", description="Shipping methods")
_ROW_PUT = LookupRowPut(keys=values.ROW.keys, values=values.ROW.values, reason="New carrier from December")
_PROMOTION_NEW = PromotionNew(
    environment="sandbox", mapping="shopify-order-to-seko", version=3, reason="Fixtures agreed with the warehouse"
)
_SIGN_IN = SignIn(token=values.ISSUED.text)
_TOKEN_NEW = TokenNew(name="order service", role=Role.OPERATOR, expires_at=values.TOKEN.expires_at)
_CSV = "shopify,seko\nExpress,DPD-NEXTDAY\nStandard,DPD-2DAY\n"

EXAMPLES: Mapping[str, Example] = {
    "checkLive": Example(response=Health(status="live")),
    "checkReady": Example(response=Health(status="ready", checks=("database", "evaluator"))),
    "listConnectors": Example(response=_page(connectors.CONNECTOR)),
    "getConnector": Example(response=connectors.CONNECTOR_DETAIL),
    "getSandboxConnection": Example(response=connectors.SANDBOX_CONNECTION),
    "getResource": Example(response=connectors.RESOURCE),
    "listFunctions": Example(response=_page(values.FUNCTION)),
    "getFunction": Example(response=values.FUNCTION_DETAIL),
    "listGuards": Example(response=_page(guards.GUARD)),
    "getGuard": Example(response=guards.GUARD_DETAIL),
    "listProjects": Example(response=_page(values.PROJECT)),
    "createProject": Example(_PROJECT_NEW, values.PROJECT),
    "getProject": Example(response=values.PROJECT),
    "changeProject": Example(_PROJECT_SETTINGS, values.PROJECT),
    "listConnections": Example(response=_page(values.CONNECTION)),
    "createConnection": Example(_CONNECTION_NEW, values.CONNECTION),
    "getConnection": Example(response=values.CONNECTION),
    "changeConnection": Example(_CONNECTION_SETTINGS, values.CONNECTION),
    "deleteConnection": Example(),
    "testConnection": Example(response=overview.CONNECTION_TEST),
    "beginAuthorisation": Example(overview.AUTHORISATION_ASKED, overview.AUTHORISATION),
    "finishAuthorisation": Example(overview.AUTHORISATION_GIVEN, values.CONNECTION),
    "listMappings": Example(response=_page(values.MAPPING)),
    "createMapping": Example(_MAPPING_NEW, values.MAPPING),
    "getMapping": Example(response=values.MAPPING),
    "changeMapping": Example(_MAPPING_SETTINGS, values.MAPPING),
    "deleteMapping": Example(),
    "getDraft": Example(response=values.DRAFT),
    "getMeanwhile": Example(response=reports.MEANWHILE),
    "saveDraft": Example(DraftText(text=values.TEXT), values.DRAFT),
    "discardDraft": Example(),
    "previewMapping": Example(
        PreviewRequest(input=values.ORDER, text=values.TEXT), Preview(output=values.WAREHOUSE_ORDER)
    ),
    "testMapping": Example(TestRequest(version=3), values.REPORT),
    "tryVariants": Example(VariantsRequest(input=values.ORDER, text=values.TEXT), reports.VARIANTS),
    "parseMapping": Example(AnalysisRequest(text=reports.TYPED_TEXT), reports.PARSED),
    "listFieldRules": Example(AnalysisRequest(text=values.TEXT), reports.FIELDS),
    "lintMapping": Example(AnalysisRequest(text=reports.LINTED_TEXT), reports.LINTED),
    "completeMapping": Example(
        CompletionRequest(text=reports.TYPED_TEXT, position=len(reports.TYPED_TEXT)), reports.COMPLETED
    ),
    "traceMapping": Example(TraceRequest(input=values.ORDER, text=values.TEXT), reports.TRACED),
    "suggestMapping": Example(suggestions.REQUEST, suggestions.REPORT),
    "composeMapping": Example(suggestions.COMPOSITION, suggestions.COMPOSED),
    "listVersions": Example(response=_page(values.VERSION)),
    "publishVersion": Example(VersionNew(reason="Gift notes go to the packing slip"), values.VERSION),
    "getVersion": Example(response=values.VERSION),
    "diffVersions": Example(response=values.DIFF),
    "diffFields": Example(response=changes.FIELD_DIFF),
    "makePlan": Example(changes.PLAN_NEW, {"event": "plan", "data": msgspec.json.encode(changes.PLAN).decode()}),
    "getProposal": Example(response=changes.PROPOSAL),
    "getSheet": Example(response=changes.SHEET),
    "exportSheet": Example(response=changes.SHEET_CSV),
    "exportWorkbook": Example(response="(a workbook)"),
    "compareSheet": Example(changes.SHEET_CSV, changes.SHEET_COMPARISON),
    "getAnnotations": Example(response=changes.ANNOTATIONS),
    "putAnnotations": Example(changes.ANNOTATIONS_PUT, changes.ANNOTATIONS),
    "mapWithVersion": Example(values.ORDER, values.WAREHOUSE_ORDER),
    "listFixtures": Example(response=_page(values.FIXTURE)),
    "getFixture": Example(response=values.FIXTURE),
    "putFixture": Example(_FIXTURE_PUT, values.FIXTURE),
    "deleteFixture": Example(),
    "listLookups": Example(response=_page(values.LOOKUP)),
    "getLookup": Example(response=values.LOOKUP),
    "putLookup": Example(_LOOKUP_PUT, flows.LOOKUP_CHANGED),
    "deleteLookup": Example(),
    "listLookupRevisions": Example(response=_page(values.LOOKUP_REVISION)),
    "listLookupRows": Example(response=_page(values.ROW)),
    "putLookupRow": Example(_ROW_PUT, flows.LOOKUP_CHANGED),
    "deleteLookupRow": Example(response=values.LOOKUP),
    "compareLookupRows": Example(LookupRows(rows=(values.ROW,)), _page(reports.COMPARED_ROW)),
    "mergeLookupRows": Example(
        LookupMerge(rows=(values.ROW,), reason="New carrier from December"), flows.LOOKUP_IMPORTED
    ),
    "listLookupRowUses": Example(response=_page(reports.ROW_USE)),
    "getLookupUsage": Example(response=reports.LOOKUP_USAGE),
    "exportLookup": Example(response=_CSV),
    "importLookup": Example(_CSV, flows.LOOKUP_IMPORTED),
    "getInbox": Example(response=changes.INBOX),
    "listPromotionRequests": Example(response=_page(changes.REQUEST)),
    "requestPromotion": Example(changes.REQUEST_NEW, changes.REQUEST),
    "getPromotionRequest": Example(response=changes.DECLINED),
    "approvePromotionRequest": Example(Reason(reason="Agreed with the warehouse"), values.PROMOTION),
    "declinePromotionRequest": Example(Reason(reason=changes.DECLINED.answer), changes.DECLINED),
    "withdrawPromotionRequest": Example(OptionalReason(reason=changes.WITHDRAWN.answer), changes.WITHDRAWN),
    "listPromotions": Example(response=_page(values.PROMOTION)),
    "promote": Example(_PROMOTION_NEW, values.PROMOTION),
    "getPromotion": Example(response=values.PROMOTION),
    "listLive": Example(response=_page(values.LIVE)),
    "getLive": Example(response=values.LIVE),
    "mapLive": Example(values.ORDER, values.WAREHOUSE_ORDER),
    "rollBack": Example(RollBack(reason="The warehouse refuses long notes"), values.ROLLED_BACK),
    "listFlows": Example(response=_page(flows.FLOW)),
    "getFlow": Example(response=flows.FLOW),
    "putFlow": Example(flows.FLOW_PUT, flows.FLOW_SAVED),
    "deleteFlow": Example(),
    "listFlowStates": Example(response=_page(flows.RUNNING)),
    "countRecords": Example(response=flows.COUNTS),
    "getFlowHistory": Example(response=overview.HISTORY),
    "listPolls": Example(response=_page(flows.POLL_STATUS)),
    "listPollRuns": Example(response=_page(flows.POLL_RUN)),
    "pollFlow": Example(PollRequest(), flows.POLL_STATUS),
    "listStock": Example(response=_page(stock.LEVEL)),
    "listBuffers": Example(response=_page(stock.BUFFER)),
    "putBuffer": Example(stock.BUFFER_NEW, stock.BUFFER),
    "deleteBuffer": Example(),
    "listChannels": Example(response=_page(stock.CHANNEL)),
    "putChannel": Example(stock.CLOSING, stock.CHANNEL),
    "listDoubts": Example(response=_page(stock.DOUBT)),
    "acceptReading": Example(Reason(reason="All of it is in quarantine for a recall"), stock.DOUBT),
    "checkSubscription": Example(response=flows.SUBSCRIPTION),
    "mendSubscription": Example(SubscriptionRequest(base="https://hub.example.com"), flows.SUBSCRIPTION),
    "listConnectionStates": Example(response=_page(pauses.DRAINING)),
    "getConnectionUsage": Example(response=pauses.USAGE),
    "pauseConnection": Example(Reason(reason=pauses.PAUSED.reason), pauses.PAUSED),
    "drainConnection": Example(Reason(reason=pauses.DRAINING.reason), pauses.DRAINING),
    "resumeConnection": Example(OptionalReason(reason="It is back"), pauses.RUNNING),
    "drainFlow": Example(Reason(reason=pauses.DRAINING_FLOW.reason), pauses.DRAINING_FLOW),
    "pauseFlow": Example(Reason(reason="The warehouse counts its stock"), flows.PAUSED),
    "resumeFlow": Example(OptionalReason(reason="Counted"), flows.RUNNING),
    "listRecords": Example(response=_page(flows.RECORD)),
    "getRecord": Example(response=flows.RECORD),
    "getRecordPayload": Example(response=flows.PAYLOAD),
    "getRecordSkus": Example(response=RecordSkus(skus=("MUG-BLUE", "MUG-RED"))),
    "listAttempts": Example(response=_page(flows.ATTEMPT)),
    "listEffects": Example(response=_page(flows.EFFECT)),
    "listJournal": Example(response=_page(flows.ENTRY)),
    "replayRecord": Example(ReplayRequest(), flows.REPLAY),
    "captureFixture": Example(CaptureRequest(name="two-mugs"), values.FIXTURE),
    "listHolds": Example(response=_page(flows.HOLD)),
    "listMisses": Example(response=_page(flows.MISSES)),
    "retryHolds": Example(HoldRetries(code="refused"), HoldsReleased(released=41)),
    "getHold": Example(response=flows.HOLD),
    "retryHold": Example(OptionalReason(reason="The warehouse knows the SKU now"), flows.RELEASED),
    "editHold": Example(HoldEdit(payload=values.ORDER, reason="The postcode was misspelt"), flows.RELEASED),
    "changeHold": Example(holds.CHANGE_PUT, flows.RELEASED),
    "previewHoldChange": Example(holds.CHANGE_ASKED, _page(holds.CHANGE_SEEN)),
    "skipHold": Example(Reason(reason=flows.SKIPPED.reason), flows.SKIPPED),
    "assignHold": Example(Assignment(assignee=overview.ASSIGNED.assignee), overview.ASSIGNED),
    "snoozeHold": Example(Snooze(until=overview.SNOOZED.snoozed_until), overview.SNOOZED),
    "listHoldComments": Example(response=_page(overview.COMMENT)),
    "commentHold": Example(CommentText(text=overview.COMMENT.text), overview.COMMENT),
    "listPlaybooks": Example(response=_page(flows.PLAYBOOK)),
    "putPlaybook": Example(PlaybookText(text=flows.PLAYBOOK.text), flows.PLAYBOOK),
    "deletePlaybook": Example(),
    "getTimeline": Example(response=flows.TIMELINE),
    "listAlertChannels": Example(response=_page(alerts.CHANNEL)),
    "listAlertRules": Example(response=_page(alerts.RULE)),
    "getAlertRule": Example(response=alerts.RULE),
    "putAlertRule": Example(alerts.RULE_SETTINGS, alerts.RULE),
    "deleteAlertRule": Example(),
    "testAlertRule": Example(response=alerts.TEST),
    "listAlerts": Example(response=_page(alerts.ALERT)),
    "acknowledgeAlert": Example(Acknowledgement(reason=alerts.ACKNOWLEDGED.acknowledgement), alerts.ACKNOWLEDGED),
    "listDeliveries": Example(response=_page(flows.DELIVERY)),
    "listGaps": Example(response=_page(flows.GAP)),
    "settleGap": Example(Reason(reason="The warehouse had counted test messages"), flows.GAP),
    "getSession": Example(response=values.SESSION),
    "signIn": Example(_SIGN_IN, values.SESSION),
    "signOut": Example(),
    "signOutEverywhere": Example(),
    "getOverview": Example(response=overview.OVERVIEW),
    "getOwnToken": Example(response=values.TOKEN),
    "listTokens": Example(response=_page(values.TOKEN)),
    "issueToken": Example(_TOKEN_NEW, values.ISSUED),
    "revokeToken": Example(response=values.REVOKED),
    "listProjectTokens": Example(response=_page(values.TOKEN)),
    "issueProjectToken": Example(_TOKEN_NEW, values.ISSUED),
    "revokeProjectToken": Example(response=values.REVOKED),
    "listAudit": Example(response=_page(values.AUDIT_ENTRY)),
    "verifyAudit": Example(response=values.CHAIN),
    "listProjectAudit": Example(response=_page(values.AUDIT_ENTRY)),
    "verifyProjectAudit": Example(response=values.CHAIN),
}
"""By operation id; an operation without one cannot be described, and the document is not made."""
