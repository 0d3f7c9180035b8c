"""One controller module per noun; each only passes on to the use cases."""

from __future__ import annotations

from crossdock_api.controllers.alert_channels import AlertChannelController
from crossdock_api.controllers.alert_rules import AlertRuleController
from crossdock_api.controllers.alerts import AlertController
from crossdock_api.controllers.analysis import AnalysisController
from crossdock_api.controllers.audit import AuditController, ProjectAuditController
from crossdock_api.controllers.authorisations import AuthorisationController
from crossdock_api.controllers.connection_tests import ConnectionTestController
from crossdock_api.controllers.connections import ConnectionController
from crossdock_api.controllers.connectors import ConnectorController
from crossdock_api.controllers.deliveries import DeliveryController
from crossdock_api.controllers.drafts import DraftController
from crossdock_api.controllers.fixtures import FixtureController
from crossdock_api.controllers.flows import FlowController, FlowStateController
from crossdock_api.controllers.functions import FunctionController
from crossdock_api.controllers.gaps import GapController
from crossdock_api.controllers.guards import GuardController
from crossdock_api.controllers.holds import HoldController
from crossdock_api.controllers.live import LiveController
from crossdock_api.controllers.lookup_rows import LookupRowController
from crossdock_api.controllers.lookups import LookupController
from crossdock_api.controllers.mappings import MappingController
from crossdock_api.controllers.overview import OverviewController
from crossdock_api.controllers.pauses import PauseController
from crossdock_api.controllers.plans import PlanController, ProposalController
from crossdock_api.controllers.playbooks import PlaybookController
from crossdock_api.controllers.polls import PollController
from crossdock_api.controllers.preview import PreviewController
from crossdock_api.controllers.projects import ProjectController
from crossdock_api.controllers.promotion_requests import InboxController, PromotionRequestController
from crossdock_api.controllers.promotions import PromotionController
from crossdock_api.controllers.records import RecordController
from crossdock_api.controllers.sessions import SessionController
from crossdock_api.controllers.sheets import SheetController
from crossdock_api.controllers.stock import StockController
from crossdock_api.controllers.suggestions import SuggestionController
from crossdock_api.controllers.timelines import TimelineController
from crossdock_api.controllers.tokens import ProjectTokenController, TokenController
from crossdock_api.controllers.versions import VersionController

CONTROLLERS = (
    ConnectorController,
    FunctionController,
    GuardController,
    OverviewController,
    InboxController,
    ProjectController,
    ConnectionController,
    ConnectionTestController,
    AuthorisationController,
    PauseController,
    MappingController,
    DraftController,
    PreviewController,
    AnalysisController,
    SuggestionController,
    VersionController,
    FixtureController,
    LookupController,
    LookupRowController,
    SheetController,
    PlanController,
    ProposalController,
    PromotionRequestController,
    PromotionController,
    LiveController,
    FlowController,
    FlowStateController,
    PollController,
    StockController,
    RecordController,
    HoldController,
    PlaybookController,
    TimelineController,
    DeliveryController,
    GapController,
    AlertChannelController,
    AlertRuleController,
    AlertController,
    SessionController,
    TokenController,
    ProjectTokenController,
    AuditController,
    ProjectAuditController,
)
