"""One evaluation process, seen from the parent."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TypeVar

from crossdock.errors import Unavailable
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
    unpack_in_parent,
)
from crossdock.model.evaluation import EngineName
from crossdock.model.lookup import LookupTables
from crossdock.settings import PREFIX

A = TypeVar("A", Parsed, Done, Analysed)

STARTING_SECONDS = 30.0
"""A process that has not said it is ready by then is given up."""


class Died(Exception):
    """The process ended in the middle of an answer."""


class Overdue(Exception):
    """The process took longer than it may, and was ended."""


class EvaluationProcess:
    """A child that answers one question at a time; whatever goes wrong between question and answer ends it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018  # both were asked for
        self._process = process
        self._to_child = process.stdin
        self._from_child = process.stdout
        self._number = 0
        self.usable = True
        """Whether it may be asked again."""

    @classmethod
    async def start(cls, niceness: int, engine: EngineName) -> EvaluationProcess:
        """A child that waits for questions; raises Unavailable with the reason when it cannot start."""
        process = cls(
            await asyncio.create_subprocess_exec(
                # -P: what lies in the current folder must not stand in for a module
                *(
                    sys.executable,
                    "-P",
                    "-m",
                    "crossdock.evaluate.child",
                    str(os.getpid()),
                    str(niceness),
                    engine.value,
                ),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env=_environment(),
                start_new_session=True,  # an interrupt at the terminal is the parent's to handle
            )
        )
        try:
            async with process._step(STARTING_SECONDS):
                greeting = await process._receive()
        except (Died, Overdue) as error:
            await process.end()
            raise Unavailable("An evaluation process could not start.", remedy="Its output is on stderr.") from error
        except asyncio.CancelledError:
            await process.end()
            raise
        if not isinstance(greeting, Ready):
            await process.end()
            raise _unavailable(greeting)
        return process

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can be asked: it has neither ended nor been given up."""
        return self.usable and self._process.returncode is None

    def next_number(self) -> int:
        """The number of the next question."""
        self._number += 1
        return self._number

    async def parse(self, question: Parse) -> Parsed:
        """Raises Overdue when the limit is over, Died when the process ends."""
        async with self._step(question.limits.seconds):
            await self._send(question)
            answer = await self._receive()
        return self._checked(answer, Parsed, question.number)

    async def evaluate(self, question: Evaluate | Check, tables: LookupTables) -> Done:
        """As `parse`; gives the child every table it asks for."""
        return self._checked(await self._exchange(question, tables), Done, question.number)

    async def analyse(self, question: Analyse, tables: LookupTables) -> Analysed:
        """As `evaluate`."""
        return self._checked(await self._exchange(question, tables), Analysed, question.number)

    async def _exchange(self, question: Evaluate | Check | Analyse, tables: LookupTables) -> ToParent:
        async with self._step(question.limits.seconds):
            await self._send(question)
            while isinstance(answer := await self._receive(), TableWanted):
                await self._send(Table(digest=question.tables[answer.name], table=tables[answer.name]))
        return answer

    def kill(self) -> None:
        """End it now; `end` also waits until it is gone."""
        self.usable = False
        with suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """End it and wait until nothing is left of it."""
        self.kill()
        self._to_child.close()
        await self._process.wait()
        while await self._from_child.read(1 << 16):
            pass  # to the end of the pipe, so that its transport closes
        with suppress(OSError):
            await self._to_child.wait_closed()

    @asynccontextmanager
    async def _step(self, seconds: float) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError as error:
            self.kill()
            raise Overdue from error
        except (OSError, EOFError) as error:
            self.kill()
            raise Died from error
        except BaseException:
            self.kill()  # cancelled, or out of step: the answer on its way must reach nobody
            raise

    async def _send(self, message: ToChild) -> None:
        self._to_child.write(pack(message))
        await self._to_child.drain()

    async def _receive(self) -> ToParent:
        length = int.from_bytes(await self._from_child.readexactly(HEADER), "big")
        return unpack_in_parent(await self._from_child.readexactly(length))

    def _checked(self, answer: ToParent, kind: type[A], number: int) -> A:
        if not isinstance(answer, kind) or answer.number != number:
            self.kill()
            raise Died(f"It answered {type(answer).__name__} to question {number}.")
        if answer.worn:
            self.kill()
        return answer


def _environment() -> dict[str, str]:
    """The parent's, without the deployment's settings: keys and passwords are none of a mapping's business."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}


def _unavailable(greeting: ToParent) -> Unavailable:
    if isinstance(greeting, Refused):
        return Unavailable(f"No mapping can be evaluated: {greeting.message}", remedy=greeting.remedy)
    return Unavailable("An evaluation process started and did not say that it is ready.")
