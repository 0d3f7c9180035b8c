"""Annotations of a mapping's target fields."""

from __future__ import annotations

import msgspec
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from crossdock.model.annotation import Annotation, Annotations
from crossdock.model.mapping import Mapping
from crossdock.store.repository import Repository
from crossdock.store.tables import annotation_sets


class AnnotationSets(Repository):
    async def get(self, mapping: Mapping) -> Annotations:
        """Those of a mapping; none where nobody noted anything."""
        row = await self._first(select(annotation_sets).where(annotation_sets.c.mapping_id == mapping.id))
        if row is None:
            return Annotations(mapping=mapping.name)
        return Annotations(
            mapping=mapping.name,
            fields=msgspec.convert(row.fields, tuple[Annotation, ...]),
            revision=row.revision,
            updated_by=row.updated_by,
            updated_at=row.updated_at,
        )

    async def put(self, mapping: Mapping, noted: Annotations) -> None:
        """Store those of a locked mapping as they shall be."""
        changing = {
            "fields": msgspec.to_builtins(noted.fields),
            "revision": noted.revision,
            "updated_by": noted.updated_by,
            "updated_at": noted.updated_at,
        }
        written = insert(annotation_sets).values({"mapping_id": mapping.id} | changing)
        await self._do(written.on_conflict_do_update(index_elements=["mapping_id"], set_=changing))
