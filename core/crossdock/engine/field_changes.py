"""Which target fields are made of something else, and a note that says so in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from crossdock.model.analysis import FieldRule
from crossdock.model.field_change import FieldChange, FieldChangeKind, FieldDiff, RuleText
from crossdock.model.mapping import Version

_WORDLESS = "expression"
_LONGEST = 120
"""Characters of an expression that a sentence quotes."""

Rules = dict[str, list[FieldRule]]


class Ruled(msgspec.Struct, frozen=True, kw_only=True):
    """A version with the rules that are read off its text."""

    version: Version
    rules: tuple[FieldRule, ...]


def field_diff(before: Ruled | None, after: Ruled) -> FieldDiff:
    """Compare two versions of one mapping by target field; without an older one, every field is new."""
    old, new = _by_target(before.rules if before else ()), _by_target(after.rules)
    changes = tuple(_changes(before, old, after, new))
    lookups_then, lookups_now = (_lookups(each.rules if each else ()) for each in (before, after))
    added = tuple(name for name in lookups_now if name not in lookups_then)
    removed = tuple(name for name in lookups_then if name not in lookups_now)
    touched = {change.target for change in changes}
    told = map(_sentence, changes) if before else [f"It fills {len(new)} target fields; nothing filled them before."]
    sentences = [*told, *_lookup_sentences(added, removed)]
    sentences += _surrounding_sentences(before.version, after.version) if before else []
    return FieldDiff(
        mapping=after.version.mapping,
        old=before.version.number if before else None,
        new=after.version.number,
        fields=changes,
        untouched=len(new.keys() - touched),
        lookups_added=added,
        lookups_removed=removed,
        note=tuple(sentences) or ("No field is made of anything else than before.",),
    )


def _by_target(rules: Iterable[FieldRule]) -> Rules:
    found: Rules = {}
    for rule in rules:
        found.setdefault(rule.target, []).append(rule)
    return found


def _changes(before: Ruled | None, old: Rules, after: Ruled, new: Rules) -> Iterator[FieldChange]:
    for target, rules in new.items():
        now = _texts(after, rules)
        if target not in old:
            yield FieldChange(target=target, kind=FieldChangeKind.ADDED, now=now)
        elif before and [rule.print for rule in old[target]] != [rule.print for rule in rules]:
            yield FieldChange(target=target, kind=FieldChangeKind.CHANGED, was=_texts(before, old[target]), now=now)
    for target, rules in old.items():
        if before and target not in new:
            yield FieldChange(target=target, kind=FieldChangeKind.REMOVED, was=_texts(before, rules))


def _texts(ruled: Ruled, rules: list[FieldRule]) -> tuple[RuleText, ...]:
    text = ruled.version.text
    return tuple(RuleText(expression=text[rule.span.start : rule.span.end], words=rule.words) for rule in rules)


def _lookups(rules: Iterable[FieldRule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(call.table for rule in rules for call in rule.lookups if not call.table.startswith("$")))


def _sentence(change: FieldChange) -> str:
    was, now = _told(change.was), _told(change.now)
    match change.kind:
        case FieldChangeKind.ADDED:
            return f"{change.target} is new: {now}."
        case FieldChangeKind.REMOVED:
            return f"{change.target} is no longer filled; it was {was}."
        case _ if was == now:
            return f"{change.target} is computed in another way: a function or a variable that it uses changed ({now})."
        case _:
            return f"{change.target} changes: it was {was}, it is {now}."


def _told(rules: tuple[RuleText, ...]) -> str:
    return "; ".join(_quoted(rule.expression) if rule.words.endswith(_WORDLESS) else rule.words for rule in rules)


def _quoted(expression: str) -> str:
    line = " ".join(expression.split())
    return f"the expression {line[:_LONGEST]}..." if len(line) > _LONGEST else f"the expression {line}"


def _lookup_sentences(added: tuple[str, ...], removed: tuple[str, ...]) -> list[str]:
    return [
        *(f"The lookup {name} is asked for the first time: its rows must be there." for name in added),
        *(f"The lookup {name} is no longer asked." for name in removed),
    ]


def _surrounding_sentences(before: Version, after: Version) -> Iterator[str]:
    for side, old, new in (
        ("source", before.source_schema, after.source_schema),
        ("target", before.target_schema, after.target_schema),
    ):
        if old != new:
            yield f"The {side}'s schema is another one: messages are held against the newer."
    if before.engine != after.engine:
        yield f"The engine is {after.engine}; it was {before.engine}."
    for name in sorted(before.plugins.keys() | after.plugins.keys()):
        old_one, new_one = before.plugins.get(name, "not there"), after.plugins.get(name, "not there")
        if old_one != new_one:
            yield f"The plugin {name} is {new_one}; it was {old_one}."
