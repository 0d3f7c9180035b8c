"""Veeqo on loopback: one company's account, as Veeqo's public documentation describes it.

`company.py` is the whole; `stock.py`, `orders.py` and `order_taking.py` are its parts, `routes.py` its API. What the
documentation does not settle is in `inferred.py`, and can be switched where it has a name.
"""

from __future__ import annotations

from crossdock_veeqo.sandbox.veeqo_sandbox import VeeqoSandbox

__all__ = ["VeeqoSandbox"]
