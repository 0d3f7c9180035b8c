"""One evaluation process: `python -m crossdock.evaluate.child <parent's pid> <niceness> <engine>`.

Reads questions from standard input and answers on standard output until its parent closes the pipe. Whatever else
writes to standard output (a plugin, the JSONata library) goes nowhere: the pipe belongs to the frames.
"""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from typing import BinaryIO

import msgspec

from crossdock.errors import CrossdockError
from crossdock.evaluate import confine
from crossdock.evaluate.analysis import Analysis
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.engines import Engine, open_engine
from crossdock.evaluate.frames import (
    HEADER,
    Analyse,
    Analysed,
    Check,
    Done,
    Evaluate,
    Parse,
    Parsed,
    Ready,
    Refused,
    Table,
    TableWanted,
    ToChild,
    ToParent,
    pack,
    unpack_in_child,
)
from crossdock.evaluate.guards import PluginGuards
from crossdock.evaluate.limits import limit_problem, parse_problem
from crossdock.evaluate.lookup_tables import IndexedTable, TableCache, index
from crossdock.evaluate.outcome import HALF_CHARACTER, within_output
from crossdock.evaluate.questions import unanswered
from crossdock.model.evaluation import EngineName, Evaluated
from crossdock.model.lookup import LookupTable
from crossdock.model.problem import Problem
from crossdock.plugins import Plugins

_NO_REPORT = msgspec.Raw(msgspec.msgpack.encode(None))
WORN = 256 * 1024 * 1024
"""Bytes a child may have grown by since it started before another takes its place."""


class Pipe:
    """Frames in and out of this process."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source = source
        self._sink = sink

    def receive(self) -> ToChild | None:
        """The next message; None when the parent has closed the pipe."""
        header = self._source.read(HEADER)
        if len(header) < HEADER:
            return None
        length = int.from_bytes(header, "big")
        body = self._source.read(length)
        return unpack_in_child(body) if len(body) == length else None

    def send(self, message: ToParent) -> None:
        self._sink.write(pack(message))
        self._sink.flush()


class Child:
    """Answers questions, one after the other."""

    def __init__(self, pipe: Pipe, engine: Engine, analysis: Analysis, guards: PluginGuards) -> None:
        self._pipe = pipe
        self._engine = engine
        self._analysis = analysis
        self._guards = guards
        self._tables = TableCache()
        self._size_at_start = confine.address_space()

    def serve(self) -> None:
        """Answer until the parent closes the pipe."""
        while (question := self._pipe.receive()) is not None:
            if isinstance(question, Table):
                continue  # one that came too late to be waited for
            confine.allow_memory(question.limits.memory_bytes)
            confine.allow_time(question.limits.seconds)
            answer = self._answer_to(question)
            confine.allow_time(0)
            self._answer(answer)

    def _answer_to(self, question: Parse | Evaluate | Check | Analyse) -> Parsed | Done | Analysed:
        if isinstance(question, Parse):
            return self._parse(question)
        return self._analyse(question) if isinstance(question, Analyse) else self._evaluate(question)

    def _answer(self, answer: Parsed | Done | Analysed) -> None:
        try:
            self._pipe.send(answer)
        except UnicodeEncodeError:  # raised before anything was written
            halves = Evaluated(problems=(HALF_CHARACTER,))
            self._pipe.send(Done(number=answer.number, evaluated=halves, worn=answer.worn))

    def _parse(self, question: Parse) -> Parsed:
        try:
            problems = self._engine.parse(question.text)
        except MemoryError:
            problems = None
        if problems is None:
            return Parsed(number=question.number, problems=(parse_problem("memory", question.limits),), worn=True)
        return Parsed(number=question.number, problems=problems, worn=self._worn())

    def _evaluate(self, question: Evaluate | Check) -> Done:
        context = EvaluationContext(question.received_at, question.tables, lambda name: self._table(question, name))
        try:
            evaluated = self._evaluated(question, context)
        except MemoryError:
            evaluated = None  # said outside, where nothing of the evaluation is held any more
        if evaluated is None:
            problem = limit_problem("memory", question.limits)
            return Done(number=question.number, evaluated=Evaluated(limit="memory", problems=(problem,)), worn=True)
        return Done(number=question.number, evaluated=within_output(evaluated, question.limits), worn=self._worn())

    def _evaluated(self, question: Evaluate | Check, context: EvaluationContext) -> Evaluated:
        if isinstance(question, Check):
            return self._guards.check(question, context)
        return self._engine.evaluate(question.text, question.input, context, question.limits)

    def _analyse(self, question: Analyse) -> Analysed:
        try:
            report = self._report(question)
        except UnicodeEncodeError:
            return _refused(question, HALF_CHARACTER, worn=self._worn())
        except (MemoryError, RecursionError):
            report = None  # said outside, as for an evaluation
        if report is None:
            return _refused(question, unanswered(question.question, "memory", question.limits), worn=True)
        return Analysed(number=question.number, report=report, worn=self._worn())

    def _report(self, question: Analyse) -> msgspec.Raw:
        fetch = partial(self._table, question)
        report = self._analysis.answer(question.question, question.tables, fetch, question.limits)
        return msgspec.Raw(msgspec.msgpack.encode(report))

    def _table(self, question: Evaluate | Check | Analyse, name: str) -> IndexedTable:
        digest = question.tables[name]
        found = self._tables.get(digest)
        if found is None:
            self._pipe.send(TableWanted(name=name))
            found = index(self._receive_table(name))
            self._tables.keep(digest, found)
        return found

    def _receive_table(self, name: str) -> LookupTable:
        answer = self._pipe.receive()
        if not isinstance(answer, Table):
            raise SystemExit(f"The lookup '{name}' was asked for and something else came: the pipe is out of step.")
        return answer.table

    def _worn(self) -> bool:
        return confine.address_space() - self._size_at_start > WORN


def _refused(question: Analyse, problem: Problem, *, worn: bool) -> Analysed:
    return Analysed(number=question.number, report=_NO_REPORT, refused=problem, worn=worn)


def _take_standard_streams() -> Pipe:
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return Pipe(source, sink)


def main(arguments: list[str]) -> None:
    """Serve the parent whose pid comes first, at the niceness that comes second, with the engine that comes third."""
    parent, niceness, name = arguments
    confine.die_with_parent(int(parent))
    confine.lower_priority(int(niceness))
    pipe = _take_standard_streams()
    try:
        plugins = Plugins()
        functions = [entry for entry, _ in plugins.functions.values()]
        guards = PluginGuards(plugins)
        engine, analysis = open_engine(EngineName(name), functions), Analysis(functions)
    except CrossdockError as error:
        pipe.send(Refused(message=error.message, remedy=error.remedy))
        return
    gc.freeze()  # what was imported lives as long as the process: no need to look at it again
    pipe.send(Ready())
    Child(pipe, engine, analysis, guards).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
