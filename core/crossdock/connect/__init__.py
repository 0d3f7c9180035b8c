"""What a connector is made of. Everything here is light: HTTP is imported when a platform is really asked."""

from __future__ import annotations

from crossdock.connect.alert_channel import AlertChannel
from crossdock.connect.answer import Answer
from crossdock.connect.auth import Auth, Basic, Bearer, HeaderKey, QueryKey
from crossdock.connect.connector import Connector, Query, path_of
from crossdock.connect.operation import Operation, Receipt, Repeat, Writes
from crossdock.connect.paging import LinkHeader, Paging, SinglePage
from crossdock.connect.rate import Rate
from crossdock.connect.resource import Resource
from crossdock.connect.secret import Secret
from crossdock.connect.signature import HmacSignature, SharedSecret, Signature
from crossdock.connect.stock import StockNumber, StockTarget
from crossdock.connect.webhook import Incoming, Message, Numbered, Numbering, Outline, Webhook
from crossdock.model.stock import Restocked, StockTold
from crossdock.model.subscription import Subscription

__all__ = [
    "AlertChannel",
    "Answer",
    "Auth",
    "Basic",
    "Bearer",
    "Connector",
    "HeaderKey",
    "HmacSignature",
    "Incoming",
    "LinkHeader",
    "Message",
    "Numbered",
    "Numbering",
    "Operation",
    "Outline",
    "Paging",
    "Query",
    "QueryKey",
    "Rate",
    "Receipt",
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
    "Webhook",
    "Writes",
    "path_of",
]
