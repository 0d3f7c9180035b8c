"""What came of a mapping, as an answer: its bytes as they are, or the problem that holds it."""

from __future__ import annotations

from litestar import Response

from crossdock.engine.failure import failure
from crossdock.errors import MappingFailed
from crossdock.model.evaluation import Mapped


def output_of(mapped: Mapped) -> bytes:
    """The output's JSON text; raises MappingFailed with the hold's code and every problem."""
    error = failure(mapped)
    if error:
        raise error
    if mapped.output is None:
        raise MappingFailed("The mapping gave nothing for this message.")
    return mapped.output


def mapped_response(mapped: Mapped) -> Response[bytes]:
    """The output as the whole answer; raises as `output_of` does."""
    return Response(output_of(mapped), media_type="application/json")
