"""The results of a path's last step: how they are collected, and what makes the value of the path from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crossdock.jsonata.generate.expr import Expr, Kind
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.syntax import Path

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


@dataclass(slots=True)
class Results:
    """What the walk of one path has collected. `results` names the list that the last step adds to."""

    g: Generator
    node: Path
    scope: Scope
    results: str = ""
    flat: bool = True
    """nothing that was added can be an array, or it was an item of a filter's result"""
    kinds: Kind = field(default=Kind(0))
    owned: bool = True
    sorted_last: bool = False
    picked: str = ""
    """the item at a fixed position of what was sorted last: the value, array or not"""
    start: str = ""
    """the value of the array constructor that the path starts with"""
    source: str = ""
    """its items: if there are none, `start` is all that the result can be"""

    def finish(self) -> Expr:
        """The value of the path from what was collected."""
        if self.picked:
            return self.g.simple(Expr(self.started(f"keep({self.picked})" if self.node.keeps else self.picked)))
        if self.sorted_last:
            function = "sorted_kept" if self.node.keeps else "sorted_value"
            return self.g.simple(Expr(self.started(f"{function}({self.results})")))
        kinds = self.kinds | Kind.UNDEFINED | Kind.ARRAY
        if self.start:
            kinds |= Kind.TEXT
        code = self.started(self._finished())
        return self.g.simple(Expr(code, kinds, owned=self.owned and self.scope.own))

    def started(self, code: str) -> str:
        """The value of the path, unless it starts with an array constructor that has no items."""
        return (
            f"({code}) if {self.source} else of_nothing({self.start}, {self.node.keep_singleton})"
            if self.source
            else code
        )

    def _finished(self) -> str:
        """What makes the value of the collected results: in line where there is one, or they are the items."""
        found, own = self.results, self.scope.own
        if self.node.keeps:
            return f"{'unwrap' if self.flat else 'finish'}_kept{'_plain' if own else ''}({found})"
        if not self.flat:
            general = f"finish{'_plain' if own else ''}({found})"
            return f"{found}[0] if len({found}) == 1 and type({found}[0]) in ATOMS else {general}"
        if own:
            return f"{found} if len({found}) > 1 else {found}[0] if {found} else U"
        return f"{found}[0] if len({found}) == 1 else unwrap({found})"

    def new_results(self) -> None:
        """Begin the list."""
        self.g.code.emit(f"{self.results} = []")

    def add_result(self, found: Expr) -> None:
        """One result of the last step."""
        g = self.g
        if self.scope.own:
            found = g.owned(found)
        self.kinds |= found.kinds & ~Kind.UNDEFINED
        self.owned = self.owned and found.is_owned
        if found.only(Kind.OBJECT | Kind.TEXT | Kind.NUMBER | Kind.BOOL | Kind.NULL):
            g.code.emit(f"{self.results}.append({found.code})")
            return
        found = g.simple(found)
        g.code.emit(f"if {found.code} is not U: {self.results}.append({found.code})")
        if found.may_be(Kind.ARRAY) and not self.node.steps[-1].array_step:
            self.flat = False
