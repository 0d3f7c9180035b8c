"""SEKO keeps the contract of every connector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from crossdock.connect import Resource, Secret
from crossdock.testing import ConnectorContract
from crossdock_seko.connector import Seko
from crossdock_seko.settings import SekoSettings


class TestSeko(ConnectorContract):
    connector = Seko
    settings = SekoSettings(base_url="https://ihub.example.com:8081/api", api_key=Secret("made-up/api+key"))
    parameters: ClassVar[Mapping[str, Any]] = {"stock_level": {"product_codes": ["MUGSTONE01", "TEAASSAM250"]}}

    def page(self, resource: Resource, records: Sequence[Any], following: str | None = None) -> dict[str, Any]:
        answer = super().page(resource, records, following)
        answer["json"]["CallStatus"] = {"Success": True, "Code": 0, "Message": ""}
        return answer
