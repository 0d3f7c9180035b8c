"""What a connector is made of. Everything here is light: HTTP is imported when a platform is really asked."""

from __future__ import annotations

from crossdock.connect.alert_channel import AlertChannel
from crossdock.connect.answer import Answer
from crossdock.connect.auth import Auth, Basic, Bearer, HeaderKey, HmacKey, QueryKey
from crossdock.connect.connector import Connector, Query, path_of
from crossdock.connect.counted_paging import Offset, PageNumber, Totals
from crossdock.connect.cursor_paging import Cursor, GraphqlCursor, Keyset
from crossdock.connect.operation import Operation, Receipt, Repeat, Writes
from crossdock.connect.paging import Asked, LinkHeader, Page, Paging, SinglePage
from crossdock.connect.rate import Rate
from crossdock.connect.resource import Resource
from crossdock.connect.secret import Secret
from crossdock.connect.signature import HmacSignature, SharedSecret, Signature
from crossdock.connect.stock import StockNumber, StockTarget
from crossdock.connect.token_auth import ClientCredentials, LoginToken, RefreshToken, TokenExchange
from crossdock.connect.webhook import Incoming, Message, Numbered, Numbering, Outline, Webhook
from crossdock.connect.worth import Worth
from crossdock.model.stock import Restocked, StockTold
from crossdock.model.subscription import Subscription

__all__ = [
    "AlertChannel",
    "Answer",
    "Asked",
    "Auth",
    "Basic",
    "Bearer",
    "ClientCredentials",
    "Connector",
    "Cursor",
    "GraphqlCursor",
    "HeaderKey",
    "HmacKey",
    "HmacSignature",
    "Incoming",
    "Keyset",
    "LinkHeader",
    "LoginToken",
    "Message",
    "Numbered",
    "Numbering",
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
    "SharedSecret",
    "Signature",
    "SinglePage",
    "StockNumber",
    "StockTarget",
    "StockTold",
    "Subscription",
    "TokenExchange",
    "Totals",
    "Webhook",
    "Worth",
    "Writes",
    "path_of",
]
