"""What must come out of a fixture: `expected.json`, or `expect.yaml` where there is more to say."""

from __future__ import annotations

from typing import Any

import msgspec

from crossdock.engine.json_text import decode
from crossdock.errors import Malformed
from crossdock.jsonata.undefined import UNDEFINED
from crossdock.model.evaluation import HoldCode
from crossdock.model.fixture import Expectation, ExpectHold, ExpectOutput, ExpectPartial
from crossdock.nearest import suggest
from crossdock.project import layout
from crossdock.project.files import FolderFiles
from crossdock.project.schemas import EXPECTATIONS
from crossdock.project.shapes import ExpectFile, ExpectHoldFile, ExpectOutputFile, ExpectPartialFile


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """An expectation, and what its author says of the fixture."""

    expect: Expectation
    description: str = ""


def read_expectation(files: FolderFiles, folder: str) -> Described | None:
    """The expectation in a fixture's folder; None when something is wrong with it, which is noted."""
    json_path, yaml_path = f"{folder}/{layout.EXPECTED}", f"{folder}/{layout.EXPECT}"
    if files.exists(json_path) and files.exists(yaml_path):
        message = f"There are both {layout.EXPECTED} and {layout.EXPECT}."
        files.note(yaml_path, "two-expectations", message, "Keep the one that is meant.")
        return None
    if files.exists(yaml_path):
        return _from_yaml(files, yaml_path)
    if files.exists(json_path):
        output = files.json(json_path)
        return None if output is UNDEFINED else Described(expect=ExpectOutput(output=output))
    remedy = f"Put what must come out into {layout.EXPECTED}, or write an {layout.EXPECT}."
    files.note(json_path, "missing-file", "Nothing says what must come out.", remedy)
    return None


def read_input(files: FolderFiles, folder: str, expect: Expectation | None) -> bytes | None:
    """A fixture's input; it must be JSON, except where a message that is not is what the fixture is about."""
    path = f"{folder}/{layout.INPUT}"
    raw = files.raw(path, "Put the example message into it.")
    if raw is None or expect == ExpectHold(code=HoldCode.NOT_UNDERSTOOD):
        return raw
    try:
        decode(raw)
    except Malformed as error:
        files.take(path, error)
        return None
    return raw


def write_expectation(described: Described) -> tuple[str, ExpectFile | Any]:
    """The name of the file an expectation belongs in, and the value to write there."""
    match described.expect:
        case ExpectOutput(output=output, ignore=(), tolerances=tolerances) if (
            not tolerances and not described.description
        ):
            return layout.EXPECTED, output
        case ExpectHold(code=code):
            return layout.EXPECT, ExpectHoldFile(code=code, description=described.description)
        case ExpectOutput() | ExpectPartial() as expect:
            shape = ExpectPartialFile if isinstance(expect, ExpectPartial) else ExpectOutputFile
            return layout.EXPECT, shape(description=described.description, **msgspec.structs.asdict(expect))


def _from_yaml(files: FolderFiles, path: str) -> Described | None:
    document = files.yaml(path)
    if document is None:
        return None
    kind = document.value.get("kind") if isinstance(document.value, dict) else None
    if kind not in EXPECTATIONS:
        remedy = (suggest(str(kind), EXPECTATIONS) if kind else "") or "Use one of: output, partial, hold."
        message = "The kind of expectation is missing or not known."
        files.note(path, "expectation-kind", message, remedy, line=files.line(path, "/kind"))
        return None
    given = files.struct(path, document, EXPECTATIONS[kind])
    return None if given is None else Described(expect=_expect(given), description=given.description)


def _expect(given: ExpectFile) -> Expectation:
    if isinstance(given, ExpectHoldFile):
        return ExpectHold(code=given.code)
    shape = ExpectPartial if isinstance(given, ExpectPartialFile) else ExpectOutput
    return shape(output=given.output, ignore=given.ignore, tolerances=given.tolerances)
