"""Customers, told by the channel's own id of them, which is kept as the party's code: e-mail addresses change.

Fulfil takes a party twice. So the one with that code is looked up first: it is changed, and only where there is none is
one made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes, path_of
from crossdock_fulfil import asking, inferred
from crossdock_fulfil.looking import held
from crossdock_fulfil.made import made_id
from crossdock_fulfil.models import CUSTOMER
from crossdock_fulfil.typed_json import TYPED_JSON

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

CONTACTS = "contact_mechanisms"
MODEL_PATH = f"/model/{CUSTOMER.name}"

PARTY = Resource(
    name="party",
    title="Party",
    description="A customer as it shall be: code, name, and ways to reach them that are added where they are not there.",
    key=("code",),
)
SET_CUSTOMER = Operation(
    name="set-customer",
    title="Set customer",
    description="Changes the customer with the channel's id, or makes one where there is none.",
    resource=PARTY.name,
    kind="customer",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    method="PUT",
    path=MODEL_PATH + "/{party}",
    format=TYPED_JSON,
    inferred=(inferred.CUSTOMER_LINK,),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:  # noqa: ARG001  # as all writers
    """The party with the code, if there is one, and how it can be reached; raises PlatformError (hold) for several."""
    found = await asking.search(line, CUSTOMER.name, [["code", "=", message["code"]]], (CONTACTS,))
    if len(found) > 1:
        raise held(f"has {len(found)} customers with the code {message['code']}", "Merge them there.")
    known = (await asking.read(line, "party.contact_mechanism", found[0][CONTACTS], ("type", "value"))) if found else {}
    contacts = [[each["type"], each["value"]] for each in known.values()]
    return {"party": found[0]["id"] if found else None, "contacts": contacts}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:
    """Change the party, or make one. Raises PlatformError."""
    wanted = [each for each in message.get(CONTACTS, ()) if [each["type"], each["value"]] not in resolved["contacts"]]
    said = {name: value for name, value in message.items() if name != CONTACTS}
    said |= {CONTACTS: [["create", wanted]]} if wanted else {}
    if resolved["party"]:
        answer = await line.ask("PUT", path_of(SET_CUSTOMER, message, resolved), body=said, format=TYPED_JSON)
    else:
        answer = await line.ask("POST", MODEL_PATH, body=[said], format=TYPED_JSON)
    made = made_id(connector, answer)
    return Receipt(id=made, identities=((SET_CUSTOMER.kind, message["code"]), ("party", made)))
