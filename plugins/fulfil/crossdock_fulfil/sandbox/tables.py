"""The records of every model. What one names by id is read through a field with dots: 'party.name'."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from crossdock.connect.sandbox import SandboxClock
from crossdock_fulfil.sandbox.refusal import not_found, user_error

Row = dict[str, Any]

FIRST_IDS: Mapping[str, int] = {
    "account.account": 5101,
    "account.journal": 5001,
    "account.move": 950001,
    "account.move.line": 951001,
    "carrier": 4201,
    "carrier.service": 4301,
    "country.country": 101,
    "country.subdivision": 201,
    "currency.currency": 11,
    "party.address": 8301,
    "party.contact_mechanism": 8201,
    "party.party": 8101,
    "product.product": 7001,
    "product.template": 7501,
    "sale.channel": 3001,
    "sale.line": 911001,
    "sale.sale": 910001,
    "stock.location": 4001,
    "stock.move": 930001,
    "stock.shipment.out": 920001,
    "stock.shipment.out.return": 940001,
}
"""The models that there are here."""
NAMES: Mapping[str, str] = {
    "carrier": "carrier",
    "carrier_service": "carrier.service",
    "channel": "sale.channel",
    "country": "country.country",
    "currency": "currency.currency",
    "party": "party.party",
    "product": "product.product",
    "sale": "sale.sale",
    "subdivision": "country.subdivision",
    "template": "product.template",
    "warehouse": "stock.location",
}
"""What each field names that holds an id."""


class Tables:
    """All models' records."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._rows: dict[str, dict[int, Row]] = {model: {} for model in FIRST_IDS}
        self._ids = {model: count(first) for model, first in FIRST_IDS.items()}

    def create(self, model: str, **values: Any) -> Row:
        """Make a record."""
        number = next(self._ids[model])
        row = {"rec_name": str(number), **values, "id": number, "create_date": self._clock.now(), "write_date": None}
        self._rows[model][number] = row
        return row

    def change(self, row: Row, **values: Any) -> None:
        """Change a record; one that is already so does not change."""
        if any(row[name] != value for name, value in values.items()):
            row.update(values, write_date=self._clock.now())

    def all(self, model: str) -> list[Row]:
        """A model's records in the order of their ids; raises Refused for a model that is not there."""
        if model not in self._rows:
            raise not_found(f"The model {model}")
        return list(self._rows[model].values())

    def get(self, model: str, number: Any) -> Row:
        """One record; raises Refused where it is not there."""
        found = self._rows.get(model, {}).get(number) if isinstance(number, int) else None
        if found is None:
            raise not_found(f"{model} {number}")
        return found

    def where(self, model: str, **values: Any) -> list[Row]:
        """The records that have some values."""
        return [row for row in self.all(model) if all(row[name] == value for name, value in values.items())]

    def value(self, row: Row, field: str) -> Any:
        """A field of a record, or of what it names; raises Refused for one that is not there.

        It does not go through lists.
        """
        name, _, rest = field.partition(".")
        if name not in row or (rest and name not in NAMES):
            raise user_error(f"Field '{field}' does not exist")
        if not rest:
            return row[name]
        return None if row[name] is None else self.value(self.get(NAMES[name], row[name]), rest)
