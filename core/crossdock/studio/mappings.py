"""Mappings: their settings; texts are the business of drafts and versions."""

from __future__ import annotations

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect.catalogue import Catalogue
from crossdock.errors import Conflict
from crossdock.model.access import Principal, Right
from crossdock.model.mapping import Mapping, MappingNew, MappingSettings
from crossdock.model.name import check_name
from crossdock.model.page import Page, PageRequest
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.resources import require_resource
from crossdock.studio.revision import require_revision


class Mappings:
    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    async def list(self, caller: Principal, project: str, page: PageRequest) -> Page[Mapping]:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.mappings.page(opened, page)

    async def get(self, caller: Principal, project: str, name: str) -> Mapping:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.mappings.get(opened, name)

    async def create(self, caller: Principal, project: str, new: MappingNew) -> Mapping:
        """Raises InvalidInput for a source or target that no connector has, Conflict where the name is taken."""
        check_name("mapping", new.name)
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            mapping = Mapping(
                id=uuid7(),
                project=project,
                name=new.name,
                source=require_resource(self._catalogue, "source", new.source).ref,
                target=require_resource(self._catalogue, "target", new.target).ref,
                description=new.description,
                owners=new.owners,
                revision=1,
                created_at=work.now,
                updated_at=work.now,
            )
            await work.mappings.add(opened, mapping)
            told = {"source": new.source, "target": new.target}
            await work.audit.record(caller.name, opened, "mapping.create", f"mapping {new.name}", told)
        return mapping

    async def change(
        self, caller: Principal, project: str, name: str, settings: MappingSettings, expected: int | None
    ) -> Mapping:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            stored = await work.mappings.lock(opened, name)
            require_revision("mapping", stored.revision, expected)
            mapping = msgspec.structs.replace(
                stored,
                description=settings.description,
                owners=settings.owners,
                revision=stored.revision + 1,
                updated_at=work.now,
            )
            await work.mappings.change(mapping)
            told = {"revision": mapping.revision}
            await work.audit.record(caller.name, opened, "mapping.change", f"mapping {name}", told)
        return mapping

    async def delete(self, caller: Principal, project: str, name: str) -> None:
        """With its drafts and fixtures; raises Conflict for a mapping that has a version, for versions stay."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            mapping = await work.mappings.lock(opened, name)
            if mapping.latest_version:
                raise Conflict(
                    f"The mapping '{name}' has published versions and cannot be deleted.",
                    code="has-versions",
                    remedy="Leave it: what was published stays on record.",
                )
            await work.mappings.delete(mapping)
            await work.audit.record(caller.name, opened, "mapping.delete", f"mapping {name}")
