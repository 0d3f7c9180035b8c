"""Fulfil on loopback: one merchant's account, as Fulfil's public guides and clients describe it.

`tables.py` holds every model's records, `domains.py` and `reading.py` give them out; `order_taking.py`, `shipping.py`,
`returning.py` and `stock.py` are what happens to them, `account.py` the whole, `routes.py` its API, and `happenings.py`
what happens there without a call. What the documentation does not settle is in `inferred.py`.
"""

from __future__ import annotations

from crossdock_fulfil.sandbox.fulfil_sandbox import FulfilSandbox

__all__ = ["FulfilSandbox"]
