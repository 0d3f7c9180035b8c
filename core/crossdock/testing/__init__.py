"""What plugin authors inherit: the contracts their connectors, functions, guards and sandboxes are held to.

Needs the extra `crossdock[test]`.
"""

from __future__ import annotations

import pytest

for _checks in (
    "declared",
    "telling",
    "secrecy",
    "tokens",
    "reading",
    "paging",
    "failing",
    "webhooks",
    "writing",
    "looking",
    "batches",
    "sandbox_subject",
    "sandbox_reading",
    "sandbox_writing",
    "sandbox_batches",
    "sandbox_refusing",
    "sandbox_controls",
    "guard_contract",
    "function_contract",
):
    pytest.register_assert_rewrite(f"crossdock.testing.{_checks}")

from crossdock.testing.connector_contract import ConnectorContract  # noqa: E402  # after its asserts are registered
from crossdock.testing.function_contract import FunctionContract  # noqa: E402  # as above
from crossdock.testing.guard_contract import GuardContract  # noqa: E402  # as above
from crossdock.testing.sandbox_contract import Refused, SandboxContract  # noqa: E402  # as above

__all__ = ["ConnectorContract", "FunctionContract", "GuardContract", "Refused", "SandboxContract"]
