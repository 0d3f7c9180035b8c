"""Who may do what: every use case begins here."""

from __future__ import annotations

from uuid import UUID

from crossdock.errors import Forbidden
from crossdock.model.access import RIGHTS, Principal, Right, Role
from crossdock.model.project import Project
from crossdock.store.refusals import absent
from crossdock.store.unit_of_work import Work

LOCAL_ADMINISTRATOR = Principal(token_id=UUID(int=0), name="command line", project=None, role=Role.ADMIN)
"""Whoever can read the deployment's data folder, on its own machine; needs no token, and is never a request's caller."""


async def open_project(work: Work, caller: Principal, name: str, right: Right) -> Project:
    """The project, for a caller who has the right there.

    Raises NotFound for a project that the caller may not see, Forbidden saying which role would do.
    """
    require_scope(caller, name)
    project = await work.projects.get(name)
    require_right(caller, right)
    return project


async def open_scope(work: Work, caller: Principal, name: str | None, right: Right) -> Project | None:
    """The project as `open_project` gives it; None is the whole deployment, for callers whose token is for all of it."""
    if name is not None:
        return await open_project(work, caller, name, right)
    require_deployment(caller, right)
    return None


def require_scope(caller: Principal, project: str) -> None:
    """Raises NotFound where the caller's token is for another project."""
    if caller.project not in {None, project}:
        raise absent("project", project)


def require_right(caller: Principal, right: Right) -> None:
    """Raises Forbidden saying which role would do."""
    if right in RIGHTS[caller.role]:
        return
    enough = [role.value for role in Role if right in RIGHTS[role]]
    raise Forbidden(
        f"The token '{caller.name}' has the role '{caller.role}', which may not do this ({right}).",
        remedy=f"Use a token with the role {' or '.join(enough)}.",
        roles=enough,
    )


def require_deployment(caller: Principal, right: Right) -> None:
    """Raises Forbidden unless the caller's token is for the whole deployment and has the right."""
    if caller.project is not None:
        raise Forbidden(
            f"The token '{caller.name}' is for the project '{caller.project}' alone.",
            remedy="Use a token that is for the whole deployment; `crossdock token issue` makes one.",
        )
    require_right(caller, right)
