"""The request as controllers see it: with the studio and the caller."""

from __future__ import annotations

from typing import Annotated, cast

from litestar import Request
from litestar.datastructures import State
from litestar.params import PathParameter

from crossdock.connect.catalogue import Catalogue
from crossdock.model.access import Principal
from crossdock.model.name import LONGEST_NAME, NAME_PATTERN
from crossdock.studio.studio import Studio
from crossdock_api.authentication import Authenticator

Name = Annotated[str, PathParameter(pattern=NAME_PATTERN, max_length=LONGEST_NAME, description="Its name.")]
"""A project, mapping, lookup, fixture, environment or connection in a path."""

VersionNumber = Annotated[int, PathParameter(ge=1, le=2**31 - 1, description="Number of a published version.")]
"""PostgreSQL keeps it in four bytes."""


class StudioRequest(Request[Principal, None, State]):
    """A request by somebody who is known."""

    @property
    def studio(self) -> Studio:
        """The use cases."""
        return cast("Studio", self.app.state["studio"])

    @property
    def principal(self) -> Principal:
        """The caller, as the bearer token says."""
        return self.user

    @property
    def authenticator(self) -> Authenticator:
        """Who is known by which token."""
        return cast("Authenticator", self.app.state["authenticator"])

    @property
    def catalogue(self) -> Catalogue:
        """What the installed plugins offer."""
        return self.studio.catalogue
