"""Parties: made for orders, or by a call of their own. One that is made plainly is made again, whoever it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crossdock_fulfil.sandbox.refusal import user_error
from crossdock_fulfil.sandbox.tables import Row, Tables

CONTACTS = "party.contact_mechanism"


def customer_of(tables: Tables, customer: Row, address: Row) -> Row:
    """Who an order is of: known by the channel's id, else by an e-mail address, else new."""
    contacts = [{"type": each[0], "value": each[1]} for each in customer.get("contacts") or () if len(each) == 2]
    if not customer.get("name") or not contacts:
        raise user_error("The customer needs a name, and one way to reach them")
    party = _known(tables, customer.get("channel_identifier"), contacts)
    if party is None:
        party = create(tables, {"name": customer["name"], "code": customer.get("channel_identifier")})
    _add_contacts(tables, party, contacts)
    _add_address(tables, party, address)
    return party


def create(tables: Tables, record: Row) -> Row:
    """Make a party; raises Refused."""
    if not record.get("name"):
        raise user_error("The field 'Name' on 'Party' is required")
    party = tables.create(
        "party.party",
        name=record["name"],
        code=record.get("code"),
        rec_name=record["name"],
        contact_mechanisms=[],
        addresses=[],
        received=1,
    )
    _add_contacts(tables, party, created(record.get("contact_mechanisms")))
    return party


def change(tables: Tables, party: Row, record: Row) -> Row:
    """Change a party; raises Refused."""
    plain = {name: record[name] for name in ("name", "code") if name in record}
    tables.change(party, **plain)
    _add_contacts(tables, party, created(record.get("contact_mechanisms")))
    party["received"] += 1
    return party


def created(children: Any) -> list[Row]:
    """The records of `[["create", [...]]]`; raises Refused for anything else."""
    found: list[Row] = []
    for each in children or ():
        if not (isinstance(each, list) and len(each) == 2 and each[0] == "create" and isinstance(each[1], list)):
            raise user_error('Children are made by ["create", [...]]')
        found += each[1]
    return found


def _known(tables: Tables, code: str | None, contacts: Iterable[Row]) -> Row | None:
    if code and (found := tables.where("party.party", code=code)):
        return found[0]
    emails = [each["value"].lower() for each in contacts if each["type"] == "email"]
    mechanisms = [row for row in tables.where(CONTACTS, type="email") if row["value"].lower() in emails]
    return tables.get("party.party", mechanisms[0]["party"]) if mechanisms and not code else None


def _add_contacts(tables: Tables, party: Row, contacts: Iterable[Row]) -> None:
    for each in contacts:
        values = {"party": party["id"], "type": each.get("type"), "value": each.get("value")}
        if not tables.where(CONTACTS, **values):
            made = tables.create(CONTACTS, **values)
            tables.change(party, contact_mechanisms=[*party["contact_mechanisms"], made["id"]])


def _add_address(tables: Tables, party: Row, address: Row) -> None:
    street = "\n".join(line for line in (address.get("address1"), address.get("address2")) if line)
    country = next(iter(tables.where("country.country", code=address.get("country_code"))), None)
    if country is None:
        raise user_error(f"There is no country '{address.get('country_code')}'")
    values = {"name": address.get("name"), "street": street, "city": address.get("city")}
    values |= {"postal_code": address.get("zip"), "country": country["id"], "subdivision": None, "party": party["id"]}
    if not tables.where("party.address", **values):
        made = tables.create("party.address", **values)
        tables.change(party, addresses=[*party["addresses"], made["id"]])
