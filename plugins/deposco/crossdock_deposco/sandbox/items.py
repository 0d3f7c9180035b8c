"""Items: made or changed by their number. A bar code is of one item only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.connect.resource import at
from crossdock_deposco.sandbox import checks, inferred, start_data
from crossdock_deposco.sandbox.refusal import Refused, not_found

if TYPE_CHECKING:
    from crossdock_deposco.sandbox.tenant import Tenant

Record = dict[str, Any]
Key = tuple[str, str]
"""Business unit and number."""
SIZES = {"number": 40, "name": 150, "shortDescription": 100, "brandName": 35, "size": 100}


class Items:
    """All of them, of every business unit."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self.all: dict[Key, Record] = {}
        self.received: dict[Key, int] = {}
        for item in start_data.items():
            self._keep(item, start_data.MADE, 0)

    def numbers(self, unit: str) -> set[str]:
        """Those of a business unit."""
        return {number for code, number in self.all if code == unit}

    def get(self, number: int) -> Record:
        """One by its id; raises Refused where there is none."""
        found = next((item for item in self.all.values() if item["self"]["id"] == number), None)
        if found is None:
            raise not_found()
        return found

    def put(self, body: Record) -> tuple[Record, bool]:
        """Make an item, or change the one with its number; whether it is new. Raises Refused."""
        checks.require(body, "item", "businessUnit", "number", "packs")
        checks.require_sizes(body, "item", SIZES)
        key = _key(body)
        for code in at(body, "upcs.data") or []:
            self._require_free(str(code.get("value")), key)
        is_new = key not in self.all
        self._keep(body, self._tenant.now, 1)
        return self.all[key], is_new

    def put_later(self, body: Any) -> str:
        """As `put`; what is wrong, or ''."""
        try:
            self.put(body if isinstance(body, dict) else {})
        except Refused as refused:
            return refused.message
        return ""

    def _keep(self, body: Record, now: str, times: int) -> None:
        key = _key(body)
        before = self.all.get(key) or {"self": {"id": self._tenant.next_id()}, "createdDate": now}
        self.all[key] = {**before, **body, "updatedDate": now}
        self.received[key] = self.received.get(key, 0) + times

    def _require_free(self, value: str, key: Key) -> None:
        for other, item in self.all.items():
            if other != key and any(code.get("value") == value for code in at(item, "upcs.data") or []):
                raise Refused(inferred.UPC_TAKEN.format(value=value, number=other[1]))


def _key(body: Record) -> Key:
    return checks.key_of(body, "businessUnit", "code"), body["number"]
