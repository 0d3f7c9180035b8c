"""One suggester, asked once: `python -m crossdock.suggest.process <parent's pid>`.

Reads a question from standard input to its end, and writes the answer to standard output. What the suggester itself
prints goes nowhere.
"""

from __future__ import annotations

import os
import sys
from itertools import islice

import msgspec

from crossdock.errors import PluginError
from crossdock.evaluate import confine
from crossdock.model.suggestion import Suggestion, SuggestionTask
from crossdock.plugin import SuggesterEntry

NICENESS = 10
"""Nobody's live mapping waits for a suggestion."""
LONGEST_FAILURE = 500
MOST_SUGGESTIONS = 20_000
"""What is told of them; nobody reads more."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    entry: SuggesterEntry
    task: SuggestionTask
    seconds: float
    memory_bytes: int
    """Beyond what the process has when it is ready to ask."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    suggestions: tuple[Suggestion, ...] = ()
    failure: str | None = None
    """Why there are none."""


def answer(question: Question) -> Answer:
    """Ask the suggester; whatever it raises is its failure."""
    try:
        suggest = question.entry.load()
        confine.allow_memory(question.memory_bytes)
        found = tuple(islice(suggest(question.task), MOST_SUGGESTIONS))
    except PluginError as error:
        return Answer(failure=str(error)[:LONGEST_FAILURE])
    except MemoryError:
        return Answer(failure="It took more memory than it may.")
    except Exception as error:  # noqa: BLE001  # a plugin's own mistake is told to whoever asked
        return Answer(failure=f"It failed ({type(error).__name__}: {error})."[:LONGEST_FAILURE])
    strange = next((each for each in found if not isinstance(each, Suggestion)), None)
    if strange is not None:
        return Answer(failure=f"It gave a {type(strange).__name__}, which is no Suggestion.")
    return Answer(suggestions=found)


def main(arguments: list[str]) -> None:
    """Serve the parent whose pid is given."""
    confine.die_with_parent(int(arguments[0]))
    confine.lower_priority(NICENESS)
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    question = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Question)
    confine.allow_time(question.seconds)
    sink.write(msgspec.msgpack.encode(answer(question)))
    sink.close()


if __name__ == "__main__":
    main(sys.argv[1:])
