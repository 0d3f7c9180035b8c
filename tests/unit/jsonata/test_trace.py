"""Traces: complete enough that a value which is not listed cannot matter."""

from __future__ import annotations

import copy
from typing import Any

from expressions import DOCUMENTS
from hypothesis import given, settings
from hypothesis import strategies as st

from crossdock import jsonata
from crossdock.jsonata import JsonataError

ORDER = {
    "id": 7,
    "status": "open",
    "lines": [{"sku": "a", "qty": 2, "note": "x"}, {"sku": "b", "qty": 0, "note": "y"}],
    "address": {"city": "Exampleton"},
}


def test_a_leaf_lists_what_it_was_made_of_and_what_chose_it() -> None:
    trace = jsonata.compile('{"id": id, "lines": lines[qty > 0].{"sku": $uppercase(sku)}}').trace(ORDER)
    assert trace.result == {"id": 7, "lines": {"sku": "A"}}
    assert trace.leaves["id"] == {"id"}
    assert trace.leaves["lines.sku"] == {"lines[0].sku", "lines[0].qty", "lines[1].qty"}


def test_variables_count_only_where_they_are_used() -> None:
    trace = jsonata.compile('($c := address.city; {"id": id, "city": $c})').trace(ORDER)
    assert trace.leaves == {"id": {"id"}, "city": {"address.city"}}


def test_what_is_not_there_is_a_miss() -> None:
    trace = jsonata.compile('{"a": lines.colour, "b": address.street}').trace(ORDER)
    assert trace.misses == {"lines[0].colour", "lines[1].colour", "address.street"}


def test_branches_say_how_often_they_were_taken() -> None:
    source = 'lines.(qty > 0 ? "yes" : "no")'
    taken = {source[slice(*branch.span)]: branch.times for branch in jsonata.compile(source).trace(ORDER).branches}
    assert taken == {'"yes"': 1, '"no"': 1}


def test_values_of_parts_are_kept_when_asked_for() -> None:
    source = "lines.(qty * 10)"
    trace = jsonata.compile(source).trace(ORDER, values=True)
    assert trace.values[(source.index("qty"), source.index(")"))] == (20, 0)
    assert not jsonata.compile(source).trace(ORDER).values


def passed(source: str, data: Any = ORDER) -> dict[str, tuple[int, int]]:
    trace = jsonata.compile(source).trace(data)
    return {source[slice(*each.span)]: (each.passed, each.of) for each in trace.filters}


def test_filters_say_how_many_passed() -> None:
    assert passed("lines[qty > 0].sku") == {"qty > 0": (1, 2)}
    assert passed("lines[qty > 5]") == {"qty > 5": (0, 2)}
    assert passed("lines[$.note][sku = 'a']") == {"$.note": (2, 2), "sku = 'a'": (1, 2)}
    assert passed("lines[0].sku & lines[5].sku") == {"0": (1, 1), "5": (0, 1)}
    assert passed("[1, 2, 3][$ > 1]") == {"$ > 1": (2, 3)}
    assert passed("lines[id].sku") == {"id": (0, 2)}
    assert passed("lines[[0, 1]].sku") == {"[0, 1]": (2, 2)}
    assert passed("lines@$l[$l.qty = 2].sku") == {"$l.qty = 2": (1, 2)}
    assert passed("lines^(sku)[qty = 0].sku") == {"qty = 0": (1, 2)}
    assert passed("lines.(nothing)[0]") == {"0": (0, 2)}


def test_filters_inside_filters_count_every_question() -> None:
    assert passed("lines[$$.lines[qty > 0]]") == {"$$.lines[qty > 0]": (2, 2), "qty > 0": (2, 4)}


def test_keys_that_are_looked_up_were_found_or_missed() -> None:
    def cross_reference(table: str, key: str) -> Any:
        return {"skus": {"a": "A"}}[table].get(key, jsonata.UNDEFINED)

    functions = [jsonata.Function("xref", cross_reference, "<ss:x>")]
    source = "[lines.$xref('skus', sku), $lookup(address, 'city'), $lookup(address, 'street')]"
    trace = jsonata.compile(source, functions=functions).trace(ORDER)
    assert [(each.table, each.key, each.found, each.times) for each in trace.lookups] == [
        ("skus", "a", True, 1),
        ("skus", "b", False, 1),
        ("", "city", True, 1),
        ("", "street", False, 1),
    ]
    assert source[slice(*trace.lookups[0].span)] == "$xref('skus', sku)"


def test_an_error_is_part_of_the_trace() -> None:
    trace = jsonata.compile("id + status").trace(ORDER)
    assert trace.error is not None
    assert trace.error.code == "T2002"
    assert trace.reads == {"id", "status"}


MAPPINGS = st.sampled_from(
    [
        '{"p": a.b, "q": {"r": b, "s": [c, a]}}',
        '($x := a; $f := function($y){ {"v": $y.b, "w": $x} }; {"p": $f(b), "q": c})',
        'a.{"p": b, "q": $count(c)}',
        '{"p": a[b = 1].c, "q": $map(b, function($i){ {"i": $i} })}',
        '{"p": a ? b : c, "q": a ?? b, "r": $merge([{"m": a}, {"n": c}])}',
        'a{$string(b): {"c": c}}',
        '{"p": **.b, "q": a.*, "r": $string(c)}',
        '($o := {"m": a, "n": b}; {"p": $o.m, "q": $o, "r": $keys(c)})',
        '{"p": $sort(a.b), "q": $filter(c, function($i){ $i > 0 }), "r": $reduce(b, function($i, $j){ $j })}',
        '{"p": a@$l.b.{"x": $l.c}, "q": b#$i.{"n": $i, "v": c}}',
        '{"p": $lookup(a, "b"), "q": $each(a, function($v, $k){ $k }), "r": $ ~> |a|{"b": 1}|}',
    ]
)


@given(source=MAPPINGS, data=DOCUMENTS, seed=st.integers(0, 1000), value=st.sampled_from([0, 3, "z", True, None]))
@settings(max_examples=700, deadline=None)
def test_changing_a_value_that_a_leaf_does_not_list_does_not_change_the_leaf(
    source: str, data: Any, seed: int, value: Any
) -> None:
    expression = jsonata.compile(source)
    trace = expression.trace(data)
    places = list(_scalars(data, ""))
    if trace.error is not None or not places:
        return
    path, steps = places[seed % len(places)]
    changed = _replaced(data, steps, value)
    try:
        after = _leaves(expression.evaluate(changed), "")
    except JsonataError:
        return
    before = _leaves(trace.result, "")
    for target, sources in trace.leaves.items():
        if path not in sources:
            assert after.get(target) == before.get(target), (target, path)


def _scalars(value: Any, path: str, steps: tuple[Any, ...] = ()) -> Any:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _scalars(member, f"{path}.{key}" if path else key, (*steps, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(item, f"{path}[{index}]", (*steps, index))
    else:
        yield path, steps


def _replaced(data: Any, steps: tuple[Any, ...], value: Any) -> Any:
    if not steps:
        return value
    changed = copy.deepcopy(data)
    inner = changed
    for step in steps[:-1]:
        inner = inner[step]
    inner[steps[-1]] = value
    return changed


def _leaves(value: Any, path: str) -> dict[str, Any]:
    return {target: repr(_at(value, steps)) for target, steps in _scalars(value, path)}


def _at(value: Any, steps: tuple[Any, ...]) -> Any:
    for step in steps:
        value = value[step]
    return value
