"""What a connector is made of. Everything here is light: HTTP is imported when a platform is really asked."""

from __future__ import annotations

from crossdock.connect.answer import Answer
from crossdock.connect.auth import Auth, Basic, Bearer, HeaderKey, QueryKey
from crossdock.connect.connector import Connector, Query
from crossdock.connect.paging import LinkHeader, Paging, SinglePage
from crossdock.connect.resource import Resource
from crossdock.connect.secret import Secret

__all__ = [
    "Answer",
    "Auth",
    "Basic",
    "Bearer",
    "Connector",
    "HeaderKey",
    "LinkHeader",
    "Paging",
    "Query",
    "QueryKey",
    "Resource",
    "Secret",
    "SinglePage",
]
