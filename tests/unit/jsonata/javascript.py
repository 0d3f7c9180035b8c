"""The reference implementation, evaluated by Node.

It is asked only where the environment variable CROSSDOCK_JSONATA_JS names the folder of the npm package. To get it:

    npm install --prefix <folder> jsonata@2.2.2
    CROSSDOCK_JSONATA_JS=<folder>/node_modules/jsonata pytest tests/unit/jsonata
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from outcomes import Outcome

from crossdock.jsonata import UNDEFINED
from crossdock.jsonata.undefined import Value

PACKAGE: Final = os.environ.get("CROSSDOCK_JSONATA_JS")
_PROGRAM: Final = Path(__file__).with_suffix(".js")
_FUNCTION: Final = {"": "function"}


class JavaScript:
    """A Node process that answers one question after the other."""

    def __init__(self, questions: IO[str], answers: IO[str]) -> None:
        self._questions = questions
        self._answers = answers

    def evaluate(self, source: str, data: Value) -> Outcome | None:
        """How the evaluation ends; None if the reference implementation fails with an error that has no code."""
        self._questions.write(json.dumps({"source": source, "data": data}) + "\n")
        self._questions.flush()
        answer = json.loads(self._answers.readline())
        if "crash" in answer:
            return None
        return Outcome(value=_value(answer["value"]) if "value" in answer else UNDEFINED, code=answer.get("code"))


@contextmanager
def running(package: str) -> Iterator[JavaScript]:
    """A process for the package in this folder, until the end of the block."""
    command = ["node", "--stack-size=4000", str(_PROGRAM), package]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield JavaScript(process.stdin, process.stdout)
        process.stdin.close()


def _value(value: Value) -> Value:
    """The value with functions as functions."""
    if value == _FUNCTION:
        return _value
    if isinstance(value, dict):
        return {key: _value(member) for key, member in value.items()}
    return [_value(item) for item in value] if isinstance(value, list) else value
