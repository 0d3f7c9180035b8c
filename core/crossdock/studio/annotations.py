"""Annotations: owner and comment of each target field, kept beside the text that makes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.annotation import Annotation
from crossdock.model.annotation import Annotations as Noted
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.revision import require_present, require_revision


class Annotations:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, caller: Principal, project: str, mapping: str) -> Noted:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.annotations.get(await work.mappings.get(opened, mapping))

    async def put(
        self, caller: Principal, project: str, mapping: str, fields: Iterable[Annotation], expected: int | None
    ) -> Noted:
        """Replace all annotations of a mapping; `expected` 0 where there were none.

        Raises InvalidInput 'duplicate-target', Stale where somebody was faster.
        """
        said = [field for field in fields if field.owner or field.comment]
        _require_different(said)
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            of = await work.mappings.lock(opened, mapping)
            stored = await work.annotations.get(of)
            if stored.revision:
                require_revision("set of annotations", stored.revision, expected)
            else:
                require_present("set of annotations", expected)
            noted = Noted(
                mapping=mapping,
                fields=tuple(sorted(said, key=lambda field: field.target)),
                revision=stored.revision + 1,
                updated_by=caller.name,
                updated_at=work.now,
            )
            await work.annotations.put(of, noted)
            told = {"revision": noted.revision, "fields": _changed(stored.fields, noted.fields)}
            await work.audit.record(caller.name, opened, "annotations.put", f"annotations of mapping {mapping}", told)
        return noted


def _changed(before: tuple[Annotation, ...], after: tuple[Annotation, ...]) -> list[str]:
    """The targets of which something else is noted; the first hundred."""
    return sorted({field.target for field in {*before} ^ {*after}})[:100]


def _require_different(fields: Iterable[Annotation]) -> None:
    counted = Counter(field.target for field in fields)
    if twice := [target for target, times in counted.items() if times > 1]:
        raise InvalidInput(
            f"The field '{twice[0]}' is annotated twice.", code="duplicate-target", remedy="Keep one of the two."
        )
