"""The guard keeps the contract of every guard."""

from __future__ import annotations

from crossdock.testing import GuardContract
from {{package}}.lines import LINES


class TestLines(GuardContract):
    guard = LINES
