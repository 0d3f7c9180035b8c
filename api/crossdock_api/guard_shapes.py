"""What goes over the wire about the guards that plugins bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossdock.engine.guard_options import options_schema
from crossdock.guards import ACTIONS, Filter, Guard, GuardAction, GuardCode, Hold, Pass, Verdict, Wait
from crossdock.model.resource import JsonSchema
from crossdock_api.shapes import Given


class GuardSummary(Given, frozen=True, kw_only=True):
    """A guard that flows may put between mapping and writing."""

    name: str
    """What a flow's guard says as `plugin`."""
    summary: str
    plugin: str
    """Distribution and version that bring it."""


class GuardVerdict(Given, frozen=True, kw_only=True):
    """What a guard says of a record."""

    action: GuardAction | None
    """Null: it passes."""
    message: str = ""
    """For people: why."""
    remedy: str = ""
    code: str = ""
    """'' for the name that the flow gives the guard."""

    @classmethod
    def of(cls, verdict: Verdict) -> GuardVerdict:
        """A verdict, whatever its kind."""
        action = ACTIONS.get(type(verdict))
        match verdict:
            case Pass():
                return cls(action=action)
            case Hold():
                return cls(action=action, message=verdict.message, remedy=verdict.remedy, code=verdict.code)
            case Filter():
                return cls(action=action, message=verdict.reason, code=verdict.code)
            case Wait():
                return cls(action=action, message=verdict.reason)


class GuardExampleShown(Given, frozen=True, kw_only=True):
    """A record, and what the guard says of it."""

    source: Any
    output: Any
    options: Mapping[str, Any]
    verdict: GuardVerdict
    lookups: Mapping[str, Mapping[str, str]] = {}
    """Tables the example needs: name to key to value."""


class GuardDetail(Given, frozen=True, kw_only=True):
    """A guard with its options and examples."""

    name: str
    summary: str
    plugin: str
    actions: tuple[GuardAction, ...]
    """All that it may do with a record."""
    codes: tuple[GuardCode, ...]
    """Codes of its own, beside the name that a flow gives it."""
    options_schema: JsonSchema
    examples: tuple[GuardExampleShown, ...]

    @classmethod
    def of(cls, guard: Guard, plugin: str) -> GuardDetail:
        """What a plugin declares."""
        return cls(
            name=guard.name,
            summary=guard.summary,
            plugin=plugin,
            actions=guard.actions,
            codes=guard.codes,
            options_schema=options_schema(guard.options),
            examples=tuple(
                GuardExampleShown(
                    source=example.source,
                    output=example.output,
                    options=example.options,
                    verdict=GuardVerdict.of(example.verdict),
                    lookups=example.lookups,
                )
                for example in guard.examples
            ),
        )
