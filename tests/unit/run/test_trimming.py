"""What a mapping left out, in the words of the journal."""

from __future__ import annotations

import pytest

from crossdock.model.evaluation import LeftOut, Mapped
from crossdock.run.trimming import MOST_TOLD, trimmed


def leaving_out(count: int, *, more: bool = False) -> Mapped:
    left_out = tuple(LeftOut(what=f"Line {number}", reason="removed") for number in range(count))
    return Mapped(output=b"{}", left_out=left_out, more_left_out=more)


def test_each_is_told_with_its_reason() -> None:
    left_out = (LeftOut(what="Gift card", reason="sent by e-mail"), LeftOut(what="Tip", reason="nothing to ship"))
    message, details = trimmed(Mapped(output=None, left_out=left_out))
    assert message == "Left out: Gift card (sent by e-mail); Tip (nothing to ship)."
    assert details == {
        "left_out": [
            {"what": "Gift card", "reason": "sent by e-mail"},
            {"what": "Tip", "reason": "nothing to ship"},
        ]
    }


@pytest.mark.parametrize(
    ("given", "ending"),
    [
        (leaving_out(MOST_TOLD), f"Line {MOST_TOLD - 1} (removed)."),
        (leaving_out(MOST_TOLD + 2), "(removed); and 2 more."),
        (leaving_out(MOST_TOLD + 90, more=True), "(removed); and more than 90 more."),
    ],
)
def test_of_many_the_message_tells_the_first_and_the_details_all(given: Mapped, ending: str) -> None:
    message, details = trimmed(given)
    assert message.endswith(ending)
    assert message.count("Line ") == MOST_TOLD
    assert len(details["left_out"]) == len(given.left_out)
    assert details.get("more_left_out", False) == given.more_left_out
