"""Names that stand in paths, files and URLs."""

from __future__ import annotations

import re

from crossdock.errors import InvalidInput

NAME_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
LONGEST_NAME = 63

_NAME = re.compile(NAME_PATTERN)


def check_name(kind: str, name: str) -> str:
    """The name, if it can stand in a path; raises InvalidInput saying what a name may look like."""
    if len(name) > LONGEST_NAME or not _NAME.match(name) or name.endswith("\n"):
        raise InvalidInput(
            f"'{name}' cannot be the name of a {kind}.",
            code="invalid-name",
            remedy=f"Use lower-case letters, digits and single hyphens, {LONGEST_NAME} characters at most.",
        )
    return name
