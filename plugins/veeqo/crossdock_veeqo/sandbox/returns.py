"""Goods that come back. Veeqo documents no call that makes a return: people do, in its app."""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock_veeqo.sandbox import inferred

Record = dict[str, Any]


class Return(msgspec.Struct, kw_only=True):
    """Some of a sellable that comes back of an order."""

    id: int
    number: str
    sellable: Record
    quantity: int
    warehouse: int
    created_at: str
    reason: str
    arrived: bool = False

    def document(self, warehouse_name: str) -> Record:
        """As Veeqo tells it."""
        return {
            "id": self.id,
            "number": self.number,
            "status": inferred.RETURNED if self.arrived else "returning",
            "reason": self.reason,
            "type": "ShippedItemsReturn",
            "created_at": self.created_at,
            "warehouse_name": warehouse_name,
            "line_items": [
                {
                    "id": self.id * 10,
                    "title": self.sellable["full_title"],
                    "sku_code": self.sellable["sku_code"],
                    "quantity": self.quantity,
                    "sellable_id": self.sellable["id"],
                    "received_quantity": self.quantity if self.arrived else 0,
                }
            ],
        }
