"""What plugin authors inherit: the contract their connectors are held to.

Needs the extra `crossdock[test]`.
"""

from __future__ import annotations

import pytest

for _checks in ("declared", "reading", "paging", "failing"):
    pytest.register_assert_rewrite(f"crossdock.testing.{_checks}")

from crossdock.testing.connector_contract import ConnectorContract  # noqa: E402  # after its asserts are registered

__all__ = ["ConnectorContract"]
