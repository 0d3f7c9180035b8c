"""What must be done to a lookup's rows to make them the wanted ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from crossdock.model.lookup import LookupRow

Cells = tuple[str, ...]


class RowChanges(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that no longer hold, and rows that hold from now on; a changed row is in both."""

    closed: tuple[Cells, ...] = ()
    """Keys."""
    opened: tuple[LookupRow, ...] = ()
    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.closed or self.opened)


def compare_rows(stored: Mapping[Cells, Cells], wanted: Iterable[LookupRow]) -> RowChanges:
    """The changes that lead from the stored rows (key to values) to the wanted ones, whose keys are unique."""
    by_key = {row.keys: row for row in wanted}
    added = [row for key, row in by_key.items() if key not in stored]
    changed = [row for key, row in by_key.items() if key in stored and stored[key] != row.values]
    removed = [key for key in stored if key not in by_key]
    return RowChanges(
        closed=(*removed, *(row.keys for row in changed)),
        opened=(*added, *changed),
        added=len(added),
        changed=len(changed),
        removed=len(removed),
    )
