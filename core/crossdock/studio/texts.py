"""Which text of a mapping is meant when somebody tries it out."""

from __future__ import annotations

from crossdock.errors import NotFound
from crossdock.model.access import Principal
from crossdock.model.mapping import Mapping, Version
from crossdock.store.unit_of_work import Work


async def text_or_version(work: Work, caller: Principal, mapping: Mapping, text: str | None) -> str | Version:
    """The text given, else the caller's draft, else the latest version; raises NotFound where there is none."""
    if text is not None:
        return text
    if draft := await work.drafts.find(mapping, caller.name):
        return draft.text
    if latest := await work.versions.latest(mapping):
        return latest
    raise NotFound(
        f"The mapping '{mapping.name}' has no version, and '{caller.name}' no draft of it.",
        code="no-text",
        remedy="Send a text along, or save a draft first.",
    )
