"""What a child process can be asked about a text, beside evaluating it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from crossdock.evaluate.limits import limit_problem, parse_problem
from crossdock.model.analysis import Surroundings
from crossdock.model.evaluation import Limits
from crossdock.model.problem import Problem


class FieldsOf(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    text: str


class LintOf(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    text: str
    around: Surroundings


class CompletionsAt(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    text: str
    position: int
    around: Surroundings


class TraceOf(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    text: str
    input: bytes
    received_at: datetime


Question = FieldsOf | LintOf | CompletionsAt | TraceOf


def unanswered(question: Question, limit: str, limits: Limits) -> Problem:
    """Why a question was given up: `limit` is 'time' or 'memory'."""
    return limit_problem(limit, limits) if isinstance(question, TraceOf) else parse_problem(limit, limits)
