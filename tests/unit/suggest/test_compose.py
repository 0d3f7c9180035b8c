"""A text made of accepted suggestions: well-formed, laid out, and nothing in it contradicts what came before."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crossdock import jsonata
from crossdock.engine.pointer import pointer
from crossdock.model.suggestion import Choice
from crossdock.suggest.compose import compose, items_of, iterated

names = st.text(min_size=1, max_size=8).filter(lambda name: name != "*")


def choice(target: str, expression: str, *each: str) -> Choice:
    return Choice(target=target, expression=expression, each=each)


def evaluated(text: str, source: Any) -> Any:
    return jsonata.compile(text).evaluate(source)


def test_members_lists_and_lists_within_lists_are_laid_out() -> None:
    text, left_out = compose(
        [
            choice("/Number", "name"),
            choice("/List/Line/*/Sku", "sku", "lines"),
            choice("/List/Line/*/Tax/*/Rate", "rate", "lines", "taxes"),
            choice("/List/Line/*/No", "$index + 1", "lines#$index"),
        ]
    )
    assert text == (
        "{\n"
        '  "Number": name,\n'
        '  "List": {\n'
        '    "Line": lines#$index.{\n'
        '      "Sku": sku,\n'
        '      "Tax": taxes.{\n'
        '        "Rate": rate\n'
        "      }[],\n"
        '      "No": $index + 1\n'
        "    }[]\n"
        "  }\n"
        "}\n"
    )
    assert left_out == ()
    source = {"name": "7", "lines": [{"sku": "A", "taxes": [{"rate": 2}]}]}
    lines = [{"Sku": "A", "Tax": [{"Rate": 2}], "No": 1}]
    assert evaluated(text, source) == {"Number": "7", "List": {"Line": lines}}


def test_nothing_accepted_is_an_empty_object() -> None:
    assert compose([]) == ("{}\n", ())


def test_a_target_that_is_a_list_or_a_value_itself() -> None:
    assert evaluated(compose([choice("/*/a", "x", "l")])[0], {"l": [{"x": 1}]}) == [{"a": 1}]
    assert compose([choice("", "name")])[0] == "name\n"


def test_what_is_iterated_is_bracketed_where_a_path_could_not_go_on() -> None:
    assert iterated("lines[qty > 0]") == "lines[qty > 0]"
    assert iterated("a ? lines : parcels") == "(a ? lines : parcels)"


def test_the_place_of_an_item_makes_no_other_list() -> None:
    assert items_of("lines[a]#$index") == items_of("lines[a]") == "lines[a]"
    assert items_of("$f#x") == "$f#x"


def test_the_first_choice_stays_and_contradictions_are_left_out() -> None:
    text, left_out = compose(
        [
            choice("/a/b", "x"),
            choice("/a", "y"),
            choice("/a/b/c", "y"),
            choice("/a/b", "z"),
            choice("/l/*/a", "x", "lines"),
            choice("/l/*/b", "x", "parcels"),
            choice("/l/a", "x"),
            choice("/l", "x"),
        ]
    )
    assert left_out == ("/a", "/a/b/c", "/a/b", "/l/*/b", "/l/a", "/l")
    assert evaluated(text, {"x": 1, "lines": [{"x": 2}]}) == {"a": {"b": 1}, "l": [{"a": 2}]}


@given(st.dictionaries(st.tuples(names, names), st.integers(), max_size=6))
def test_any_names_come_out_as_they_were_named(fields: dict[tuple[str, str], int]) -> None:
    text, left_out = compose([choice(pointer(path), json.dumps(value)) for path, value in fields.items()])
    expected: dict[str, dict[str, int]] = {}
    for (outer, inner), value in fields.items():
        expected.setdefault(outer, {})[inner] = value
    assert (left_out, evaluated(text, {})) == ((), expected)
