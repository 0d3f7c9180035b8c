"""Shipments: what leaves with which carrier, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Record = dict[str, Any]

OTHER = 3
CARRIERS: Mapping[int, str] = {1: "Royal Mail", 2: "FedEx", OTHER: "Other", 4: "DPD", 5: "UPS", 7: "USPS", 9: "DHL"}
"""Some of Veeqo's fixed list, by number."""


def parcel(allocation_id: int, carrier: int, number: str | None, now: str, ids: Iterator[int]) -> Record:
    """A shipment of an allocation, as Veeqo tells it."""
    name = CARRIERS.get(carrier, f"Carrier {carrier}")
    return {
        "id": next(ids),
        "allocation_id": allocation_id,
        "carrier_id": carrier,
        "carrier": {"id": carrier, "name": name, "slug": name.lower().replace(" ", "-")},
        "service_carrier_name": None,
        "tracking_number": number and _tracking(next(ids), number),
        "tracking_url": number and f"https://track.example.com/{number}",
        "created_at": now,
    }


def reach(parcel: Record, stage: str, now: str) -> bool:
    """Note that a parcel got as far as a stage; False where it has no number to follow it by."""
    tracking = parcel["tracking_number"]
    if not tracking:
        return False
    tracking["status"] = stage
    tracking[f"{stage}_at"] = now
    return True


def _tracking(identity: int, number: str) -> Record:
    return {"id": identity, "tracking_number": number, "status": None, "collected_at": None, "delivered_at": None}
