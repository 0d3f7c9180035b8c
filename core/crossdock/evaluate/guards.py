"""Asking plugins' guards in the process it is called in, and telling their failures apart outside of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from crossdock.engine.json_text import decode
from crossdock.engine.plugin_guards import load_guard, read_options
from crossdock.errors import ConfigurationError, CrossdockError, NotFound
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.frames import Check
from crossdock.functions import FunctionError
from crossdock.guards import ACTIONS, Filter, Guard, GuardAction, GuardRecord, Hold, Pass, Verdict, Wait
from crossdock.model.evaluation import Evaluated
from crossdock.model.problem import Problem
from crossdock.plugins import Plugins

_FAILED: Final = "guard-failed"
_LONGEST = 2000
"""Characters of what a guard says."""
_PASS: Final = Evaluated(output=msgspec.json.encode(Pass()))


class Unsound(ValueError):
    """A guard gave what is no verdict of its own."""


class PluginGuards:
    """The guards of the installed plugins; each is loaded when it is asked for the first time."""

    def __init__(self, plugins: Plugins) -> None:
        """Raises PluginError where two plugins bring a guard of one name."""
        self._plugins = plugins
        self._loaded: dict[str, Guard] = {}
        _ = plugins.guards

    def check(self, question: Check, context: EvaluationContext) -> Evaluated:
        """What a guard says of a record. MemoryError comes through; every other failure is a Problem."""
        try:
            guard = self._guard(question.guard)
            options = read_options(guard, decode(question.options))
            given = decode(question.input)
        except CrossdockError as error:
            return Evaluated(problems=(_told(error),))
        if not question.is_mapped and GuardAction.FILTER not in guard.actions:
            return _PASS
        record = GuardRecord(
            source=given["source"],
            output=given["target"],
            now=datetime.fromisoformat(given["now"]),
            received_at=context.received_at,
            look_up=context.look_up,
        )
        said = verdict_of(guard, record, options)
        if isinstance(said, Problem):
            return context.noted(Evaluated(problems=(said,)))
        if not question.is_mapped and not isinstance(said, Filter):
            said = Pass()
        return context.noted(Evaluated(output=msgspec.json.encode(said)))

    def _guard(self, name: str) -> Guard:
        if name not in self._loaded:
            self._loaded[name] = load_guard(self._plugins, name)
        return self._loaded[name]


def verdict_of(guard: Guard, record: GuardRecord, options: msgspec.Struct) -> Verdict | Problem:
    """What a guard says, or why that cannot be had. MemoryError comes through."""
    try:
        return _sound(guard, guard.check(record, options))
    except MemoryError:
        raise
    except FunctionError as error:
        return Problem(code=error.code, message=_sentence(str(error)), remedy=error.remedy or _TELL)
    except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever a plugin raises holds the record
        return Problem(code=_FAILED, message=_sentence(f"{type(error).__name__}: {error}"), remedy=_TELL)


def known_guard(evaluated: Evaluated) -> Evaluated:
    """The result; raises NotFound or ConfigurationError where the guard cannot be asked about any record at all."""
    for problem in evaluated.problems:
        if problem.code == "unknown-guard":
            raise NotFound(problem.message, code=problem.code, remedy=problem.remedy)
        if problem.code in ("guard-options", "plugin-broken"):
            raise ConfigurationError(problem.message, code=problem.code, remedy=problem.remedy)
    return evaluated


def _sound(guard: Guard, said: Verdict) -> Verdict:
    """The verdict, if the guard may give it. Raises Unsound, or UnicodeEncodeError for half a surrogate pair."""
    if not isinstance(said, Verdict):
        raise Unsound(f"it gave a {type(said).__name__}, which is no verdict")
    if isinstance(said, Pass):
        return said
    if ACTIONS[type(said)] not in guard.actions:
        raise Unsound(f"it does not declare that it may {ACTIONS[type(said)]} a record")
    codes = {code.name for code in guard.codes if code.action is ACTIONS[type(said)]}
    if isinstance(said, Hold | Filter) and said.code and said.code not in codes:
        raise Unsound(f"it does not declare the code '{said.code}' for what it may {ACTIONS[type(said)]}")
    if isinstance(said, Wait) and any(time is not None and time.tzinfo is None for time in (said.until, said.deadline)):
        raise Unsound("it makes the record wait until a time without a zone")
    msgspec.json.encode(said)
    return said


def _told(error: CrossdockError) -> Problem:
    return Problem(code=error.stable_code, message=error.message, remedy=error.remedy)


def _sentence(said: str) -> str:
    return f"{said.rstrip('.')[:_LONGEST]}."


_TELL = "Look whether the record is as the guard expects it; otherwise tell the plugin's author."
