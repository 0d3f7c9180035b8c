"""Filling a studio with the demo project, as its people would: through the use cases, each with its own token.

Every step looks first whether it was done, so that a demo that was ended half-way goes on where it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from crossdock.errors import NotFound, Unauthenticated
from crossdock.model.access import Principal, Role, TokenNew
from crossdock.model.mapping import MappingNew, VersionNew
from crossdock.model.project import ProjectNew
from crossdock.model.promotion import PromotionNew
from crossdock.project.contents import FolderMapping, ProjectFolder
from crossdock.project.folder import read
from crossdock.studio.studio import Studio

PROJECT = "demo"
ENVIRONMENT = "sandbox"
ROLES = (Role.EDITOR, Role.APPROVER, Role.OPERATOR)


async def seed(studio: Studio, folder: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Make sure that the demo project is there and live; returns the text of a token per role.

    `known` are the token texts of an earlier start; those that are still valid are kept.
    """
    project = read(folder)
    admin = await studio.tokens.local_admin("demo")
    await _create_project(studio, admin, project)
    texts = {role.value: await _token(studio, admin, role, known.get(role.value)) for role in ROLES}
    editor = await studio.tokens.authenticate(texts[Role.EDITOR.value])
    approver = await studio.tokens.authenticate(texts[Role.APPROVER.value])
    await _put_lookups(studio, editor, project)
    for mapping in project.mappings:
        await _publish(studio, editor, mapping)
        await _promote(studio, approver, mapping.name)
    return texts


async def _create_project(studio: Studio, admin: Principal, project: ProjectFolder) -> None:
    try:
        await studio.projects.get(admin, PROJECT)
    except NotFound:
        new = ProjectNew(
            name=PROJECT,
            title=project.title,
            description=project.description,
            environments=project.environments,
            ownership=project.ownership,
        )
        await studio.projects.create(admin, new)


async def _token(studio: Studio, admin: Principal, role: Role, known: str | None) -> str:
    if known:
        try:
            await studio.tokens.authenticate(known)
        except Unauthenticated:
            pass  # revoked or from another database: a new one is issued below
        else:
            return known
    issued = await studio.tokens.issue(admin, PROJECT, TokenNew(name=f"demo-{role.value}", role=role))
    return issued.text


async def _put_lookups(studio: Studio, editor: Principal, project: ProjectFolder) -> None:
    for table in project.lookups:
        try:
            await studio.lookups.get(editor, PROJECT, table.name)
        except NotFound:
            await studio.lookups.put(editor, PROJECT, table.definition, None)
            await studio.lookups.import_rows(editor, PROJECT, table.name, table.rows, None, "The demo's rows.")


async def _publish(studio: Studio, editor: Principal, mapping: FolderMapping) -> None:
    try:
        stored = await studio.mappings.get(editor, PROJECT, mapping.name)
    except NotFound:
        new = MappingNew(
            name=mapping.name,
            source=str(mapping.source),
            target=str(mapping.target),
            description=mapping.description,
            owners=mapping.owners,
        )
        stored = await studio.mappings.create(editor, PROJECT, new)
    if stored.latest_version is None:
        for fixture in mapping.fixtures:
            await studio.fixtures.put(editor, PROJECT, mapping.name, fixture, None)
        await studio.drafts.save(editor, PROJECT, mapping.name, mapping.text, None)
        await studio.versions.publish(editor, PROJECT, mapping.name, VersionNew(reason="The demo's first version."))


async def _promote(studio: Studio, approver: Principal, mapping: str) -> None:
    try:
        await studio.live.get(approver, PROJECT, ENVIRONMENT, mapping)
    except NotFound:
        new = PromotionNew(environment=ENVIRONMENT, mapping=mapping, version=1, reason="The demo's first version.")
        await studio.promotions.promote(approver, PROJECT, new)
