"""Annotations of a mapping's target fields. A folder without any leaves those of the server alone, unless it prunes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from crossdock.cli.pushing.step import Act, Push, Step, body, etag
from crossdock.model.annotation import Annotations, AnnotationsPut
from crossdock.project.contents import FolderMapping


def annotation_steps(push: Push, mapping: FolderMapping, path: str) -> Iterator[Step]:
    """The step for all annotations of one mapping."""
    found = push.server.find(path, Annotations)
    stored = found.value if found else Annotations(mapping=mapping.name)
    if mapping.annotations == stored.fields or not (mapping.annotations or push.prune):
        return
    content = body(AnnotationsPut(fields=mapping.annotations))
    do = partial(push.server.put, path, content, etag(stored.revision))
    theirs = push.other(stored.updated_by) if stored.revision else None
    act = Act.CHANGE if stored.revision else Act.CREATE
    yield Step(act=act, item=f"annotations of mapping {mapping.name}", do=do, theirs=theirs)
