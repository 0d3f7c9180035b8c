"""A Shopify shop on loopback: its REST Admin API and its webhooks, as Shopify documents them.

`shop.py` is the whole. What lies behind each part of the API stands in the module of its name, and the API itself in the
module that ends in `_routes`. What no document settles is in `inferred.py`, and can be switched.
"""

from __future__ import annotations

from crossdock_shopify.sandbox.shopify_sandbox import ShopifySandbox

__all__ = ["ShopifySandbox"]
