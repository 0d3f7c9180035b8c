"""Values that JSON cannot say, and where in an output they are."""

from __future__ import annotations

from crossdock.model.problem import Problem, Side


class NotJson(ValueError):
    """A value that JSON cannot say; `what` names it, `pointer` says where it is (RFC 6901)."""

    def __init__(self, what: str, pointer: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.pointer = pointer

    def inside(self, segment: str | int) -> NotJson:
        """The same, seen from one level further out."""
        escaped = str(segment).replace("~", "~0").replace("/", "~1")
        return NotJson(self.what, f"/{escaped}{self.pointer}")


def not_json(error: NotJson) -> Problem:
    """That an output holds such a value."""
    return Problem(
        code="not-json",
        message=f"The output holds {error.what}, which JSON cannot say.",
        remedy="Call the function, or leave it out of the output.",
        side=Side.TARGET,
        pointer=error.pointer,
    )
