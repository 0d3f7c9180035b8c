"""The changes that a transform makes to each match in the copy of its argument."""

from __future__ import annotations

from crossdock.jsonata.errors import failure
from crossdock.jsonata.undefined import UNDEFINED, Value


def update_object(match: Value, update: Value) -> None:
    """Merge an object into the match. Raises T2011 if it is none."""
    if update is UNDEFINED:
        return
    if not isinstance(update, dict):
        raise failure("T2011", value=update)
    if isinstance(match, dict):
        match.update(update)


def delete_members(match: Value, names: Value) -> None:
    """Delete members of the match by name. Raises T2012 unless `names` is a text or an array of texts."""
    if names is UNDEFINED:
        return
    wanted = names if isinstance(names, list) else [names]
    if not all(isinstance(name, str) for name in wanted):
        raise failure("T2012", value=names)
    if isinstance(match, dict):
        for name in wanted:
            match.pop(name, None)
