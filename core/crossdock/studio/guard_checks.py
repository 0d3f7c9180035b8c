"""What guards must look like before a flow is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.guard_options import option_problems
from crossdock.errors import InvalidInput, NotFound, PluginError
from crossdock.model.evaluation import HoldCode
from crossdock.model.flow import FlowDefinition, Guard
from crossdock.model.guard_faults import guard_faults
from crossdock.model.name import check_name
from crossdock.model.problem import Problem, Side
from crossdock.model.record import RunCode

OWN_CODES = frozenset({*HoldCode, *RunCode})
LONGEST_SECONDS = 30 * 24 * 3600
_REMEDY = "Name the guard after what it looks for: 'test-order', 'no-physical-lines'."


def guard_problems(catalogue: Catalogue, definition: FlowDefinition) -> Iterator[Problem]:
    """Everything that is wrong with a flow's guards, their texts aside."""
    names = Counter(guard.name for guard in definition.guards)
    for index, guard in enumerate(definition.guards):
        place = f"/guards/{index}"
        yield from _name_problems(f"{place}/name", guard, names)
        for fault in guard_faults(guard):
            yield _problem(fault.code, f"{place}{fault.pointer}", fault.message, fault.remedy)
        for field in ("deadline_seconds", "every_seconds"):
            if not 1 <= getattr(guard, field) <= LONGEST_SECONDS:
                message = f"{place}/{field} is out of its range."
                yield _problem("out-of-range", f"{place}/{field}", message, f"Give 1 to {LONGEST_SECONDS} seconds.")
        if guard.plugin:
            yield from _plugin_problems(catalogue, place, guard)


def _name_problems(pointer: str, guard: Guard, names: Counter[str]) -> Iterator[Problem]:
    try:
        check_name("guard", guard.name)
    except InvalidInput as error:
        yield _problem("invalid-name", pointer, error.message, error.remedy)
    if guard.name in OWN_CODES:
        message = f"'{guard.name}' is a code of Crossdock's own; nobody could tell the guard's records from others."
        yield _problem("guard-code", pointer, message, _REMEDY)
    if names[guard.name] > 1:
        message = f"Two guards are named '{guard.name}'; its records would not tell which one it was."
        yield _problem("guard-twice", pointer, message, "Give each its own name.")


def _plugin_problems(catalogue: Catalogue, place: str, guard: Guard) -> Iterator[Problem]:
    try:
        loaded = catalogue.guard(guard.plugin)
    except (NotFound, PluginError) as error:
        yield _problem(error.stable_code, f"{place}/plugin", error.message, error.remedy)
        return
    for problem in option_problems(loaded, guard.options):
        pointer = f"{place}/options{problem.pointer or ''}"
        yield msgspec.structs.replace(problem, side=Side.REQUEST, pointer=pointer)


def _problem(code: str, pointer: str, message: str, remedy: str) -> Problem:
    return Problem(code=code, message=message, remedy=remedy, side=Side.REQUEST, pointer=pointer)
