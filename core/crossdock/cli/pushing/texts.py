"""Texts of mappings: as the draft of whoever pushes, or published as a version."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from crossdock.cli.pushing.step import Act, Push, Step, body
from crossdock.engine.json_text import encode
from crossdock.model.mapping import Draft, Mapping, Version, VersionNew
from crossdock.project.contents import FolderMapping


def text_steps(push: Push, mapping: FolderMapping, path: str) -> Iterator[Step]:
    """The step for one mapping's text; a text that is the latest version's needs none."""
    version = _latest(push, path)
    published = version is not None and version.text == mapping.text
    if push.publish is None:
        yield from _draft(push, mapping, f"{path}/draft", published=published)
    elif not published:
        new = VersionNew(reason=push.publish, text=mapping.text)
        do = partial(push.server.create, f"{path}/versions", body(new))
        theirs = push.other(version.author) if version else None
        yield Step(act=Act.PUBLISH, item=f"mapping {mapping.name}", do=do, theirs=theirs)


def _latest(push: Push, path: str) -> Version | None:
    mapping = push.server.find(path, Mapping)
    if mapping is None or mapping.value.latest_version is None:
        return None
    found = push.server.find(f"{path}/versions/{mapping.value.latest_version}", Version)
    return found.value if found else None


def _draft(push: Push, mapping: FolderMapping, path: str, *, published: bool) -> Iterator[Step]:
    draft = push.server.find(path, Draft)
    if published if draft is None else draft.value.text == mapping.text:
        return
    do = partial(push.server.put, path, encode({"text": mapping.text}), draft.etag if draft else None)
    yield Step(act=Act.CHANGE if draft else Act.CREATE, item=f"draft of mapping {mapping.name}", do=do)
