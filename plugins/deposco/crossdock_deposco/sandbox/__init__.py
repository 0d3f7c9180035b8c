"""Deposco on loopback: one environment with two facilities, as its API description and its clients tell of it.

`tenant.py` is the whole; `orders.py`, `floor.py`, `customer_orders.py`, `returns.py`, `items.py`, `stock.py` and
`requests.py` are its parts, `routes.py` and `legacy.py` its two APIs, and `happenings.py` what happens there without a
call. What nobody says is in `inferred.py`, and can be switched where it has a name.
"""

from __future__ import annotations

from crossdock_deposco.sandbox.deposco_sandbox import DeposcoSandbox

__all__ = ["DeposcoSandbox"]
