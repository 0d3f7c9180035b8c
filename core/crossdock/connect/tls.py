"""Which certificates are trusted: those of certifi, or of SSL_CERT_FILE, read once and not for each connection."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """For every client that speaks to platforms; reading the certificates takes some 25 ms."""
    return httpx.create_ssl_context()
