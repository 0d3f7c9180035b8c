"""Drafts: texts that are being written, one per mapping and author."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from crossdock.errors import NotFound
from crossdock.model.access import Principal, Right
from crossdock.model.mapping import Draft, Mapping, Meanwhile, Published, Version
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.revision import require_present, require_revision

WRITING = timedelta(minutes=10)
"""Whoever saved a draft within so long is writing on it now: it is saved a moment after each change."""


class Drafts:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, caller: Principal, project: str, mapping: str) -> Draft:
        """The caller's own; raises NotFound where there is none."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await own_draft(work, caller, await work.mappings.get(opened, mapping))

    async def meanwhile(self, caller: Principal, project: str, mapping: str, based_on: int) -> Meanwhile:
        """What others did since the version that the caller's text was started from, 0 for none, and are doing now."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            of = await work.mappings.get(opened, mapping)
            latest = await work.versions.latest(of)
            others = await work.drafts.others(of, caller.name, work.now - WRITING)
        published = _published(latest) if latest and latest.number > based_on else None
        return Meanwhile(published=published, drafts=tuple(each for each in others if not _is_of(each, latest)))

    async def save(
        self,
        caller: Principal,
        project: str,
        mapping: str,
        text: str,
        expected: int | None,
        based_on: int | None = None,
    ) -> Draft:
        """Keep a text, whether it parses or not; `expected` 0 only where there is no draft yet.

        `based_on` is the version that the text was written from or brought up to, 0 for none. Unless it is told, a new
        draft stands on the latest version, and one that there is stays on its own. Raises NotFound where there is no
        such version.
        """
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            # The mapping's lock decides between two first drafts of one author.
            of = await work.mappings.lock(opened, mapping)
            stored = await work.drafts.find(of, caller.name)
            if based_on:
                await work.versions.get(of, based_on)
            draft = _changed(stored, text, expected) if stored else _started(work, of, caller, text, expected)
            standing = draft.based_on if based_on is None else based_on or None
            draft = msgspec.structs.replace(draft, based_on=standing, updated_at=work.now)
            await work.drafts.put(of, draft)
            told = {"revision": draft.revision}
            await work.audit.record(caller.name, opened, "draft.save", f"draft of mapping {mapping}", told)
        return draft

    async def discard(self, caller: Principal, project: str, mapping: str) -> None:
        """Raises NotFound where there is none."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            of = await work.mappings.get(opened, mapping)
            if not await work.drafts.delete(of, caller.name):
                raise _absent(caller, of)
            await work.audit.record(caller.name, opened, "draft.discard", f"draft of mapping {mapping}")


async def own_draft(work: Work, caller: Principal, mapping: Mapping) -> Draft:
    """The caller's draft; raises NotFound where there is none."""
    draft = await work.drafts.find(mapping, caller.name)
    if draft is None:
        raise _absent(caller, mapping)
    return draft


def _changed(stored: Draft, text: str, expected: int | None) -> Draft:
    require_revision("draft", stored.revision, expected)
    return msgspec.structs.replace(stored, text=text, revision=stored.revision + 1)


def _started(work: Work, mapping: Mapping, caller: Principal, text: str, expected: int | None) -> Draft:
    require_present("draft", expected)
    return Draft(
        mapping=mapping.name,
        author=caller.name,
        text=text,
        based_on=mapping.latest_version,
        revision=1,
        started_at=work.now,
        updated_at=work.now,
    )


def _published(version: Version) -> Published:
    return Published(number=version.number, author=version.author, reason=version.reason, created_at=version.created_at)


def _is_of(draft: Draft, version: Version | None) -> bool:
    """Whether a draft is nothing but what was published: who published it is done."""
    return version is not None and draft.text == version.text


def _absent(caller: Principal, mapping: Mapping) -> NotFound:
    return NotFound(
        f"'{caller.name}' has no draft of mapping '{mapping.name}'.",
        code="no-draft",
        remedy="Save one first, or send the text along.",
    )
