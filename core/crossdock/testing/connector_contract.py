"""The contract of a connector: inherit it, name the connector, and every check runs on it.

class TestAcme(ConnectorContract):
    connector = Acme
    settings = AcmeSettings(shop="demo", token=Secret("made-up-token"))
    parameters: ClassVar[Mapping[str, Any]] = {"refund": {"order_id": 1}}
"""

from __future__ import annotations

from crossdock.connect import SinglePage
from crossdock.testing.declared import DeclarationChecks
from crossdock.testing.failing import FailureChecks
from crossdock.testing.paging import PagingChecks
from crossdock.testing.reading import ReadingChecks


class ConnectorContract(DeclarationChecks, ReadingChecks, PagingChecks, FailureChecks):
    """Settings, resources, reading, paging and failures: what everyone may rely on with every connector."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if all(isinstance(resource.paging, SinglePage) for resource in cls.connector.resources):
            for check in vars(PagingChecks):
                if check.startswith("test_"):
                    setattr(cls, check, None)  # a connector that never pages has nothing to check there
