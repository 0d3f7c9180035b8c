"""Which step each `%` means: the one that many steps to the left, past the borders of blocks and inner paths."""

from __future__ import annotations

from crossdock.jsonata.errors import failure
from interpreter.tree import Node, Slot


def hand_on(owner: Node, part: Node) -> None:
    """What a part seeks, its owner seeks."""
    owner.sought += part.sought
    if part.kind == "parent":
        owner.sought.append(part.value)


def resolve(path: Node) -> None:
    """Find the steps for what the last step of a path seeks; the rest is sought outside the path."""
    steps = path.steps
    last = steps[-1]
    for slot in [*last.sought, last.value] if last.kind == "parent" else list(last.sought):
        at = len(steps) - 2
        while slot.level > 0 and at >= 0:
            step = steps[at]
            at -= 1
            while at >= 0 and step.focus and steps[at].focus:
                step = steps[at]
                at -= 1
            seek(step, slot)
        if slot.level > 0:
            path.sought.append(slot)


def seek_from_filter(step: Node, condition: Node) -> None:
    """`%` in a filter: the first level is the context of the filtered step."""
    for slot in condition.sought:
        if slot.level == 1:
            seek(step, slot)
        else:
            slot.level -= 1
    hand_on(step, condition)


def seek(node: Node, slot: Slot) -> None:
    """Go one step up; where the slot's count reaches zero, that step binds its context."""
    if node.kind in ("name", "wildcard"):
        slot.level -= 1
        if slot.level == 0:
            _settle(node, slot)
    elif node.kind == "parent":
        slot.level += 1
    elif node.kind == "block":
        if node.parts:
            node.makes_tuples = True
            seek(node.steps[-1], slot)
    elif node.kind == "path":
        _seek_in_path(node, slot)
    else:
        raise failure("S0217", token=node.kind)


def _seek_in_path(path: Node, slot: Slot) -> None:
    path.makes_tuples = True
    steps = path.steps
    seek(steps[-1], slot)
    for step in reversed(steps[:-1]):
        if slot.level == 0:
            return
        seek(step, slot)


def _settle(step: Node, slot: Slot) -> None:
    """Two `%` that mean one step share its name."""
    if step.ancestor is not None:
        slot.label = step.ancestor.label
    step.ancestor, step.makes_tuples = slot, True
