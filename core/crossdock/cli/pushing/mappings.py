"""Mappings: their settings. Source and target stay what they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec

from crossdock.cli.pushing.step import Act, Push, Step, body, etag, put_if_different
from crossdock.errors import Conflict
from crossdock.model.mapping import Mapping, MappingNew, MappingSettings
from crossdock.model.page import Page
from crossdock.project.contents import FolderMapping, ProjectFolder


def mapping_steps(push: Push, mapping: FolderMapping, path: str) -> Iterator[Step]:
    """The step for one mapping's settings."""
    found = push.server.find(f"{path}/{mapping.name}", Mapping)
    item = f"mapping {mapping.name}"
    settings = MappingSettings(description=mapping.description, owners=mapping.owners)
    if found is None:
        new = MappingNew(
            name=mapping.name,
            source=str(mapping.source),
            target=str(mapping.target),
            **msgspec.structs.asdict(settings),
        )
        yield Step(act=Act.CREATE, item=item, do=partial(push.server.create, path, body(new)), vital=True)
    elif (found.value.source, found.value.target) != (mapping.source, mapping.target):
        yield Step(act=Act.CHANGE, item=item, do=partial(_refuse_other_resources, mapping, found.value), vital=True)
    else:
        yield from put_if_different(push, f"{path}/{mapping.name}", item, settings, found)


def strange_mappings(push: Push, project: ProjectFolder, path: str) -> Iterator[Step]:
    """Mappings that the folder does not have; those with versions stay, since versions are for good."""
    known = {mapping.name for mapping in project.mappings}
    for stored in push.server.list(path, Page[Mapping]):
        if stored.name not in known and stored.latest_version is None:
            do = partial(push.server.delete, f"{path}/{stored.name}", etag(stored.revision))
            yield Step(act=Act.DELETE, item=f"mapping {stored.name}", do=do)


def _refuse_other_resources(mapping: FolderMapping, stored: Mapping) -> None:
    raise Conflict(
        f"The mapping '{mapping.name}' goes from {stored.source} to {stored.target} on the server, and from "
        f"{mapping.source} to {mapping.target} in the folder.",
        remedy="Give the mapping in the folder another name: a mapping's source and target stay what they are.",
    )
