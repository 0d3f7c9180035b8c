"""What plugin authors inherit: the contracts their connectors and sandboxes are held to.

Needs the extra `crossdock[test]`.
"""

from __future__ import annotations

import pytest

for _checks in ("declared", "reading", "paging", "failing", "webhooks", "writing", "sandbox_contract"):
    pytest.register_assert_rewrite(f"crossdock.testing.{_checks}")

from crossdock.testing.connector_contract import ConnectorContract  # noqa: E402  # after its asserts are registered
from crossdock.testing.sandbox_contract import SandboxContract  # noqa: E402  # as above

__all__ = ["ConnectorContract", "SandboxContract"]
