"""Objects that note what is read of them: those of the input, and those that a traced expression makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crossdock.jsonata.undefined import UNDEFINED, Value

if TYPE_CHECKING:
    from crossdock.jsonata.tracer import Tracer


@dataclass(slots=True, eq=False)
class Reads:
    """Source paths read for one part of the result: at its own level, and inside it."""

    own: set[str] = field(default_factory=set)
    inside: list[Reads] = field(default_factory=list)

    def all(self) -> set[str]:
        """Everything read, at any depth."""
        paths = set(self.own)
        for part in self.inside:
            paths |= part.all()
        return paths


class SourceObject(dict[str, Value]):
    """An object of the input, which notes what is read of it."""

    __slots__ = ("path", "tracer")

    def __init__(self, members: dict[str, Value], path: str, tracer: Tracer) -> None:
        super().__init__(members)
        self.path = path
        self.tracer = tracer

    def get(self, key: str, default: Value = None) -> Value:
        """A field: noted, or missed."""
        if not dict.__contains__(self, key):
            self.tracer.miss(join_path(self.path, key))
            return default
        value = dict.__getitem__(self, key)
        self.tracer.read(join_path(self.path, key), value)
        return value

    def __getitem__(self, key: str) -> Value:
        value = self.get(key, UNDEFINED)
        if value is UNDEFINED:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return self.get(str(key), UNDEFINED) is not UNDEFINED

    def __iter__(self) -> Iterator[str]:
        self._read_all()
        return super().__iter__()

    def __len__(self) -> int:
        self._read_all()
        return super().__len__()

    def __eq__(self, other: object) -> bool:
        self._read_all()
        return super().__eq__(other)

    __hash__ = None

    def items(self) -> Value:
        """Everything is read."""
        self._read_all()
        return super().items()

    def values(self) -> Value:
        """Everything is read."""
        self._read_all()
        return super().values()

    def keys(self) -> Value:
        """Everything is read."""
        self._read_all()
        return super().keys()

    def _read_all(self) -> None:
        for key, value in dict.items(self):
            self.tracer.read_deep(join_path(self.path, key), value)


class MadeObject(dict[str, Value]):
    """An object that the expression made, with what was read for each member."""

    __slots__ = ("reads", "tracer")

    def __init__(self, members: dict[str, Value], reads: dict[str, Reads], tracer: Tracer) -> None:
        super().__init__(members)
        self.reads = reads
        self.tracer = tracer

    def get(self, key: str, default: Value = None) -> Value:
        """A member: what was read for it is read again."""
        self.tracer.use(self.reads.get(key))
        return super().get(key, default)

    def __getitem__(self, key: str) -> Value:
        self.tracer.use(self.reads.get(key))
        return super().__getitem__(key)

    def items(self) -> Value:
        """Everything is read."""
        self._use_all()
        return super().items()

    def values(self) -> Value:
        """Everything is read."""
        self._use_all()
        return super().values()

    def _use_all(self) -> None:
        for reads in self.reads.values():
            self.tracer.use(reads)


def join_path(path: str, key: str) -> str:
    """The path of a member."""
    name = key if key.isidentifier() else f"`{key}`"
    return f"{path}.{name}" if path else name
