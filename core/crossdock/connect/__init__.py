"""What a connector is made of. Everything here is light: HTTP is imported when a platform is really asked."""

from __future__ import annotations

from crossdock.connect.alert_channel import AlertChannel
from crossdock.connect.answer import Answer
from crossdock.connect.auth import Auth, Basic, Bearer, HeaderKey, HmacKey, QueryKey
from crossdock.connect.authorisation import AuthorisationCode
from crossdock.connect.connector import Connector, Query
from crossdock.connect.counted_paging import Offset, PageNumber, TotalPages, Totals
from crossdock.connect.cursor_paging import Cursor, GraphqlCursor, Keyset
from crossdock.connect.format import JSON, Form, Format, Json
from crossdock.connect.graphql_format import Graphql
from crossdock.connect.inferred import Inferred
from crossdock.connect.ledger import LedgerEvent, Tells, ToldEvent, ToldLine, told_events
from crossdock.connect.offered import Offered
from crossdock.connect.operation import Operation, Receipt, Repeat, Writes
from crossdock.connect.paging import Asked, LinkHeader, Page, Paging, SinglePage
from crossdock.connect.path import path_of
from crossdock.connect.rate import GraphqlCost, LeakyBucket, Limit, Rate, SharedQuota
from crossdock.connect.resource import Resource
from crossdock.connect.secret import Secret
from crossdock.connect.signature import HmacSignature, SharedSecret, Signature
from crossdock.connect.standard_webhooks import StandardWebhooks
from crossdock.connect.states import State, States
from crossdock.connect.stock import StockNumber, StockTarget
from crossdock.connect.token_auth import ClientCredentials, LoginToken, RefreshToken, TokenExchange
from crossdock.connect.webhook import Incoming, Message, Numbered, Numbering, Outline, Webhook
from crossdock.connect.worth import Worth
from crossdock.connect.xml_format import Xml
from crossdock.model.stock import Restocked, StockTold
from crossdock.model.subscription import Subscription

__all__ = [
    "JSON",
    "AlertChannel",
    "Answer",
    "Asked",
    "Auth",
    "AuthorisationCode",
    "Basic",
    "Bearer",
    "ClientCredentials",
    "Connector",
    "Cursor",
    "Form",
    "Format",
    "Graphql",
    "GraphqlCost",
    "GraphqlCursor",
    "HeaderKey",
    "HmacKey",
    "HmacSignature",
    "Incoming",
    "Inferred",
    "Json",
    "Keyset",
    "LeakyBucket",
    "LedgerEvent",
    "Limit",
    "LinkHeader",
    "LoginToken",
    "Message",
    "Numbered",
    "Numbering",
    "Offered",
    "Offset",
    "Operation",
    "Outline",
    "Page",
    "PageNumber",
    "Paging",
    "Query",
    "QueryKey",
    "Rate",
    "Receipt",
    "RefreshToken",
    "Repeat",
    "Resource",
    "Restocked",
    "Secret",
    "SharedQuota",
    "SharedSecret",
    "Signature",
    "SinglePage",
    "StandardWebhooks",
    "State",
    "States",
    "StockNumber",
    "StockTarget",
    "StockTold",
    "Subscription",
    "Tells",
    "TokenExchange",
    "ToldEvent",
    "ToldLine",
    "TotalPages",
    "Totals",
    "Webhook",
    "Worth",
    "Writes",
    "Xml",
    "path_of",
    "told_events",
]
