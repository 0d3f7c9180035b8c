"""Acme keeps the contract of every connector, and does what is odd about it."""

from __future__ import annotations

from crossdock.connect import Secret
from crossdock.testing import ConnectorContract
from crossdock_acme.connector import Acme
from crossdock_acme.settings import AcmeSettings


class TestAcme(ConnectorContract):
    connector = Acme
    settings = AcmeSettings(
        address="https://north.acme.example", token=Secret("made-up-token"), hook_key=Secret("made-up-hook-key")
    )
