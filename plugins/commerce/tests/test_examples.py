"""The functions keep the contract of every function: above all, each example gives what it says."""

from __future__ import annotations

from crossdock.testing import FunctionContract
from crossdock_commerce.plugin import functions


class TestCommerce(FunctionContract):
    entries = functions()
