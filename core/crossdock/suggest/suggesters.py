"""Asking the installed suggesters, each in a process of its own: one that fails or hangs is named, and the rest goes on."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterable

import msgspec

from crossdock.model.suggestion import SuggestionTask
from crossdock.plugin import SuggesterEntry
from crossdock.settings import PREFIX
from crossdock.suggest.process import Answer, Question

SECONDS = 10.0
"""What one suggester may take."""
MEMORY_BYTES = 512 * 1024 * 1024
AT_ONCE = 2
"""Suggesters that work at the same time; more of them wait."""


class Suggesters:
    """Asks all of them at once. To be used in one event loop."""

    def __init__(self, entries: Iterable[SuggesterEntry], seconds: float = SECONDS) -> None:
        self._entries = tuple(entries)
        self._seconds = seconds
        self._places = asyncio.Semaphore(AT_ONCE)

    async def ask(self, task: SuggestionTask) -> dict[str, Answer]:
        """What each of them suggests, by name; never raises for what one of them does."""
        answers = await asyncio.gather(*(self._ask(entry, task) for entry in self._entries))
        return {entry.name: answer for entry, answer in zip(self._entries, answers, strict=True)}

    async def _ask(self, entry: SuggesterEntry, task: SuggestionTask) -> Answer:
        question = Question(entry=entry, task=task, seconds=self._seconds, memory_bytes=MEMORY_BYTES)
        async with self._places:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "crossdock.suggest.process", str(os.getpid())),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env=_environment(),
                start_new_session=True,  # an interrupt at the terminal is the parent's to handle
            )
            try:
                async with asyncio.timeout(self._seconds):
                    told, _ = await process.communicate(msgspec.msgpack.encode(question))
            except TimeoutError:
                return Answer(failure=f"It took longer than {self._seconds:g} seconds and was ended.")
            finally:
                await _end(process)
        return _answer(told)


def _answer(told: bytes) -> Answer:
    try:
        return msgspec.msgpack.decode(told, type=Answer)
    except msgspec.ValidationError as error:
        return Answer(failure=f"It gave something that is no suggestion: {error}.")
    except msgspec.DecodeError:
        return Answer(failure="Its process ended without an answer; the server's log may say why.")


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.communicate()


def _environment() -> dict[str, str]:
    """The parent's, without the deployment's settings: keys and passwords are none of a suggester's business."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
