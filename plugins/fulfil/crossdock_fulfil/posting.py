"""Entries into the journal, such as the one that a payout makes: gross, fees, tax and net on accounts of their own.

An entry is told from others by its description, which the sender makes: 'Shopify payout 1234'. It is looked for first.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crossdock.connect import Operation, Receipt, Repeat, Resource, Writes
from crossdock_fulfil import asking, inferred
from crossdock_fulfil.looking import held
from crossdock_fulfil.made import made_id
from crossdock_fulfil.typed_json import TypedJson, day

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line

MODEL = "account.move"
SUMS = TypedJson(decimals=("debit", "credit"))

ENTRY = Resource(
    name="journal_entry",
    title="Journal entry",
    description="An entry into a journal, as a draft: debits and credits by account, which come to the same.",
    key=("description",),
    format=SUMS,
)
CREATE_ENTRY = Operation(
    name="create-journal-entry",
    title="Create journal entry",
    description="Makes a draft of an entry, which finance looks at and posts; one of that description stays one.",
    resource=ENTRY.name,
    kind="posting",
    writes=Writes.CREATE,
    repeat=Repeat.FOUND,
    path=f"/model/{MODEL}",
    format=SUMS,
    inferred=(inferred.JOURNAL_ENTRIES,),
)


async def resolve(connector: Connector, line: Line, message: Any) -> dict[str, Any]:
    """Nothing; raises PlatformError (hold) for an entry that does not balance, and for one that is there already."""
    debit, credit = (sum(Decimal(each[side]) for each in message["lines"]) for side in ("debit", "credit"))
    if debit != credit:
        raise held(f"takes no entry whose debits are {debit} and whose credits are {credit}", "Correct the mapping.")
    if await find(connector, line, message, {}) is not None:
        raise held(
            f"has an entry '{message['description']}' already, and would take it twice",
            "Look there whether it is this one: then skip this record. Otherwise send it under another description.",
            "entry-exists",
        )
    return {}


async def write(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt:  # noqa: ARG001
    """Make the draft. Raises PlatformError."""
    said = {**message, "date": day(message["date"]), "lines": [["create", message["lines"]]]}
    answer = await line.ask("POST", CREATE_ENTRY.path, body=[said], format=SUMS)
    return _receipt(message, made_id(connector, answer))


async def find(connector: Connector, line: Line, message: Any, resolved: Mapping[str, Any]) -> Receipt | None:  # noqa: ARG001
    """The entry of that description, if it is there. Raises PlatformError."""
    found = await asking.search(line, MODEL, [["description", "=", message["description"]]], ("description",))
    return _receipt(message, str(found[0]["id"])) if found else None


def _receipt(message: Any, made: str) -> Receipt:
    return Receipt(id=made, identities=((CREATE_ENTRY.kind, message["description"]), ("entry", made)))
