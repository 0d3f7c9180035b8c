"""What parent and child say to each other: one struct per frame, MessagePack behind a four-byte length.

The parent asks `Parse`, `Evaluate`, `Check` or `Analyse`; the child answers `Parsed`, `Done`, `Done` or `Analysed` with the
question's number. While it evaluates, the child may ask for a lookup table it does not have (`TableWanted`), and gets a
`Table`.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from crossdock.evaluate.questions import Question
from crossdock.model.evaluation import Evaluated, Limits
from crossdock.model.lookup import LookupTable
from crossdock.model.problem import Problem

HEADER = 4
"""Bytes of the length before each frame, big-endian."""


class Parse(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    number: int
    text: str
    limits: Limits


class Evaluate(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    number: int
    text: str
    input: bytes
    received_at: datetime
    limits: Limits
    tables: dict[str, str]
    """Every table the project has: name to digest of its content."""


class Check(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    number: int
    guard: str
    options: bytes
    """JSON text."""
    input: bytes
    is_mapped: bool
    received_at: datetime
    limits: Limits
    tables: dict[str, str]
    """As for `Evaluate`."""


class Analyse(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    number: int
    question: Question
    limits: Limits
    tables: dict[str, str] = {}
    """As for `Evaluate`; only a trace asks for tables."""


class Table(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    digest: str
    table: LookupTable


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The child has started and waits for questions."""


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The child cannot start: a plugin is in the way."""

    message: str
    remedy: str


class TableWanted(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    name: str


class Parsed(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    number: int
    problems: tuple[Problem, ...]
    worn: bool
    """The child has grown so much that another should take its place."""


class Done(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    number: int
    evaluated: Evaluated
    worn: bool


class Analysed(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    number: int
    report: msgspec.Raw
    """MessagePack of the report that the question asks for; empty where `refused` says why there is none."""
    refused: Problem | None = None
    worn: bool


ToChild = Parse | Evaluate | Check | Analyse | Table
ToParent = Ready | Refused | TableWanted | Parsed | Done | Analysed

_encoder = msgspec.msgpack.Encoder()
_to_child: msgspec.msgpack.Decoder[ToChild] = msgspec.msgpack.Decoder(ToChild)
_to_parent: msgspec.msgpack.Decoder[ToParent] = msgspec.msgpack.Decoder(ToParent)


def pack(message: ToChild | ToParent) -> bytes:
    """The frame of a message, its length in front."""
    body = _encoder.encode(message)
    return len(body).to_bytes(HEADER, "big") + body


def unpack_in_child(body: bytes) -> ToChild:
    return _to_child.decode(body)


def unpack_in_parent(body: bytes) -> ToParent:
    return _to_parent.decode(body)
