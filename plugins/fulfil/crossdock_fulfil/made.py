"""What an answer to a plain create or change says was written: a record, or a list of the one record that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.connect.errors import unclear
from crossdock.errors import Malformed

if TYPE_CHECKING:
    from crossdock.connect.answer import Answer
    from crossdock.connect.connector import Connector


def made_id(connector: Connector, answer: Answer) -> str:
    """The id of the one record that was written; raises PlatformError (uncertain) where the answer does not say."""
    try:
        document = answer.document
    except Malformed as error:
        raise unclear(answer, platform=connector.title, what="something that is not JSON") from error
    record = document[0] if isinstance(document, list) and len(document) == 1 else document
    number = record.get("id") if isinstance(record, dict) else None
    if isinstance(number, bool) or not isinstance(number, int):
        raise unclear(answer, platform=connector.title, what="without the 'id' of one record")
    return str(number)
