"""SEKO's iHub on loopback: one client's account, as SEKO's public manuals describe it.

`account.py` is the whole; `submission.py`, `stock.py`, `orders.py`, `products.py`, `receipts.py` and `pushes.py` are its
parts, `current.py` and `first_generation.py` its API. What no manual settles is in `inferred.py`, and can be switched.
"""

from __future__ import annotations

from crossdock_seko.sandbox.seko_sandbox import SekoSandbox

__all__ = ["SekoSandbox"]
