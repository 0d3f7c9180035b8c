"""The contract of a sandbox: inherit it, name the connector, and every check runs on it, over real HTTP.

class TestAcmeSandbox(SandboxContract):
    connector = Acme
    read_path = "/api/orders"
    plain_resource = "product"
    small_pages: ClassVar[Mapping[str, Any]] = {"limit": 1}
    refused = (
        Refused(name="order-without-lines", source="https://acme.example/docs", path="/orders", body={"lines": []}),
    )

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        client.post("/api/orders", headers={"X-Token": connection["token"]}, json={"number": 1})
        return {"refund": {"order_id": 1}}

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:
        return {"number": 2}
"""

from __future__ import annotations

import pytest

from crossdock.connect import Operation
from crossdock.testing.rules import checks_of, require_whole
from crossdock.testing.sandbox_batches import SandboxBatchChecks
from crossdock.testing.sandbox_controls import SandboxControlChecks
from crossdock.testing.sandbox_reading import SandboxReadingChecks
from crossdock.testing.sandbox_refusing import Refused, SandboxRefusingChecks
from crossdock.testing.sandbox_subject import NOW, StandingClock
from crossdock.testing.sandbox_writing import SandboxWritingChecks

__all__ = ["NOW", "Refused", "SandboxContract", "StandingClock"]


class SandboxContract(
    SandboxReadingChecks, SandboxWritingChecks, SandboxBatchChecks, SandboxRefusingChecks, SandboxControlChecks
):
    """What everyone may rely on with every sandbox."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        require_whole(cls, ("connector", "read_path", "plain_resource"))
        if not cls.connector.operations:
            for name in checks_of(SandboxWritingChecks):
                setattr(cls, name, None)
        if not cls.takes_batches():
            for name in checks_of(SandboxBatchChecks):
                setattr(cls, name, None)
        if not cls.small_pages:
            setattr(cls, SandboxReadingChecks.test_a_list_is_the_same_on_small_pages.__name__, None)

    @classmethod
    def takes_batches(cls) -> list[Operation]:
        """The operations that take several messages at once."""
        return [operation for operation in cls.connector.operations if operation.batch > 1]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run a check once for each operation or refusal it is about."""
        if "operation" in metafunc.fixturenames:
            operations = [operation for operation in self.connector.operations if operation.offered is None]
            metafunc.parametrize("operation", operations, ids=[one.name for one in operations])
        if "batch_operation" in metafunc.fixturenames:
            batches = self.takes_batches()
            metafunc.parametrize("batch_operation", batches, ids=[one.name for one in batches])
        if "refusal" in metafunc.fixturenames:
            refused: list[Refused | None] = [*self.refused] or [None]
            metafunc.parametrize("refusal", refused, ids=[one.name if one is not None else "none" for one in refused])
