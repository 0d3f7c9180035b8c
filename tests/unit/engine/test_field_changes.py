"""What is told of two versions: which fields, in which words."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from crossdock import jsonata
from crossdock.engine.field_changes import Ruled, field_diff
from crossdock.evaluate.analysis import field_rules
from crossdock.model.field_change import FieldChangeKind, FieldDiff
from crossdock.model.mapping import Version
from crossdock.model.resource import ResourceRef

ORDER = ResourceRef("shopify", "order")


def ruled(number: int, text: str) -> Ruled:
    version = Version(
        id=UUID(int=number),
        mapping="orders",
        number=number,
        text=text,
        content_hash="",
        source=ORDER,
        target=ORDER,
        source_schema={},
        target_schema={},
        engine="native 1",
        plugins={},
        author="an editor",
        reason="",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return Ruled(version=version, rules=field_rules(jsonata.parse(text).ast, text))


def diff(before: str | None, after: str) -> FieldDiff:
    return field_diff(None if before is None else ruled(1, before), ruled(2, after))


def test_each_kind_of_change_is_told_with_was_and_is() -> None:
    found = diff('{"a": x, "b": y, "c": z}', '{"a": x, "b": "Web", "d": w}')
    assert [(each.target, each.kind) for each in found.fields] == [
        ("b", FieldChangeKind.CHANGED),
        ("d", FieldChangeKind.ADDED),
        ("c", FieldChangeKind.REMOVED),
    ]
    changed = found.fields[0]
    assert ([each.expression for each in changed.was], [each.expression for each in changed.now]) == (["y"], ['"Web"'])
    assert found.untouched == 1
    assert found.note == (
        'b changes: it was copied from y, it is always "Web".',
        "d is new: copied from w.",
        "c is no longer filled; it was copied from z.",
    )


def test_a_layout_of_its_own_changes_nothing() -> None:
    found = diff('{"a": x, "b": y}', '/* laid out */ {\n  "b": y,\n  "a": x\n}')
    assert (found.fields, found.note) == ((), ("No field is made of anything else than before.",))


def test_without_an_older_version_everything_is_new() -> None:
    found = diff(None, '{"a": x, "b": y}')
    assert (found.old, [each.kind for each in found.fields]) == (None, [FieldChangeKind.ADDED] * 2)
    assert found.note == ("It fills 2 target fields; nothing filled them before.",)


def test_lookups_that_come_and_go_are_named() -> None:
    found = diff('{"a": $xref("carriers", x)}', '{"a": $xref("services", x)}')
    assert (found.lookups_added, found.lookups_removed) == (("services",), ("carriers",))
    assert "The lookup services is asked for the first time: its rows must be there." in found.note


def test_a_change_in_what_a_field_uses_is_a_change_of_the_field() -> None:
    found = diff(
        '($c := function($t) {$trim($t)}; {"x": $c(a)})', '($c := function($t) {$uppercase($t)}; {"x": $c(a)})'
    )
    (sentence,) = found.note
    assert sentence.startswith("x is computed in another way")


def test_a_long_expression_is_quoted_in_part() -> None:
    long = " & ".join(f"$map(lines, function($l) {{ $l.field{n} }})" for n in range(20))
    (sentence,) = diff('{"x": a}', f'{{"x": {long}}}').note
    assert sentence.endswith("....")
    assert len(sentence) < 250


def test_another_engine_schema_or_plugin_is_told() -> None:
    before, after = ruled(1, '{"a": x}'), ruled(2, '{"a": x}')
    version = msgspec.structs.replace(
        after.version, engine="native 2", target_schema={"type": "object"}, plugins={"crossdock-seko": "2"}
    )
    note = field_diff(before, msgspec.structs.replace(after, version=version)).note
    assert note == (
        "The target's schema is another one: messages are held against the newer.",
        "The engine is native 2; it was native 1.",
        "The plugin crossdock-seko is 2; it was not there.",
    )
