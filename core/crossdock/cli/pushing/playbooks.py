"""Playbooks: what to do about each kind of hold. The server keeps no history of them: the folder's text is taken."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from crossdock.cli.pushing.step import Act, Push, Step
from crossdock.engine.json_text import encode
from crossdock.model.page import Page
from crossdock.model.playbook import Playbook
from crossdock.project.contents import ProjectFolder


def playbook_steps(push: Push, project: ProjectFolder, path: str) -> Iterator[Step]:
    """The steps for every playbook."""
    stored = {found.code: found.text for found in push.server.list(path, Page[Playbook])}
    for code, text in project.playbooks.items():
        if stored.get(code) != text:
            do = partial(push.server.overwrite, f"{path}/{code}", encode({"text": text}))
            yield Step(act=Act.CHANGE if code in stored else Act.CREATE, item=f"playbook {code}", do=do)
    for code in sorted(stored.keys() - project.playbooks.keys()) if push.prune else ():
        yield Step(act=Act.DELETE, item=f"playbook {code}", do=partial(push.server.delete, f"{path}/{code}"))
