"""The JSONata engines there are, each imported only in the process that uses it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Protocol

from crossdock.evaluate.context import EvaluationContext
from crossdock.model.evaluation import EngineName, Evaluated, Limits
from crossdock.model.problem import Problem
from crossdock.plugin import FunctionEntry


class Engine(Protocol):
    """What a child process needs of an engine. MemoryError may come through; every other failure is a Problem."""

    def parse(self, text: str) -> tuple[Problem, ...]:
        """What is wrong with a text by itself."""

    def evaluate(self, text: str, raw: bytes, context: EvaluationContext, limits: Limits) -> Evaluated:
        """The text's result on a JSON text, with what was noted about lookups on the way."""


def open_engine(name: EngineName, functions: Sequence[FunctionEntry]) -> Engine:
    """An engine that knows these functions. Raises PluginError where one takes a name of the language's own."""
    if name is EngineName.NATIVE:
        from crossdock.evaluate.native.engine import NativeEngine

        return NativeEngine(functions)
    from crossdock.evaluate.reference.engine import ReferenceEngine

    return ReferenceEngine(functions)


def engine_version(name: EngineName) -> str:
    """The engine's name and version, as a version's hash has it: 'native 0.1.0', 'reference 0.7.1'."""
    distribution = "crossdock" if name is EngineName.NATIVE else "jsonata-python"
    return f"{name.value} {version(distribution)}"
