"""Proposals: what whoever approves a version is told before it goes live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossdock.engine.field_changes import field_diff
from crossdock.engine.ports import Analyst
from crossdock.model.access import RIGHTS, Principal, Right, Role
from crossdock.model.flow import Flow
from crossdock.model.mapping import Version
from crossdock.model.project import Project
from crossdock.model.promotion import Approval, Proposal
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment
from crossdock.studio.ruled import ruled

_APPROVERS = " or ".join(role.value for role in Role if Right.APPROVE in RIGHTS[role])


class Proposals:
    def __init__(self, store: Store, analyst: Analyst) -> None:
        self._store = store
        self._analyst = analyst

    async def get(self, caller: Principal, project: str, environment: str, mapping: str, number: int) -> Proposal:
        """What putting a version live would change, who must approve it, and whether the caller may."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            of = await work.mappings.get(opened, mapping)
            version = await work.versions.get(of, number)
            live = await work.promotions.live(opened, environment, mapping)
            before = await work.versions.get(of, live.version.version) if live else None
            request = await work.promotion_requests.newest(of, environment, number)
            flows = [flow for flow in await work.flows.all(opened) if flow.definition.mapping == mapping]
        diff = field_diff(await ruled(self._analyst, before) if before else None, await ruled(self._analyst, version))
        return Proposal(
            environment=environment,
            mapping=mapping,
            version=number,
            author=version.author,
            reason=version.reason,
            live=before.number if before else None,
            flows=tuple(flow.name for flow in flows),
            diff=diff,
            note=(_place(environment, before, version), *diff.note, *_what_stays(flows)),
            approval=_approval(opened, caller, version),
            request=request,
        )


def _place(environment: str, before: Version | None, after: Version) -> str:
    if before is None:
        return f"Version {after.number} would be the first that is live in {environment}."
    if before.number == after.number:
        return f"Version {after.number} is live in {environment} already."
    return f"In {environment} version {after.number} takes the place of version {before.number}."


def _what_stays(flows: Iterable[Flow]) -> Iterator[str]:
    for flow in flows:
        guards = ", ".join(guard.name for guard in flow.definition.guards)
        if guards:
            yield f"The guards of the flow {flow.name} stay as they are: {guards}."
        else:
            yield f"The flow {flow.name} has no guards; that stays so."


def _approval(project: Project, caller: Principal, version: Version) -> Approval:
    is_author = project.four_eyes and version.author == caller.name
    may = Right.APPROVE in RIGHTS[caller.role] and not is_author
    return Approval(four_eyes=project.four_eyes, may=may, words=_who_may(project, caller, version, may=may))


def _who_may(project: Project, caller: Principal, version: Version, *, may: bool) -> str:
    if may:
        return "You may approve it."
    if project.four_eyes and version.author == caller.name:
        return f"You published version {version.number}: somebody else with the role {_APPROVERS} must approve it."
    beside = f", and not {version.author}, who published it" if project.four_eyes else ""
    return f"Somebody with the role {_APPROVERS} must approve it{beside}."
