"""What is told of what a mapping leaves out stays small, and can be told anywhere."""

from __future__ import annotations

import msgspec

from crossdock.evaluate.context import LONGEST_LEFT_OUT, MOST_LEFT_OUT, EvaluationContext
from crossdock.model.evaluation import Evaluated, LeftOut


def test_the_same_is_noted_once_and_another_reason_is_something_else(context: EvaluationContext) -> None:
    for what, reason in [("Tip", "a"), ("Mug", "a"), ("Tip", "b"), ("Tip", "a")]:
        context.leave_out(what, reason)
    assert [(one.what, one.reason) for one in context.left_out] == [("Tip", "a"), ("Mug", "a"), ("Tip", "b")]


def test_of_very_many_the_first_are_told_and_that_there_are_more(context: EvaluationContext) -> None:
    for number in range(MOST_LEFT_OUT):
        context.leave_out(f"Line {number}", "removed")
    context.leave_out("Line 0", "removed")
    assert not context.noted(Evaluated()).more_left_out
    context.leave_out("One more", "removed")
    found = context.noted(Evaluated())
    assert (len(found.left_out), found.left_out[-1].what) == (MOST_LEFT_OUT, f"Line {MOST_LEFT_OUT - 1}")
    assert found.more_left_out


def test_what_is_long_is_cut_and_what_no_journal_can_tell_is_replaced(context: EvaluationContext) -> None:
    context.leave_out("x" * LONGEST_LEFT_OUT, "y" * (LONGEST_LEFT_OUT + 1))
    context.leave_out("  two\n lines\0 ", "half a character: \ud83d")
    long, odd = context.left_out
    assert (long.what, len(long.reason), long.reason[-2:]) == ("x" * LONGEST_LEFT_OUT, LONGEST_LEFT_OUT, "y…")
    assert odd == LeftOut(what="two lines\N{REPLACEMENT CHARACTER}", reason="half a character: ?")
    assert msgspec.json.decode(msgspec.json.encode(odd), type=LeftOut) == odd
