"""What Deposco takes in and does later: the request's id is the receipt, until it is told what became of it.

States: Pending or Processing, then Success, Partially Failed, Failed or Error. Success may turn into Partially Failed
later; nobody is told of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from crossdock.connect import Receipt
from crossdock.connect.resource import at
from crossdock.errors import ErrorKind, PlatformError

if TYPE_CHECKING:
    from crossdock.connect.answer import Answer
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line
    from crossdock.connect.operation import Operation

UNDER_WAY = ("Pending", "Processing")
DONE = "Success"
FAILED = ("Partially Failed", "Failed", "Error")


def accepted(connector: Connector, answer: Answer, operation: Operation, name: str) -> Receipt:
    """The receipt of something that was taken in under a name of ours. Raises PlatformError (uncertain)."""
    request = connector.told(answer, operation.receipt_id)
    return Receipt(id=request, identities=((operation.kind, name),), details={"request": request}, accepted=True)


async def is_done(line: Line, taken: Receipt) -> bool:
    """Whether a request is done; raises PlatformError (hold) where it failed, in whole or in part."""
    document = line.document(await line.ask("GET", f"/async/{quote(taken.id, safe='')}"))
    status = at(document, "status")
    if status in FAILED:
        raise PlatformError(
            f"Deposco took request {taken.id} in, and {status.lower()}: {_why(document)}",
            kind=ErrorKind.HOLD,
            remedy="Correct what it says, and send it again.",
        )
    if status not in (*UNDER_WAY, DONE):
        raise line.trouble(f"does not say what became of request {taken.id}")
    return bool(status == DONE)


def _why(document: Any) -> str:
    """What went wrong, of the whole and of each thing in it, as far as it is told."""
    results = at(document, "results")
    each = [at(one, "errorMessage") for one in results] if isinstance(results, list) else []
    return "; ".join(str(one) for one in (at(document, "errorMessage"), *each) if one) or "it does not say why."
