"""Prints of rules: whether two texts compute the same for a field."""

from __future__ import annotations

import pytest

from crossdock import jsonata


def prints(source: str) -> list[str]:
    return [field.print for field in jsonata.compile(source).fields()]


def test_layout_and_comments_change_no_print() -> None:
    assert prints('{"x":a.b+1}') == prints('{\n  /* why */ "x": a . b\n + 1\n}')


def test_where_a_field_stands_changes_no_print() -> None:
    assert prints('{"x": a, "y": b}') == prints('{"y": b, "x": a}')[::-1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"x": a}', '{"x": b}'),
        ('{"x": "a  b"}', '{"x": "a b"}'),
        ('{"x": 1}', '{"x": "1"}'),
        ('{"x": a[0]}', '{"x": a[1]}'),
        ('{"x": a[]}', '{"x": a}'),
        ('{"x": a^(b)}', '{"x": a^(>b)}'),
        ('{"x": p ? a : b}', '{"x": q ? a : b}'),
        ('{"x": p ? a : b}', '{"x": p ? b : a}'),
        ('{"x": [lines.{"s": sku}]}', '{"x": [lines[qty > 0].{"s": sku}]}'),
        ('($c := function($t) {$trim($t)}; {"x": $c(a)})', '($c := function($t) {$uppercase($t)}; {"x": $c(a)})'),
        ('($b := a; $c := $b; {"x": $c})', '($b := z; $c := $b; {"x": $c})'),
    ],
)
def test_what_computes_something_else_has_another_print(before: str, after: str) -> None:
    assert prints(before) != prints(after)


def test_a_function_that_another_field_uses_changes_its_fields_alone() -> None:
    first = '($c := function($t) {$trim($t)}; {"x": $c(a), "y": a})'
    second = '($c := function($t) {$uppercase($t)}; {"x": $c(a), "y": a})'
    (x, y), (other_x, other_y) = prints(first), prints(second)
    assert (x != other_x, y == other_y) == (True, True)


def test_signatures_count_and_are_the_same_in_each_process() -> None:
    text = '($c := function($t)<s:s> {$t}; {"x": $c(a)})'
    assert prints(text) == prints(text.replace("; {", ";{"))
    assert prints(text) != prints(text.replace("<s:s>", "<j:s>"))
