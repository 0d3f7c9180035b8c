"""OrderWise on loopback: one customer's installation, as far as public code shows it.

`installation.py` is the whole; `stock.py`, `orders.py`, `order_taking.py` and `despatching.py` are its parts,
`definitions.py` its export definitions, `routes.py` its API, and `happenings.py` what happens there without a call. What
nothing public settles is in `inferred.py`, and can be switched.
"""

from __future__ import annotations

from crossdock_orderwise.sandbox.orderwise_sandbox import OrderWiseSandbox

__all__ = ["OrderWiseSandbox"]
