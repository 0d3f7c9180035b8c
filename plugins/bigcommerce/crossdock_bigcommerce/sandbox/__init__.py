"""BigCommerce on loopback: one store, as BigCommerce's public documentation describes it.

`store.py` is the whole; `catalogue.py`, `inventory.py`, `orders.py`, `order_taking.py`, `shipments.py`, `refunds.py` and
`hooks.py` are its parts, the `*_routes.py` its API, and `happenings.py` what happens there without a call. What the
documentation does not settle is in `inferred.py`, and can be switched where it has a name.
"""

from __future__ import annotations

from crossdock_bigcommerce.sandbox.bigcommerce_sandbox import BigCommerceSandbox

__all__ = ["BigCommerceSandbox"]
