"""Projects."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict, InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.name import check_name
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Ownership, Project, ProjectNew, ProjectSettings
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project, require_deployment, require_right
from crossdock.studio.revision import require_revision

LONGEST_RETENTION_DAYS = 36500
"""A hundred years; beyond them, say that it is for good."""


class Projects:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def list(self, caller: Principal, page: PageRequest) -> Page[Project]:
        """The projects that the caller may see."""
        require_right(caller, Right.READ)
        async with self._store.read() as work:
            return await work.projects.page(page, only=caller.project)

    async def get(self, caller: Principal, name: str) -> Project:
        async with self._store.read() as work:
            return await open_project(work, caller, name, Right.READ)

    async def create(self, caller: Principal, new: ProjectNew) -> Project:
        """For administrators of the whole deployment; raises Conflict where the name is taken."""
        require_deployment(caller, Right.ADMINISTER)
        check_name("project", new.name)
        _check(new.environments, new.ownership)
        _check_retention(new.retention_days)
        async with self._store.begin() as work:
            project = Project(
                id=uuid7(),
                name=new.name,
                title=new.title or new.name,
                description=new.description,
                four_eyes=new.four_eyes,
                retention_days=new.retention_days,
                environments=new.environments,
                ownership=new.ownership,
                revision=1,
                created_at=work.now,
                updated_at=work.now,
            )
            await work.projects.add(project)
            await work.audit.record(caller.name, project, "project.create", f"project {new.name}", _told(project))
        return project

    async def change(self, caller: Principal, name: str, settings: ProjectSettings, expected: int | None) -> Project:
        """Title, description and ownership by editors; environments, retention and the four-eyes rule by administrators.

        Raises Conflict 'environment-in-use' where an environment that goes has connections or promotions.
        """
        _check(settings.environments, settings.ownership)
        _check_retention(settings.retention_days)
        async with self._store.begin() as work:
            await open_project(work, caller, name, Right.EDIT)
            stored = await work.projects.lock(name)
            if _for_administrators(stored) != _for_administrators(settings):
                require_right(caller, Right.ADMINISTER)
            require_revision("project", stored.revision, expected)
            await _check_gone(work, stored, settings.environments)
            project = msgspec.structs.replace(
                stored, **msgspec.structs.asdict(settings), revision=stored.revision + 1, updated_at=work.now
            )
            await work.projects.change(project)
            await work.audit.record(caller.name, project, "project.change", f"project {name}", _told(project))
        return project


def _check(environments: Sequence[str], ownership: Sequence[Ownership]) -> None:
    for environment in environments:
        check_name("environment", environment)
    for kind, names in (("environment", environments), ("ownership of", [owner.data for owner in ownership])):
        if twice := next((name for name in names if list(names).count(name) > 1), None):
            raise InvalidInput(f"The {kind} '{twice}' stands there twice.", remedy="Name each one once.")
    if not environments:
        raise InvalidInput("A project needs an environment.", remedy="Name at least one, such as 'sandbox'.")


def _check_retention(days: int | None) -> None:
    if days is not None and not 1 <= days <= LONGEST_RETENTION_DAYS:
        raise InvalidInput(
            f"Payloads are kept for 1 to {LONGEST_RETENTION_DAYS} days, or for good; not for {days}.",
            code="invalid-retention",
            remedy="Give the number of days, or null to keep them for good.",
        )


def _for_administrators(settings: Project | ProjectSettings) -> tuple[object, ...]:
    return settings.four_eyes, settings.environments, settings.retention_days


async def _check_gone(work: Work, stored: Project, environments: Sequence[str]) -> None:
    gone = set(stored.environments).difference(environments)
    if gone and (used := sorted(gone & await work.projects.used_environments(stored))):
        raise Conflict(
            f"The environment '{used[0]}' has connections or live versions and cannot go.",
            code="environment-in-use",
            remedy="Keep it among the project's environments; what was live there stays on record.",
        )


def _told(project: Project) -> dict[str, object]:
    told = ("four_eyes", "environments", "retention_days", "revision")
    return {name: getattr(project, name) for name in told}
