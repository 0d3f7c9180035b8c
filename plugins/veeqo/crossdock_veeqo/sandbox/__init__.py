"""Veeqo on loopback: one company's account, as Veeqo's public documentation describes it.

`company.py` is the whole; `stock.py`, `orders.py`, `order_taking.py`, `allocating.py`, `parcels.py` and `returns.py` are
its parts, `routes.py` its API, and `happenings.py` what happens there without a call. What the documentation does not
settle is in `inferred.py`, and can be switched where it has a name.
"""

from __future__ import annotations

from crossdock_veeqo.sandbox.veeqo_sandbox import VeeqoSandbox

__all__ = ["VeeqoSandbox"]
