"""What a connector overrides where its platform takes several messages at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from crossdock.connect.operation import Operation, Receipt
from crossdock.errors import PlatformError, PluginError

if TYPE_CHECKING:
    from crossdock.connect.line import Line


class Batching:
    """The part of every connector that is about several messages of one operation."""

    title: ClassVar[str]

    async def resolve(self, line: Line, operation: Operation, message: Any) -> dict[str, Any]:  # noqa: ARG002  # to override
        """Ids that a write needs and only the platform knows, read from it. Raises PlatformError."""
        return {}

    async def resolve_batch(
        self, line: Line, operation: Operation, messages: Sequence[Any]
    ) -> Sequence[dict[str, Any] | PlatformError]:
        """What `resolve` gives or raises for each message. Override it where the platform tells of several at once."""
        return [await self._resolved(line, operation, message) for message in messages]

    async def write_batch(
        self,
        line: Line,  # noqa: ARG002  # to override
        operation: Operation,
        messages: Sequence[Any],  # noqa: ARG002  # to override
        resolved: Sequence[Mapping[str, Any]],  # noqa: ARG002  # to override
    ) -> Sequence[Receipt | PlatformError]:
        """Send several messages by one request: for each, in its order, its receipt or what is wrong with it.

        What is `uncertain` is not known. Raises PlatformError for all of them; BatchRefused where none was carried out
        because of some, which the platform names: the others are sent again.
        """
        raise PluginError(
            f"{self.title} cannot write several by '{operation.name}'.",
            remedy=f"Override `write_batch` in {type(self).__name__}.",
        )

    async def _resolved(self, line: Line, operation: Operation, message: Any) -> dict[str, Any] | PlatformError:
        try:
            return await self.resolve(line, operation, message)
        except PlatformError as error:
            return error
