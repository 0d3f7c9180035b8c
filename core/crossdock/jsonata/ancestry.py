"""The `%` operator: which step of a path each `%` means.

Every `%` has a `Slot`. The step that it leads to is told to keep its context under the slot's label; a `%` that leads
out of its own path is handed on to whatever contains that path.
"""

from __future__ import annotations

from typing import Protocol

from crossdock.jsonata.parts import Slot
from crossdock.jsonata.syntax import Block, Name, Node, Parent, Path, Wildcard


class Report(Protocol):
    """Keeps an error at a node."""

    def __call__(self, code: str, node: Node, **values: object) -> None: ...


class Ancestry:
    """Finds the steps for the slots of one expression."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._slots: list[Slot] = []

    def register(self, slot: Slot) -> None:
        """Note a new `%`."""
        self._slots.append(slot)

    def push(self, owner: Node, part: Node) -> None:
        """Hand on what `part` seeks to the node that contains it."""
        owner.seeks.extend(part.seeks)
        if isinstance(part, Parent):
            owner.seeks.append(part.slot)

    def resolve(self, path: Path) -> None:
        """Look for what the last step of a path seeks in the steps before it."""
        last = path.steps[-1]
        slots = [*last.seeks, last.slot] if isinstance(last, Parent) else last.seeks
        for slot in slots:
            self._resolve_slot(path, slot)

    def _resolve_slot(self, path: Path, slot: Slot) -> None:
        index = len(path.steps) - 2
        while slot.level > 0:
            if index < 0:
                path.seeks.append(slot)
                return
            step = path.steps[index]
            index -= 1
            # of several steps in a row that only bind a variable, the first one moved the context
            while index >= 0 and step.focus and path.steps[index].focus:
                step = path.steps[index]
                index -= 1
            if not self._seek(step, slot):
                return

    def seek_from_filter(self, step: Node, condition: Node) -> None:
        """Look for what a filter's condition seeks: one level up is the context of the filtered step itself."""
        for slot in condition.seeks:
            if slot.level == 1:
                self._seek(step, slot)
            else:
                slot.level -= 1
        self.push(step, condition)

    def _seek(self, node: Node, slot: Slot) -> bool:
        """Go one step towards the target; False if this kind of node has no parent to speak of."""
        match node:
            case Name() | Wildcard():
                slot.level -= 1
                if slot.level == 0:
                    self._bind(node, slot)
            case Parent():
                slot.level += 1
            case Block():
                return self._seek_in_block(node, slot)
            case Path():
                return self._seek_in_path(node, slot)
            case _:
                self._report("S0217", node, token=type(node).__name__.lower())
                return False
        return True

    def _seek_in_block(self, block: Block, slot: Slot) -> bool:
        if not block.expressions:
            return True
        block.binds = True
        return self._seek(block.expressions[-1], slot)

    def _seek_in_path(self, path: Path, slot: Slot) -> bool:
        path.binds = True
        index = len(path.steps) - 1
        found = self._seek(path.steps[index], slot)
        while found and slot.level > 0 and index > 0:
            index -= 1
            found = self._seek(path.steps[index], slot)
        return found

    @staticmethod
    def _bind(node: Node, slot: Slot) -> None:
        if node.ancestor is not None:
            slot.label = node.ancestor.label
        node.ancestor = slot
        node.binds = True
