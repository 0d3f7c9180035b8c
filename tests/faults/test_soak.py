"""A demo under traffic and much trouble keeps every promise."""

from __future__ import annotations

import os

import pytest

from crossdock.demo.soak import check_for
from crossdock.demo.trouble import Trouble

SHORT, LONG = 45, 900
"""Seconds."""
PACE = 240.0
"""An order leaves the warehouse after 25 seconds, so that the short form sees it do so."""


def test_every_promise_is_kept_through_much_trouble(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = LONG if os.environ.get("CROSSDOCK_FAULTS") == "long" else SHORT
    assert check_for(seconds, Trouble.MUCH, PACE, as_json=True) == 0, capsys.readouterr().out
