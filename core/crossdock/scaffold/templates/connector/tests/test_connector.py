"""{{title}} keeps the contract of every connector."""

from __future__ import annotations

from crossdock.connect import Secret
from crossdock.testing import ConnectorContract
from {{package}}.connector import {{Class}}
from {{package}}.settings import {{Class}}Settings


class Test{{Class}}(ConnectorContract):
    connector = {{Class}}
    settings = {{Class}}Settings(
        address="https://{{name}}.example.com",
        token=Secret("made-up-token"),
        hook_key=Secret("made-up-hook-key"),
    )
